// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/solve/statistics_torch.h"
#include "core/types/figures.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include <ATen/core/Tensor.h>

namespace prism {

class AdapterMap;

/// Per output, about the training means: Σe², Σz² and Σŷ² of a linear map on one part.
struct OutputSums {
  at::Tensor sse, linear, quadratic, zz;  ///< f64 [d_out]
};
/// Of W [d_in, d_out] (f64) from the moments alone; no copy of G.
[[nodiscard]] OutputSums output_sums(const Statistics& statistics, Part part, const at::Tensor& weight);
/// r2, r2_mean, pearson, mse, relative_mse from moments; what needs single rows stays NaN.
[[nodiscard]] MapFigures moment_figures(const Statistics& statistics, Part part, const at::Tensor& weight);
/// The same from sums already made for this part and map.
[[nodiscard]] MapFigures moment_figures(const Statistics& statistics, Part part, const at::Tensor& weight,
                                        const OutputSums& sums);
[[nodiscard]] MapFigures unknown_figures();

/// A map to be judged on rows: ŷ = (x − mean_x)·W + mean_z, all f32; an undefined weight predicts the mean.
struct RowMap {
  at::Tensor weight;                        ///< [d_in, d_out]
  std::shared_ptr<const AdapterMap> map{};  ///< instead of a weight: one that is not linear
};
/// All figures of several maps in one pass over the rows `indices` (any order). Retrieval uses at most 2 000
/// of them; `retrieval` false leaves it unknown. `sse` gets Σe² of each output (f64 [d_out]) of the first
/// map. Throws Stopped.
[[nodiscard]] std::vector<MapFigures> row_figures(const SampleSource& source, const Statistics& statistics,
                                                  std::span<const std::int64_t> indices,
                                                  const std::vector<RowMap>& maps, const RunControl& control,
                                                  bool retrieval = true, at::Tensor* sse = nullptr);

/// The orthogonal map nearest to taking x to z (zero-padded to equal widths, centred), f64 [d_in, d_out]: the
/// polar factor of B.
[[nodiscard]] at::Tensor procrustes_map(const Statistics& statistics);

}  // namespace prism
