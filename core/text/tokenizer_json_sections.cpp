// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizer_json_sections.h"

#include "core/base/error.h"
#include "core/text/encodings.h"
#include "core/text/pre_tokenizer_names.h"
#include "core/text/text_rule_kinds.h"

#include <optional>

namespace prism {
namespace {

constexpr const char* kPreTokenizer = "\"pre_tokenizer\"";
constexpr const char* kPostProcessor = "\"post_processor\"";

std::optional<SplitBehaviour> behaviour_of(const std::string& word) {
  if (word == "Isolated") return SplitBehaviour::isolated;
  if (word == "Removed") return SplitBehaviour::removed;
  if (word == "MergedWithPrevious") return SplitBehaviour::merged_with_previous;
  if (word == "MergedWithNext") return SplitBehaviour::merged_with_next;
  if (word == "Contiguous") return SplitBehaviour::contiguous;
  return std::nullopt;
}

/// A pattern that matches just this text.
std::string literal_pattern(std::string_view text) {
  std::string pattern;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= 'a' && byte <= 'z') || byte <= ' ';
    if (!plain) pattern += '\\';
    pattern += c;
  }
  return pattern;
}

}  // namespace

void TokenizerJsonSections::refuse(const std::string& reason, const std::string& section) const {
  throw Error(ErrorCode::unsupported, reason, m_file, section);
}

void TokenizerJsonSections::fail(const std::string& reason, const std::string& section) const {
  throw Error(ErrorCode::format, reason, m_file, section, "a step as tokenizer.json has it");
}

std::string TokenizerJsonSections::type_of(const Json& step, const std::string& section) const {
  const auto found = step.is_object() ? step.find("type") : step.end();
  if (!step.is_object() || found == step.end() || !found->is_string())
    fail("has a step without type", section);
  return found->get<std::string>();
}

std::string TokenizerJsonSections::text_of(const Json& step, const char* field,
                                           const std::string& section) const {
  const auto found = step.find(field);
  if (found == step.end() || !found->is_string()) fail(std::string("has no text \"") + field + '"', section);
  return found->get<std::string>();
}

bool TokenizerJsonSections::flag_of(const Json& step, const char* field, bool otherwise) const {
  const auto found = step.find(field);
  return found != step.end() && found->is_boolean() ? found->get<bool>() : otherwise;
}

std::string TokenizerJsonSections::pattern_of(const Json& step, const std::string& section) const {
  const auto found = step.find("pattern");
  if (found == step.end()) fail("has a step without pattern", section);
  if (found->is_string()) return literal_pattern(found->get<std::string>());
  if (found->is_object() && found->contains("Regex")) return text_of(*found, "Regex", section);
  if (found->is_object() && found->contains("String"))
    return literal_pattern(text_of(*found, "String", section));
  fail("has a pattern that is neither String nor Regex", section);
}

void TokenizerJsonSections::add_split(TokenizerParts& parts, const std::string& pattern,
                                      const std::string& behaviour, bool invert) const {
  const auto known = behaviour_of(behaviour);
  if (!known) refuse("splitting behaviour " + quoted_token(behaviour) + " is not known", kPreTokenizer);
  const SplitForm form = m_byte_level ? SplitForm::byte_level
                         : m_low_ones ? SplitForm::low_ones
                                      : SplitForm::plain;
  parts.splitter.add({Pattern(pattern, m_file), *known, invert, form});
}

void TokenizerJsonSections::read_pre_tokenizer(const Json& json, TokenizerParts& parts) {
  if (!json.is_null()) read_step(json, parts);
}

void TokenizerJsonSections::read_step(const Json& step, TokenizerParts& parts) {
  const std::string type = type_of(step, kPreTokenizer);
  if (type == "Sequence") {
    const auto steps = step.find("pretokenizers");
    if (steps == step.end() || !steps->is_array()) fail("is a Sequence without its steps", kPreTokenizer);
    for (std::size_t i = 0; i < steps->size(); ++i) {
      const bool words = i + 1 < steps->size() && type_of((*steps)[i], kPreTokenizer) == "WhitespaceSplit" &&
                         type_of((*steps)[i + 1], kPreTokenizer) == "Metaspace";
      if (words) {
        read_spaced_words((*steps)[++i], parts);
      } else {
        read_step((*steps)[i], parts);
      }
    }
  } else if (type == "ByteLevel") {
    read_byte_level(step, parts);
  } else if (type == "Split") {
    const auto behaviour = step.find("behavior");
    if (behaviour != step.end() && behaviour->is_string())
      add_split(parts, pattern_of(step, kPreTokenizer), behaviour->get<std::string>(),
                flag_of(step, "invert", false));
    else
      fail("has a Split without behavior", kPreTokenizer);
  } else if (type == "Metaspace") {
    read_metaspace(step, parts);
  } else if (type == "Digits") {
    add_split(parts, flag_of(step, "individual_digits", false) ? R"(\p{N})" : R"(\p{N}+)", "Isolated");
  } else if (type == "Punctuation") {
    const auto behaviour = step.find("behavior");
    const bool given = behaviour != step.end() && behaviour->is_string();
    add_split(parts, R"([\p{P}!-/:-@\[-`{-~])", given ? behaviour->get<std::string>() : "Isolated");
  } else if (type == "Whitespace") {
    add_split(parts, R"(\w+|[^\w\s]+)", "Removed", true);
  } else if (type == "WhitespaceSplit") {
    add_split(parts, R"(\s)", "Removed");
  } else if (type == "CharDelimiterSplit") {
    add_split(parts, literal_pattern(text_of(step, "delimiter", kPreTokenizer)), "Removed");
  } else {
    refuse("pre-tokeniser " + quoted_token(type) + " is not known", kPreTokenizer);
  }
}

