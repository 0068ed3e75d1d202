// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace prism {

/// Praat's text files as it reads them: only free-standing numbers, quoted strings and <flags> count; every
/// other word is a remark, and so is what follows a `!` to the end of its line. A number is a word that
/// begins with a digit or a sign and a digit, decimal or hexadecimal, with what trails it ignored, as a
/// fraction (`5/2`) or percentage (`20%`) too. (Praat manual, "TextGrid file formats".)
class PraatText {
 public:
  /// Both must outlive the reader.
  PraatText(std::string_view text, const std::filesystem::path& file) : m_text(text), m_file(file) {}

  /// The next number, string or flag; throws Error(format) naming line and place when something else comes.
  [[nodiscard]] double number(const char* field);
  /// A whole number of things of at least `least_bytes` each that still have to fit into the text; a negative
  /// one counts as 0, as in Praat.
  [[nodiscard]] std::int64_t count(const char* field, std::size_t least_bytes);
  [[nodiscard]] std::string string(const char* field);
  [[nodiscard]] std::string flag(const char* field);
  /// True when nothing but remarks is left.
  [[nodiscard]] bool at_end();

  /// What errors name beside the line: tier and element, from 1; 0 = none.
  void set_place(std::int64_t tier, std::int64_t element) noexcept {
    m_tier = tier;
    m_element = element;
  }
  /// Some remark was "xmin": the long form.
  [[nodiscard]] bool named() const noexcept { return m_named; }
  [[noreturn]] void fail(const std::string& reason, const char* field, const std::string& expected) const;

 private:
  enum class Kind { number, string, flag, end };
  Kind next();
  void require(Kind wanted, const char* field);
  double real(const char* field);

  std::string_view m_text;
  const std::filesystem::path& m_file;
  std::size_t m_at = 0;
  std::string_view m_word;     ///< the last remark: what a broken number looks like
  std::string_view m_no_time;  ///< "nan" or "inf" since the last text: a remark for Praat, never meant as one
  std::int64_t m_tier = 0;
  std::int64_t m_element = 0;
  bool m_named = false;
};

}  // namespace prism
