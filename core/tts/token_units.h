// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/speech/front_end.h"
#include "core/speech/units.h"

#include <span>
#include <string>

namespace prism {

/// Units of a text for projectors whose units are tokens (trained on alignments without phones): one a token
/// that has letters, silences at punctuation and at both ends; frames are 0. Throws Error(usage) when no
/// token has letters.
[[nodiscard]] SpokenUnits token_units(const std::string& text, std::span<const TextRange> tokens);

}  // namespace prism
