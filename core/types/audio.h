// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace prism {

/// Mono sound; samples within [-1, 1] unless clipped.
struct Audio {
  int rate = 0;  ///< hz
  std::vector<float> samples;
  [[nodiscard]] double seconds() const noexcept {
    return rate > 0 ? static_cast<double>(samples.size()) / rate : 0.0;
  }
};

/// One row a frame of speech (log mel, codec tokens …): values [frames, dim], row-major.
struct FrameFeatures {
  std::int64_t frames = 0;
  std::int64_t dim = 0;
  std::vector<float> values;
  [[nodiscard]] const float* row(std::int64_t frame) const noexcept { return values.data() + frame * dim; }
  [[nodiscard]] float* row(std::int64_t frame) noexcept { return values.data() + frame * dim; }
};

/// Fundamental frequency over time; 0 where unvoiced.
struct PitchTrack {
  double hop_seconds = 0;
  std::vector<float> hz;
};

/// A piece of speech that gets a whole number of frames: a phone or a silence, or a token of the language
/// model where there are no phones.
struct SpeechUnit {
  std::string label;
  bool silence = false;
  int word = -1;     ///< index of its word in the utterance; −1 for silences outside words
  int token = -1;    ///< index of the language model's token whose features it carries; −1 = not known yet
  double begin = 0;  ///< seconds; 0 where not known
  double end = 0;
  std::int64_t frames = 0;  ///< duration; over an utterance they sum to the number of mel frames exactly
  bool operator==(const SpeechUnit&) const = default;
};

}  // namespace prism
