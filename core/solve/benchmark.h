// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <functional>
#include <limits>
#include <string>

namespace prism {

/// What this machine can do through the same libraries; every ratio is against these.
struct MachineLimits {
  double gemm_f32_gflops = 0;
  double gemm_f64_gflops = 0;
  double memory_gb_s = 0;  ///< read and written by a large copy
};
[[nodiscard]] MachineLimits measure_machine(bool quick);

/// One line of `prismoe benchmark`; NaN where a figure has no meaning.
struct BenchmarkRow {
  std::string name;
  double seconds = 0;
  double ratio_to_limit = std::numeric_limits<double>::quiet_NaN();
  double times_faster_than_original = std::numeric_limits<double>::quiet_NaN();
  std::string note;
};

/// Takes rows as they are finished, so that those of a run cut short are kept.
struct BenchmarkSink {
  std::function<void(BenchmarkRow)> add;
  std::function<bool(const std::string& name)> wanted;  ///< empty = every row

  [[nodiscard]] bool wants(const std::string& name) const { return !wanted || wanted(name); }
};

/// solve.original, solve.independent, solve.joint, solve.dense_ridge (20 000 samples, 4096→2048, 512 workers,
/// in memory), solve.full (109 566 mapped bf16 rows, written to the temporary folder first and removed
/// afterwards: 1.4 GB) and retrain.one. `quick` takes small sizes for all of them. Throws Stopped.
void benchmark_solve(const MachineLimits& machine, bool quick, const BenchmarkSink& sink,
                     const RunControl& control = {});

}  // namespace prism
