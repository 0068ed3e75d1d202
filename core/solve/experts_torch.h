// SPDX-License-Identifier: GPL-3.0-or-later
// Experts of cube pipes by shrunken ridge (methods §4). A *stage* is one pipe: pipes without experts come
// first, then those with experts in their order; each explains what all stages before it (unweighted, every
// row at the expert of its cluster) left of z.
#pragma once

#include "core/adapter/adapter.h"
#include "core/solve/adapter_map_torch.h"
#include "core/solve/statistics_torch.h"
#include "core/solve/tiles_torch.h"
#include "core/solve/train.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

namespace prism {

[[nodiscard]] inline bool has_experts(const Plan& plan) {
  for (const PipePlan& pipe : plan.pipes) {
    if (pipe.experts > 1) return true;
  }
  return false;
}
/// Pipes (from 0) in the order in which they are fitted.
[[nodiscard]] std::vector<int> stages_of(const Plan& plan);
/// What the stages before `pipe` predict; nothing when it is the first.
[[nodiscard]] std::unique_ptr<AdapterMap> map_before(const Adapter& adapter, int pipe);
/// Rows of the training part, ascending.
[[nodiscard]] std::vector<std::int64_t> ascending(std::vector<std::int64_t> rows);

/// Sums over some rows about the training means, f64.
struct RowMoments {
  std::int64_t count = 0;
  at::Tensor gram;   ///< XᵀX [d_in, d_in]
  at::Tensor cross;  ///< XᵀT [d_in, d_out], T = z − earlier(x)
  at::Tensor zz;     ///< Σ z² [d_out]
};
/// One pass over `rows`, each rank over its share of them. `earlier` may be null. Throws Stopped.
[[nodiscard]] RowMoments row_moments(const SampleSource& source, const Statistics& statistics,
                                     std::span<const std::int64_t> rows, const AdapterMap* earlier,
                                     const RunControl& control);

/// argmin ‖X W − T‖² + λ‖W − W₀‖² from its moments; `prior` undefined = 0; λ = ∞ gives W₀ itself. A singular
/// G + λI is raised by tens. `lambda` gets the λ used. Each rank solves for its share of the outputs.
[[nodiscard]] at::Tensor solve_expert(const RowMoments& moments, const at::Tensor& prior, double& lambda,
                                      bool double_precision, Group& group = *solo_group());

/// The joint ridge solution that a pipe of experts standing alone is shrunk towards; undefined on residuals.
[[nodiscard]] at::Tensor prior_of(const Adapter& adapter, const Statistics& statistics,
                                  const RunControl& control);

/// Fits all pipes of an adapter with experts: `relative` is the joint pipe's λ. Fills gates, fits, tiles and
/// pipe weights. Every finished expert stays when stopped (Stopped).
void run_experts(const SampleSource& source, const Statistics& statistics, const TrainOptions& options,
                 double relative, TileWriter& tiles, TrainResult& result, const RunControl& control);

/// The adapter as its solver left it: the same clusters and λ solved again. Throws Error(unsupported) when
/// the adapter does not say how its experts were fitted. Throws Stopped.
[[nodiscard]] Adapter refit_experts(const Adapter& adapter, const SampleSource& source,
                                    const Statistics& statistics, const RunControl& control);

/// Ratio of largest to smallest eigenvalue of a symmetric matrix, estimated where it is wide; infinite when
/// it is singular.
[[nodiscard]] double condition_number(const at::Tensor& gram);

}  // namespace prism
