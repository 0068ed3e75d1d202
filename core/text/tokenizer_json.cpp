// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/text/encodings.h"
#include "core/text/merges.h"
#include "core/text/tokenizer_json_parser.h"
#include "core/text/vocabulary_readers.h"

namespace prism {
namespace {

class Builder {
 public:
  Builder(RawTokenizer raw, const std::filesystem::path& file) : m_raw(std::move(raw)), m_file(file) {}

  Vocabulary build() {
    if (m_raw.vocab.empty() && m_raw.pieces.empty())
      throw Error(ErrorCode::format, "holds no vocabulary", m_file, "\"model.vocab\"",
                  "an object or an array");
    m_vocabulary.source = m_file;
    m_vocabulary.kind = kind();
    m_vocabulary.adds_space_prefix = m_vocabulary.kind == VocabularyKind::sentencepiece && m_raw.space_prefix;
    place_texts();
    for (std::size_t id = 0; id < m_texts.size(); ++id)
      if (!m_is_added[id]) m_vocabulary.tokens[id] = token(m_texts[id], id);
    place_unknown();
    for (const auto& [left, right] : m_raw.merges)
      add_merge(m_vocabulary, m_ids, left, right, m_raw.continuing_prefix, m_file);
    if (m_vocabulary.kind == VocabularyKind::sentencepiece) place_scores();
    return std::move(m_vocabulary);
  }

 private:
  [[nodiscard]] VocabularyKind kind() const {
    if (!m_raw.pieces.empty()) return VocabularyKind::sentencepiece;
    if (m_raw.model_type == "WordPiece" || m_raw.model_type == "WordLevel") return VocabularyKind::word_piece;
    if (!m_raw.model_type.empty() && m_raw.model_type != "BPE") {
      throw Error(ErrorCode::unsupported, "model type " + quoted_token(m_raw.model_type) + " is not read",
                  m_file, "\"model.type\"", "BPE, Unigram, WordPiece or WordLevel");
    }
    if (m_raw.byte_level) return VocabularyKind::byte_bpe;
    if (m_raw.byte_fallback || m_raw.low_one) return VocabularyKind::sentencepiece;
    // Nothing declared: Ġ is how byte-level vocabularies write the space that every one of them has.
    for (const auto& [text, id] : m_raw.vocab)
      if (text == "\xC4\xA0") return VocabularyKind::byte_bpe;
    return VocabularyKind::sentencepiece;
  }

  /// Every id from 0 to size − 1 gets exactly one text.
  void place_texts() {
    std::vector<std::pair<std::uint64_t, std::string>> entries;
    const std::size_t declared = m_raw.vocab.size() + m_raw.pieces.size();
    entries.reserve(declared + m_raw.added.size());
    for (auto& [text, id] : m_raw.vocab) entries.emplace_back(id, std::move(text));
    for (auto& [text, score] : m_raw.pieces) entries.emplace_back(entries.size(), std::move(text));
    // Added tokens may repeat an entry of the vocabulary; only new ones extend it.
    std::unordered_map<std::uint64_t, std::size_t> by_id;
    by_id.reserve(entries.size());
    for (std::size_t i = 0; i < declared; ++i)
      if (!by_id.emplace(entries[i].first, i).second) fail_id(entries[i].first, "is given to two tokens");
    for (std::size_t i = 0; i < m_raw.added.size(); ++i) add_token(i, entries, by_id);
    check_token_count(entries.size(), m_file);

    const std::size_t size = entries.size();
    m_texts.resize(size);
    m_is_added.resize(size);
    m_vocabulary.tokens.resize(size);
    m_ids.reserve(size);
    for (auto& [id, text] : entries) {
      if (id >= size) fail_id(id, "leaves a hole: there are only " + std::to_string(size) + " tokens");
      if (text.size() > kMaxTokenBytes) fail_id(id, "has a token longer than 65536 bytes");
      m_texts[id] = std::move(text);
    }
    for (std::size_t id = 0; id < size; ++id)
      if (!m_ids.emplace(m_texts[id], static_cast<std::int32_t>(id)).second)
        fail_id(id, "repeats the token " + quoted_token(m_texts[id]));
    for (const RawTokenizer::Added& added : m_raw.added) place_added(added);
  }

  void add_token(std::size_t index, std::vector<std::pair<std::uint64_t, std::string>>& entries,
                 std::unordered_map<std::uint64_t, std::size_t>& by_id) {
    const RawTokenizer::Added& added = m_raw.added[index];
    const std::string position = "\"added_tokens\"[" + std::to_string(index) + "]";
    if (!added.id || !added.content)
      throw Error(ErrorCode::format, "lacks id or content", m_file, position, "both fields");
    const auto [found, is_new] = by_id.emplace(*added.id, entries.size());
    if (is_new) {
      entries.emplace_back(*added.id, *added.content);
    } else if (entries[found->second].second != *added.content) {
      throw Error(ErrorCode::format,
                  "id " + std::to_string(*added.id) + " is given to " + quoted_token(*added.content) +
                      " and to " + quoted_token(entries[found->second].second),
                  m_file, position, "ids without duplicates");
    }
  }

