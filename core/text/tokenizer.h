// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/vocabulary.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace prism {

struct EncodeOptions {
  bool add_special = true;     ///< what the file says a text begins or ends with (BOS, EOS)
  bool parse_special = false;  ///< "<|endoftext|>" written in the text becomes that token
};

/// A token with the bytes of the text it stands for: [begin, end). Added specials are empty ranges.
struct TextToken {
  std::int32_t id = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Text to ids and back, as the model's own tokenizer does it. Immutable and thread-safe.
class Tokenizer {
 public:
  /// From any source of load_vocabulary. `pattern` names the pre-tokeniser where the file cannot say it
  /// (tiktoken text: "llama3", "qwen2", "gpt2"; empty: told by the vocabulary's neighbours and size where
  /// that is certain). Throws Error(unsupported) naming a pre-tokeniser, normaliser or model kind nobody
  /// knows; never guesses.
  [[nodiscard]] static std::shared_ptr<const Tokenizer> load(const std::filesystem::path& path,
                                                             const std::string& pattern = {});
  virtual ~Tokenizer() = default;

  [[nodiscard]] virtual const Vocabulary& vocabulary() const noexcept = 0;
  /// Any bytes, also invalid UTF-8 and NUL. Throws Error(format) when the pattern exceeds its match limit.
  [[nodiscard]] virtual std::vector<TextToken> tokens(std::string_view text,
                                                      const EncodeOptions& options) const = 0;
  [[nodiscard]] std::vector<std::int32_t> encode(std::string_view text,
                                                 const EncodeOptions& options = {}) const;
  /// Bytes of one token inside a text, SentencePiece's spaces restored. Special tokens give their literal
  /// text.
  [[nodiscard]] virtual std::string bytes_of(std::int32_t id) const = 0;
  /// Inverse of encode; `skip_special` leaves special tokens out. Throws Error(usage) for ids outside.
  [[nodiscard]] virtual std::string decode(std::span<const std::int32_t> ids,
                                           bool skip_special = true) const = 0;
  /// Name of the pre-tokeniser or model kind in use: "llama3", "qwen2", "gpt2", "sentencepiece-bpe",
  /// "unigram" …
  [[nodiscard]] virtual const std::string& kind() const noexcept = 0;

  /// −1 where there is none.
  [[nodiscard]] virtual std::int32_t bos() const noexcept = 0;
  [[nodiscard]] virtual std::int32_t eos() const noexcept = 0;
  /// Tokens after which a generation ends, eos included (e.g. "<|eot_id|>").
  [[nodiscard]] virtual const std::vector<std::int32_t>& ends() const noexcept = 0;
};

}  // namespace prism
