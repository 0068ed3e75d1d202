// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/solve/benchmark.h"

namespace prism {

/// infer.dense.b1, infer.all.b1, infer.routed.b1 and the same for batches of 32 (a single-expert pipe
/// 4096→2048 of 512 workers against `torch::mm` with the assembled matrix), infer.stream (a quarter of the
/// tiles resident). `quick` takes 1024→512. The ratio of `all` is to `dense`, that of `routed` to its share
/// of the dense product's multiply-accumulates, gate included. Throws Stopped.
void benchmark_infer(const MachineLimits& machine, bool quick, const BenchmarkSink& sink,
                     const RunControl& control = {});

/// route.dense_forward and route.epoch (after the first): 10 000 rows, 512 workers of a cube pipe 4096→2048,
/// 154 active. The epoch's ratio is to the dense forward. `quick` takes 4 000 rows of 1024→512. Throws
/// Stopped.
void benchmark_route(const MachineLimits& machine, bool quick, const BenchmarkSink& sink,
                     const RunControl& control = {});

}  // namespace prism
