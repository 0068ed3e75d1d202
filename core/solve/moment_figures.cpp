// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solve/figures_torch.h"
#include "core/solve/ridge_torch.h"

#include <algorithm>
#include <limits>

#include <ATen/ATen.h>

namespace prism {
namespace {

/// diag(Wᵀ G W) some rows of G at a time, so that G·W is never whole in memory.
at::Tensor quadratic_form(const at::Tensor& gram, const at::Tensor& weight) {
  constexpr std::int64_t kRows = 1024;
  at::Tensor sums = at::zeros({weight.size(1)}, at::kDouble);
  for (std::int64_t row = 0; row < gram.size(0); row += kRows) {
    const std::int64_t count = std::min(kRows, gram.size(0) - row);
    sums += at::mm(gram.narrow(0, row, count), weight).mul_(weight.narrow(0, row, count)).sum(0);
  }
  return sums;
}

at::Tensor linear_form(const at::Tensor& cross, const at::Tensor& weight) {
  constexpr std::int64_t kRows = 1024;
  at::Tensor sums = at::zeros({weight.size(1)}, at::kDouble);
  for (std::int64_t row = 0; row < cross.size(0); row += kRows) {
    const std::int64_t count = std::min(kRows, cross.size(0) - row);
    sums += (cross.narrow(0, row, count) * weight.narrow(0, row, count)).sum(0);
  }
  return sums;
}

}  // namespace

MapFigures unknown_figures() {
  constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
  return {kUnknown, kUnknown, kUnknown, kUnknown, kUnknown, kUnknown, kUnknown, kUnknown, 0};
}

OutputSums output_sums(const Statistics& statistics, Part part, const at::Tensor& whole_weight) {
  const Moments& whole = statistics.part(part);
  Group& group = *statistics.group;
  const IndexRange own = group.share(statistics.d_out);
  const at::Tensor weight = whole_weight.narrow(1, own.begin, own.size());
  const auto mine = [&](const at::Tensor& tensor) { return tensor.narrow(-1, own.begin, own.size()); };
  const Moments moments{whole.count, whole.sum_x,       mine(whole.sum_z),
                        whole.gram,  mine(whole.cross), mine(whole.zz)};
  const double trained = static_cast<double>(std::max<std::int64_t>(1, statistics.train.count));
  const double n = static_cast<double>(moments.count);
  const at::Tensor dx = statistics.train.sum_x / trained;
  const at::Tensor dz = mine(statistics.train.sum_z) / trained;
  const at::Tensor p = at::mv(weight.t(), moments.sum_x);
  const at::Tensor s = at::mv(weight.t(), dx);
  OutputSums sums;
  sums.quadratic = quadratic_form(moments.gram, weight) - 2 * p * s + n * s * s;
  sums.linear = linear_form(moments.cross, weight) - p * dz - s * (moments.sum_z - n * dz);
  sums.zz = moments.zz - 2 * dz * moments.sum_z + n * dz * dz;
  sums.sse = (sums.zz - 2 * sums.linear + sums.quadratic).clamp_min_(0);
  if (group.alone()) return sums;
  for (at::Tensor* each : {&sums.quadratic, &sums.linear, &sums.zz, &sums.sse}) {
    at::Tensor all = at::zeros({statistics.d_out}, at::kDouble);
    mine(all).copy_(*each);
    group.gather(all, 0);
    *each = all;
  }
  return sums;
}

MapFigures moment_figures(const Statistics& statistics, Part part, const at::Tensor& weight) {
  return moment_figures(statistics, part, weight, output_sums(statistics, part, weight));
}

MapFigures moment_figures(const Statistics& statistics, Part part, const at::Tensor& weight,
                          const OutputSums& sums) {
  MapFigures figures = unknown_figures();
  const Moments& moments = statistics.part(part);
  figures.samples = moments.count;
  if (moments.count == 0) return figures;
  const double n = static_cast<double>(moments.count);
  const double trained = static_cast<double>(std::max<std::int64_t>(1, statistics.train.count));
  const at::Tensor mean_z = moments.sum_z / n - statistics.train.sum_z / trained;
  const at::Tensor mean_p = at::mv(weight.t(), moments.sum_x / n - statistics.train.sum_x / trained);
  const at::Tensor sst = sums.zz - n * mean_z * mean_z;
  const at::Tensor variance_p = sums.quadratic - n * mean_p * mean_p;
  const at::Tensor spread = sst > sums.zz * 1e-12;
  const double sse = sums.sse.sum().item<double>();
  if (sst.sum().item<double>() > 0) figures.r2 = 1 - sse / sst.sum().item<double>();
  if (spread.any().item<bool>()) {
    figures.r2_mean = (1 - sums.sse / sst).masked_select(spread).mean().item<double>();
    const at::Tensor correlation =
        (sums.linear - n * mean_p * mean_z) / (sst * variance_p).clamp_min(1e-300).sqrt();
    figures.pearson = correlation.masked_select(spread).clamp(-1, 1).mean().item<double>();
  }
  figures.mse = sse / n / static_cast<double>(statistics.d_out);
  const at::Tensor& q = statistics.provisional_z;
  const double raw = (moments.zz + 2 * q * moments.sum_z + n * q * q).sum().item<double>();
  if (raw > 0) figures.relative_mse = sse / raw;
  return figures;
}

at::Tensor procrustes_map(const Statistics& statistics) {
  const bool tall = statistics.d_in >= statistics.d_out;
  // B·(BᵀB)^(−1/2), through the smaller of the two square products. B is made twice: it costs less than to
  // hold it beside what the decomposition needs.
  const auto square = [&] {
    const at::Tensor cross = centred_cross(statistics);
    return tall ? at::mm(cross.t(), cross) : at::mm(cross, cross.t());
  };
  auto [values, vectors] = at::linalg_eigh(square());
  const at::Tensor kept = values > values.max() * 1e-13;
  // The square root is halved once more, so that one product of a matrix with itself gives it.
  vectors.mul_(at::where(kept, values.clamp_min(1e-300).pow(-0.25), at::zeros_like(values)));
  const at::Tensor root = at::mm(vectors, vectors.t());
  vectors.reset();
  const at::Tensor cross = centred_cross(statistics);
  return tall ? at::mm(cross, root) : at::mm(root, cross);
}

}  // namespace prism
