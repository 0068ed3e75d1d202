// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/pair_rules.h"

#include "core/text/encodings.h"

#include <algorithm>
#include <bit>

namespace prism {
namespace {

std::uint64_t pair_key(std::int32_t left, std::int32_t right) {
  return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32) |
         static_cast<std::uint32_t>(right);
}

/// Higher scores cost less; the order of all floats is kept.
std::uint32_t cost_of(float score) {
  const auto bits = std::bit_cast<std::uint32_t>(-score);
  return (bits & 0x80000000u) != 0 ? ~bits : bits | 0x80000000u;
}

}  // namespace

/// The pieces of one word as a list, and its possible merges as a heap.
class PairRules::Merger {
 public:
  Merger(const PairRules& rules, std::string_view word, std::vector<TextPiece>& pieces)
      : m_rules(rules), m_word(word), m_pieces(pieces), m_next(pieces.size()), m_previous(pieces.size()) {
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      m_next[i] = static_cast<std::uint32_t>(i + 1);
      m_previous[i] = static_cast<std::uint32_t>(i) - 1;  // no piece comes before the first: wraps round
    }
    m_heap.reserve(pieces.size());
    for (std::size_t i = 0; i + 1 < pieces.size(); ++i) add(i, i + 1);
    std::make_heap(m_heap.begin(), m_heap.end());
  }

  void run() {
    while (!m_heap.empty()) {
      std::pop_heap(m_heap.begin(), m_heap.end());
      const Candidate best = m_heap.back();
      m_heap.pop_back();
      const auto left = static_cast<std::size_t>(best.key & 0xFFFFFFFFu);
      if (m_pieces[left].size == 0 || m_next[left] >= m_pieces.size()) continue;
      const std::size_t right = m_next[left];
      // Borders only disappear, so an unchanged extent means that both pieces are the ones it was made for.
      if (m_pieces[left].size + m_pieces[right].size != best.size) continue;
      m_pieces[left].size = best.size;
      m_pieces[left].id = best.id;
      m_pieces[right].size = 0;
      m_next[left] = m_next[right];
      if (m_next[left] < m_pieces.size()) {
        m_previous[m_next[left]] = static_cast<std::uint32_t>(left);
        if (add(left, m_next[left])) std::push_heap(m_heap.begin(), m_heap.end());
      }
      if (m_previous[left] < m_pieces.size() && add(m_previous[left], left))
        std::push_heap(m_heap.begin(), m_heap.end());
    }
    std::erase_if(m_pieces, [](const TextPiece& piece) { return piece.size == 0; });
  }

 private:
  struct Candidate {
    std::uint64_t key = 0;  ///< cost, then place of the left piece
    std::size_t size = 0;
    std::int32_t id = -1;
    bool operator<(const Candidate& other) const { return key > other.key; }
  };
  bool add(std::size_t left, std::size_t right) {
    const Merge merge = m_rules.merge_of(m_word, m_pieces[left], m_pieces[right]);
    if (merge.id < 0) return false;
    m_heap.push_back(
        {(std::uint64_t{merge.cost} << 32) | left, m_pieces[left].size + m_pieces[right].size, merge.id});
    return true;
  }

  const PairRules& m_rules;
  std::string_view m_word;
  std::vector<TextPiece>& m_pieces;
  std::vector<std::uint32_t> m_next, m_previous;
  std::vector<Candidate> m_heap;
};

PairRules::PairRules(const Vocabulary& vocabulary, const TokenIndex& index)
    : m_vocabulary(vocabulary),
      m_index(index),
      m_from_bytes(vocabulary.kind == VocabularyKind::tiktoken ||
                   vocabulary.kind == VocabularyKind::byte_bpe) {
  for (const Token& token : vocabulary.tokens)
    m_longest_token = std::max(m_longest_token, token.bytes.size());
  for (std::size_t byte = 0; byte < m_bytes.size(); ++byte) {
    const char text = static_cast<char>(byte);
    m_bytes[byte] = index.find_piece({&text, 1});
  }
  m_merges.reserve(vocabulary.merges.size());
  for (std::size_t rank = 0; rank < vocabulary.merges.size(); ++rank) {
    const auto& [left, right] = vocabulary.merges[rank];
    const std::int32_t left_id = index.find_piece(left);
    const std::int32_t right_id = index.find_piece(right);
    const std::int32_t made = index.find_piece(left + right);
    if (left_id >= 0 && right_id >= 0 && made >= 0)
      m_merges.emplace(pair_key(left_id, right_id), Merge{static_cast<std::uint32_t>(rank), made});
  }
}

std::vector<TextPiece> PairRules::start(std::string_view word) const {
  std::vector<TextPiece> pieces;
  pieces.reserve(word.size());
  for (std::string_view rest = word; !rest.empty();) {
    const std::size_t begin = word.size() - rest.size();
    if (m_from_bytes || static_cast<unsigned char>(rest.front()) < 0x80) {
      pieces.push_back({begin, 1, m_bytes[static_cast<unsigned char>(rest.front())]});
      rest.remove_prefix(1);
      continue;
    }
    take_code_point(rest);
    const std::size_t size = word.size() - rest.size() - begin;
    pieces.push_back({begin, size, m_index.find_piece(word.substr(begin, size))});
  }
  return pieces;
}

PairRules::Merge PairRules::merge_of(std::string_view word, const TextPiece& left,
                                     const TextPiece& right) const {
  if (left.id < 0 || right.id < 0) return {};
  if (!m_merges.empty()) {
    const Merge* found = m_merges.find(pair_key(left.id, right.id));
    return found == nullptr ? Merge{} : *found;
  }
  const std::size_t size = left.size + right.size;
  if (size > m_longest_token) return {};
  const std::int32_t id = m_index.find_piece(word.substr(left.begin, size));
  if (id < 0) return {};
  return {m_vocabulary.scores.empty() ? static_cast<std::uint32_t>(id)
                                      : cost_of(m_vocabulary.scores[static_cast<std::size_t>(id)]),
          id};
}

std::vector<TextPiece> PairRules::merge(std::string_view word) const {
  std::vector<TextPiece> pieces = start(word);
  if (pieces.size() > 1) Merger(*this, word, pieces).run();
  return pieces;
}

}  // namespace prism
