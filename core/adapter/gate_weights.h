// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/adapter/adapter.h"

#include <span>
#include <vector>

namespace prism {

/// What the gates of all pipes give each worker, by id, for one input about mean_x [d_in]: its mixture share
/// or gate, 1 in pipes without a gate, 0 where it is not active. Pipe weights are left out.
[[nodiscard]] std::vector<double> gate_weights(const Adapter& adapter, std::span<const float> centred);

}  // namespace prism
