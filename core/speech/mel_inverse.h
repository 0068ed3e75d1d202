// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/speech/mel_contract.h"
#include "core/types/audio.h"

namespace prism {

/// Magnitudes [frames, fft/2 + 1], none negative, whose mel comes nearest to this log mel: least squares by
/// multiplicative steps (Lee and Seung 2001) from a spread of each band over its bins. Values that are no
/// numbers count as silence.
[[nodiscard]] FrameFeatures magnitudes_of_mel(const FrameFeatures& log_mel, const MelContract& contract);

}  // namespace prism
