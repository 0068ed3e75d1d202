// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/text/vocabulary_readers.h"
#include "sentencepiece_model.pb.h"

#include <google/protobuf/io/coded_stream.h>

namespace prism {
namespace {

namespace pb = google::protobuf;

/// Walks the outermost fields only: how many pieces there are, before anything is allocated for them.
std::size_t count_pieces(std::string_view bytes, const std::filesystem::path& file) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  pb::io::CodedInputStream input(data, static_cast<int>(bytes.size()));
  std::size_t pieces = 0;
  while (true) {
    const int offset = input.CurrentPosition();
    const auto fail = [&](const char* reason) {
      throw Error(ErrorCode::format, reason, file, "offset " + std::to_string(offset),
                  "a SentencePiece model (protobuf)");
    };
    const std::uint32_t tag = input.ReadTag();
    if (tag == 0) {
      if (static_cast<std::size_t>(input.CurrentPosition()) != bytes.size()) fail("is cut off or damaged");
      return pieces;
    }
    std::uint32_t length = 0;
    std::uint64_t ignored = 0;
    switch (tag & 7) {
      case 0:
        if (!input.ReadVarint64(&ignored)) fail("is cut off or damaged");
        break;
      case 1:
        if (!input.Skip(8)) fail("is cut off");
        break;
      case 2:
        if (!input.ReadVarint32(&length) || length > bytes.size() || !input.Skip(static_cast<int>(length))) {
          fail("holds a field that is longer than the file");
        }
        break;
      case 5:
        if (!input.Skip(4)) fail("is cut off");
        break;
      default:
        fail("holds a field of an unknown wire type");
    }
    if ((tag >> 3) == 1 && ++pieces > kMaxTokens) check_token_count(pieces, file);
  }
}

}  // namespace

SentencePieceModelFile read_sentencepiece_model(std::string_view bytes, const std::filesystem::path& file) {
  check_token_count(count_pieces(bytes, file), file);
  text::SentencePieceModel model;
  if (!model.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
    throw Error(ErrorCode::format, "is damaged", file, {}, "a SentencePiece model (protobuf)");

  const auto& trainer = model.trainer();
  const auto& normaliser = model.normalizer();
  SentencePieceModelFile result;
  result.model_type = trainer.has_model_type() ? trainer.model_type() : 1;
  result.byte_fallback = trainer.byte_fallback();
  result.space_as_suffix = trainer.treat_whitespace_as_suffix();
  result.single_spaces = !normaliser.has_remove_extra_whitespaces() || normaliser.remove_extra_whitespaces();
  result.charsmap = normaliser.precompiled_charsmap();
  if (trainer.has_unk_id()) result.unknown = trainer.unk_id();
  if (trainer.has_bos_id()) result.bos = trainer.bos_id();
  if (trainer.has_eos_id()) result.eos = trainer.eos_id();
  Vocabulary& vocabulary = result.vocabulary;
  vocabulary.kind = VocabularyKind::sentencepiece;
  vocabulary.source = file;
  vocabulary.unigram = result.model_type == 1;
  vocabulary.adds_space_prefix = !normaliser.has_add_dummy_prefix() || normaliser.add_dummy_prefix();
  const auto count = static_cast<std::size_t>(model.pieces_size());
  vocabulary.tokens.reserve(count);
  vocabulary.scores.reserve(count);
  for (const auto& piece : model.pieces()) {
    constexpr int kUserDefined = 4;
    const int type = piece.has_type() ? piece.type() : 1;
    if (type < 1 || type > 6) {
      throw Error(ErrorCode::format, "type " + std::to_string(type) + " is unknown", file,
                  "token " + std::to_string(vocabulary.tokens.size()), "1 to 6");
    }
    if (type == kUserDefined) result.user_defined.push_back(static_cast<std::int32_t>(vocabulary.size()));
    vocabulary.tokens.push_back(token_of_piece(piece.piece(), type, file, vocabulary.tokens.size()));
    vocabulary.scores.push_back(piece.score());
  }
  return result;
}

Vocabulary read_sentencepiece(std::string_view bytes, const std::filesystem::path& file) {
  return read_sentencepiece_model(bytes, file).vocabulary;
}

}  // namespace prism
