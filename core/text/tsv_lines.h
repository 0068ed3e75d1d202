// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace prism {

/// Lines of a tab-separated text, one after the other; errors name the file and the line. Views of the text.
class TsvLines {
 public:
  TsvLines(std::string_view text, const std::filesystem::path& file) : m_rest(text), m_file(file) {}

  bool next();
  [[nodiscard]] std::string_view line() const noexcept { return m_line; }
  [[nodiscard]] std::string_view field(std::size_t index) const { return m_fields[index]; }
  /// Throws Error(format) unless the line has exactly this many fields.
  void require_fields(std::size_t count) const;
  /// A whole number from 0 to size − 1.
  [[nodiscard]] std::int32_t id(std::string_view field, std::int64_t size) const;
  /// Several, parted by commas; none for an empty field.
  [[nodiscard]] std::vector<std::int32_t> ids(std::string_view field, std::int64_t size) const;
  [[noreturn]] void fail(const std::string& reason, const std::string& expected) const;

 private:
  std::string_view m_rest;
  std::filesystem::path m_file;
  std::string_view m_line;
  std::vector<std::string_view> m_fields;
  std::size_t m_number = 0;
};

/// Parts of a text between separators; none for an empty text.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);

}  // namespace prism
