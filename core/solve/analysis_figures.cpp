// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/crc32c.h"
#include "core/base/error.h"
#include "core/solve/analysis_torch.h"
#include "core/solve/blas_torch.h"
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

double sum_of(const std::vector<double>& values, IndexRange range) {
  return std::accumulate(values.begin() + range.begin, values.begin() + range.end, 0.0);
}

// Largest over smallest eigenvalue; infinite when an input does not vary.
double condition_number(const at::Tensor& gram) {
  const at::Tensor values = at::linalg_eigvalsh(gram);
  const double smallest = values[0].item<double>();
  const double largest = values[-1].item<double>();
  return smallest > 0 ? largest / smallest : std::numeric_limits<double>::infinity();
}

}  // namespace

ColumnBlock& WorkerAnalysis::State::column_block(const Worker& worker) {
  ColumnBlock& block = columns[{worker.pipe, worker.cols.begin, worker.cols.end}];
  if (block.gram.defined()) return block;
  block.gram = regularised_gram(*statistics, 0, worker.cols);
  // A singular block without ridge is damped until it can be factored: gain then tells of the directions in
  // which the inputs vary.
  const double scale = mean_diagonal(*statistics);
  const double weight = alpha(worker) * alpha(worker);
  for (double damping = 0;; damping = std::max(10 * damping, 1e-12 * scale)) {
    block.factor = block.gram * weight;
    block.factor.diagonal().add_(adapter.lambda + damping);
    if (factorise(block.factor, statistics->double_precision)) break;
    if (damping > 1e9 * scale) throw Error(ErrorCode::numeric, "the inputs cannot be factored");
  }
  const double recorded = adapter.workers[static_cast<std::size_t>(worker.id)].condition;
  block.condition = std::isfinite(recorded) ? recorded : condition_number(block.gram);
  return block;
}

void WorkerAnalysis::State::figure_group(const RowGroup& group, const RunControl& control) {
  if (!optimum) optimum = solver_optimum(adapter, *statistics, control);
  const at::Tensor errors = residual_products(Part::train, group.rows);  // XᵀE
  if (statistics->test.count > 0) residual_products(Part::test, group.rows);
  const at::Tensor targets = cross(group.rows);
  const double energy = zz(group.rows);
  // A constant output has nothing to be measured against; its errors are then absolute.
  const double unit = energy > 0 ? energy : 1;
  const double train_error = sum_of(sse[static_cast<std::size_t>(Part::train)], group.rows);
  const double test_error = sum_of(sse[static_cast<std::size_t>(Part::test)], group.rows);
  const double drift = (test_error / static_cast<double>(statistics->test.count)) /
                       (train_error / static_cast<double>(statistics->train.count));
  const bool cut_from_ridge = is_dense_ridge(adapter);
  for (const int id : group.workers) {
    const Worker& worker = adapter.plan.workers[static_cast<std::size_t>(id)];
    const WorkerRecord& record = adapter.workers[static_cast<std::size_t>(id)];
    const std::span<const float> stored = adapter.tile(id);
    const ColumnBlock& block = column_block(worker);
    const Shares share = shares(worker);
    const double a = alpha(worker);
    const auto of_worker = [&](const at::Tensor& matrix) {
      return matrix.narrow(0, worker.cols.begin, worker.cols.size());
    };
    const at::Tensor weights = tile(worker);
    const at::Tensor effective = weights * share.cols * share.rows * a;
    const at::Tensor error = of_worker(errors);
    const at::Tensor own_product = at::mm(block.gram, effective);
    // W_new − W over the whole cells, other tiles (and what neighbours share of these cells) frozen.
    at::Tensor change =
        (error * a).sub_(cells(maps[static_cast<std::size_t>(worker.pipe - 1)], worker), adapter.lambda);
    solve_with_factor(block.factor, change);
    change.mul_(a);
    const double change_energy = product_of(change, at::mm(block.gram, change));
    const double own_energy = product_of(effective, own_product);

    WorkerFigures& figures = map.workers[static_cast<std::size_t>(id)];
    figures.finite = std::all_of(stored.begin(), stored.end(), [](float v) { return std::isfinite(v); });
    figures.changed = crc32c(std::as_bytes(stored)) != record.crc;
    double deviation = 0;
    if (record.generation > 0 && !cut_from_ridge) {
      // Retraining follows §6 whatever the first solver was: a retrained tile is at its optimum as long as it
      // is the one recorded then.
      if (figures.changed) deviation = change_energy / unit;
    } else {
      const at::Tensor away = (optimum->tile(worker) - weights) * share.cols * share.rows * a;
      deviation = product_of(away, at::mm(block.gram, away)) / unit;
    }
    figures.set(Metric::deviation, deviation);
    figures.set(Metric::gain, (2 * product_of(change, error) - change_energy) / unit);
    figures.set(
        Metric::isolated,
        std::sqrt(std::max(0.0, energy - 2 * product_of(effective, of_worker(targets)) + own_energy) / unit));
    figures.set(Metric::residual, train_error / unit);
    figures.set(Metric::removal, (2 * product_of(effective, error) + own_energy) / unit);
    figures.set(Metric::condition, block.condition);
    figures.set(Metric::norm, std::sqrt(product_of(weights, weights)));
    figures.set(Metric::generation, record.generation);
    figures.set(Metric::samples,
                static_cast<double>(record.samples > 0 ? record.samples : statistics->train.count));
    figures.set(Metric::drift, drift);
    figures.faulty = deviation > kFaultyDeviation || !figures.finite || figures.changed;
    map.known[static_cast<std::size_t>(id)] = 1;
  }
}

}  // namespace prism
