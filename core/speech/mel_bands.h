// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/speech/mel_contract.h"

#include <cstddef>
#include <vector>

namespace prism {

/// A mel filter without its zeros: a short run of bins.
struct MelBand {
  std::size_t first = 0;
  std::vector<float> weights;
};
[[nodiscard]] std::vector<MelBand> mel_bands(const MelContract& contract);

}  // namespace prism
