// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/speech/dataset.h"
#include "core/speech/mel_contract.h"
#include "core/speech/metrics.h"
#include "core/tts/speaker.h"
#include "core/types/audio.h"

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace prism {

/// How far one sound is from another (docs/methods.md, "Figures of speech"). NaN where there is nothing to
/// compare.
struct SoundDistance {
  double mcd = 0;            ///< dB, along the warping path of the two
  double f0_rmse = 0;        ///< of ln F0, frames voiced in both
  double voicing_error = 0;  ///< share of frames voiced in one only
};

/// The same distances gathered by the unit of the reference that each frame lies in.
struct PhoneFigures {
  std::string label;
  std::int64_t units = 0;
  SoundDistance spoken, copy;
  double duration_mae_ms = 0;
  double mel_l1 = 0;
};

/// `found` against `reference`, both at the contract's rate; F0 by aubio.
[[nodiscard]] SoundDistance sound_distance(const Audio& reference, const Audio& found,
                                           const MelContract& contract);

/// Mean |difference| of log mel over the frames both have.
[[nodiscard]] double mel_l1(const FrameFeatures& reference, const FrameFeatures& found);

/// Mean |predicted − true| length in milliseconds.
[[nodiscard]] double duration_mae_ms(std::span<const SpeechUnit> reference, std::span<const float> predicted,
                                     const MelContract& contract);

/// One utterance spoken again. `copy` is copy-synthesis: the recording's own mel through the same vocoder,
/// the bound of what any projector can reach with it.
struct UtteranceFigures {
  std::string id, text;
  std::string problem;  ///< why it could not be judged; the figures are NaN then
  SoundDistance spoken, copy;
  double duration_mae_ms = 0;  ///< of the units of the recording's alignment, silences included
  double mel_l1 = 0;           ///< of the projector's mel with the true lengths
  double mel_l1_copy = 0;      ///< of the mel of the copy's sound
  double rtf = 0;              ///< of speaking
  double seconds = 0;          ///< of speech
};

struct Evaluation {
  UtteranceFigures mean;  ///< over the utterances that could be judged
  std::vector<UtteranceFigures> utterances;
  std::vector<PhoneFigures> phones;  ///< by label
  bool stopped = false;              ///< not all utterances were judged
};

struct EvaluateOptions {
  std::int64_t limit = 0;        ///< the first ones only; 0 = all
  std::vector<std::string> ids;  ///< these only, when not empty
};
/// What was said of an utterance, for those who want to keep it.
struct EvaluatedSounds {
  const Utterance* utterance = nullptr;
  const Audio* reference = nullptr;
  const Audio* copy = nullptr;
  const Speech* speech = nullptr;
};
/// Speaks the texts of a dataset and compares with its recordings. An utterance that cannot be judged (no
/// recording, no alignment …) says why in its `problem`. A stop keeps those done. Throws Error when none can.
[[nodiscard]] Evaluation evaluate_speaker(const Speaker& speaker, const SpeechDataset& dataset,
                                          const EvaluateOptions& options = {}, const RunControl& control = {},
                                          const std::function<void(const EvaluatedSounds&)>& sink = {});

}  // namespace prism
