// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/plan/plan.h"
#include "core/solve/experts_torch.h"
#include "core/solve/figures_torch.h"
#include "core/solve/layout.h"
#include "core/solve/recipe_torch.h"
#include "core/solve/solvers_torch.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <optional>
#include <utility>

#include <ATen/ATen.h>

namespace prism {
namespace {

bool is_original(const TrainOptions& options) {
  return options.recipe == "original" || options.recipe == "original-overwrite";
}

/// Experts a position from which the default recipe takes pipes of experts: with fewer rows their gain is
/// lost in what fitting them costs.
constexpr int kFewestExperts = 8;

/// Experts are what `default` asks for; a limited rank or a hierarchy is of one map.
bool wants_experts(const TrainOptions& options) {
  return options.solver == Solver::experts && !is_original(options) && options.rank == 0 &&
         options.hierarchy.empty();
}

/// Without a plan: what the options alone say.
Solver solver_asked(const TrainOptions& options) {
  if (is_original(options)) return Solver::independent;
  return options.solver == Solver::experts ? Solver::joint : options.solver;
}

[[noreturn]] void refuse(const std::string& reason, const std::string& expected) {
  throw Error(ErrorCode::usage, reason, {}, {}, expected);
}

void check_options(const TrainOptions& options) {
  if (options.recipe != "default" && !is_original(options)) {
    refuse("unknown recipe \"" + options.recipe + "\"", "default, original or original-overwrite");
  }
  if (options.combine != "sum" && options.combine != "fitted") {
    refuse("unknown combination \"" + options.combine + "\"", "sum or fitted");
  }
  if (options.ridge && !(*options.ridge >= 0 && std::isfinite(*options.ridge))) {
    refuse(fmt::format("a ridge of {} makes no sense", *options.ridge), "auto, zero or a positive number");
  }
  if (options.rank < 0)
    refuse(fmt::format("a rank of {} makes no sense", options.rank), "zero (full) or more");
  if (options.rank > 0 && solver_asked(options) != Solver::joint) {
    refuse("a rank limit needs the joint solver", "--solver joint");
  }
  if (!options.hierarchy.empty() && (is_original(options) || options.rank > 0)) {
    refuse("a hierarchy goes with the default recipe and no overall rank limit", "either of them");
  }
}

/// The first pipe over again: the original method fits three pipes to the same target.
void repeat_pipe(Plan& plan, int times) {
  const PipePlan first = plan.pipes.front();
  const std::vector<Worker> workers = plan.workers;
  for (int pipe = 2; pipe <= times; ++pipe) {
    PipePlan copy = first;
    copy.first_worker = static_cast<int>(plan.workers.size());
    plan.pipes.push_back(copy);
    for (Worker worker : workers) {
      worker.id = static_cast<int>(plan.workers.size());
      worker.pipe = pipe;
      plan.workers.push_back(worker);
    }
  }
}

/// Several pipes can take one map between them only when they share its grid.
void check_pipes(const Plan& plan, const TrainOptions& options) {
  if (is_original(options) || !options.hierarchy.empty() || plan.pipes.size() == 1) return;
  for (const PipePlan& pipe : plan.pipes) {
    if (pipe.experts > 1 || pipe.positions >= pipe.grid_rows * pipe.grid_cols) {
      refuse("several pipes over the whole map need experts", "--solver experts, or --pipes 1");
    }
  }
}

void note_backfit_distance(const Statistics& statistics, double relative, const at::Tensor& weight,
                           std::vector<std::string>& notes, const RunControl& control) {
  std::vector<std::string> unused;
  const RidgeFactors factor = ridge_factors(statistics, relative, {{0, statistics.d_in}}, unused, control);
  const at::Tensor joint = solve_joint(
      statistics, factor,
      [&](std::int64_t, const at::Tensor&, const at::Tensor&) { return !control.stop_requested(); });
  control.check();
  const double own = moment_figures(statistics, Part::validation, weight).r2;
  const double best = moment_figures(statistics, Part::validation, joint).r2;
  notes.push_back(
      fmt::format("Validation R² of backfit {:.6f}, of the joint solution {:.6f}: distance {:.1e}.", own,
                  best, best - own));
}

void write_levels(const Statistics& statistics, at::Tensor residual, TileWriter& tiles,
                  const Adapter& adapter, const RunControl& control) {
  for (const PipePlan& pipe : adapter.plan.pipes) {
    const std::vector<at::Tensor> cells =
        level_tiles(statistics, adapter.lambda, adapter.plan, pipe, residual, control);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      tiles.write(adapter.plan.workers[static_cast<std::size_t>(pipe.first_worker) + i], cells[i]);
    }
    tiles.publish(true);
  }
}

/// Only the first pipe of a plan.
Plan first_pipe(Plan plan) {
  plan.pipes.resize(1);
  plan.workers.resize(static_cast<std::size_t>(plan.pipes.front().workers));
  return plan;
}

/// Pipes of experts as the options ask for them; nothing when the rows do not carry them, and `note` says so.
std::optional<Plan> plan_of_experts(const TrainOptions& options, PlanOptions wanted, std::string& note) {
  // How many experts there will be cannot be said before the rows are known.
  if (options.pipes == 0 && wanted.samples == 0) return std::nullopt;
  const bool alone = options.pipes == 1;
  wanted.pipes = alone ? 2 : options.pipes == 0 ? 3 : options.pipes;
  Plan plan = make_plan(wanted);
  const PipePlan& cube = plan.pipes.front();
  const int fewest = options.pipes == 0 && !options.force_experts ? kFewestExperts : 2;
  if (cube.experts >= fewest) return alone ? first_pipe(std::move(plan)) : std::move(plan);
  // Positions shared out over the pipes are one dense map, as was asked for.
  if (cube.positions < cube.grid_rows * cube.grid_cols && options.pipes > 1) return plan;
  note =
      fmt::format("{} training rows carry {} experts a position, {} are needed: one joint pipe is trained.",
                  wanted.samples, cube.experts, fewest);
  return std::nullopt;
}

}  // namespace

