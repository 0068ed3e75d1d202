// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/plan.h"
#include "core/solve/analysis_torch.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <ATen/ATen.h>

namespace prism {
namespace {

// Outputs looked at together where no row group says otherwise: enough for a matrix product at full speed.
constexpr std::int64_t kOutputsAtOnce = 256;

IndexRange intersection(IndexRange a, IndexRange b) {
  return {std::max(a.begin, b.begin), std::min(a.end, b.end)};
}

at::Tensor outputs(const at::Tensor& matrix, IndexRange rows) {
  return matrix.narrow(1, rows.begin, rows.size());
}

at::Tensor of_range(const at::Tensor& vector, IndexRange range) {
  return vector.narrow(0, range.begin, range.size());
}

double count_of(const Moments& moments) {
  return static_cast<double>(std::max<std::int64_t>(1, moments.count));
}

}  // namespace

double WorkerAnalysis::State::alpha(const Worker& worker) const {
  return adapter.pipe_weights[static_cast<std::size_t>(worker.pipe - 1)];
}

Shares WorkerAnalysis::State::shares(const Worker& worker) const {
  if (adapter.plan.remainder != Remainder::overlap) {
    return {at::ones({worker.cols.size(), 1}, at::kDouble), at::ones({1, worker.rows.size()}, at::kDouble)};
  }
  const OverlapWeights weights = overlap_weights(adapter.plan, worker);
  return {at::tensor(weights.cols).to(at::kDouble).unsqueeze(1),
          at::tensor(weights.rows).to(at::kDouble).unsqueeze(0)};
}

at::Tensor WorkerAnalysis::State::tile(const Worker& worker) const {
  const PipePlan& pipe = adapter.plan.pipes[static_cast<std::size_t>(worker.pipe - 1)];
  // from_blob wants a mutable pointer; the view is only read.
  float* stored = const_cast<float*>(adapter.tile(worker.id).data());
  const at::Tensor view =
      at::from_blob(stored, {worker.rows.size(), worker.cols.size()}, {pipe.tile_cols, 1}, at::kFloat);
  return view.t().to(at::kDouble).nan_to_num_(0.0, 0.0, 0.0);
}

at::Tensor WorkerAnalysis::State::cells(const at::Tensor& matrix, const Worker& worker) const {
  return outputs(matrix, worker.rows).narrow(0, worker.cols.begin, worker.cols.size());
}

void WorkerAnalysis::State::rebuild_rows(IndexRange rows) {
  if (by_rows()) return;  // no single map
  for (at::Tensor& pipe_map : maps) outputs(pipe_map, rows).zero_();
  for (const Worker& worker : adapter.plan.workers) {
    const IndexRange common = intersection(worker.rows, rows);
    if (common.size() <= 0) continue;
    const Shares share = shares(worker);
    const at::Tensor part =
        (tile(worker) * share.cols * share.rows).narrow(1, common.begin - worker.rows.begin, common.size());
    outputs(maps[static_cast<std::size_t>(worker.pipe - 1)], common)
        .narrow(0, worker.cols.begin, worker.cols.size())
        .add_(part);
  }
  if (total.is_same(maps.front())) return;
  at::Tensor sum = outputs(total, rows).zero_();
  for (std::size_t p = 0; p < maps.size(); ++p) {
    sum.add_(outputs(maps[p], rows), static_cast<double>(adapter.pipe_weights[p]));
  }
}

at::Tensor WorkerAnalysis::State::cross(IndexRange rows) const {
  const Moments& train = statistics->train;
  const at::Tensor mean_z = of_range(train.sum_z, rows) / count_of(train);
  return outputs(train.cross, rows) - at::outer(train.sum_x, mean_z);
}

double WorkerAnalysis::State::zz(IndexRange rows) const {
  const Moments& train = statistics->train;
  const at::Tensor sum = of_range(train.sum_z, rows);
  return (of_range(train.zz, rows) - sum * sum / count_of(train)).sum().item<double>();
}

// With x and z about the training means (dx, dz from the provisional ones) and s, t the sums of the part:
// XᵀXw = Gw − s(dxᵀw) − dx(sᵀw) + n·dx(dxᵀw), XᵀZ = C − s·dzᵀ − dx(t − n·dz)ᵀ; no copy of G is made.
at::Tensor WorkerAnalysis::State::residual_products(Part part, IndexRange rows) {
  const Moments& moments = statistics->part(part);
  const Moments& train = statistics->train;
  const double n = static_cast<double>(moments.count);
  const at::Tensor w = outputs(total, rows).contiguous();
  const at::Tensor dx = train.sum_x / count_of(train);
  const at::Tensor dz = of_range(train.sum_z, rows) / count_of(train);
  const at::Tensor t = of_range(moments.sum_z, rows);
  const at::Tensor by_mean = at::mv(w.t(), dx);
  const at::Tensor by_sum = at::mv(w.t(), moments.sum_x);
  const at::Tensor product = at::mm(moments.gram, w);
  const at::Tensor quadratic = (w * product).sum(0) - 2 * by_sum * by_mean + n * by_mean * by_mean;
  const at::Tensor linear = (w * outputs(moments.cross, rows)).sum(0) - by_sum * dz - by_mean * (t - n * dz);
  const at::Tensor squares = of_range(moments.zz, rows) - 2 * dz * t + n * dz * dz;
  const at::Tensor errors = (squares - 2 * linear + quadratic).clamp_min_(0).contiguous();
  std::copy_n(errors.data_ptr<double>(), rows.size(),
              sse[static_cast<std::size_t>(part)].begin() + rows.begin);
  if (part != Part::train) return {};
  return cross(rows).sub_(product).add_(at::outer(train.sum_x, by_mean));
}

void WorkerAnalysis::State::complete_sse(Part part) {
  if (by_rows()) return sse_of_rows(part, {});
  std::vector<double>& errors = sse[static_cast<std::size_t>(part)];
  for (std::int64_t begin = 0; begin < statistics->d_out; begin += kOutputsAtOnce) {
    const IndexRange rows{begin, std::min(begin + kOutputsAtOnce, statistics->d_out)};
    const bool unknown = std::any_of(errors.begin() + rows.begin, errors.begin() + rows.end,
                                     [](double value) { return std::isnan(value); });
    if (unknown) residual_products(part, rows);
  }
}

}  // namespace prism
