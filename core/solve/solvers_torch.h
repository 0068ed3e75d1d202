// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/solve/ridge_torch.h"
#include "core/types/plan.h"

#include <functional>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

namespace prism {

// Solvers give the whole unpadded map W [d_in, d_out] in f64, however it is cut afterwards: so every
// remainder strategy gives the same map.

/// Told after outputs [0, end) of W are final; `sse` holds Σe² of these outputs on training rows. False
/// stops.
using OutputsDone = std::function<bool(std::int64_t end, const at::Tensor& weight, const at::Tensor& sse)>;

/// (G + λI)⁻¹B, outputs after outputs, 512 at a time. Zero where it was stopped before.
[[nodiscard]] at::Tensor solve_joint(const Statistics& statistics, const RidgeFactors& factor,
                                     const OutputsDone& done);

/// The best map of rank `rank` for the same penalised objective, from the ridge solution of G + λI with right
/// side `cross`: W·V·Vᵀ with V the leading eigenvectors of Wᵀ(G + λI)W = WᵀB, the covariance of the fitted
/// values (Izenman 1975).
[[nodiscard]] at::Tensor limit_rank(const at::Tensor& weight, const at::Tensor& cross, std::int64_t rank);

/// Conjugate gradients on (G + λI)W = B, preconditioned with the column blocks' own solutions; a second copy
/// of G is its only large need. Adds how it ended to `notes`.
[[nodiscard]] at::Tensor solve_backfit(const Statistics& statistics, const RidgeFactors& blocks,
                                       std::vector<std::string>& notes, const RunControl& control);

/// Each column block alone explains all outputs.
[[nodiscard]] at::Tensor solve_independent(const Statistics& statistics, const RidgeFactors& blocks);
/// Multiplies every (column block, row block) of an independent map by the scalar that makes their sum fit
/// best on training rows.
void combine_fitted(const Statistics& statistics, const std::vector<IndexRange>& blocks,
                    const std::vector<IndexRange>& outputs, at::Tensor& weight);

/// What a coarse level takes of `residual`: each of its tiles limited to the pipe's rank in the metric of
/// G_jj + λI. A full level (rank 0) takes everything. Overlapping cells are weighted as in forward. Throws
/// Stopped.
[[nodiscard]] std::vector<at::Tensor> level_tiles(const Statistics& statistics, double lambda,
                                                  const Plan& plan, const PipePlan& pipe,
                                                  at::Tensor& residual, const RunControl& control);

/// Column blocks and row blocks that block solvers use: the pipe's grid, cut evenly without overlap or
/// padding.
[[nodiscard]] std::vector<IndexRange> solver_columns(const Plan& plan, const PipePlan& pipe);
[[nodiscard]] std::vector<IndexRange> solver_rows(const Plan& plan, const PipePlan& pipe);

}  // namespace prism
