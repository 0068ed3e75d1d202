// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/pattern.h"

#include <string_view>
#include <vector>

namespace prism {

/// What becomes of the matches of a pre-tokeniser's pattern (names as in tokenizer.json).
enum class SplitBehaviour { isolated, removed, merged_with_previous, merged_with_next, contiguous };

/// What a stage's pattern sees in place of the text, where the file means it so.
enum class SplitForm {
  plain,
  byte_level,  ///< GPT-2's stand-ins of bytes
  low_ones,    ///< ▁ for spaces, which tokens are kept with
};

struct SplitStage {
  Pattern pattern;
  SplitBehaviour behaviour = SplitBehaviour::isolated;
  bool invert = false;  ///< what does not match counts as the match
  SplitForm form = SplitForm::plain;
};

/// Cuts a text into the words that a model encodes one by one: each stage cuts what the one before left.
class Splitter {
 public:
  void add(SplitStage stage) { m_stages.push_back(std::move(stage)); }
  [[nodiscard]] bool empty() const noexcept { return m_stages.empty(); }
  /// Of the stages, as their files write them.
  [[nodiscard]] std::vector<std::string_view> patterns() const;

  /// None of the words is empty. Bytes that are not UTF-8 stand apart from the text beside them.
  [[nodiscard]] std::vector<TextRange> split(std::string_view text) const;

 private:
  std::vector<SplitStage> m_stages;
};

}  // namespace prism