void TokenizerJsonSections::read_byte_level(const Json& step, TokenizerParts& parts) {
  if (flag_of(step, "add_prefix_space", true)) {
    if (!parts.splitter.empty()) refuse("ByteLevel puts spaces before words cut already", kPreTokenizer);
    parts.prefix = SpacePrefix::always;
    parts.strips_space = true;
  }
  if (flag_of(step, "use_regex", true)) add_split(parts, std::string(kGpt2Pattern), "Isolated");
  m_byte_level = true;
}

std::string TokenizerJsonSections::prepend_scheme(const Json& step) const {
  if (const auto mark = step.find("replacement"); mark != step.end() && *mark != "\xE2\x96\x81")
    refuse("Metaspace writes spaces otherwise than as U+2581", kPreTokenizer);
  const auto scheme = step.find("prepend_scheme");
  const std::string word = scheme != step.end() && scheme->is_string() ? scheme->get<std::string>()
                           : flag_of(step, "add_prefix_space", true)   ? "always"
                                                                       : "never";
  if (word != "always" && word != "first" && word != "never")
    refuse("Metaspace scheme " + quoted_token(word) + " is not known", kPreTokenizer);
  return word;
}

void TokenizerJsonSections::read_metaspace(const Json& step, TokenizerParts& parts) {
  const std::string word = prepend_scheme(step);
  if (word != "never") parts.prefix = word == "first" ? SpacePrefix::first : SpacePrefix::always;
  parts.strips_space = word != "never";
  if (flag_of(step, "split", true)) add_split(parts, m_low_ones ? "\xE2\x96\x81" : " ", "MergedWithNext");
  m_low_ones = true;
}

void TokenizerJsonSections::read_spaced_words(const Json& metaspace, TokenizerParts& parts) {
  if (!parts.splitter.empty() || prepend_scheme(metaspace) != "always")
    refuse("Metaspace does not put a space before each word of WhitespaceSplit", kPreTokenizer);
  // The same words from one text: each begins with the space that Metaspace would give it.
  parts.rules.add(replace_rule(Pattern(R"(\s+)"), " "));
  parts.rules.add(single_spaces_rule());
  read_metaspace(metaspace, parts);
}

void TokenizerJsonSections::read_post_processor(const Json& json, TokenizerParts& parts) {
  if (json.is_null()) return;
  const std::string type = type_of(json, kPostProcessor);
  if (type == "Sequence") {
    const auto steps = json.find("processors");
    if (steps == json.end() || !steps->is_array()) fail("is a Sequence without its steps", kPostProcessor);
    for (const Json& inner : *steps) read_post_processor(inner, parts);
  } else if (type == "TemplateProcessing") {
    read_template(json, parts);
  } else if (type == "RobertaProcessing" || type == "BertProcessing") {
    const auto id = [&](const char* field) {
      const auto pair = json.find(field);
      if (pair == json.end() || !pair->is_array() || pair->size() != 2 || !(*pair)[1].is_number_unsigned() ||
          (*pair)[1].get<std::uint64_t>() >= parts.vocabulary.tokens.size())
        fail(std::string("lacks the token \"") + field + '"', kPostProcessor);
      return static_cast<std::int32_t>((*pair)[1].get<std::uint64_t>());
    };
    parts.before.assign(1, id("cls"));
    parts.after.assign(1, id("sep"));
  } else if (type != "ByteLevel") {
    refuse("post-processor " + quoted_token(type) + " is not known", kPostProcessor);
  }
}

void TokenizerJsonSections::read_template(const Json& step, TokenizerParts& parts) const {
  const auto single = step.find("single");
  if (single == step.end() || !single->is_array()) fail("has a template without \"single\"", kPostProcessor);
  parts.before.clear();
  parts.after.clear();
  bool after = false;
  for (const Json& piece : *single) {
    if (piece.is_object() && piece.contains("Sequence")) {
      if (after) refuse("a template that repeats the text", kPostProcessor);
      after = true;
      continue;
    }
    const auto special = piece.is_object() ? piece.find("SpecialToken") : piece.end();
    if (!piece.is_object() || special == piece.end() || !special->is_object())
      fail("has a template piece that is neither Sequence nor SpecialToken", kPostProcessor);
    const std::string name = text_of(*special, "id", kPostProcessor);
    const Json ids = step.value(Json::json_pointer("/special_tokens"), Json::object())
                         .value(name, Json::object())
                         .value("ids", Json::array());
    if (!ids.is_array() || ids.empty())
      fail("has no ids for the special token " + quoted_token(name), kPostProcessor);
    for (const Json& id : ids) {
      if (!id.is_number_unsigned() || id.get<std::uint64_t>() >= parts.vocabulary.tokens.size())
        fail("gives " + quoted_token(name) + " an id outside the vocabulary", kPostProcessor);
      (after ? parts.after : parts.before).push_back(static_cast<std::int32_t>(id.get<std::uint64_t>()));
    }
  }
}

}  // namespace prism
