// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizer.h"

#include "core/base/error.h"
#include "core/text/encodings.h"
#include "core/text/pre_tokenizer_names.h"
#include "core/text/tokenizer_parts.h"
#include "core/text/vocabulary_readers.h"

namespace prism {
namespace {

TokenizerParts tiktoken_parts(const VocabularyFile& file, const std::string& pattern) {
  TokenizerParts parts;
  parts.vocabulary = read_tiktoken(file.content, file.path);
  const NamedPreTokenizer* named = pattern.empty() ? pre_tokenizer_of_size(parts.vocabulary.tokens.size())
                                                   : &pre_tokenizer_named(pattern, {}, {});
  if (named == nullptr) {
    throw Error(ErrorCode::unsupported,
                "tiktoken text does not say how texts are cut into words, and " +
                    std::to_string(parts.vocabulary.size()) + " tokens are of no vocabulary known",
                file.path, {}, "the pre-tokeniser's name: " + known_pre_tokenizers());
  }
  use_pre_tokenizer(*named, parts);
  parts.model.whole_words = true;
  read_special_ids_beside(file.path, parts);
  return parts;
}

}  // namespace

void use_pre_tokenizer(const NamedPreTokenizer& named, TokenizerParts& parts) {
  parts.kind = named.name;
  parts.model.whole_words = named.whole_words;
  for (const std::string_view pattern : named.patterns)
    parts.splitter.add({Pattern(std::string(pattern)), SplitBehaviour::isolated});
}

const NamedPreTokenizer& pre_tokenizer_named(const std::string& name, const std::filesystem::path& file,
                                             const std::string& position) {
  if (const NamedPreTokenizer* named = find_pre_tokenizer(name)) return *named;
  throw Error(ErrorCode::unsupported, "pre-tokeniser " + quoted_token(name) + " is not known", file, position,
              known_pre_tokenizers());
}

std::shared_ptr<const Tokenizer> Tokenizer::load(const std::filesystem::path& path,
                                                 const std::string& pattern) {
  const VocabularyFile file = open_vocabulary_file(path);
  const MatchTime time(file.content.size());  // normalisers are applied to added tokens
  TokenizerParts parts;
  switch (file.format) {
    case VocabularyFormat::tokenizer_json:
      parts = read_tokenizer_parts_json(file.content, file.path);
      read_special_ids_beside(file.path, parts);
      break;
    case VocabularyFormat::tiktoken:
      parts = tiktoken_parts(file, pattern);
      break;
    case VocabularyFormat::sentencepiece:
      parts = read_tokenizer_parts_sentencepiece(file.content, file.path);
      read_special_ids_beside(file.path, parts);
      break;
    case VocabularyFormat::gguf:
      parts = read_tokenizer_parts_gguf(file.path, pattern);
      break;
  }
  complete_ends(parts);
  return make_tokenizer(std::move(parts));
}

}  // namespace prism
