// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace prism {

/// Half-open range of bytes in a text.
struct TextRange {
  std::size_t begin = 0;
  std::size_t end = 0;
  [[nodiscard]] std::size_t size() const noexcept { return end - begin; }
  [[nodiscard]] std::string_view of(std::string_view text) const { return text.substr(begin, size()); }
};

/// The processor time that matching may take on one text, by its length. While an object lives, all patterns
/// of its thread share that time; the outermost one counts.
class MatchTime {
 public:
  explicit MatchTime(std::size_t bytes);
  ~MatchTime();
  MatchTime(const MatchTime&) = delete;
  MatchTime& operator=(const MatchTime&) = delete;

 private:
  bool m_outermost;
};

/// A regular expression as tokenizer files write it (Oniguruma's and Rust's common ground, Unicode classes),
/// run by PCRE2. What the dialects mean differently is translated or refused. Thread-safe.
class Pattern {
 public:
  /// Throws Error(unsupported) with the offset of what cannot be translated or compiled.
  explicit Pattern(std::string source, std::filesystem::path file = {});

  /// Calls `visit` for each match from left to right, empty ones included. `text` must be valid UTF-8. Throws
  /// Error(format) naming the pattern when a match, or all of them together (see MatchTime), take too long.
  void each_match(std::string_view text, const std::function<void(TextRange)>& visit) const;

  [[nodiscard]] const std::string& source() const noexcept { return m_source; }

 private:
  struct Code;
  [[noreturn]] void fail(const std::string& reason, const std::string& expected) const;

  std::string m_source;
  std::filesystem::path m_file;
  std::shared_ptr<const Code> m_code;
};

}  // namespace prism