Plan plan_for(const TrainOptions& options, const Statistics& statistics) {
  return plan_of(options, statistics.d_in, statistics.d_out, statistics.train.count);
}

Plan plan_of(const TrainOptions& options, std::int64_t d_in, std::int64_t d_out, std::int64_t samples) {
  check_options(options);
  PlanOptions wanted;
  wanted.d_in = d_in;
  wanted.d_out = d_out;
  wanted.workers = options.workers;
  wanted.tile = options.tile;
  wanted.remainder = options.remainder;
  wanted.samples = samples;
  wanted.force_experts = options.force_experts;
  wanted.hierarchy = options.hierarchy;
  wanted.hierarchy_rank = options.hierarchy_rank;
  std::string note;
  if (wants_experts(options)) {
    if (std::optional<Plan> plan = plan_of_experts(options, wanted, note)) return std::move(*plan);
    wanted.pipes = 1;
  } else {
    wanted.pipes = is_original(options) ? 1 : std::max(1, options.pipes);
  }
  Plan plan = make_plan(wanted);
  if (!note.empty()) plan.notes.push_back(note);
  check_pipes(plan, options);
  if (is_original(options)) repeat_pipe(plan, options.pipes > 0 ? options.pipes : 3);
  return plan;
}

Solver solver_used(const TrainOptions& options, const Plan& plan) {
  return !is_original(options) && has_experts(plan) ? Solver::experts : solver_asked(options);
}

bool is_dense_ridge(const TrainOptions& options, const Plan& plan) {
  return solver_used(options, plan) == Solver::joint && options.rank == 0;
}

