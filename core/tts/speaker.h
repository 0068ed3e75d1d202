// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/speech/front_end.h"
#include "core/speech/units.h"
#include "core/tts/vocoder.h"
#include "core/types/alignment.h"
#include "core/types/audio.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace prism {

struct SpeakOptions {
  double speed = 1.0;                              ///< durations are divided by it
  std::map<std::int64_t, std::int64_t> durations;  ///< unit index → frames, instead of the predicted ones
};

/// What was said and everything a page shows of it.
struct Speech {
  std::int64_t step = 0;  ///< of the checkpoint it was spoken with
  std::string text;
  Audio audio;
  FrameFeatures features;         ///< what the decoder got: [frames, D]
  std::vector<SpeechUnit> units;  ///< with the frames used
  std::vector<std::string> words;
  FrameFeatures upsampling;             ///< [frames, units], each row sums to 1
  std::vector<float> predicted_frames;  ///< of the duration predictor, before rounding
  double seconds = 0;                   ///< of computing
  double seconds_first = 0;             ///< until the first sound could be played
  std::vector<std::string> warnings;
  [[nodiscard]] double rtf() const noexcept { return audio.seconds() > 0 ? seconds / audio.seconds() : 0.0; }
};

/// A trained projector with its language model and a vocoder, ready to speak. Immutable, thread-safe.
class Speaker {
 public:
  /// `model` empty: the one the checkpoint names. Throws Error: a checkpoint of another model, contract …
  [[nodiscard]] static std::shared_ptr<const Speaker> open(const std::filesystem::path& checkpoint,
                                                           const std::string& vocoder = "griffin-lim",
                                                           const std::filesystem::path& model = {},
                                                           const std::string& device = "cpu",
                                                           const RunControl& control = {});
  virtual ~Speaker() = default;
  [[nodiscard]] virtual Speech say(const std::string& text, const SpeakOptions& options = {},
                                   const RunControl& control = {}) const = 0;
  /// The same words with units given (a reference alignment, dragged boundaries).
  [[nodiscard]] virtual Speech say_units(const std::string& text, std::vector<SpeechUnit> units,
                                         const std::vector<std::string>& words,
                                         const RunControl& control = {}) const = 0;
  /// Units of a recording of `frames` mel frames as training sees them, ready for say_units.
  [[nodiscard]] virtual UtteranceUnits recorded_units(const Alignment& alignment, const std::string& text,
                                                      std::int64_t frames) const = 0;
  /// A copy that shares the language model but has this checkpoint's weights (previews while training).
  [[nodiscard]] virtual std::shared_ptr<const Speaker> with_checkpoint(
      const std::filesystem::path& checkpoint) const = 0;
  [[nodiscard]] virtual const MelContract& contract() const = 0;
  [[nodiscard]] virtual std::int64_t step() const = 0;
  [[nodiscard]] virtual const std::filesystem::path& model() const = 0;
  [[nodiscard]] virtual const Vocoder& vocoder() const = 0;
};

}  // namespace prism
