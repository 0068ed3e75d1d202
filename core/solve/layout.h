// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/solve/train.h"
#include "core/types/plan.h"

#include <cstdint>

namespace prism {

/// The layout that training with these options makes of a map [d_in → d_out]; `samples` 0 = unknown. Throws
/// Error(usage) for options that cannot be trained.
[[nodiscard]] Plan plan_of(const TrainOptions& options, std::int64_t d_in, std::int64_t d_out,
                           std::int64_t samples);

}  // namespace prism
