// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/token_index.h"

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace prism {

/// Cuts the bytes of one foreign token into tokens of a vocabulary, as its own tokenizer would a text of
/// these bytes, but without its regular expression (a token seldom crosses the borders that one draws):
/// - BPE with merge rules: neighbours are merged by the rules' rank, from bytes (byte level) or characters;
/// - tiktoken: neighbours whose union is a token, lowest rank first, from bytes;
/// - SentencePiece BPE: the same by highest score, from characters, unknown ones by their bytes' tokens;
/// - unigram and WordPiece: greedy longest match.
/// Quadratic in the token's length, hence kLongest. Thread-safe for reading.
class Segmenter {
 public:
  static constexpr std::size_t kLongest = 1024;

  /// Both must outlive this object.
  Segmenter(const Vocabulary& vocabulary, const TokenIndex& index);

  /// Nothing when some byte has no token, or for more than kLongest bytes.
  [[nodiscard]] std::vector<std::int32_t> segment(std::string_view bytes) const;

 private:
  struct Piece {
    std::size_t begin = 0;
    std::size_t size = 0;
    std::int32_t id = -1;  ///< −1: a character without a token
  };
  struct Merge {
    double cost = 0;
    std::int32_t id = -1;
  };
  [[nodiscard]] std::vector<Piece> start(std::string_view bytes) const;
  [[nodiscard]] Merge merge_of(std::string_view bytes, const Piece& left, const Piece& right) const;
  [[nodiscard]] std::vector<std::int32_t> longest_match(std::string_view bytes) const;

  const Vocabulary& m_vocabulary;
  const TokenIndex& m_index;
  bool m_from_bytes = false;
  std::size_t m_longest_token = 1;
  std::unordered_map<std::uint64_t, Merge> m_merges;  ///< (left id, right id) → rank and result
};

}  // namespace prism
