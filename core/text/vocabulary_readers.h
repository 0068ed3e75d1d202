// SPDX-License-Identifier: GPL-3.0-or-later
// One reader a file format; load_vocabulary chooses among them by content. Not for use outside core/text.
#pragma once

#include "core/base/mapped_file.h"
#include "core/text/vocabulary.h"

#include <filesystem>
#include <memory>
#include <string_view>

namespace prism {

/// More tokens than any published vocabulary has (262 144); keeps what a hostile file can make us allocate
/// small.
inline constexpr std::size_t kMaxTokens = std::size_t{1} << 20;
/// Longest token in bytes.
inline constexpr std::size_t kMaxTokenBytes = 1 << 16;

enum class VocabularyFormat { gguf, tokenizer_json, tiktoken, sentencepiece };

struct VocabularyFile {
  std::filesystem::path path;
  std::shared_ptr<const MappedFile> mapped;
  std::string_view content;  ///< in `mapped`, without a byte order mark
  VocabularyFormat format = VocabularyFormat::gguf;
};

/// Finds the vocabulary of a model directory and tells its format by content. Throws Error.
[[nodiscard]] VocabularyFile open_vocabulary_file(const std::filesystem::path& path);

[[nodiscard]] Vocabulary read_tokenizer_json(std::string_view text, const std::filesystem::path& file);
[[nodiscard]] Vocabulary read_tiktoken(std::string_view text, const std::filesystem::path& file);
[[nodiscard]] Vocabulary read_sentencepiece(std::string_view bytes, const std::filesystem::path& file);

/// What a SentencePiece model says beyond its tokens.
struct SentencePieceModelFile {
  Vocabulary vocabulary;
  int model_type = 1;  ///< 1 unigram, 2 BPE, 3 word, 4 char
  bool byte_fallback = false;
  bool space_as_suffix = false;
  bool single_spaces = true;  ///< remove_extra_whitespaces
  std::string charsmap;       ///< precompiled_charsmap
  std::int32_t unknown = 0, bos = 1, eos = 2;
  std::vector<std::int32_t> user_defined;
};
[[nodiscard]] SentencePieceModelFile read_sentencepiece_model(std::string_view bytes,
                                                              const std::filesystem::path& file);

[[nodiscard]] Vocabulary read_gguf_vocabulary(const std::filesystem::path& file);

/// First line that is not blank reads "base64 rank".
[[nodiscard]] bool looks_like_tiktoken(std::string_view text) noexcept;

/// Names that only reserved or unused places in a vocabulary have: <|reserved_special_token_N|>,
/// <|reserved_N|>, <unusedN>, [unusedN], <reserved_N>, [PADN], <|extra_N|>, <|placeholderN|>, <|dummy_N|>.
[[nodiscard]] bool is_unused_name(std::string_view text) noexcept;
/// Names of control tokens in files that declare none: <s>, </s>, <unk>, <pad>, [CLS], <|word|>…
[[nodiscard]] bool is_special_name(std::string_view text) noexcept;

/// Token of SentencePiece kinds: `type` as in its model file (1 normal … 6 byte), 0 when unknown. Throws
/// Error(format) with `position` for a malformed byte token.
[[nodiscard]] Token token_of_piece(std::string_view piece, int type, const std::filesystem::path& file,
                                   std::size_t position);

/// Throws Error(format) when there are no tokens or more than kMaxTokens.
void check_token_count(std::size_t count, const std::filesystem::path& file);

}  // namespace prism
