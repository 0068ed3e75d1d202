// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/encodings.h"
#include "core/text/token_trie.h"
#include "core/text/word_encoder.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace prism {
namespace {

constexpr double kUnknownPenalty = 10.0;

class UnigramEncoder final : public WordEncoder {
 public:
  UnigramEncoder(const Vocabulary& vocabulary, const WordEncoderOptions& options)
      : m_vocabulary(vocabulary), m_index(vocabulary), m_unknown(m_index, options, vocabulary.source) {
    double least = 0;
    for (std::size_t id = 0; id < vocabulary.tokens.size(); ++id) {
      const Token& token = vocabulary.tokens[id];
      if (token.special || token.byte_fallback || token.unused) continue;
      m_trie.add(token.bytes, static_cast<std::int32_t>(id));
      least = std::min(least, static_cast<double>(vocabulary.scores[id]));
    }
    m_unknown_score = least - kUnknownPenalty;
  }

  void encode(std::string_view word, std::vector<TextPiece>& out) const override {
    std::vector<Best> best(word.size() + 1);  // the best way to each border between characters
    best[0].score = 0;
    for (std::size_t at = 0; at < word.size();) {
      std::string_view rest = word.substr(at);
      take_code_point(rest);
      const std::size_t character = word.size() - rest.size() - at;
      bool has_character = false;
      m_trie.prefixes(word.substr(at), [&](std::size_t size, std::int32_t id) {
        has_character |= size == character;
        offer(best, at, size, id, static_cast<double>(m_vocabulary.scores[static_cast<std::size_t>(id)]));
      });
      if (!has_character) offer(best, at, character, -1, m_unknown_score);
      at += character;
    }
    std::vector<TextPiece> pieces;
    for (std::size_t end = word.size(); end > 0; end -= best[end].size)
      pieces.push_back({end - best[end].size, best[end].size, best[end].id});
    std::reverse(pieces.begin(), pieces.end());
    for (const TextPiece& piece : pieces) m_unknown.add(word, piece, out);
  }

 private:
  struct Best {
    double score = -std::numeric_limits<double>::infinity();
    std::size_t size = 0;
    std::int32_t id = -1;
  };
  static void offer(std::vector<Best>& best, std::size_t at, std::size_t size, std::int32_t id,
                    double score) {
    const double total = best[at].score + score;
    Best& end = best[at + size];
    if (end.size == 0 || total > end.score) end = {total, size, id};
  }

  const Vocabulary& m_vocabulary;
  TokenIndex m_index;
  UnknownPieces m_unknown;
  TokenTrie m_trie;
  double m_unknown_score = 0;
};

}  // namespace

std::unique_ptr<const WordEncoder> make_unigram_encoder(const Vocabulary& vocabulary,
                                                        const WordEncoderOptions& options) {
  return std::make_unique<UnigramEncoder>(vocabulary, options);
}

}  // namespace prism
