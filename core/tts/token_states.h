// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/speech/units.h"
#include "core/types/audio.h"

#include <string>
#include <vector>

namespace prism {

class LanguageModel;

/// A text as the language model sees it: its tokens' bytes in the text and a state of each.
struct TokenStates {
  std::vector<TextRange> tokens;
  FrameFeatures states;  ///< [tokens, width], f32
};
/// States at `layer` (0 = embeddings … layers; −1 = last hidden layer, normed) of every token of the text,
/// without what a text always begins with. Texts longer than the context are read in windows. Throws
/// Error(usage) for a layer that is not there and for a text without tokens.
[[nodiscard]] TokenStates token_states(const LanguageModel& model, const std::string& text, int layer,
                                       const RunControl& control = {});

}  // namespace prism
