// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/token_index.h"

namespace prism {

TokenIndex::TokenIndex(const Vocabulary& vocabulary) {
  m_fallback.fill(-1);
  m_pieces.reserve(vocabulary.tokens.size());
  for (std::size_t id = 0; id < vocabulary.tokens.size(); ++id) {
    const Token& token = vocabulary.tokens[id];
    if (token.special || token.bytes.empty()) continue;
    const auto number = static_cast<std::int32_t>(id);
    if (!token.byte_fallback) {
      m_pieces.emplace(token.bytes, number);
    } else if (auto& place = m_fallback[static_cast<unsigned char>(token.bytes.front())]; place < 0) {
      place = number;
    }
  }
}

std::int32_t TokenIndex::find_piece(std::string_view bytes) const {
  const auto found = m_pieces.find(bytes);
  return found == m_pieces.end() ? -1 : found->second;
}

std::int32_t TokenIndex::find(std::string_view bytes) const {
  const std::int32_t piece = find_piece(bytes);
  if (piece >= 0 || bytes.size() != 1) return piece;
  return find_byte(static_cast<unsigned char>(bytes.front()));
}

}  // namespace prism
