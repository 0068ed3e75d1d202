// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/solve/ridge_torch.h"
#include "core/solve/tiles_torch.h"
#include "core/solve/train.h"

#include <vector>

namespace prism {

/// Which problem is solved with which λ, decided before the solve is timed.
struct Recipe {
  std::vector<IndexRange> blocks;  ///< inputs solved together: all of them for `joint`
  double relative = 0;
};

/// The plan that the options ask for. Throws Error(usage) for combinations that make no sense.
[[nodiscard]] Plan plan_for(const TrainOptions& options, const Statistics& statistics);
/// The solver that fills this plan.
[[nodiscard]] Solver solver_used(const TrainOptions& options, const Plan& plan);
/// Whether the trained map is the dense ridge solution, however it is cut.
[[nodiscard]] bool is_dense_ridge(const TrainOptions& options, const Plan& plan);
/// λ is chosen on validation unless given; fills the curve and the search's time.
[[nodiscard]] Recipe choose_recipe(const Statistics& statistics, const TrainOptions& options,
                                   TrainResult& result, const RunControl& control);
/// Solves and cuts; fills λ. Only experts read `source`. Throws Stopped; tiles written before stay.
void run_recipe(const Recipe& recipe, const Statistics& statistics, const TrainOptions& options,
                TileWriter& tiles, TrainResult& result, const RunControl& control,
                const SampleSource* source = nullptr);

}  // namespace prism
