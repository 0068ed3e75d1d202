// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/samples/data.h"

#include <cstdint>

namespace prism {

/// Times the method as first written down, on all rows of `source`: one least-squares problem a worker, its
/// block of inputs against its block of outputs, nothing shared between workers of a column. Seconds; the
/// samples are in memory before the clock starts. Throws Stopped.
[[nodiscard]] double benchmark_original(const SampleSource& source, int workers,
                                        const RunControl& control = {});

}  // namespace prism
