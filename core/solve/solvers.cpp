// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/plan.h"
#include "core/solve/blas_torch.h"
#include "core/solve/solvers_torch.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include <ATen/ATen.h>

namespace prism {
namespace {

/// Outputs solved at a time: enough for the triangular solves to run at full speed.
constexpr std::int64_t kOutputsAtOnce = 512;

at::Tensor columns(const at::Tensor& matrix, IndexRange range) {
  return matrix.narrow(1, range.begin, range.size());
}

at::Tensor rows(const at::Tensor& matrix, IndexRange range) {
  return matrix.narrow(0, range.begin, range.size());
}

/// [width, parts]: 1 where an index belongs to a part.
at::Tensor membership(const std::vector<IndexRange>& parts, std::int64_t width) {
  at::Tensor out = at::zeros({width, static_cast<std::int64_t>(parts.size())}, at::kDouble);
  for (std::size_t part = 0; part < parts.size(); ++part) {
    rows(out, parts[part]).select(1, static_cast<std::int64_t>(part)).fill_(1);
  }
  return out;
}

}  // namespace

at::Tensor solve_joint(const Statistics& statistics, const RidgeFactors& factor, const OutputsDone& done) {
  const Moments& train = statistics.train;
  Group& group = *statistics.group;
  const IndexRange own = group.share(statistics.d_out);
  at::Tensor weight = centred_cross(statistics);
  const double n = static_cast<double>(std::max<std::int64_t>(1, train.count));
  at::Tensor sse = train.zz - train.sum_z * train.sum_z / n;
  for (std::int64_t begin = own.begin; begin < own.end; begin += kOutputsAtOnce) {
    const IndexRange range{begin, std::min(begin + kOutputsAtOnce, own.end)};
    at::Tensor part = columns(weight, range);
    at::Tensor cross = part.clone();
    factor.solve(part);
    // For the ridge solution ‖e‖² = zᵀz − wᵀ(b + λw).
    columns(sse.unsqueeze(0), range).sub_(cross.add_(part, factor.lambda).mul_(part).sum(0));
    if (group.alone() && !done(range.end, weight, sse) && range.end < statistics.d_out) {
      columns(weight, {range.end, statistics.d_out}).zero_();
      break;
    }
  }
  if (group.alone()) return weight;
  group.gather(weight, 1);
  group.gather(sse, 0);
  (void)done(statistics.d_out, weight, sse);
  return weight;
}

at::Tensor limit_rank(const at::Tensor& weight, const at::Tensor& cross, std::int64_t rank) {
  if (rank <= 0 || rank >= std::min(weight.size(0), weight.size(1))) return weight;
  at::Tensor covariance = at::mm(weight.t(), cross);
  covariance = (covariance + covariance.t()).mul_(0.5);
  const auto [values, vectors] = at::linalg_eigh(covariance);
  const at::Tensor leading = vectors.narrow(1, vectors.size(1) - rank, rank);
  return at::mm(at::mm(weight, leading), leading.t());
}

at::Tensor solve_backfit(const Statistics& statistics, const RidgeFactors& blocks,
                         std::vector<std::string>& notes, const RunControl& control) {
  constexpr int kMostSteps = 300;
  const double tolerance = statistics.double_precision ? 1e-11 : 1e-7;
  at::Tensor a = regularised_gram(statistics, blocks.lambda, {0, statistics.d_in});
  const at::Tensor cross = centred_cross(statistics);
  at::Tensor weight = at::zeros_like(cross);
  Group& group = *statistics.group;
  const IndexRange own = group.share(statistics.d_out);
  int most_steps = 0;
  double worst = 0;
  for (std::int64_t begin = own.begin; begin < own.end && !control.stop_requested();
       begin += kOutputsAtOnce) {
    const IndexRange range{begin, std::min(begin + kOutputsAtOnce, own.end)};
    at::Tensor w = at::zeros({statistics.d_in, range.size()}, at::kDouble);
    at::Tensor r = columns(cross, range).clone();
    const at::Tensor size = r.square().sum(0).clamp_min(1e-300);
    at::Tensor z = r.clone();
    blocks.solve(z);
    at::Tensor p = z.clone();
    at::Tensor rz = (r * z).sum(0);
    int step = 0;
    double distance = 1;
    for (; step < kMostSteps && distance > tolerance && !control.stop_requested(); ++step) {
      control.progress("backfit", static_cast<double>(begin), static_cast<double>(statistics.d_out),
                       "outputs");
      const at::Tensor ap = at::mm(a, p);
      const at::Tensor length = rz / (p * ap).sum(0).clamp_min(1e-300);
      w += p * length;
      r -= ap * length;
      distance = (r.square().sum(0) / size).max().sqrt().item<double>();
      z.copy_(r);
      blocks.solve(z);
      const at::Tensor next = (r * z).sum(0);
      p = z + p * (next / rz.clamp_min(1e-300));
      rz = next;
    }
    columns(weight, range).copy_(w);
    most_steps = std::max(most_steps, step);
    worst = std::max(worst, distance);
  }
  if (!group.alone()) control.check();
  group.gather(weight, 1);
  at::Tensor ends = at::zeros({group.size(), 2}, at::kDouble);
  ends[group.rank()][0] = most_steps;
  ends[group.rank()][1] = worst;
  group.gather(ends, 0);
  most_steps = static_cast<int>(ends.select(1, 0).max().item<double>());
  worst = ends.select(1, 1).max().item<double>();
  notes.push_back(
      fmt::format("Backfit took {} steps; the largest relative residual of its equations is {:.1e}{}.",
                  most_steps, worst, worst > tolerance ? ", so it has not converged" : ""));
  return weight;
}

at::Tensor solve_independent(const Statistics& statistics, const RidgeFactors& blocks) {
  at::Tensor weight = centred_cross(statistics);
  const IndexRange own = statistics.group->share(statistics.d_out);
  if (own.size() > 0) blocks.solve(columns(weight, own));
  statistics.group->gather(weight, 1);
  return weight;
}

void combine_fitted(const Statistics& statistics, const std::vector<IndexRange>& blocks,
                    const std::vector<IndexRange>& outputs, at::Tensor& weight) {
  const Moments& train = statistics.train;
  const auto count = static_cast<std::int64_t>(blocks.size());
  const at::Tensor in_block = membership(blocks, statistics.d_in);
  const at::Tensor in_outputs = membership(outputs, statistics.d_out);
  const auto by_part = [&](const at::Tensor& cells) {
    return at::mm(in_block.t(), at::mm(cells, in_outputs));
  };
  const double n = static_cast<double>(std::max<std::int64_t>(1, train.count));
  // products[j, k, i] = tr(W_ijᵀ G_jk W_ik): how the parts of row block i overlap.
  at::Tensor products = at::empty({count, count, static_cast<std::int64_t>(outputs.size())}, at::kDouble);
  for (std::int64_t k = 0; k < count; ++k) {
    const IndexRange block = blocks[static_cast<std::size_t>(k)];
    const at::Tensor part = rows(weight, block);
    at::Tensor fitted = at::mm(columns(train.gram, block), part);
    fitted.addr_(train.sum_x, at::mv(part.t(), rows(train.sum_x, block)), 1, -1 / n);
    products.select(1, k).copy_(by_part(fitted.mul_(weight)));
  }
  const at::Tensor targets = by_part(centred_cross(statistics).mul_(weight));  // [blocks, outputs]
  at::Tensor systems = products.permute({2, 0, 1}).contiguous();
  systems = (systems + systems.transpose(1, 2)).mul_(0.5);
  // Blocks without variance have zero rows: the pseudo-inverse gives them a zero scalar.
  const at::Tensor scalars =
      at::matmul(at::linalg_pinv(systems, 1e-12, true), targets.t().unsqueeze(2)).squeeze(2);
  weight.mul_(at::mm(in_block, at::mm(scalars.t(), in_outputs.t())));
}

std::vector<at::Tensor> level_tiles(const Statistics& statistics, double lambda, const Plan& plan,
                                    const PipePlan& pipe, at::Tensor& residual, const RunControl& control) {
  std::vector<at::Tensor> tiles;
  std::map<std::int64_t, at::Tensor> metrics;  // by first input
  at::Tensor taken = at::zeros_like(residual);
  for (int id = pipe.first_worker; id < pipe.first_worker + pipe.workers; ++id) {
    control.check();
    const Worker& worker = plan.workers[static_cast<std::size_t>(id)];
    const at::Tensor cells = columns(rows(residual, worker.cols), worker.rows);
    at::Tensor tile = cells.clone();
    if (pipe.rank > 0) {
      at::Tensor& metric = metrics[worker.cols.begin];
      if (!metric.defined()) metric = regularised_gram(statistics, lambda, worker.cols);
      tile = limit_rank(tile, at::mm(metric, tile), pipe.rank);
    }
    const OverlapWeights weights = overlap_weights(plan, worker);
    const at::Tensor share_in = at::tensor(weights.cols).to(at::kDouble).unsqueeze(1);
    const at::Tensor share_out = at::tensor(weights.rows).to(at::kDouble).unsqueeze(0);
    columns(rows(taken, worker.cols), worker.rows).add_(tile * share_in * share_out);
    tiles.push_back(std::move(tile));
  }
  residual -= taken;
  return tiles;
}

std::vector<IndexRange> solver_columns(const Plan& plan, const PipePlan& pipe) {
  const std::int64_t largest = (plan.d_in + pipe.grid_cols - 1) / pipe.grid_cols;
  return cut_axis(plan.d_in, pipe.grid_cols, largest, Remainder::variable);
}

std::vector<IndexRange> solver_rows(const Plan& plan, const PipePlan& pipe) {
  const std::int64_t largest = (plan.d_out + pipe.grid_rows - 1) / pipe.grid_rows;
  return cut_axis(plan.d_out, pipe.grid_rows, largest, Remainder::variable);
}

}  // namespace prism
