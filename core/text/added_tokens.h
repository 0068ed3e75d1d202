// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/pattern.h"
#include "core/text/token_trie.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace prism {

/// A token that is found in the text as it stands, before any merging (fields as in tokenizer.json).
struct AddedToken {
  std::string content;
  std::int32_t id = -1;
  bool special = false;
  bool single_word = false;  ///< not beside letters, digits or _
  bool lstrip = false;       ///< takes the white space before it
  bool rstrip = false;       ///< takes the white space after it
};

/// Cuts texts at added tokens: from left to right, the longest at each place.
class AddedTokens {
 public:
  struct Section {
    TextRange range;
    std::int32_t id = -1;  ///< −1: ordinary text
  };

  void add(AddedToken token);
  [[nodiscard]] bool empty() const noexcept { return m_tokens.empty(); }
  /// Special tokens are looked for only on request. Empty sections are left out.
  [[nodiscard]] std::vector<Section> cut(std::string_view text, bool parse_special) const;

 private:
  [[nodiscard]] const AddedToken* longest_at(std::string_view text, std::size_t at, bool parse_special) const;

  std::vector<AddedToken> m_tokens;
  TokenTrie m_trie;  ///< content → place in m_tokens
};

}  // namespace prism
