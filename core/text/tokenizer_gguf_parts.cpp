// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/model/gguf_metadata.h"
#include "core/text/encodings.h"
#include "core/text/pre_tokenizer_names.h"
#include "core/text/tokenizer_parts.h"
#include "core/text/vocabulary_readers.h"

#include <algorithm>

namespace prism {
namespace {

constexpr const char* kModelKey = "tokenizer.ggml.model";
constexpr const char* kPreKey = "tokenizer.ggml.pre";

/// What a kind of vocabulary does unless the file says otherwise.
struct Defaults {
  std::int32_t bos = -1, eos = -1, unknown = -1;
  bool adds_bos = false, adds_eos = false;
};

class Reader {
 public:
  Reader(const std::filesystem::path& file, const std::string& pattern)
      : m_file(file), m_pattern(pattern), m_gguf(open_gguf(file)) {
    m_parts.vocabulary = read_gguf_vocabulary(file);
  }

  TokenizerParts read() {
    const std::string model = gguf_string(m_gguf, kModelKey).value_or("");
    Defaults defaults;
    if (m_parts.vocabulary.kind == VocabularyKind::byte_bpe) {
      defaults = read_byte_level();
    } else if (m_parts.vocabulary.kind == VocabularyKind::sentencepiece) {
      if (m_parts.vocabulary.scores.empty())
        throw Error(ErrorCode::format, "the vocabulary has no scores", m_file, "tokenizer.ggml.scores");
      use_sentencepiece({charsmap(), flag("remove_extra_whitespaces").value_or(false)}, m_parts);
      defaults = model == "t5" ? Defaults{-1, 1, 2, false, true} : Defaults{1, 2, 0, true, false};
    } else {
      throw Error(ErrorCode::unsupported, "texts are not encoded by " + quoted_token(model), m_file,
                  kModelKey, "gpt2, llama or t5");
    }
    read_specials(defaults);
    add_tokens();
    return std::move(m_parts);
  }

 private:
  [[nodiscard]] std::optional<bool> flag(const std::string& name) const {
    return gguf_bool(m_gguf, "tokenizer.ggml." + name);
  }

  Defaults read_byte_level() {
    if (m_parts.vocabulary.merges.empty())
      throw Error(ErrorCode::format, "the vocabulary has no merges", m_file, "tokenizer.ggml.merges");
    const auto declared = gguf_string(m_gguf, kPreKey);
    if (!declared && m_pattern.empty()) {
      throw Error(ErrorCode::unsupported, "does not say how texts are cut into words", m_file, kPreKey,
                  "the pre-tokeniser's name: " + known_pre_tokenizers());
    }
    const std::string name = declared.value_or(m_pattern);
    const NamedPreTokenizer& named = pre_tokenizer_named(name, m_file, kPreKey);
    use_pre_tokenizer(named, m_parts);
    return {-1, -1, -1, named.adds_bos, false};
  }

  [[nodiscard]] std::string charsmap() const {
    const std::string key = "tokenizer.ggml.precompiled_charsmap";
    std::string bytes;
    if (!gguf_array(m_gguf, key)) return bytes;
    for (const std::int64_t value : gguf_int_array(m_gguf, key)) bytes += static_cast<char>(value & 0xFF);
    return bytes;
  }

  /// A default counts only where it is a declared special token. Ids of the file were checked with it.
  [[nodiscard]] std::int32_t id_of(const std::string& name, std::int32_t otherwise) const {
    const auto& tokens = m_parts.vocabulary.tokens;
    const auto id = gguf_int(m_gguf, "tokenizer.ggml." + name + "_token_id");
    if (id) return *id >= 0 && *id < m_parts.vocabulary.size() ? static_cast<std::int32_t>(*id) : -1;
    const auto place = static_cast<std::size_t>(otherwise);
    return otherwise >= 0 && place < tokens.size() && tokens[place].special ? otherwise : -1;
  }

  void read_specials(const Defaults& defaults) {
    m_parts.bos = id_of("bos", defaults.bos);
    m_parts.eos = id_of("eos", defaults.eos);
    m_parts.model.unknown = id_of("unknown", defaults.unknown);
    if (flag("add_bos_token").value_or(defaults.adds_bos) && m_parts.bos >= 0)
      m_parts.before.push_back(m_parts.bos);
    if (flag("add_eos_token").value_or(defaults.adds_eos) && m_parts.eos >= 0)
      m_parts.after.push_back(m_parts.eos);
    for (const char* name : {"eot", "eom"})
      if (const std::int32_t id = id_of(name, -1); id >= 0) m_parts.ends.push_back(id);
  }

  /// Control and user-defined tokens are found in the text before anything else.
  void add_tokens() {
    constexpr std::int64_t kUserDefined = 4;
    const std::string types_key = "tokenizer.ggml.token_type";
    std::vector<std::int64_t> types;
    if (gguf_array(m_gguf, types_key)) types = gguf_int_array(m_gguf, types_key);
    const auto& tokens = m_parts.vocabulary.tokens;
    for (std::size_t id = 0; id < tokens.size(); ++id) {
      const bool user_defined = id < types.size() && types[id] == kUserDefined;
      if (!tokens[id].special && !user_defined) continue;
      AddedToken token{tokens[id].bytes, static_cast<std::int32_t>(id), tokens[id].special};
      token.rstrip =
          is_phi3() && token.content != "<unk>" && token.content != "<s>" && token.content != "<|endoftext|>";
      m_parts.added.add(std::move(token));
    }
  }

  /// Phi-3's own tokenizer drops white space after its tokens, which GGUF cannot say.
  [[nodiscard]] bool is_phi3() const {
    std::string name = gguf_string(m_gguf, "general.name").value_or("");
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return name.find("phi-3") != std::string::npos || name.find("phi3") != std::string::npos;
  }

  const std::filesystem::path& m_file;
  const std::string& m_pattern;
  TensorFile m_gguf;
  TokenizerParts m_parts;
};

}  // namespace

TokenizerParts read_tokenizer_parts_gguf(const std::filesystem::path& file, const std::string& pattern) {
  return Reader(file, pattern).read();
}

}  // namespace prism
