// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/types/plan.h"

#include <cstdint>

namespace prism {

/// What one plan may hold, so that a few bytes of a hostile file cannot ask for gigabytes of workers.
inline constexpr std::int64_t kMaxWorkers = std::int64_t{1} << 18;
inline constexpr std::int64_t kMaxDimension = std::int64_t{1} << 31;

/// Appends `pipe` to the plan with the workers of its positions, ordered by (row, col, expert); fills
/// first_worker and workers. The pipe must be consistent and within the limits above.
void append_pipe(Plan& plan, PipePlan pipe);

}  // namespace prism
