// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/solve/statistics_torch.h"
#include "core/types/plan.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include <ATen/core/Tensor.h>

namespace prism {

struct MomentsRequest {
  at::Tensor provisional_x, provisional_z;  ///< f64, subtracted from every row
  bool double_precision = false;
  /// Diagonal blocks of G that are wanted, for solvers that look at nothing else; empty = all of G.
  std::vector<IndexRange> gram_blocks;
  bool starts = true;  ///< not so for a later rank's share of the rows (BlockReader)
};

/// Mean of the first block of `indices`, rounded to f32 so that f32 rows lose nothing when it is subtracted.
void provisional_means(const SampleSource& source, std::span<const std::int64_t> indices, at::Tensor& x,
                       at::Tensor& z);

/// Moments of the rows `indices` (ascending). `done` is told the rows so far after every block and may throw.
[[nodiscard]] Moments collect_moments(const SampleSource& source, std::span<const std::int64_t> indices,
                                      const MomentsRequest& request,
                                      const std::function<void(std::int64_t)>& done);

}  // namespace prism
