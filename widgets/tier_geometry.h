// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/types/alignment.h"

#include <optional>
#include <vector>

namespace prism::widgets {

/// Boundaries stand between intervals that touch: boundary i is the end of interval i and the beginning of
/// i + 1. Intervals ascend.

/// Index of the interval at a time; −1 in gaps and outside.
[[nodiscard]] int interval_at(const std::vector<TierInterval>& intervals, double seconds);
/// First interval that ends after a time: where drawing begins.
[[nodiscard]] std::size_t first_shown(const std::vector<TierInterval>& intervals, double seconds);
/// The boundary nearest to a time, at most `tolerance` seconds away.
[[nodiscard]] std::optional<int> boundary_near(const std::vector<TierInterval>& intervals, double seconds,
                                               double tolerance);
[[nodiscard]] bool is_boundary(const std::vector<TierInterval>& intervals, int boundary);
/// Where a boundary comes to stand when it is dragged to a time: a whole number of steps from 0 (step 0: any
/// time), both its intervals at least `least` long. Stays where it is when there is no such place.
[[nodiscard]] double moved_boundary(const std::vector<TierInterval>& intervals, int boundary, double to,
                                    double step, double least);

}  // namespace prism::widgets
