// SPDX-License-Identifier: GPL-3.0-or-later
// text: vocabularies of every tokenizer kind as bytes, and how two of them meet.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace prism {

enum class VocabularyKind { byte_bpe, sentencepiece, tiktoken, word_piece };

struct Token {
  std::string bytes;           ///< canonical bytes; for special tokens their literal text
  bool special = false;        ///< declared special, or control in GGUF
  bool unused = false;         ///< reserved or unused by name or type
  bool byte_fallback = false;  ///< SentencePiece `<0xNN>`: stands for its byte where no piece does
};

/// Every token of a model by id, as the bytes it stands for.
struct Vocabulary {
  VocabularyKind kind = VocabularyKind::byte_bpe;
  std::filesystem::path source;
  std::vector<Token> tokens;                                ///< index = id
  std::vector<std::pair<std::string, std::string>> merges;  ///< BPE with merge rules, in rank order, as bytes
  std::vector<float> scores;                                ///< SentencePiece; empty otherwise
  bool unigram = false;            ///< scores are log-probabilities, not priorities of merging
  bool adds_space_prefix = false;  ///< SentencePiece: a text starts with a space

  [[nodiscard]] std::int64_t size() const noexcept { return static_cast<std::int64_t>(tokens.size()); }
};

/// Told by content: tokenizer.json (byte-level BPE, or SentencePiece-like BPE/unigram), tokenizer.model
/// (protobuf, or tiktoken text), tiktoken text, GGUF; a model directory is searched for them. Throws Error.
[[nodiscard]] Vocabulary load_vocabulary(const std::filesystem::path& path);

/// Printable text of token bytes: spaces as ␣, control characters and invalid UTF-8 as \\xNN.
[[nodiscard]] std::string printable(std::string_view bytes);

}  // namespace prism
