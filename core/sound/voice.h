// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/types/alignment.h"
#include "core/types/audio.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace prism {

/// A phone of the built-in voice and where it comes from in the text.
struct VoicePhone {
  std::string label;
  bool silence = false;
  int word = -1;              ///< index into VoiceText::words; −1 for silences
  double begin = 0, end = 0;  ///< seconds
};
struct VoiceText {
  Audio audio;
  std::vector<VoicePhone> phones;  ///< contiguous from 0 to the end of the audio
  std::vector<std::string> words;  ///< as they stand in the text
  std::vector<std::pair<std::int64_t, std::int64_t>> word_ranges;  ///< bytes [begin, end) in the text
  [[nodiscard]] Alignment alignment() const;                       ///< tiers "words" and "phones"
};

/// Speaks through libespeak-ng with the engine's own phone times. The library is one per process: calls are
/// serialised inside. `voice`: "en-us", "de", …, with "+flat" behind it all at one pitch; `speed` 1 = the
/// voice's own. Same text, same bytes. Throws Error(not_found) for an unknown voice or missing voice data
/// (says how to install it).
[[nodiscard]] VoiceText speak_voice(const std::string& voice, const std::string& text, double speed = 1.0);
/// Names of the voices that are installed.
[[nodiscard]] std::vector<std::string> installed_voices();

}  // namespace prism
