// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/model/gguf_metadata.h"
#include "core/text/encodings.h"
#include "core/text/merges.h"
#include "core/text/vocabulary_readers.h"

namespace prism {
namespace {

constexpr const char* kModelKey = "tokenizer.ggml.model";
constexpr const char* kTokensKey = "tokenizer.ggml.tokens";
constexpr const char* kTypesKey = "tokenizer.ggml.token_type";
constexpr const char* kScoresKey = "tokenizer.ggml.scores";
constexpr const char* kMergesKey = "tokenizer.ggml.merges";

/// Control, unknown, user-defined and unused tokens stand in the file as their literal text.
bool is_literal(int type) {
  return type >= 2 && type <= 5;
}

Token token_of(std::string_view text, int type, const Vocabulary& vocabulary, std::size_t position) {
  if (vocabulary.kind == VocabularyKind::sentencepiece)
    return token_of_piece(text, type, vocabulary.source, position);
  if (text.size() > kMaxTokenBytes) {
    throw Error(ErrorCode::format, "is longer than 65536 bytes", vocabulary.source,
                "token " + std::to_string(position));
  }
  Token token;
  token.special = type == 2 || type == 3 || (type == 0 && is_special_name(text));
  token.unused = type == 5 || is_unused_name(text);
  if (is_literal(type) || token.special || token.unused) {
    token.bytes = text;
  } else if (vocabulary.kind == VocabularyKind::byte_bpe) {
    token.bytes = bytes_of_byte_level(text).value_or(std::string(text));
  } else {
    token.bytes = bytes_of_piece(text);  // WordPiece in GGUF marks the beginnings of words with ▁
  }
  return token;
}

VocabularyKind kind_of(const std::string& word, const std::filesystem::path& file) {
  if (word == "gpt2") return VocabularyKind::byte_bpe;
  if (word == "llama" || word == "t5") return VocabularyKind::sentencepiece;
  if (word == "bert") return VocabularyKind::word_piece;
  throw Error(ErrorCode::unsupported, "vocabulary kind " + quoted_token(word) + " is not read", file,
              kModelKey, "gpt2, llama, t5 or bert");
}

}  // namespace

Vocabulary read_gguf_vocabulary(const std::filesystem::path& file) {
  const TensorFile gguf = open_gguf(file);
  const auto word = gguf_string(gguf, kModelKey);
  const auto array = gguf_array(gguf, kTokensKey);
  if (!word || !array)
    throw Error(ErrorCode::not_found, "holds no vocabulary", file, word ? kTokensKey : kModelKey);
  check_token_count(array->count, file);
  check_gguf_vocabulary(gguf);

  Vocabulary vocabulary;
  vocabulary.source = file;
  vocabulary.kind = kind_of(*word, file);
  vocabulary.unigram = *word == "t5";
  std::vector<std::int64_t> types;
  if (gguf_array(gguf, kTypesKey)) types = gguf_int_array(gguf, kTypesKey);
  if (!types.empty() && types.size() != array->count) {
    throw Error(ErrorCode::format, std::to_string(types.size()) + " types", file, kTypesKey,
                "one for each of the " + std::to_string(array->count) + " tokens");
  }
  const bool byte_level = vocabulary.kind == VocabularyKind::byte_bpe;
  std::vector<std::string> texts;  // only where merges must be checked against them
  vocabulary.tokens.reserve(array->count);
  gguf_each_string(gguf, kTokensKey, [&](std::uint64_t index, std::string_view text) {
    const std::int64_t type = types.empty() ? 0 : types[index];
    if (type < 0 || type > 6) {
      throw Error(ErrorCode::format,
                  "type " + std::to_string(type) + " of token " + std::to_string(index) + " is unknown", file,
                  kTypesKey, "0 to 6");
    }
    vocabulary.tokens.push_back(token_of(text, static_cast<int>(type), vocabulary, index));
    if (byte_level) texts.emplace_back(text);
  });

  if (vocabulary.kind == VocabularyKind::sentencepiece) {
    if (gguf_array(gguf, kScoresKey)) vocabulary.scores = gguf_float_array(gguf, kScoresKey);
    if (!vocabulary.scores.empty() && vocabulary.scores.size() != vocabulary.tokens.size()) {
      throw Error(ErrorCode::format, std::to_string(vocabulary.scores.size()) + " scores", file, kScoresKey,
                  "one for each of the " + std::to_string(array->count) + " tokens");
    }
    vocabulary.adds_space_prefix = gguf_bool(gguf, "tokenizer.ggml.add_space_prefix").value_or(true);
  }
  if (byte_level && gguf_array(gguf, kMergesKey)) {
    TokenIds ids;
    ids.reserve(texts.size());
    for (std::size_t id = 0; id < texts.size(); ++id) ids.emplace(texts[id], static_cast<std::int32_t>(id));
    gguf_each_string(gguf, kMergesKey, [&](std::uint64_t index, std::string_view text) {
      const std::size_t space = text.find(' ');
      if (space == std::string_view::npos || index >= kMaxTokens) {
        throw Error(ErrorCode::format, "merge " + std::to_string(index) + " is not a pair of tokens", file,
                    kMergesKey, "\"left right\"");
      }
      add_merge(vocabulary, ids, text.substr(0, space), text.substr(space + 1), {}, file);
    });
  }
  return vocabulary;
}

}  // namespace prism
