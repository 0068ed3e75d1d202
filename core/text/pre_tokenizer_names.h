// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace prism {

/// How byte-level vocabularies that only name their pre-tokeniser (GGUF, tiktoken) cut a text before merging.
struct NamedPreTokenizer {
  std::string_view name;                   ///< ours
  std::vector<std::string_view> aliases;   ///< as GGUF files write it in tokenizer.ggml.pre
  std::vector<std::string_view> patterns;  ///< one after the other; matches and what lies between are pieces
  bool whole_words = false;                ///< a piece that is a token is not merged from bytes
  bool adds_bos = false;                   ///< unless the file says otherwise
};

/// Null when nobody knows the name.
[[nodiscard]] const NamedPreTokenizer* find_pre_tokenizer(std::string_view name);
/// The one with exactly these patterns; null when there is none.
[[nodiscard]] const NamedPreTokenizer* pre_tokenizer_of_patterns(
    const std::vector<std::string_view>& patterns);
/// All names of ours, for messages.
[[nodiscard]] std::string known_pre_tokenizers();
/// The pre-tokeniser of the one published tiktoken vocabulary with this many tokens; null if there is none.
[[nodiscard]] const NamedPreTokenizer* pre_tokenizer_of_size(std::size_t tokens);

/// GPT-2's expression, which ByteLevel of tokenizer.json applies by itself.
extern const std::string_view kGpt2Pattern;

}  // namespace prism
