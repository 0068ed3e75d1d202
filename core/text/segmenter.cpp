// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/segmenter.h"

#include <algorithm>

namespace prism {

Segmenter::Segmenter(const Vocabulary& vocabulary, const TokenIndex& index)
    : m_index(index),
      m_merges(!vocabulary.merges.empty() || vocabulary.kind == VocabularyKind::tiktoken ||
               (!vocabulary.scores.empty() && !vocabulary.unigram)),
      m_rules(vocabulary, index) {
  for (const Token& token : vocabulary.tokens)
    m_longest_token = std::max(m_longest_token, std::min(token.bytes.size(), kLongest));
}

std::vector<std::int32_t> Segmenter::longest_match(std::string_view bytes) const {
  std::vector<std::int32_t> ids;
  while (!bytes.empty()) {
    std::int32_t id = -1;
    std::size_t size = std::min(bytes.size(), m_longest_token);
    for (; size > 0; --size)
      if (id = m_index.find(bytes.substr(0, size)); id >= 0) break;
    if (id < 0) return {};
    ids.push_back(id);
    bytes.remove_prefix(size);
  }
  return ids;
}

std::vector<std::int32_t> Segmenter::segment(std::string_view bytes) const {
  if (bytes.size() > kLongest) return {};
  if (!m_merges) return longest_match(bytes);
  std::vector<std::int32_t> ids;
  for (const TextPiece& piece : m_rules.merge(bytes)) {
    if (piece.id >= 0) {
      ids.push_back(piece.id);
      continue;
    }
    for (const char byte : bytes.substr(piece.begin, piece.size)) {
      const std::int32_t id = m_index.find_byte(static_cast<unsigned char>(byte));
      if (id < 0) return {};
      ids.push_back(id);
    }
  }
  return ids;
}

}  // namespace prism
