// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/speech/units.h"

#include <map>
#include <string>
#include <vector>

namespace prism {

/// How text becomes phones when there is no recording: words seen in training by the pronunciation they had
/// there, others by the built-in voice (its phones translated to the data's set where they differ). Travels
/// with the checkpoint, so that speaking needs no dataset.
struct FrontEnd {
  std::string voice = "en-us";      ///< of libespeak-ng; empty: lexicon only
  bool voice_phones = true;         ///< the data's phones are the voice's own
  std::vector<std::string> phones;  ///< all labels, silence first; a unit's phone id is its index
  std::map<std::string, std::vector<std::string>> lexicon;  ///< lower-case word → phones; only where needed
};
[[nodiscard]] Json to_json(const FrontEnd& front_end);
[[nodiscard]] FrontEnd front_end_of(const Json& json, const std::filesystem::path& file);

/// Units of a text: phones of its words with silences at punctuation and at both ends; frames are 0. `words`
/// get their ranges in the text. Unknown characters are dropped with a warning. Throws Error(usage) when
/// nothing speakable is left.
struct SpokenUnits {
  std::vector<SpeechUnit> units;
  std::vector<std::string> words;
  std::vector<TextRange> word_ranges;
  std::vector<std::string> warnings;
};
[[nodiscard]] SpokenUnits speak_units(const FrontEnd& front_end, const std::string& text);

}  // namespace prism
