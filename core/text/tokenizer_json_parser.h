// SPDX-License-Identifier: GPL-3.0-or-later
// The fields of a Hugging Face tokenizer.json that decide its tokens, read in one pass without a tree.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace prism {

struct RawTokenizer {
  struct Added {
    std::optional<std::uint64_t> id;
    std::optional<std::string> content;
    bool special = false;
  };
  std::string model_type;                                    ///< empty in old files
  std::vector<std::pair<std::string, std::uint64_t>> vocab;  ///< BPE, WordPiece, WordLevel
  std::vector<std::pair<std::string, double>> pieces;        ///< Unigram: id is the position
  std::vector<std::pair<std::string, std::string>> merges;
  std::vector<Added> added;
  std::string unk_token;
  std::optional<std::uint64_t> unk_id;
  std::string continuing_prefix;  ///< WordPiece "##"
  bool byte_fallback = false;
  bool byte_level = false;    ///< some pre-tokenizer or decoder is ByteLevel
  bool low_one = false;       ///< spaces are written ▁ (Metaspace, or a Replace normaliser)
  bool space_prefix = false;  ///< a text starts with ▁
};

/// Time and memory in proportion to the text, whatever it holds. Throws Error(format) naming the offset of
/// bad JSON, or the field that has another type than it must have.
[[nodiscard]] RawTokenizer parse_tokenizer_json(std::string_view text, const std::filesystem::path& file);

}  // namespace prism
