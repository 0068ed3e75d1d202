// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/pattern.h"

#include <string_view>
#include <vector>

namespace prism {

/// What becomes of the matches of a pre-tokeniser's pattern (names as in tokenizer.json).
enum class SplitBehaviour { isolated, removed, merged_with_previous, merged_with_next, contiguous };

struct SplitStage {
  Pattern pattern;
  SplitBehaviour behaviour = SplitBehaviour::isolated;
  bool invert = false;      ///< what does not match counts as the match
  bool byte_chars = false;  ///< looks at GPT-2's stand-ins of the bytes instead of the text
};

/// Cuts a text into the words that a model encodes one by one: each stage cuts what the one before left.
class Splitter {
 public:
  void add(SplitStage stage) { m_stages.push_back(std::move(stage)); }
  [[nodiscard]] bool empty() const noexcept { return m_stages.empty(); }

  /// None of the words is empty. Bytes that are not UTF-8 stand apart from the text beside them.
  [[nodiscard]] std::vector<TextRange> split(std::string_view text) const;

 private:
  std::vector<SplitStage> m_stages;
};

}  // namespace prism
