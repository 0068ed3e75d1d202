// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/pair_rules.h"
#include "core/text/vocabulary.h"

#include <memory>
#include <string_view>
#include <vector>

namespace prism {

/// The model of a tokenizer: the tokens of one word. Immutable and thread-safe.
class WordEncoder {
 public:
  virtual ~WordEncoder() = default;
  /// Appends the word's tokens, places counted from its beginning. Throws Error(format) for bytes that the
  /// vocabulary has no token for, when it has no unknown token either.
  virtual void encode(std::string_view word, std::vector<TextPiece>& out) const = 0;
};

struct WordEncoderOptions {
  bool whole_words = false;   ///< a word that is a token is not merged from its parts
  std::int32_t unknown = -1;  ///< for what has no token
  bool fuse_unknown = false;  ///< neighbouring unknown characters become one token
  bool byte_fallback = true;  ///< characters without a token become tokens of their bytes, if there are such
};

/// Tells how pieces without a token are written. All references must outlive it.
class UnknownPieces {
 public:
  UnknownPieces(const TokenIndex& index, const WordEncoderOptions& options, const std::filesystem::path& file)
      : m_index(index), m_options(options), m_file(file) {}
  /// Appends the piece itself, its bytes' tokens or the unknown token.
  void add(std::string_view word, const TextPiece& piece, std::vector<TextPiece>& out) const;

 private:
  const TokenIndex& m_index;
  const WordEncoderOptions m_options;
  const std::filesystem::path& m_file;
};

/// `vocabulary` must outlive the encoder.
[[nodiscard]] std::unique_ptr<const WordEncoder> make_pair_encoder(const Vocabulary& vocabulary,
                                                                   const WordEncoderOptions& options);

/// Unigram: the tokens whose log-probabilities add up to most; what has no token costs 10 more than the
/// unlikeliest one (Kudo 2018, as SentencePiece does it). Scores must be there.
[[nodiscard]] std::unique_ptr<const WordEncoder> make_unigram_encoder(const Vocabulary& vocabulary,
                                                                      const WordEncoderOptions& options);

}  // namespace prism