  void place_added(const RawTokenizer::Added& added) {
    Token& token = m_vocabulary.tokens[*added.id];
    m_is_added[*added.id] = true;
    token.bytes = *added.content;
    token.special = added.special;
    token.unused = is_unused_name(*added.content);
  }

  [[nodiscard]] Token token(const std::string& text, std::size_t id) const {
    if (m_vocabulary.kind == VocabularyKind::sentencepiece) {
      const bool byte = m_raw.byte_fallback && looks_like_byte_piece(text);
      Token result = token_of_piece(byte ? text : std::string(), byte ? 6 : 4, m_file, id);
      if (!byte) result.bytes = bytes_of_piece(text);
      result.special = m_raw.added.empty() && is_special_name(text);
      result.unused = is_unused_name(text);
      return result;
    }
    Token result;
    result.unused = is_unused_name(text);
    result.special = m_raw.added.empty() && is_special_name(text);
    if (m_vocabulary.kind == VocabularyKind::byte_bpe) {
      auto bytes = bytes_of_byte_level(text);
      result.bytes = bytes && !result.special && !result.unused ? std::move(*bytes) : text;
    } else {
      result.bytes = result.special || result.unused ? text : word_bytes(text);
    }
    return result;
  }

  /// A WordPiece token without "##" begins a word, hence after a space, as SentencePiece's ▁ does.
  [[nodiscard]] std::string word_bytes(const std::string& text) const {
    if (m_raw.model_type == "WordLevel") return text;
    const std::string prefix = m_raw.continuing_prefix.empty() ? "##" : m_raw.continuing_prefix;
    return text.starts_with(prefix) && text.size() > prefix.size() ? text.substr(prefix.size()) : " " + text;
  }

  void place_unknown() {
    if (m_raw.unk_id) {
      if (*m_raw.unk_id >= m_texts.size()) {
        throw Error(ErrorCode::format, "id " + std::to_string(*m_raw.unk_id) + " is not in the vocabulary",
                    m_file, "\"model.unk_id\"", "below " + std::to_string(m_texts.size()));
      }
      declare_special(*m_raw.unk_id);
    }
    // A byte-level vocabulary knows every byte, so its "unknown" is an ordinary declared token if any.
    if (const auto found = m_ids.find(m_raw.unk_token); !m_raw.unk_token.empty() && found != m_ids.end())
      declare_special(static_cast<std::size_t>(found->second));
  }

  void declare_special(std::size_t id) {
    m_vocabulary.tokens[id].special = true;
    m_vocabulary.tokens[id].bytes = m_texts[id];
  }

  void place_scores() {
    m_vocabulary.unigram = !m_raw.pieces.empty();
    m_vocabulary.scores.assign(m_texts.size(), 0.0F);
    if (m_vocabulary.unigram) {
      for (std::size_t i = 0; i < m_raw.pieces.size(); ++i)
        m_vocabulary.scores[i] = static_cast<float>(m_raw.pieces[i].second);
      return;
    }
    // Merge rules as SentencePiece keeps them: the earlier a piece is made, the higher its score.
    std::vector<bool> made(m_texts.size());
    for (std::size_t rank = 0; rank < m_raw.merges.size(); ++rank) {
      const auto found = m_ids.find(m_raw.merges[rank].first + m_raw.merges[rank].second);
      if (found == m_ids.end() || made[static_cast<std::size_t>(found->second)]) continue;
      made[static_cast<std::size_t>(found->second)] = true;
      m_vocabulary.scores[static_cast<std::size_t>(found->second)] = -static_cast<float>(rank);
    }
  }

  [[noreturn]] void fail_id(std::uint64_t id, const std::string& reason) const {
    throw Error(ErrorCode::format, reason, m_file, "\"model.vocab\": id " + std::to_string(id),
                "ids from 0 on without holes or duplicates");
  }

  RawTokenizer m_raw;
  const std::filesystem::path& m_file;
  Vocabulary m_vocabulary;
  std::vector<std::string> m_texts;
  std::vector<bool> m_is_added;
  TokenIds m_ids;
};

}  // namespace

Vocabulary read_tokenizer_json(std::string_view text, const std::filesystem::path& file) {
  return Builder(parse_tokenizer_json(text, file), file).build();
}

}  // namespace prism
