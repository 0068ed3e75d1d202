// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/crc32c.h"
#include "core/solve/blas_torch.h"
#include "core/solve/ridge_torch.h"
#include "core/solve/tiles_torch.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include <ATen/ATen.h>

namespace prism {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kShownEvery = std::chrono::milliseconds(33);
/// Eigenvalues of wider blocks cost more than the whole solve; their condition is estimated from a factor.
constexpr std::int64_t kExactCondition = 1024;

}  // namespace

TileWriter::TileWriter(Adapter& adapter, const Statistics& statistics, LatestValue<ErrorMap>* live)
    : m_adapter(adapter), m_statistics(statistics), m_live(live), m_last_tile(Clock::now()) {
  const Moments& train = statistics.train;
  m_sst = train.zz - train.sum_z * train.sum_z / static_cast<double>(std::max<std::int64_t>(1, train.count));
  m_map.known.assign(adapter.plan.workers.size(), 0);
  for (const Worker& worker : adapter.plan.workers) {
    WorkerFigures& figures = m_map.workers.emplace_back();
    figures.id = worker.id;
    figures.pipe = worker.pipe;
    figures.row = worker.row;
    figures.col = worker.col;
    figures.expert = worker.expert;
  }
}

void TileWriter::write_outputs(const PipePlan& pipe, std::int64_t end, const at::Tensor& weight,
                               const at::Tensor& sse) {
  for (int id = pipe.first_worker; id < pipe.first_worker + pipe.workers; ++id) {
    const Worker& worker = m_adapter.plan.workers[static_cast<std::size_t>(id)];
    WorkerFigures& figures = m_map.workers[static_cast<std::size_t>(id)];
    if (worker.rows.end > end || m_map.known[static_cast<std::size_t>(id)] != 0) continue;
    write(worker, weight.narrow(0, worker.cols.begin, worker.cols.size())
                      .narrow(1, worker.rows.begin, worker.rows.size()));
    if (sse.defined()) figures.set(Metric::residual, residual(worker.rows, sse));
    publish(false);
  }
}

void TileWriter::write(const Worker& worker, const at::Tensor& cells) {
  write(worker, cells, {condition(worker.cols), m_statistics.train.count, std::nan("")});
}

void TileWriter::write(const Worker& worker, const at::Tensor& cells, const TileFacts& facts) {
  const PipePlan& pipe = m_adapter.plan.pipes[static_cast<std::size_t>(worker.pipe - 1)];
  TileStore& store = m_adapter.pipes[static_cast<std::size_t>(worker.pipe - 1)];
  std::vector<float> values(static_cast<std::size_t>(store.tile_rows() * store.tile_cols()), 0.0f);
  at::from_blob(values.data(), {store.tile_rows(), store.tile_cols()}, at::kFloat)
      .narrow(0, 0, worker.rows.size())
      .narrow(1, 0, worker.cols.size())
      .copy_(cells.t());
  WorkerRecord& record = m_adapter.workers[static_cast<std::size_t>(worker.id)];
  record.crc = crc32c(std::as_bytes(std::span(values)));
  record.generation = 0;
  record.condition = facts.condition;
  record.samples = facts.samples;
  record.seconds = std::chrono::duration<double>(Clock::now() - m_last_tile).count();
  m_last_tile = Clock::now();
  store.replace(worker.id - pipe.first_worker, std::move(values));

  WorkerFigures& figures = m_map.workers[static_cast<std::size_t>(worker.id)];
  figures.set(Metric::condition, record.condition);
  figures.set(Metric::samples, static_cast<double>(record.samples));
  figures.set(Metric::utilisation, facts.share);
  figures.set(Metric::generation, 0);
  figures.set(Metric::norm, cells.norm().item<double>());
  figures.finite = std::isfinite(figures.value(Metric::norm));
  m_map.known[static_cast<std::size_t>(worker.id)] = 1;
  ++m_written;
}

void TileWriter::set_residuals(const at::Tensor& sse) {
  for (const Worker& worker : m_adapter.plan.workers) {
    m_map.workers[static_cast<std::size_t>(worker.id)].set(Metric::residual, residual(worker.rows, sse));
  }
}

void TileWriter::publish(bool now) {
  if (m_live == nullptr || (!now && Clock::now() - m_last_shown < kShownEvery)) return;
  m_last_shown = Clock::now();
  m_live->put(m_map);
}

double TileWriter::condition(IndexRange inputs) {
  auto& known = m_conditions[inputs.begin];
  const auto found = known.find(inputs.end);
  if (found != known.end()) return found->second;
  double condition = std::numeric_limits<double>::infinity();
  at::Tensor gram = regularised_gram(m_statistics, 0, inputs);
  if (inputs.size() <= kExactCondition) {
    const at::Tensor values = at::linalg_eigvalsh(gram);
    const double smallest = values.min().item<double>();
    if (smallest > 0) condition = values.max().item<double>() / smallest;
  } else {
    const double norm = gram.abs().sum(0).max().item<double>();
    if (cholesky_in_place(gram)) condition = condition_of(gram, norm);
  }
  return known[inputs.end] = condition;
}

double TileWriter::residual(IndexRange outputs, const at::Tensor& sse) const {
  const double total = m_sst.narrow(0, outputs.begin, outputs.size()).sum().item<double>();
  const double left = sse.narrow(0, outputs.begin, outputs.size()).sum().item<double>();
  return total > 0 ? left / total : std::numeric_limits<double>::quiet_NaN();
}

at::Tensor total_map(const Adapter& adapter) {
  std::vector<float> weight;
  std::vector<float> bias;
  assemble(adapter, weight, bias);
  at::Tensor total = at::empty({adapter.plan.d_in, adapter.plan.d_out}, at::kDouble);
  total.t().copy_(at::from_blob(weight.data(), {adapter.plan.d_out, adapter.plan.d_in}, at::kFloat));
  return total;
}

}  // namespace prism
