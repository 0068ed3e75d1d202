// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/flat_map.h"
#include "core/text/token_index.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace prism {

/// A stretch of a word and the token it is.
struct TextPiece {
  std::size_t begin = 0;
  std::size_t size = 0;
  std::int32_t id = -1;  ///< −1: a character without a token
};

/// Byte-pair merging: neighbours become one piece, the cheapest pair first, the leftmost among equals.
/// - BPE with merge rules: cost is the rule's rank, from bytes (byte level) or characters;
/// - tiktoken: neighbours whose union is a token, cost is its rank, from bytes;
/// - SentencePiece BPE: the same by highest score, from characters.
/// Time n log n in the word's length. Thread-safe for reading.
class PairRules {
 public:
  /// Both must outlive this object.
  PairRules(const Vocabulary& vocabulary, const TokenIndex& index);

  /// A piece for each byte or character that no rule joins further.
  [[nodiscard]] std::vector<TextPiece> merge(std::string_view word) const;
  /// Merging starts from bytes, not characters.
  [[nodiscard]] bool from_bytes() const noexcept { return m_from_bytes; }

 private:
  struct Merge {
    std::uint32_t cost = 0;
    std::int32_t id = -1;
  };
  class Merger;
  [[nodiscard]] std::vector<TextPiece> start(std::string_view word) const;
  [[nodiscard]] Merge merge_of(std::string_view word, const TextPiece& left, const TextPiece& right) const;

  const Vocabulary& m_vocabulary;
  const TokenIndex& m_index;
  bool m_from_bytes = false;
  std::size_t m_longest_token = 1;
  std::array<std::int32_t, 256> m_bytes{};  ///< tokens of single bytes
  FlatMap<Merge> m_merges;                  ///< (left id, right id) → rank and result
};

}  // namespace prism
