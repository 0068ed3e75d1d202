// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/solve/statistics_torch.h"
#include "core/types/plan.h"

#include <string>
#include <utility>
#include <vector>

#include <ATen/core/Tensor.h>

namespace prism {

/// Mean of diag G of the training rows about their mean; 1 when all inputs are constant, so that any λ > 0 is
/// positive.
[[nodiscard]] double mean_diagonal(const Statistics& statistics);
/// G + λI of the inputs `range`, of the training rows about their mean: one new square matrix, no other copy.
[[nodiscard]] at::Tensor regularised_gram(const Statistics& statistics, double lambda, IndexRange range);
/// The same into an earlier matrix of that size.
void regularised_gram(const Statistics& statistics, double lambda, IndexRange range, at::Tensor& out);
/// B of the training rows about their means: one new [d_in, d_out].
[[nodiscard]] at::Tensor centred_cross(const Statistics& statistics);

/// Cholesky of `a` with λ already on its diagonal, in place. False when it is not positive definite to the
/// precision the statistics were collected in; `a` is spoilt then.
[[nodiscard]] bool factorise(at::Tensor& a, bool double_precision);

/// G_jj + λI of some disjoint column blocks, each with its Cholesky factor; one block is the joint problem.
struct RidgeFactors {
  std::vector<IndexRange> blocks;
  std::vector<at::Tensor> factors;  ///< L in the lower triangle
  double relative = 0;              ///< λ / mean(diag G), the same λ for every block
  double lambda = 0;

  /// right := (G_jj + λI)⁻¹ right, block by block; right [d_in, any].
  void solve(at::Tensor right) const;
};
/// A λ too small for a singular G is raised by tens until it is not, and `notes` says so. Throws Stopped.
[[nodiscard]] RidgeFactors ridge_factors(const Statistics& statistics, double relative,
                                         const std::vector<IndexRange>& blocks,
                                         std::vector<std::string>& notes, const RunControl& control);

struct RidgeChoice {
  double relative = 0;
  std::vector<std::pair<double, double>> curve;  ///< relative λ ascending, validation R²
  std::string note;                              ///< empty when nothing had to be said
  double seconds = 0;
};
/// The relative λ with the least validation error: decades of λ (all of them for small blocks, downhill from
/// 1e-3 for large ones), then halves (and quarters, when small) beside the best one. With several blocks each
/// explains the outputs alone and their mean counts. Wide outputs are judged on a seeded choice of 256 of
/// them. Throws Stopped.
[[nodiscard]] RidgeChoice choose_ridge(const Statistics& statistics, const std::vector<IndexRange>& blocks,
                                       std::uint64_t seed, const RunControl& control);

}  // namespace prism
