// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speech/praat_text.h"

#include "core/base/error.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <iterator>

namespace prism {
namespace {

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_no_time(std::string_view word) {
  constexpr std::string_view kWords[] = {"nan", "NaN", "NAN", "inf", "Inf", "INF", "infinity", "Infinity"};
  return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

}  // namespace

void PraatText::fail(const std::string& reason, const char* field, const std::string& expected) const {
  const auto line = 1 + std::count(m_text.begin(), m_text.begin() + static_cast<std::ptrdiff_t>(m_at), '\n');
  std::string place = fmt::format("line {}", line);
  if (m_tier > 0) place += fmt::format(", tier {}", m_tier);
  if (m_element > 0) place += fmt::format(", element {}", m_element);
  throw Error(ErrorCode::format, reason, m_file, place + ", " + field, expected);
}

PraatText::Kind PraatText::next() {
  m_word = {};
  while (m_at < m_text.size()) {
    const char c = m_text[m_at];
    if (is_space(c)) {
      ++m_at;
    } else if (c == '!') {
      m_at = std::min(m_text.find('\n', m_at), m_text.size());
    } else if (c == '"') {
      return Kind::string;
    } else if (c == '<') {
      return Kind::flag;
    } else if (is_digit(c) || c == '+' || c == '-') {
      return Kind::number;
    } else {
      const std::size_t begin = m_at;
      while (m_at < m_text.size() && !is_space(m_text[m_at])) ++m_at;
      m_word = m_text.substr(begin, m_at - begin);
      m_named = m_named || m_word == "xmin";
      if (is_no_time(m_word)) m_no_time = m_word;
    }
  }
  return Kind::end;
}

void PraatText::require(Kind wanted, const char* field) {
  const Kind found = next();
  if (found == wanted) return;
  const char* names[] = {"a number", "a quoted text", "a flag in angle brackets", "the end of the file"};
  std::string reason = std::string(names[static_cast<int>(found)]) + " stands here";
  if (found == Kind::end) reason = "the text ends too early";
  const std::string_view word = m_no_time.empty() && m_word != "=" ? m_word : m_no_time;
  if (wanted == Kind::number && !word.empty()) {
    reason += fmt::format(" (“{}” is not a number)", std::string(word.substr(0, 40)));
  }
  fail(reason, field, names[static_cast<int>(wanted)]);
}

double PraatText::real(const char* field) {
  std::size_t at = m_at;
  const bool negative = at < m_text.size() && m_text[at] == '-';
  if (at < m_text.size() && (m_text[at] == '-' || m_text[at] == '+')) ++at;
  if (at >= m_text.size() || !is_digit(m_text[at]))
    fail("this is not a number", field, "digits after a sign");
  const char* begin = m_text.data() + at;
  const char* end = m_text.data() + m_text.size();
  const bool hexadecimal = end - begin > 2 && *begin == '0' && (begin[1] == 'x' || begin[1] == 'X') &&
                           std::isxdigit(static_cast<unsigned char>(begin[2])) != 0;
  double value = 0;
  const auto [stop, failed] = hexadecimal ? std::from_chars(begin + 2, end, value, std::chars_format::hex)
                                          : std::from_chars(begin, end, value, std::chars_format::general);
  if (failed == std::errc::result_out_of_range) {
    const std::string_view digits(begin, static_cast<std::size_t>(stop - begin));
    const std::size_t exponent = digits.find_first_of(hexadecimal ? "pP" : "eE");
    const bool tiny = exponent != std::string_view::npos && digits.substr(exponent + 1).starts_with('-');
    if (!tiny) fail("this number is too large", field, "a time in seconds");
    value = 0;
  }
  m_at = static_cast<std::size_t>(stop - m_text.data());
  if (m_at < m_text.size() && m_text[m_at] == '%') {
    ++m_at;
    value /= 100;
  }
  return negative ? -value : value;
}

double PraatText::number(const char* field) {
  require(Kind::number, field);
  double value = real(field);
  if (m_at + 1 < m_text.size() && m_text[m_at] == '/') {
    const char c = m_text[m_at + 1];
    if (is_digit(c) || c == '+' || c == '-') {
      ++m_at;
      const double below = real(field);
      if (below == 0) fail("a fraction with 0 below", field, "a time in seconds");
      value /= below;
    }
  }
  if (!std::isfinite(value)) fail("this number is too large", field, "a time in seconds");
  while (m_at < m_text.size() && !is_space(m_text[m_at]) && m_text[m_at] != '!' && m_text[m_at] != '"')
    ++m_at;
  return value;
}

std::int64_t PraatText::count(const char* field, std::size_t least_bytes) {
  const double value = number(field);
  if (value != std::floor(value)) fail("this is not a whole number", field, "how many follow");
  const auto left = static_cast<double>((m_text.size() - m_at) / least_bytes);
  if (value > left) {
    fail(fmt::format("says {:.0f}, but only {} bytes are left", value, m_text.size() - m_at), field,
         "as many as the file holds");
  }
  return value < 0 ? 0 : static_cast<std::int64_t>(value);
}

std::string PraatText::string(const char* field) {
  require(Kind::string, field);
  m_no_time = {};
  std::string out;
  std::size_t at = m_at + 1;
  for (;;) {
    const std::size_t quote = m_text.find('"', at);
    if (quote == std::string_view::npos) fail("a text begins here and never ends", field, "a closing quote");
    out += m_text.substr(at, quote - at);
    at = quote + 1;
    if (at >= m_text.size() || m_text[at] != '"') break;
    out += '"';
    ++at;
  }
  m_at = at;
  return out;
}

std::string PraatText::flag(const char* field) {
  require(Kind::flag, field);
  const std::size_t close = m_text.find_first_of(">\n", m_at);
  if (close == std::string_view::npos || m_text[close] != '>') {
    fail("a flag begins here and never ends", field, "<exists> or <absent>");
  }
  std::string out(m_text.substr(m_at + 1, close - m_at - 1));
  m_at = close + 1;
  return out;
}

bool PraatText::at_end() {
  return next() == Kind::end;
}

}  // namespace prism
