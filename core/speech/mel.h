// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/speech/mel_contract.h"
#include "core/types/audio.h"

#include <vector>

namespace prism {

/// Triangular filters [mels, fft/2 + 1], row-major, as librosa's `filters.mel` (agrees to 1e-6).
[[nodiscard]] std::vector<double> mel_filters(const MelContract& contract);

/// Magnitude (not power) spectrogram [frames, fft/2 + 1] with the contract's padding and window.
[[nodiscard]] FrameFeatures spectrogram(const Audio& audio, const MelContract& contract);

/// Log mel [frames, mels]; frames = contract.frames_of(samples). Magnitudes of the reflect_same padding are
/// √(power + 1e-9), as the HiFi-GAN family was trained with. Throws Error(mismatch) when the audio's
/// rate is not the contract's. Thread-safe.
[[nodiscard]] FrameFeatures log_mel(const Audio& audio, const MelContract& contract);

struct GriffinLimOptions {
  int iterations = 60;
  double momentum = 0.99;  ///< fast Griffin–Lim (Perraudin, Balazs, Søndergaard 2013)
  std::uint64_t seed = 0;  ///< of the first phases
};
/// Sound whose log mel is near `mel`: non-negative least squares for the magnitudes, then phases.
/// frames · hop samples.
[[nodiscard]] Audio griffin_lim(const FrameFeatures& mel, const MelContract& contract,
                                const GriffinLimOptions& options = {});

}  // namespace prism