Recipe choose_recipe(const Statistics& statistics, const TrainOptions& options, TrainResult& result,
                     const RunControl& control) {
  const Plan& plan = result.adapter.plan;
  Recipe recipe;
  const bool whole = solver_used(options, plan) != Solver::independent;
  recipe.blocks =
      whole ? std::vector<IndexRange>{{0, statistics.d_in}} : solver_columns(plan, plan.pipes.front());
  if (options.ridge) {
    recipe.relative = *options.ridge;
  } else if (is_original(options)) {
    recipe.relative = 0;  // plain least squares, as first written
  } else {
    RidgeChoice choice = choose_ridge(statistics, recipe.blocks, options.seed, control);
    recipe.relative = choice.relative;
    result.ridge_curve = std::move(choice.curve);
    result.seconds_ridge_search = choice.seconds;
    if (!choice.note.empty()) result.notes.push_back(choice.note);
  }
  if (solver_used(options, plan) == Solver::backfit) recipe.blocks = solver_columns(plan, plan.pipes.back());
  return recipe;
}

void run_recipe(const Recipe& recipe, const Statistics& statistics, const TrainOptions& options,
                TileWriter& tiles, TrainResult& result, const RunControl& control,
                const SampleSource* source) {
  Adapter& adapter = result.adapter;
  const Plan& plan = adapter.plan;
  adapter.solver = solver_used(options, plan);
  control.check();
  if (adapter.solver == Solver::experts) {
    if (source == nullptr) throw Error(ErrorCode::internal, "experts need the rows they are fitted on");
    return run_experts(*source, statistics, options, recipe.relative, tiles, result, control);
  }
  control.progress("solving", 0, static_cast<double>(plan.workers.size()), "workers");
  const RidgeFactors factors =
      ridge_factors(statistics, recipe.relative, recipe.blocks, result.notes, control);
  adapter.ridge = factors.relative;
  adapter.lambda = factors.lambda;
  const auto write_all = [&](std::int64_t end, const at::Tensor& weight, const at::Tensor& sse) {
    for (const PipePlan& pipe : plan.pipes) tiles.write_outputs(pipe, end, weight, sse);
    control.progress("solving", tiles.written(), static_cast<double>(plan.workers.size()), "workers");
    return !control.stop_requested();
  };
  const bool cut_later = options.rank > 0 || !options.hierarchy.empty();
  const auto wait = [&](std::int64_t, const at::Tensor&, const at::Tensor&) {
    return !control.stop_requested();
  };

  switch (adapter.solver) {
    case Solver::joint: {
      at::Tensor weight =
          cut_later ? solve_joint(statistics, factors, wait) : solve_joint(statistics, factors, write_all);
      if (!cut_later) return;
      control.check();
      if (!options.hierarchy.empty()) return write_levels(statistics, weight, tiles, adapter, control);
      weight = limit_rank(weight, centred_cross(statistics), options.rank);
      write_all(statistics.d_out, weight, {});
      return;
    }
    case Solver::backfit: {
      const at::Tensor weight = solve_backfit(statistics, factors, result.notes, control);
      if (!options.hierarchy.empty()) return write_levels(statistics, weight, tiles, adapter, control);
      write_all(statistics.d_out, weight, {});
      control.check();
      note_backfit_distance(statistics, factors.relative, weight, result.notes, control);
      return;
    }
    case Solver::independent: {
      at::Tensor weight = solve_independent(statistics, factors);
      control.check();
      if (is_original(options)) {
        adapter.combine = "sum";
        if (options.recipe == "original") return void(write_all(statistics.d_out, weight, {}));
        // Only what is written last stays: the last column block of the last pipe.
        weight.narrow(0, 0, recipe.blocks.back().begin).zero_();
        const at::Tensor nothing = at::zeros_like(weight);
        for (const PipePlan& pipe : plan.pipes) {
          tiles.write_outputs(pipe, statistics.d_out, &pipe == &plan.pipes.back() ? weight : nothing, {});
        }
        return;
      }
      if (options.combine == "fitted") {
        combine_fitted(statistics, recipe.blocks, solver_rows(plan, plan.pipes.front()), weight);
      }
      if (!options.hierarchy.empty()) return write_levels(statistics, weight, tiles, adapter, control);
      write_all(statistics.d_out, weight, {});
      return;
    }
    case Solver::experts:
      break;
  }
}

}  // namespace prism
