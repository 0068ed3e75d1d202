// SPDX-License-Identifier: GPL-3.0-or-later
// What a tokenizer file says, put together the same way whatever its format. Not for use outside core/text.
#pragma once

#include "core/text/added_tokens.h"
#include "core/text/pre_tokenizer_names.h"
#include "core/text/splitter.h"
#include "core/text/text_rules.h"
#include "core/text/tokenizer.h"
#include "core/text/vocabulary.h"
#include "core/text/word_encoder.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace prism {

/// Where a space is put before a text that does not begin with one.
enum class SpacePrefix {
  none,
  first,   ///< before the first section of the text
  always,  ///< before each section between added tokens
};

struct TokenizerParts {
  std::string kind;
  Vocabulary vocabulary;
  AddedTokens added;                       ///< found in the text as it is given
  TextRules rules;                         ///< then the text between them is normalised,
  AddedTokens added_normalised;            ///< these tokens found in the result,
  SpacePrefix prefix = SpacePrefix::none;  ///< a space put before what is left,
  Splitter splitter;                       ///< and it is cut into words
  WordEncoderOptions model;
  std::vector<std::int32_t> before, after;  ///< specials around a text
  std::int32_t bos = -1, eos = -1;
  std::vector<std::int32_t> ends;
  bool strips_space = false;  ///< decoding takes one space off the beginning
};

[[nodiscard]] std::shared_ptr<const Tokenizer> make_tokenizer(TokenizerParts parts);

/// One reader a file format. `text` is the whole file.
[[nodiscard]] TokenizerParts read_tokenizer_parts_json(std::string_view text,
                                                       const std::filesystem::path& file);

[[nodiscard]] TokenizerParts read_tokenizer_parts_sentencepiece(std::string_view bytes,
                                                                const std::filesystem::path& file);
/// `pattern` names the pre-tokeniser of a byte-level vocabulary that does not.
[[nodiscard]] TokenizerParts read_tokenizer_parts_gguf(const std::filesystem::path& file,
                                                       const std::string& pattern);

/// Throws Error(unsupported) with all known names.
[[nodiscard]] const NamedPreTokenizer& pre_tokenizer_named(const std::string& name,
                                                           const std::filesystem::path& file,
                                                           const std::string& position);
/// Byte-level parts cut as a named pre-tokeniser does.
void use_pre_tokenizer(const NamedPreTokenizer& named, TokenizerParts& parts);

struct SentencePieceUse {
  std::string charsmap;  ///< empty: none
  bool single_spaces = false;
};
/// Normalises and cuts as SentencePiece does; the vocabulary must be there.
void use_sentencepiece(const SentencePieceUse& use, TokenizerParts& parts);
/// Words end before spaces where no token reaches over such a place: the same tokens from short words.
void cut_at_spaces(TokenizerParts& parts);

/// Beginning and end of texts as the files beside a vocabulary tell them (config.json,
/// generation_config.json), where the vocabulary itself does not.
void read_special_ids_beside(const std::filesystem::path& file, TokenizerParts& parts);
/// Adds the tokens that end a turn by their well-known names to `ends`, eos first.
void complete_ends(TokenizerParts& parts);

}  // namespace prism
