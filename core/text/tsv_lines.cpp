// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tsv_lines.h"

#include "core/base/error.h"
#include "core/text/encodings.h"

#include <charconv>

namespace prism {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  if (text.empty()) return parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

bool TsvLines::next() {
  if (m_rest.empty()) return false;
  const std::size_t end = m_rest.find('\n');
  m_line = m_rest.substr(0, end);
  m_rest.remove_prefix(end == std::string_view::npos ? m_rest.size() : end + 1);
  if (m_line.ends_with('\r')) m_line.remove_suffix(1);
  m_fields = split(m_line, '\t');
  ++m_number;
  return true;
}

void TsvLines::require_fields(std::size_t count) const {
  if (m_fields.size() == count) return;
  fail(std::to_string(m_fields.size()) + " fields", std::to_string(count) + " parted by tabs");
}

std::int32_t TsvLines::id(std::string_view text, std::int64_t size) const {
  std::int32_t value = -1;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || end != text.data() + text.size() || value < 0 || value >= size) {
    fail(quoted_token(text) + " is no token", "an id from 0 to " + std::to_string(size - 1));
  }
  return value;
}

std::vector<std::int32_t> TsvLines::ids(std::string_view text, std::int64_t size) const {
  std::vector<std::int32_t> values;
  for (const std::string_view part : split(text, ',')) values.push_back(id(part, size));
  return values;
}

void TsvLines::fail(const std::string& reason, const std::string& expected) const {
  throw Error(ErrorCode::format, reason, m_file, "line " + std::to_string(m_number), expected);
}

}  // namespace prism
