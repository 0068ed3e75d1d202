// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace prism {

/// Rows of comma-separated values (RFC 4180: quotes double inside quotes, and hold commas and line ends), one
/// at a time; empty lines are skipped.
class CsvRows {
 public:
  CsvRows(std::string_view text, const std::filesystem::path& file) : m_text(text), m_file(file) {}
  /// Throws Error(format) for a quote that never closes and for more than 256 columns.
  [[nodiscard]] std::optional<std::vector<std::string>> next();
  /// Line of the last row, from 1.
  [[nodiscard]] std::int64_t line() const noexcept { return m_row_line; }

 private:
  std::string field();

  std::string_view m_text;
  const std::filesystem::path& m_file;
  std::size_t m_at = 0;
  std::int64_t m_line = 1;
  std::int64_t m_row_line = 1;
};

/// Quoted where it must be.
[[nodiscard]] std::string csv_field(std::string_view text);

/// A finite number and nothing else; nothing otherwise.
[[nodiscard]] std::optional<double> plain_number(std::string_view text) noexcept;

}  // namespace prism
