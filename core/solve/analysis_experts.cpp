// SPDX-License-Identifier: GPL-3.0-or-later
// Figures of adapters with experts: what moments of all rows cannot say is gathered cluster by cluster.
#include "core/base/crc32c.h"
#include "core/base/error.h"
#include "core/solve/adapter_map_torch.h"
#include "core/solve/analysis_torch.h"
#include "core/solve/blas_torch.h"
#include "core/solve/block_reader_torch.h"
#include "core/solve/clustering_torch.h"
#include "core/solve/experts_torch.h"
#include "core/solve/ridge_torch.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <ATen/ATen.h>

namespace prism {
namespace {

double product_of(const at::Tensor& a, const at::Tensor& b) {
  return (a * b).sum().item<double>();
}

double sum_of(const at::Tensor& values, IndexRange range) {
  return values.narrow(0, range.begin, range.size()).sum().item<double>();
}

double sum_of(const std::vector<double>& values, IndexRange range) {
  return std::accumulate(values.begin() + range.begin, values.begin() + range.end, 0.0);
}

}  // namespace

void WorkerAnalysis::State::find_expert_rows(const RunControl& control) {
  if (!expert_rows.empty()) return;
  const std::vector<std::int64_t> train = ascending(statistics->split.train);
  std::vector<std::vector<std::vector<std::int64_t>>> found(adapter.plan.pipes.size());
  for (std::size_t p = 0; p < found.size(); ++p) {
    if (adapter.plan.pipes[p].experts == 1) {
      found[p] = {train};
      continue;
    }
    if (p >= adapter.experts.size() || adapter.experts[p].empty()) {
      throw Error(ErrorCode::unsupported, "the adapter does not say how its experts were fitted");
    }
    found[p] = rows_by_cluster(*source, *statistics, train, adapter.experts[p].clusters, control);
  }
  expert_rows = std::move(found);
}

UnitData WorkerAnalysis::State::unit_data(const Adapter& with, int pipe_index, int expert,
                                          const AdapterMap* earlier, const AdapterMap& full,
                                          const RunControl& control) const {
  const auto p = static_cast<std::size_t>(pipe_index);
  const PipePlan& pipe = adapter.plan.pipes[p];
  const std::int64_t d_in = statistics->d_in;
  const std::int64_t d_out = statistics->d_out;
  const bool whole = pipe.experts == 1;  // then moments are known already
  UnitData unit;
  unit.lambda = whole ? adapter.lambda : adapter.experts[p].lambda[static_cast<std::size_t>(expert)];
  unit.gram = whole ? regularised_gram(*statistics, 0, {0, d_in}) : at::zeros({d_in, d_in}, at::kDouble);
  unit.target = at::zeros({d_in, d_out}, at::kDouble);
  unit.error = at::zeros({d_in, d_out}, at::kDouble);
  unit.tt = at::zeros({d_out}, at::kDouble);
  unit.zz = at::zeros({d_out}, at::kDouble);
  const std::vector<std::int64_t>& rows = expert_rows[p][static_cast<std::size_t>(expert)];
  unit.count = static_cast<std::int64_t>(rows.size());
  const bool is_double = statistics->double_precision;
  const at::ScalarType type = is_double ? at::kDouble : at::kFloat;
  BlockReader reader(*source, rows, statistics->mean_x(), statistics->mean_z(), type,
                     std::min<std::int64_t>(16384, block_rows(d_in, d_out, is_double ? 8 : 4)));
  while (const SampleBlock* block = reader.next()) {
    control.check();
    const at::Tensor single = block->x.to(at::kFloat);
    const at::Tensor target = earlier == nullptr ? block->z : block->z - (*earlier)(single).to(type);
    const at::Tensor error = block->z - full(single).to(type);
    unit.zz += block->zz;
    unit.tt += target.square().sum(0, false, at::kDouble);
    const at::Tensor x_t = block->x.t();
    if (!whole) unit.gram += at::mm(x_t, block->x);
    if (!whole || earlier != nullptr) unit.target += at::mm(x_t, target);
    unit.error += at::mm(x_t, error);
  }
  if (whole && earlier == nullptr) unit.target = centred_cross(*statistics);
  if (!prior.defined()) {
    prior = prior_of(adapter, *statistics, control);
    if (!prior.defined()) prior = at::zeros({d_in, d_out}, at::kDouble);
  }
  unit.prior = prior;
  unit.map = at::zeros({d_in, d_out}, at::kDouble);
  for (int id = pipe.first_worker + expert; id < pipe.first_worker + pipe.workers; id += pipe.experts) {
    const Worker& worker = with.worker(id);
    const Shares share = shares(worker);
    std::vector<float> values = tile_values(with, id);
    const at::Tensor tile = at::from_blob(values.data(), {worker.rows.size(), worker.cols.size()}, at::kFloat)
                                .t()
                                .to(at::kDouble)
                                .nan_to_num_(0.0, 0.0, 0.0);
    cells(unit.map, worker).add_(tile * share.cols * share.rows);
  }
  return unit;
}

void WorkerAnalysis::State::sse_of_rows(Part part, const RunControl& control) {
  std::vector<double>& errors = sse[static_cast<std::size_t>(part)];
  if (std::none_of(errors.begin(), errors.end(), [](double value) { return std::isnan(value); })) return;
  const Split& split = statistics->split;
  const std::vector<std::int64_t> rows = ascending(part == Part::train        ? split.train
                                                   : part == Part::validation ? split.validation
                                                                              : split.test);
  const AdapterMap full(adapter, {{}, true, true});
  at::Tensor sums = at::zeros({statistics->d_out}, at::kDouble);
  BlockReader reader(*source, rows, statistics->mean_x(), statistics->mean_z(), at::kFloat, 8192);
  while (const SampleBlock* block = reader.next()) {
    control.check();
    control.progress("errors", static_cast<double>(block->first), static_cast<double>(rows.size()), "rows");
    sums += (block->z - full(block->x)).square_().sum(0, false, at::kDouble);
  }
  std::copy_n(sums.data_ptr<double>(), errors.size(), errors.begin());
}

void WorkerAnalysis::State::figure_experts(const RunControl& control, LatestValue<ErrorMap>* live) {
  if (std::all_of(map.known.begin(), map.known.end(), [](char known) { return known != 0; })) return;
  find_expert_rows(control);
  if (!optimum) optimum = solver_optimum(adapter, *statistics, control, source.get());
  sse_of_rows(Part::train, control);
  if (statistics->test.count > 0) sse_of_rows(Part::test, control);
  const AdapterMap full(adapter, {{}, true, true});
  int done = 0;
  for (const int pipe : stages_of(adapter.plan)) {
    const std::unique_ptr<AdapterMap> earlier = map_before(adapter, pipe);
    const int experts = adapter.plan.pipes[static_cast<std::size_t>(pipe)].experts;
    for (int expert = 0; expert < experts; ++expert) {
      control.check();
      figure_unit(pipe, expert, unit_data(adapter, pipe, expert, earlier.get(), full, control));
      control.progress("judging workers", ++done, static_cast<double>(adapter.plan.workers.size()),
                       "experts");
      if (live != nullptr) live->put(map);
    }
  }
}

void WorkerAnalysis::State::figure_unit(int pipe_index, int expert, const UnitData& unit) {
  const PipePlan& pipe = adapter.plan.pipes[static_cast<std::size_t>(pipe_index)];
  const double a = adapter.pipe_weights[static_cast<std::size_t>(pipe_index)];
  const at::Tensor left = unit.target - at::mm(unit.gram, unit.map);  // XᵀE of the stage itself
  const at::Tensor away_from_prior = unit.map - unit.prior;
  const double trained = static_cast<double>(std::max<std::int64_t>(1, statistics->train.count));
  const double scale = std::max(1e-300, unit.gram.diagonal().mean().item<double>());
  struct Column {
    at::Tensor gram, factor;
    double condition = 0;
  };
  std::map<std::int64_t, Column> blocks;
  const auto column_of = [&](IndexRange cols) -> Column& {
    Column& column = blocks[cols.begin];
    if (column.gram.defined()) return column;
    column.gram =
        unit.gram.narrow(0, cols.begin, cols.size()).narrow(1, cols.begin, cols.size()).contiguous();
    column.condition = condition_number(column.gram);
    if (std::isinf(unit.lambda)) return column;
    for (double damping = 0;; damping = std::max(10 * damping, 1e-12 * scale)) {
      column.factor = column.gram.clone();
      column.factor.diagonal().clamp_min_(0).add_(unit.lambda + damping);
      if (factorise(column.factor, statistics->double_precision)) return column;
      if (damping > 1e9 * scale) throw Error(ErrorCode::numeric, "the inputs cannot be factored");
    }
  };
  for (int id = pipe.first_worker + expert; id < pipe.first_worker + pipe.workers; id += pipe.experts) {
    const Worker& worker = adapter.worker(id);
    const WorkerRecord& record = adapter.workers[static_cast<std::size_t>(id)];
    const std::span<const float> stored = adapter.tile(id);
    const Column& column = column_of(worker.cols);
    const Shares share = shares(worker);
    const at::Tensor weights = tile(worker);
    const at::Tensor effective = weights * share.cols * share.rows;
    const at::Tensor error = cells(unit.error, worker);
    at::Tensor change = cells(away_from_prior, worker).neg();
    if (!std::isinf(unit.lambda)) {
      change.mul_(unit.lambda).add_(cells(left, worker));
      solve_with_factor(column.factor, change);
    }
    const double change_energy = product_of(change, at::mm(column.gram, change));
    const double own_energy = product_of(effective, at::mm(column.gram, effective));
    const double energy = zz(worker.rows);
    const double all = energy > 0 ? energy : 1;
    const double own = std::max(sum_of(unit.zz, worker.rows), 1e-300);
    const double given = std::max(sum_of(unit.tt, worker.rows), 1e-300);
    const double train_error = sum_of(sse[static_cast<std::size_t>(Part::train)], worker.rows);
    const double test_error = sum_of(sse[static_cast<std::size_t>(Part::test)], worker.rows);

    WorkerFigures& figures = map.workers[static_cast<std::size_t>(id)];
    figures.finite = std::all_of(stored.begin(), stored.end(), [](float v) { return std::isfinite(v); });
    figures.changed = crc32c(std::as_bytes(stored)) != record.crc;
    double deviation = 0;
    if (record.generation > 0) {
      if (figures.changed) deviation = change_energy / own;
    } else {
      const at::Tensor away = (optimum->tile(worker) - weights) * share.cols * share.rows;
      deviation = product_of(away, at::mm(column.gram, away)) / own;
    }
    figures.set(Metric::deviation, deviation);
    figures.set(Metric::gain, (2 * a * product_of(change, error) - a * a * change_energy) / all);
    const double alone = given - 2 * product_of(effective, cells(unit.target, worker)) + own_energy;
    figures.set(Metric::isolated, std::sqrt(std::max(0.0, alone) / given));
    figures.set(Metric::residual, train_error / all);
    figures.set(Metric::removal, (2 * a * product_of(effective, error) + a * a * own_energy) / all);
    figures.set(Metric::condition, column.condition);
    figures.set(Metric::norm, std::sqrt(product_of(weights, weights)));
    figures.set(Metric::generation, record.generation);
    figures.set(Metric::samples, static_cast<double>(unit.count));
    figures.set(Metric::utilisation, static_cast<double>(unit.count) / trained);
    figures.set(Metric::drift,
                (test_error / static_cast<double>(statistics->test.count)) / (train_error / trained));
    figures.faulty = deviation > kFaultyDeviation || !figures.finite || figures.changed;
    map.known[static_cast<std::size_t>(id)] = 1;
  }
}

}  // namespace prism
