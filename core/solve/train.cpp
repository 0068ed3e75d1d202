// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solve/train.h"

#include "core/base/error.h"
#include "core/base/memory.h"
#include "core/plan/plan.h"
#include "core/solve/adapter_map_torch.h"
#include "core/solve/figures_torch.h"
#include "core/solve/recipe_torch.h"
#include "core/solve/ridge_torch.h"
#include "core/solve/solvers_torch.h"
#include "core/solve/statistics_torch.h"
#include "core/solve/tiles_torch.h"

#include <chrono>
#include <fmt/format.h>
#include <memory>
#include <utility>

#include <ATen/ATen.h>

namespace prism {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::vector<float> to_floats(const at::Tensor& tensor) {
  const at::Tensor values = tensor.to(at::kFloat).contiguous();
  return {values.data_ptr<float>(), values.data_ptr<float>() + values.numel()};
}

void check(const SampleSource& source, const Statistics& statistics) {
  if (source.d_in() != statistics.d_in || source.d_out() != statistics.d_out) {
    throw Error(ErrorCode::mismatch,
                fmt::format("the samples map {} to {} dimensions, the statistics {} to {}", source.d_in(),
                            source.d_out(), statistics.d_in, statistics.d_out));
  }
}

Adapter empty_adapter(const SampleSource& source, const Statistics& statistics, const TrainOptions& options) {
  Adapter adapter = make_adapter(plan_for(options, statistics));
  adapter.domain = source.domain();
  adapter.solver = solver_used(options, adapter.plan);
  adapter.combine = adapter.solver == Solver::independent ? options.combine : "sum";
  adapter.recipe = options.recipe;
  adapter.rank = options.rank;
  adapter.mean_x = to_floats(statistics.mean_x());
  adapter.mean_z = to_floats(statistics.mean_z());
  adapter.identity = source.identities();
  adapter.identity["statistics"] = statistics.identity;
  adapter.record = begin_run("train", options.to_json());
  return adapter;
}

/// The dense ridge map with its own λ.
at::Tensor ridge_baseline(const Statistics& statistics, const TrainOptions& options,
                          const RunControl& control, double& relative) {
  const std::vector<IndexRange> whole{{0, statistics.d_in}};
  const RidgeChoice choice = choose_ridge(statistics, whole, options.seed, control);
  std::vector<std::string> unused;
  const RidgeFactors factor = ridge_factors(statistics, choice.relative, whole, unused, control);
  relative = factor.relative;
  return solve_joint(statistics, factor, [&](std::int64_t, const at::Tensor&, const at::Tensor&) {
    return !control.stop_requested();
  });
}

/// The trained map as figures want it; train and validation figures on the way.
RowMap judge_fit(TrainResult& result, const SampleSource& source, const Statistics& statistics,
                 TileWriter& tiles, const RunControl& control) {
  if (is_linear(result.adapter)) {
    const at::Tensor weight = total_map(result.adapter);
    const OutputSums sums = output_sums(statistics, Part::train, weight);
    tiles.set_residuals(sums.sse);
    tiles.publish(true);
    result.train = moment_figures(statistics, Part::train, weight, sums);
    result.validation = moment_figures(statistics, Part::validation, weight);
    return {weight.to(at::kFloat)};
  }
  RowMap map{{}, std::make_shared<const AdapterMap>(result.adapter)};
  at::Tensor sse;
  result.train = row_figures(source, statistics, statistics.split.train, {map}, control, false, &sse).front();
  tiles.set_residuals(sse);
  tiles.publish(true);
  result.validation =
      row_figures(source, statistics, statistics.split.validation, {map}, control, false).front();
  return map;
}

void add_figures(TrainResult& result, const SampleSource& source, const Statistics& statistics,
                 const TrainOptions& options, TileWriter& tiles, const RunControl& control) {
  std::vector<RowMap> maps{judge_fit(result, source, statistics, tiles, control), {}};
  control.check();
  maps.push_back({procrustes_map(statistics).to(at::kFloat)});
  control.check();
  const bool is_ridge = is_dense_ridge(options, result.adapter.plan) && !options.ridge;
  if (is_ridge) {  // the trained map is the dense ridge map itself
    result.baselines.ridge_lambda = result.adapter.ridge;
  } else {
    maps.push_back(
        {ridge_baseline(statistics, options, control, result.baselines.ridge_lambda).to(at::kFloat)});
  }
  const std::vector<MapFigures> figures =
      row_figures(source, statistics, statistics.split.test, maps, control);
  result.test = figures[0];
  result.baselines.mean = figures[1];
  result.baselines.procrustes = figures[2];
  result.baselines.ridge = is_ridge ? figures[0] : figures[3];
}

}  // namespace

TrainResult train(const SampleSource& source, const StatisticsPtr& statistics, const TrainOptions& options,
                  const RunControl& control, LatestValue<ErrorMap>* live) {
  check(source, *statistics);
  TrainResult result;
  result.adapter = empty_adapter(source, *statistics, options);
  result.notes = result.adapter.plan.notes;
  result.seconds_statistics = statistics->seconds;
  for (MapFigures* figures : {&result.test, &result.validation, &result.train, &result.baselines.mean,
                              &result.baselines.procrustes, &result.baselines.ridge}) {
    *figures = unknown_figures();
  }
  TileWriter tiles(result.adapter, *statistics, live);
  try {
    const Recipe recipe = choose_recipe(*statistics, options, result, control);
    const auto start = Clock::now();
    run_recipe(recipe, *statistics, options, tiles, result, control, &source);
    result.seconds_solve = seconds_since(start);
    const int missing = static_cast<int>(result.adapter.plan.workers.size()) - tiles.written();
    if (missing > 0 || control.stop_requested()) throw Stopped();
    add_figures(result, source, *statistics, options, tiles, control);
  } catch (const Stopped&) {
    result.stopped = true;
    result.notes.push_back(fmt::format("Stopped: {} of {} workers are trained, the others are zero.",
                                       tiles.written(), result.adapter.plan.workers.size()));
  }
  tiles.publish(true);
  result.workers = tiles.map();
  result.peak_rss_bytes = peak_resident_bytes();
  return result;
}

MapFigures evaluate(const Adapter& adapter, const SampleSource& source, const StatisticsPtr& statistics,
                    Part part, const RunControl& control) {
  check(source, *statistics);
  if (adapter.plan.d_in != source.d_in() || adapter.plan.d_out != source.d_out()) {
    throw Error(ErrorCode::mismatch,
                fmt::format("the adapter maps {} to {} dimensions, the samples {} to {}", adapter.plan.d_in,
                            adapter.plan.d_out, source.d_in(), source.d_out()));
  }
  const Split& split = statistics->split;
  const std::vector<std::int64_t>& rows = part == Part::train        ? split.train
                                          : part == Part::validation ? split.validation
                                                                     : split.test;
  const RowMap map = is_linear(adapter) ? RowMap{total_map(adapter).to(at::kFloat)}
                                        : RowMap{{}, std::make_shared<const AdapterMap>(adapter)};
  return row_figures(source, *statistics, rows, {map}, control).front();
}

}  // namespace prism
