// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/speech/mel_contract.h"
#include "core/types/alignment.h"
#include "core/types/audio.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace prism {

/// Whole frames for stretches of time by largest remainder: they sum to `frames` exactly, each within one
/// frame of its share. Ties go to the earlier.
[[nodiscard]] std::vector<std::int64_t> frames_by_largest_remainder(std::span<const double> seconds,
                                                                    std::int64_t frames);

/// The bytes [begin, end) of a word or token in the utterance's text.
struct TextRange {
  std::int64_t begin = 0;
  std::int64_t end = 0;
};

/// Words of an alignment found in the text they were spoken from, by their letters, in order (case,
/// punctuation and apostrophes forgiven); begin = end = −1 for a word that is not there.
[[nodiscard]] std::vector<TextRange> words_in_text(const std::vector<std::string>& words,
                                                   std::string_view text);

/// Units of an utterance: phones and silences where there is a phone tier, else one unit a token. `tokens`
/// are the language model's, as byte ranges in `text`; phones carry the token of their word (several tokens
/// of one word share its phones in proportion to their letters), silences that of the punctuation before them
/// or else of the word before (of the first token at the beginning). Gaps of the tier become silences,
/// silences that touch become one, all are labelled "sil"; durations sum to `frames`. Throws Error(mismatch)
/// when no word of the alignment stands in the text.
struct UtteranceUnits {
  std::vector<SpeechUnit> units;
  std::vector<std::string> words;
  bool phones = false;
  std::vector<std::string> warnings;
};
[[nodiscard]] UtteranceUnits units_of(const Alignment& alignment, std::string_view text,
                                      std::span<const TextRange> tokens, std::int64_t frames,
                                      const MelContract& contract);

/// Gives the units' tokens anew: for units made from text alone (see front_end.h). Unit.word indexes
/// `words`.
void assign_tokens(std::vector<SpeechUnit>& units, std::span<const TextRange> words,
                   std::span<const TextRange> tokens, std::string_view text);

/// The reverse of units_of: tiers "words" and "phones" ("tokens" when `phones` is false) with times from the
/// units' frames; the second tier has one interval a unit, in their order.
[[nodiscard]] Alignment alignment_of_units(std::span<const SpeechUnit> units,
                                           const std::vector<std::string>& words, const MelContract& contract,
                                           bool phones = true);

}  // namespace prism
