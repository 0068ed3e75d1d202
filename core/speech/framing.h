// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/speech/mel_contract.h"
#include "core/types/audio.h"

#include <cstdint>
#include <span>
#include <vector>

namespace prism {

/// The contract's window, Hann and periodic, in the middle of `fft` values.
[[nodiscard]] std::vector<float> analysis_window(const MelContract& contract);

/// Samples before the first one that frame 0 reaches back to.
[[nodiscard]] std::int64_t padding_of(const MelContract& contract) noexcept;

/// Copies frame `frame` of the padded sound, `fft` values: outside the sound it is mirrored at its ends.
void copy_frame(std::span<const float> samples, std::int64_t frame, const MelContract& contract,
                std::span<float> target);

/// Throws Error(mismatch) when the sound's rate is not the contract's.
void require_rate(const Audio& audio, const MelContract& contract);

}  // namespace prism
