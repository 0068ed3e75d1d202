// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speech/csv_rows.h"

#include "core/base/error.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

namespace prism {

std::string CsvRows::field() {
  if (m_at >= m_text.size() || m_text[m_at] != '"') {
    const std::size_t end = std::min(m_text.find_first_of(",\r\n", m_at), m_text.size());
    std::string out(m_text.substr(m_at, end - m_at));
    m_at = end;
    return out;
  }
  std::string out;
  ++m_at;
  for (;;) {
    const std::size_t quote = m_text.find('"', m_at);
    if (quote == std::string_view::npos) {
      throw Error(ErrorCode::format, "a quote begins in this row and never closes", m_file,
                  fmt::format("line {}", m_row_line), "a closing quote");
    }
    out += m_text.substr(m_at, quote - m_at);
    m_at = quote + 1;
    if (m_at >= m_text.size() || m_text[m_at] != '"') break;
    out += '"';
    ++m_at;
  }
  m_line += std::count(out.begin(), out.end(), '\n');
  // What stands between a closing quote and the comma belongs to the field, as spreadsheets read it.
  const std::size_t end = std::min(m_text.find_first_of(",\r\n", m_at), m_text.size());
  out += m_text.substr(m_at, end - m_at);
  m_at = end;
  return out;
}

std::optional<std::vector<std::string>> CsvRows::next() {
  while (m_at < m_text.size() && (m_text[m_at] == '\r' || m_text[m_at] == '\n'))
    m_line += m_text[m_at++] == '\n';
  if (m_at >= m_text.size()) return std::nullopt;
  m_row_line = m_line;
  std::vector<std::string> row;
  for (;;) {
    row.push_back(field());
    if (m_at >= m_text.size() || m_text[m_at] != ',') return row;
    if (row.size() >= 256) {
      throw Error(ErrorCode::format, "more than 256 columns", m_file, fmt::format("line {}", m_row_line));
    }
    ++m_at;
  }
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::optional<double> plain_number(std::string_view text) noexcept {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  double value = 0;
  const auto [stop, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || stop != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

}  // namespace prism
