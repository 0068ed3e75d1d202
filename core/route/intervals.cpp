// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/intervals.h"

#include "core/base/random.h"
#include "core/route/trainer_torch.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

#include <ATen/ATen.h>

namespace prism {
namespace {

constexpr std::int64_t kRows = 20000;
constexpr std::int64_t kBlock = 256;      ///< rows computed at once
constexpr std::int64_t kNeighbours = 64;  ///< rows of a text that are drawn together
constexpr int kDraws = 400;

}  // namespace

R2Interval r2_interval(const Adapter& adapter, const SampleSource& source, const StatisticsPtr& statistics,
                       const RunnerOptions& runner_options, std::uint64_t seed, const RunControl& control) {
  // Whole stretches of neighbours stay together where they are drawn together.
  const bool activations = adapter.domain == Domain::activations;
  const auto& test = statistics->split.test;
  std::vector<std::int64_t> indices(test.begin(), test.end());
  std::sort(indices.begin(), indices.end());
  if (activations && static_cast<std::int64_t>(indices.size()) > kRows) {
    const auto stretches = static_cast<std::int64_t>(indices.size()) / kNeighbours;
    std::vector<std::int64_t> order = Random(mix64(seed)).permutation(stretches);
    order.resize(static_cast<std::size_t>(kRows / kNeighbours));
    std::sort(order.begin(), order.end());
    std::vector<std::int64_t> chosen;
    for (const std::int64_t stretch : order) {
      chosen.insert(chosen.end(), indices.begin() + stretch * kNeighbours,
                    indices.begin() + (stretch + 1) * kNeighbours);
    }
    indices = std::move(chosen);
  } else {
    indices = some_rows(indices, kRows, seed);
  }
  const auto count = static_cast<std::int64_t>(indices.size());
  R2Interval interval;
  interval.rows = count;
  if (count == 0) return {std::nan(""), std::nan(""), std::nan(""), 0};
  AdapterRunner runner(std::make_shared<const Adapter>(adapter), runner_options);
  const at::Tensor mean_x = at::tensor(adapter.mean_x, at::kFloat);
  const at::Tensor mean_z = at::tensor(adapter.mean_z, at::kFloat);
  std::vector<at::Tensor> errors, targets;
  for (std::int64_t first = 0; first < count; first += kBlock) {
    control.check();
    const auto here = static_cast<std::size_t>(std::min(kBlock, count - first));
    const Rows rows =
        read_rows(source, adapter, std::span(indices).subspan(static_cast<std::size_t>(first), here));
    const at::Tensor x = (rows.x + mean_x).contiguous();
    at::Tensor y = at::empty_like(rows.z);
    runner.run(x.data_ptr<float>(), static_cast<std::int64_t>(here), y.data_ptr<float>());
    errors.push_back((y - mean_z - rows.z).square_().sum(1, false, at::kDouble));
    targets.push_back(rows.z);
  }
  const at::Tensor z = at::cat(targets);
  const at::Tensor error = at::cat(errors);
  const at::Tensor spread = (z - z.mean(0)).square_().sum(1, false, at::kDouble);
  const double* e = error.data_ptr<double>();
  const double* s = spread.data_ptr<double>();
  interval.r2 = 1 - error.sum().item<double>() / spread.sum().item<double>();
  const std::int64_t length = activations ? std::min(kNeighbours, count) : 1;
  const std::int64_t blocks = count / length;
  Random random(mix64(seed + 17));
  std::vector<double> draws;
  for (int draw = 0; draw < kDraws; ++draw) {
    double sse = 0, sst = 0;
    for (std::int64_t b = 0; b < blocks; ++b) {
      const auto first = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(blocks))) * length;
      for (std::int64_t i = first; i < first + length; ++i) {
        sse += e[i];
        sst += s[i];
      }
    }
    draws.push_back(1 - sse / sst);
  }
  std::sort(draws.begin(), draws.end());
  interval.low = draws[static_cast<std::size_t>(0.025 * kDraws)];
  interval.high = draws[static_cast<std::size_t>(0.975 * kDraws)];
  return interval;
}

}  // namespace prism
