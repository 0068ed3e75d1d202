// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/text/encodings.h"
#include "core/text/word_encoder.h"

#include <algorithm>

namespace prism {
namespace {

class PairEncoder final : public WordEncoder {
 public:
  PairEncoder(const Vocabulary& vocabulary, const WordEncoderOptions& options)
      : m_source(vocabulary.source),
        m_options(options),
        m_index(vocabulary),
        m_rules(vocabulary, m_index),
        m_unknown(m_index, options, m_source) {}

  void encode(std::string_view word, std::vector<TextPiece>& out) const override {
    if (m_options.whole_words) {
      if (const std::int32_t id = m_index.find_piece(word); id >= 0) {
        out.push_back({0, word.size(), id});
        return;
      }
    }
    for (const TextPiece& piece : m_rules.merge(word)) m_unknown.add(word, piece, out);
  }

 private:
  const std::filesystem::path& m_source;
  WordEncoderOptions m_options;
  TokenIndex m_index;
  PairRules m_rules;
  UnknownPieces m_unknown;
};

}  // namespace

void UnknownPieces::add(std::string_view word, const TextPiece& piece, std::vector<TextPiece>& out) const {
  if (piece.id >= 0) {
    out.push_back(piece);
    return;
  }
  const std::string_view text = word.substr(piece.begin, piece.size);
  const bool has_bytes = m_options.byte_fallback && std::all_of(text.begin(), text.end(), [&](char byte) {
                           return m_index.find_byte(static_cast<unsigned char>(byte)) >= 0;
                         });
  if (has_bytes) {
    for (std::size_t i = 0; i < text.size(); ++i)
      out.push_back({piece.begin + i, 1, m_index.find_byte(static_cast<unsigned char>(text[i]))});
    return;
  }
  if (m_options.unknown < 0) {
    throw Error(ErrorCode::format, "no token stands for " + quoted_token(text) + " and none for the unknown",
                m_file, {}, "a text that this vocabulary can write");
  }
  const bool fuses = m_options.fuse_unknown && !out.empty() && out.back().id == m_options.unknown &&
                     out.back().begin + out.back().size == piece.begin;
  if (fuses) {
    out.back().size += piece.size;
  } else {
    out.push_back({piece.begin, piece.size, m_options.unknown});
  }
}

std::unique_ptr<const WordEncoder> make_pair_encoder(const Vocabulary& vocabulary,
                                                     const WordEncoderOptions& options) {
  return std::make_unique<PairEncoder>(vocabulary, options);
}

}  // namespace prism
