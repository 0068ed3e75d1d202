// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/solve/analysis_torch.h"
#include "core/solve/experts_torch.h"
#include "core/solve/recipe_torch.h"
#include "core/solve/ridge_torch.h"
#include "core/solve/solvers_torch.h"

#include <ATen/ATen.h>

namespace prism {
namespace {

at::Tensor joint_map(const Statistics& statistics, double relative, const RunControl& control) {
  std::vector<std::string> notes;
  const RidgeFactors factor = ridge_factors(statistics, relative, {{0, statistics.d_in}}, notes, control);
  at::Tensor weight = solve_joint(
      statistics, factor,
      [&](std::int64_t, const at::Tensor&, const at::Tensor&) { return !control.stop_requested(); });
  control.check();
  return weight;
}

// Options under which the solver gave this adapter; what they do not decide is in the plan.
TrainOptions options_of(const Adapter& adapter, double relative) {
  TrainOptions options;
  options.solver = adapter.solver;
  options.combine = adapter.combine;
  options.recipe = adapter.recipe;
  options.rank = adapter.rank;
  options.ridge = relative;
  for (const PipePlan& pipe : adapter.plan.pipes) {
    if (pipe.kind != PipeKind::level) continue;
    options.hierarchy.push_back(pipe.tile_rows);
    options.hierarchy_rank = std::max(options.hierarchy_rank, pipe.rank);
  }
  return options;
}

at::Tensor stored_tile(const Adapter& adapter, const Worker& worker) {
  std::vector<float> values = tile_values(adapter, worker.id);
  return at::from_blob(values.data(), {worker.rows.size(), worker.cols.size()}, at::kFloat)
      .t()
      .to(at::kDouble);
}

}  // namespace

bool is_dense_ridge(const Adapter& adapter) {
  return adapter.solver == Solver::joint && adapter.rank == 0 &&
         adapter.plan.pipes.front().kind != PipeKind::level;
}

at::Tensor SolverOptimum::tile(const Worker& worker) const {
  if (solved) return stored_tile(*solved, worker);
  return map.narrow(0, worker.cols.begin, worker.cols.size())
      .narrow(1, worker.rows.begin, worker.rows.size());
}

SolverOptimum solver_optimum(const Adapter& adapter, const Statistics& statistics, const RunControl& control,
                             const SampleSource* source) {
  control.progress("solving for comparison", 0, 0);
  if (source != nullptr) return {{}, refit_experts(adapter, *source, statistics, control)};
  const double relative = adapter.lambda / mean_diagonal(statistics);
  if (is_dense_ridge(adapter)) return {joint_map(statistics, relative, control), {}};
  TrainResult result;
  result.adapter = make_adapter(adapter.plan);
  result.adapter.recipe = adapter.recipe;
  const TrainOptions options = options_of(adapter, relative);
  Recipe recipe;
  recipe.relative = relative;
  switch (adapter.solver) {
    case Solver::joint:
      recipe.blocks = {{0, statistics.d_in}};
      break;
    case Solver::backfit:
      recipe.blocks = solver_columns(adapter.plan, adapter.plan.pipes.back());
      break;
    case Solver::independent:
      recipe.blocks = solver_columns(adapter.plan, adapter.plan.pipes.front());
      break;
    case Solver::experts:
      throw Error(ErrorCode::unsupported,
                  "workers of pipes with experts cannot be compared with their optimum");
  }
  TileWriter tiles(result.adapter, statistics, nullptr);
  run_recipe(recipe, statistics, options, tiles, result, control);
  control.check();
  return {{}, std::move(result.adapter)};
}

}  // namespace prism
