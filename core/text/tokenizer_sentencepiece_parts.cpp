// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/json.h"
#include "core/text/text_rule_kinds.h"
#include "core/text/tokenizer_parts.h"
#include "core/text/vocabulary_readers.h"

#include <algorithm>

namespace prism {
namespace {

/// An id of a declared token; −1 for what the file declares away.
std::int32_t id_inside(std::int32_t id, const Vocabulary& vocabulary) {
  return id >= 0 && id < vocabulary.size() && vocabulary.tokens[static_cast<std::size_t>(id)].special ? id
                                                                                                      : -1;
}

/// The model file does not say what texts begin and end with; a tokenizer_config.json beside it does.
void read_specials_added(const std::filesystem::path& file, TokenizerParts& parts) {
  const std::filesystem::path beside = file.parent_path() / "tokenizer_config.json";
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(beside, ignored)) return;
  const Json config = read_json_file(beside);
  const auto flag = [&](const char* field, bool otherwise) {
    const auto found = config.is_object() ? config.find(field) : config.end();
    return config.is_object() && found != config.end() && found->is_boolean() ? found->get<bool>()
                                                                              : otherwise;
  };
  const auto name = config.is_object() ? config.find("tokenizer_class") : config.end();
  const std::string kind =
      config.is_object() && name != config.end() && name->is_string() ? name->get<std::string>() : "";
  if (flag("add_bos_token", kind.starts_with("Llama")) && parts.bos >= 0) parts.before.push_back(parts.bos);
  if (flag("add_eos_token", kind.starts_with("T5")) && parts.eos >= 0) parts.after.push_back(parts.eos);
}

}  // namespace

void use_sentencepiece(const SentencePieceUse& use, TokenizerParts& parts) {
  const Vocabulary& vocabulary = parts.vocabulary;
  parts.kind = vocabulary.unigram ? "unigram" : "sentencepiece-bpe";
  if (!use.charsmap.empty())
    parts.rules.add(charsmap_rule(std::make_shared<const Charsmap>(use.charsmap, vocabulary.source)));
  if (use.single_spaces) parts.rules.add(single_spaces_rule());
  // Tokens have spaces where the file has ▁, and in a text both mean the same.
  parts.rules.add(replace_rule("\xE2\x96\x81", " "));
  if (vocabulary.adds_space_prefix) parts.rules.add(prepend_rule(" "));
  parts.strips_space = vocabulary.adds_space_prefix;
  parts.model.fuse_unknown = true;
  cut_at_spaces(parts);
}

void cut_at_spaces(TokenizerParts& parts) {
  const auto crosses = [](const Token& token) {
    if (token.special) return false;
    const std::size_t word = token.bytes.find_first_not_of(' ');
    return word != std::string::npos && token.bytes.find(' ', word) != std::string::npos;
  };
  const auto& tokens = parts.vocabulary.tokens;
  if (std::none_of(tokens.begin(), tokens.end(), crosses))
    parts.splitter.add({Pattern(" *[^ ]+| +"), SplitBehaviour::isolated});
}

TokenizerParts read_tokenizer_parts_sentencepiece(std::string_view bytes, const std::filesystem::path& file) {
  SentencePieceModelFile model = read_sentencepiece_model(bytes, file);
  const auto refuse = [&](const std::string& reason) {
    throw Error(ErrorCode::unsupported, reason, file, "trainer_spec", "unigram or BPE as usual");
  };
  if (model.model_type != 1 && model.model_type != 2)
    refuse("model type " + std::to_string(model.model_type) + " (word or character) is not applied");
  if (model.space_as_suffix) refuse("treat_whitespace_as_suffix is not applied");
  TokenizerParts parts;
  parts.vocabulary = std::move(model.vocabulary);
  use_sentencepiece({std::move(model.charsmap), model.single_spaces}, parts);
  parts.model.byte_fallback = model.byte_fallback;
  parts.model.unknown = id_inside(model.unknown, parts.vocabulary);
  parts.bos = id_inside(model.bos, parts.vocabulary);
  parts.eos = id_inside(model.eos, parts.vocabulary);
  for (std::size_t id = 0; id < parts.vocabulary.tokens.size(); ++id) {
    const Token& token = parts.vocabulary.tokens[id];
    if (token.special) parts.added.add({token.bytes, static_cast<std::int32_t>(id), true});
  }
  for (const std::int32_t id : model.user_defined)
    parts.added_normalised.add({parts.vocabulary.tokens[static_cast<std::size_t>(id)].bytes, id});
  read_specials_added(file, parts);
  return parts;
}

}  // namespace prism
