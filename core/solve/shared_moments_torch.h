// SPDX-License-Identifier: GPL-3.0-or-later
// Statistics of a run of several processes: each reads its share of the rows, all keep the sums.
#pragma once

#include "core/solve/statistics_torch.h"

namespace prism {

/// The moments of all ranks' rows, from those of each one's own.
void add_up(Group& group, Moments& moments);
/// The first rank's moments and provisional means to all.
void hand_out(Group& group, Statistics& statistics);

}  // namespace prism
