// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/text_rules.h"

namespace prism {

AlignedText::AlignedText(std::string_view source) : m_text(source), m_origins(source.size()) {
  for (std::size_t i = 0; i < source.size(); ++i)
    m_origins[i] = {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i + 1)};
}

void AlignedText::keep(const AlignedText& from, std::size_t begin, std::size_t size) {
  m_text.append(from.m_text, begin, size);
  const auto first = from.m_origins.begin() + static_cast<std::ptrdiff_t>(begin);
  m_origins.insert(m_origins.end(), first, first + static_cast<std::ptrdiff_t>(size));
}

void AlignedText::put(std::string_view text, const AlignedText& from, std::size_t begin, std::size_t size) {
  Origin origin;
  if (size > 0) {
    origin = {from.m_origins[begin].begin, from.m_origins[begin + size - 1].end};
  } else if (begin < from.size()) {
    origin = {from.m_origins[begin].begin, from.m_origins[begin].begin};
  } else if (!from.m_origins.empty()) {
    origin = {from.m_origins.back().end, from.m_origins.back().end};
  }
  m_text += text;
  m_origins.insert(m_origins.end(), text.size(), origin);
}

AlignedText TextRules::apply(std::string_view text) const {
  AlignedText result(text);
  for (const Rule& rule : m_rules) result = rule(result);
  return result;
}

}  // namespace prism
