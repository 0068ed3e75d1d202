// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/infer/runner.h"
#include "core/samples/data.h"
#include "core/solve/train.h"

#include <cstdint>

namespace prism {

/// R² on test rows with its 95 % interval.
struct R2Interval {
  double r2 = 0, low = 0, high = 0;
  std::int64_t rows = 0;
};

/// Bootstrap over test rows (at most 20 000 of them, a seeded choice); in the activations domain over blocks
/// of neighbouring rows, which are not independent. SST is about the test rows' own mean. Throws Stopped.
[[nodiscard]] R2Interval r2_interval(const Adapter& adapter, const SampleSource& source,
                                     const StatisticsPtr& statistics, const RunnerOptions& runner,
                                     std::uint64_t seed, const RunControl& control = {});

}  // namespace prism
