// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/pair_rules.h"
#include "core/text/token_index.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace prism {

/// Cuts the bytes of one foreign token into tokens of a vocabulary, as its own tokenizer would a text of
/// these bytes, but without its regular expression (a token seldom crosses the borders that one draws): by
/// PairRules where the vocabulary merges, unknown characters by their bytes' tokens; unigram and WordPiece by
/// greedy longest match. Thread-safe for reading.
class Segmenter {
 public:
  static constexpr std::size_t kLongest = 1024;

  /// Both must outlive this object.
  Segmenter(const Vocabulary& vocabulary, const TokenIndex& index);

  /// Nothing when some byte has no token, or for more than kLongest bytes.
  [[nodiscard]] std::vector<std::int32_t> segment(std::string_view bytes) const;

 private:
  [[nodiscard]] std::vector<std::int32_t> longest_match(std::string_view bytes) const;

  const TokenIndex& m_index;
  bool m_merges = false;
  std::size_t m_longest_token = 1;
  PairRules m_rules;
};

}  // namespace prism
