// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/segmenter.h"

#include "core/text/encodings.h"

#include <algorithm>

namespace prism {
namespace {

std::uint64_t pair_key(std::int32_t left, std::int32_t right) {
  return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32) |
         static_cast<std::uint32_t>(right);
}

}  // namespace

Segmenter::Segmenter(const Vocabulary& vocabulary, const TokenIndex& index)
    : m_vocabulary(vocabulary),
      m_index(index),
      m_from_bytes(vocabulary.kind == VocabularyKind::tiktoken ||
                   vocabulary.kind == VocabularyKind::byte_bpe) {
  for (const Token& token : vocabulary.tokens)
    m_longest_token = std::max(m_longest_token, std::min(token.bytes.size(), kLongest));
  m_merges.reserve(vocabulary.merges.size());
  for (std::size_t rank = 0; rank < vocabulary.merges.size(); ++rank) {
    const auto& [left, right] = vocabulary.merges[rank];
    const std::int32_t left_id = index.find_piece(left);
    const std::int32_t right_id = index.find_piece(right);
    const std::int32_t made = index.find_piece(left + right);
    if (left_id >= 0 && right_id >= 0 && made >= 0)
      m_merges.emplace(pair_key(left_id, right_id), Merge{static_cast<double>(rank), made});
  }
}

std::vector<Segmenter::Piece> Segmenter::start(std::string_view bytes) const {
  std::vector<Piece> pieces;
  for (std::string_view rest = bytes; !rest.empty();) {
    const std::size_t begin = bytes.size() - rest.size();
    if (m_from_bytes) {
      rest.remove_prefix(1);
    } else {
      take_code_point(rest);
    }
    const std::size_t size = bytes.size() - rest.size() - begin;
    pieces.push_back({begin, size, m_index.find_piece(bytes.substr(begin, size))});
  }
  return pieces;
}

Segmenter::Merge Segmenter::merge_of(std::string_view bytes, const Piece& left, const Piece& right) const {
  if (left.id < 0 || right.id < 0) return {};
  if (!m_merges.empty()) {
    const auto found = m_merges.find(pair_key(left.id, right.id));
    return found == m_merges.end() ? Merge{} : found->second;
  }
  const std::int32_t id = m_index.find_piece(bytes.substr(left.begin, left.size + right.size));
  if (id < 0) return {};
  const auto place = static_cast<std::size_t>(id);
  return {m_vocabulary.scores.empty() ? id : -static_cast<double>(m_vocabulary.scores[place]), id};
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
  const bool merges = !m_merges.empty() || m_vocabulary.kind == VocabularyKind::tiktoken ||
                      (!m_vocabulary.scores.empty() && !m_vocabulary.unigram);
  if (!merges) return longest_match(bytes);
  std::vector<Piece> pieces = start(bytes);
  std::vector<Merge> gaps;  // gaps[i]: what pieces i and i + 1 would become
  for (std::size_t i = 0; i + 1 < pieces.size(); ++i)
    gaps.push_back(merge_of(bytes, pieces[i], pieces[i + 1]));
  while (true) {
    const auto best = std::min_element(gaps.begin(), gaps.end(), [](const Merge& a, const Merge& b) {
      return a.id >= 0 && (b.id < 0 || a.cost < b.cost);
    });
    if (best == gaps.end() || best->id < 0) break;
    const auto at = static_cast<std::size_t>(best - gaps.begin());
    pieces[at].size += pieces[at + 1].size;
    pieces[at].id = best->id;
    pieces.erase(pieces.begin() + (best - gaps.begin()) + 1);
    gaps.erase(best);
    if (at > 0) gaps[at - 1] = merge_of(bytes, pieces[at - 1], pieces[at]);
    if (at < gaps.size()) gaps[at] = merge_of(bytes, pieces[at], pieces[at + 1]);
  }
  std::vector<std::int32_t> ids;
  for (const Piece& piece : pieces) {
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
