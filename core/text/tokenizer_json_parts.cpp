// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/json.h"
#include "core/text/encodings.h"
#include "core/text/text_rule_kinds.h"
#include "core/text/tokenizer_json_sections.h"
#include "core/text/tokenizer_parts.h"
#include "core/text/vocabulary_readers.h"

namespace prism {
namespace {

/// The file's tree without the two parts that are nearly all of it and that read_tokenizer_json has read.
/// Depth and syntax were checked there.
Json parse_rest(std::string_view text) {
  std::string section;
  return Json::parse(text.begin(), text.end(), [&](int depth, Json::parse_event_t event, Json& value) {
    if (event != Json::parse_event_t::key) return true;
    if (depth == 1) section = value.get_ref<const std::string&>();
    return depth != 2 || section != "model" || (value != "vocab" && value != "merges");
  });
}

class Reader {
 public:
  Reader(std::string_view text, const std::filesystem::path& file)
      : m_file(file), m_json(parse_rest(text)), m_sections(file) {
    m_parts.vocabulary = read_tokenizer_json(text, file);
  }

  TokenizerParts read() {
    read_model();
    m_sections.read_normaliser(section("normalizer"), m_parts);
    m_sections.read_pre_tokenizer(section("pre_tokenizer"), m_parts);
    if (m_parts.vocabulary.kind == VocabularyKind::sentencepiece) {
      read_sentencepiece_form();
    } else if (const auto* named = pre_tokenizer_of_patterns(m_parts.splitter.patterns())) {
      m_parts.kind = named->name;
    }
    m_sections.read_post_processor(section("post_processor"), m_parts);
    if (!m_parts.before.empty()) m_parts.bos = m_parts.before.front();
    if (!m_parts.after.empty()) m_parts.eos = m_parts.after.back();
    if (m_parts.vocabulary.kind == VocabularyKind::byte_bpe && !m_sections.byte_level()) {
      throw Error(ErrorCode::unsupported, "a byte-level vocabulary without a ByteLevel step", m_file,
                  "\"pre_tokenizer\"", "ByteLevel there or in \"normalizer\"");
    }
    read_added();
    return std::move(m_parts);
  }

 private:
  [[nodiscard]] Json section(const char* name) const {
    const auto found = m_json.find(name);
    return found == m_json.end() ? Json() : *found;
  }

  void read_model() {
    const Json model = section("model");
    const auto text = [&](const char* field) {
      const auto found = model.find(field);
      return found != model.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    const auto flag = [&](const char* field) {
      const auto found = model.find(field);
      return found != model.end() && found->is_boolean() && found->get<bool>();
    };
    const auto refuse = [&](const std::string& reason, const char* field) {
      throw Error(ErrorCode::unsupported, reason, m_file, std::string("\"model.") + field + "\"");
    };
    const Vocabulary& vocabulary = m_parts.vocabulary;
    if (vocabulary.kind == VocabularyKind::word_piece)
      refuse("texts are not encoded by " + (text("type").empty() ? "this model" : text("type")), "type");
    for (const char* field : {"continuing_subword_prefix", "end_of_word_suffix"})
      if (!text(field).empty()) refuse(quoted_token(text(field)) + " is not applied", field);
    if (const auto dropout = model.find("dropout");
        dropout != model.end() && dropout->is_number() && *dropout != 0.0)
      refuse("merges are left out at random", "dropout");
    m_parts.kind = vocabulary.unigram                                 ? "unigram"
                   : vocabulary.kind == VocabularyKind::sentencepiece ? "sentencepiece-bpe"
                                                                      : "byte-level-bpe";
    m_parts.model.whole_words = flag("ignore_merges");
    m_parts.model.byte_fallback = flag("byte_fallback");
    m_parts.model.fuse_unknown = flag("fuse_unk") || vocabulary.unigram;
    if (const auto unknown = model.find("unk_id"); unknown != model.end() && unknown->is_number_unsigned())
      m_parts.model.unknown = static_cast<std::int32_t>(unknown->get<std::uint64_t>());
    if (const std::string unknown = text("unk_token"); !unknown.empty())
      m_parts.model.unknown = id_of(unknown);
  }

  /// Tokens have spaces where the file has ▁, and in a text both mean the same.
  void read_sentencepiece_form() {
    m_parts.rules.add(replace_rule("\xE2\x96\x81", " "));
    m_parts.strips_space |= m_parts.vocabulary.adds_space_prefix;
    cut_at_spaces(m_parts);
  }

  /// Declared special tokens stand in the vocabulary with their literal text.
  [[nodiscard]] std::int32_t id_of(const std::string& content) const {
    const auto& tokens = m_parts.vocabulary.tokens;
    for (std::size_t id = 0; id < tokens.size(); ++id)
      if (tokens[id].special && tokens[id].bytes == content) return static_cast<std::int32_t>(id);
    return -1;
  }

  /// Ids and contents were checked with the vocabulary.
  void read_added() {
    for (const Json& entry : section("added_tokens")) {
      const auto flag = [&](const char* name, bool otherwise) {
        const auto found = entry.find(name);
        return found != entry.end() && found->is_boolean() ? found->get<bool>() : otherwise;
      };
      AddedToken token;
      token.id = static_cast<std::int32_t>(entry.at("id").get<std::uint64_t>());
      token.content = entry.at("content").get<std::string>();
      token.special = flag("special", false);
      token.single_word = flag("single_word", false);
      token.lstrip = flag("lstrip", false);
      token.rstrip = flag("rstrip", false);
      const bool normalised = flag("normalized", !token.special) && !m_parts.rules.empty();
      if (normalised) token.content = m_parts.rules.apply(token.content).text();
      (normalised ? m_parts.added_normalised : m_parts.added).add(std::move(token));
    }
  }

  const std::filesystem::path& m_file;
  Json m_json;
  TokenizerJsonSections m_sections;
  TokenizerParts m_parts;
};

}  // namespace

TokenizerParts read_tokenizer_parts_json(std::string_view text, const std::filesystem::path& file) {
  try {
    return Reader(text, file).read();
  } catch (const Json::exception& problem) {
    throw Error(ErrorCode::format, std::string("a field has the wrong type: ") + problem.what(), file, {},
                "a tokenizer.json");
  }
}

}  // namespace prism
