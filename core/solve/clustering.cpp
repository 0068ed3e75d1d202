// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/solve/adapter_map_torch.h"
#include "core/solve/block_reader_torch.h"
#include "core/solve/clustering_torch.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

namespace prism {
namespace {

constexpr std::int64_t kSampleBytes = std::int64_t{64} << 20;
constexpr std::int64_t kSeedingRows = 8192;
constexpr int kLloydSteps = 10;
/// Rows looked at together: their scores against all centres must stay small.
constexpr std::int64_t kRowsAtOnce = 8192;

/// 1 / spread of each input over the training rows; 0 where it does not vary.
at::Tensor input_scale(const Statistics& statistics) {
  const Moments& train = statistics.train;
  const double n = static_cast<double>(std::max<std::int64_t>(1, train.count));
  const at::Tensor variance = ((train.gram.diagonal() - train.sum_x * train.sum_x / n) / n).clamp_min_(0);
  const double floor = 1e-12 * variance.max().item<double>();
  return at::where(variance > floor, variance.clamp_min(1e-300).rsqrt(), at::zeros_like(variance))
      .to(at::kFloat);
}

/// `count` of `rows`, one drawn from each of as many equal stretches.
std::vector<std::int64_t> spread_sample(std::span<const std::int64_t> rows, std::int64_t count,
                                        Random& random) {
  const auto n = static_cast<double>(rows.size());
  std::vector<std::int64_t> chosen(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const double at = (static_cast<double>(i) + random.uniform()) * n / static_cast<double>(count);
    chosen[i] = rows[std::min(rows.size() - 1, static_cast<std::size_t>(at))];
  }
  return chosen;
}

at::Tensor read_scaled(const SampleSource& source, const Statistics& statistics,
                       std::span<const std::int64_t> rows, const at::Tensor& scale,
                       const RunControl& control) {
  at::Tensor x = at::empty({static_cast<std::int64_t>(rows.size()), source.d_in()}, at::kFloat);
  BlockReader reader(source, rows, statistics.mean_x(), statistics.mean_z(), at::kFloat, kRowsAtOnce);
  while (const SampleBlock* block = reader.next()) {
    control.check();
    at::Tensor part = x.narrow(0, block->first, block->x.size(0));
    at::mul_out(part, block->x, scale);
  }
  return x;
}

at::Tensor seeds_of(const at::Tensor& x, int clusters, Random& random, const RunControl& control) {
  const std::int64_t step =
      std::max<std::int64_t>(1, x.size(0) / std::max<std::int64_t>(kSeedingRows, 8 * clusters));
  const at::Tensor rows = x.slice(0, 0, x.size(0), step).contiguous();
  const at::Tensor norms = rows.square().sum(1);
  at::Tensor nearest = at::full({rows.size(0)}, std::numeric_limits<float>::infinity(), at::kFloat);
  at::Tensor centres = at::empty({clusters, x.size(1)}, at::kFloat);
  auto chosen = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(rows.size(0))));
  for (int c = 0; c < clusters; ++c) {
    control.check();
    const at::Tensor centre = rows.select(0, chosen);
    centres.select(0, c).copy_(centre);
    const at::Tensor distance = (norms - 2 * at::mv(rows, centre) + centre.square().sum()).clamp_min_(0);
    nearest = at::minimum(nearest, distance).contiguous();
    // The next one with probability ∝ squared distance to those there are; any row when all coincide.
    const float* weight = nearest.data_ptr<float>();
    double total = 0;
    for (std::int64_t i = 0; i < rows.size(0); ++i) total += static_cast<double>(weight[i]);
    double left = random.uniform() * total;
    chosen = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(rows.size(0))));
    if (total <= 0) continue;
    for (chosen = 0; chosen + 1 < rows.size(0); ++chosen) {
      left -= static_cast<double>(weight[chosen]);
      if (left < 0) break;
    }
  }
  return centres;
}

/// Nearest centre of each row, and the squared distance to it less ‖row‖².
std::pair<at::Tensor, at::Tensor> nearest_centres(const at::Tensor& x, const at::Tensor& centres) {
  const at::Tensor bias = centres.square().sum(1).neg_();
  const auto [score, index] = at::addmm(bias, x, centres.t(), 1, 2).max(1);
  return {index, score.neg()};
}

struct Sums {
  at::Tensor rows;   ///< f32 [clusters, d_in]
  at::Tensor count;  ///< f32 [clusters]
};

Sums sums_of(const at::Tensor& x, const at::Tensor& index, std::int64_t clusters) {
  Sums sums{at::zeros({clusters, x.size(1)}, at::kFloat), at::bincount(index, {}, clusters).to(at::kFloat)};
  const Groups groups = group_rows(index.contiguous(), clusters);
  const std::int64_t width = x.size(1);
  const std::int64_t* order = groups.order.data_ptr<std::int64_t>();
  const float* from = x.data_ptr<float>();
  float* to = sums.rows.data_ptr<float>();
  // A cluster's rows are added in their order by one thread: the same sums with any number of them.
  at::parallel_for(0, clusters, 1, [&](std::int64_t first, std::int64_t last) {
    for (std::int64_t c = first; c < last; ++c) {
      const IndexRange range = groups.range(static_cast<std::size_t>(c));
      for (std::int64_t i = range.begin; i < range.end; ++i) {
        const float* row = from + order[i] * width;
        for (std::int64_t d = 0; d < width; ++d) to[c * width + d] += row[d];
      }
    }
  });
  return sums;
}

/// Lloyd's steps; a centre without rows moves to the row farthest from its own. Returns rows a centre.
at::Tensor refine(const at::Tensor& x, at::Tensor& centres, const RunControl& control) {
  const std::int64_t clusters = centres.size(0);
  at::Tensor before, count;
  for (int step = 0; step < kLloydSteps; ++step) {
    control.check();
    control.progress("clustering", step, kLloydSteps, "steps");
    at::Tensor index = at::empty({x.size(0)}, at::kLong);
    at::Tensor distance = at::empty({x.size(0)}, at::kFloat);
    for (std::int64_t first = 0; first < x.size(0); first += kRowsAtOnce) {
      const std::int64_t rows = std::min(kRowsAtOnce, x.size(0) - first);
      const at::Tensor part = x.narrow(0, first, rows);
      const auto [nearest, away] = nearest_centres(part, centres);
      index.narrow(0, first, rows).copy_(nearest);
      distance.narrow(0, first, rows).copy_(away + part.square().sum(1));
    }
    if (before.defined() && before.equal(index)) break;
    before = index;
    const Sums sums = sums_of(x, index, clusters);
    count = sums.count;
    centres = sums.rows / count.clamp_min(1).unsqueeze(1);
    const at::Tensor empty = (count == 0).nonzero().squeeze(1);
    if (empty.numel() == 0) continue;
    const std::int64_t moved = std::min(empty.numel(), x.size(0));
    const at::Tensor farthest = std::get<1>(distance.topk(moved));
    centres.index_copy_(0, empty.narrow(0, 0, moved), x.index_select(0, farthest));
  }
  return count;
}

void take(const Sums& sums, at::Tensor& centres, at::Tensor& count) {
  count = count + sums.count;
  centres += (sums.rows - sums.count.unsqueeze(1) * centres) / count.clamp_min(1).unsqueeze(1);
}

/// The same by several ranks: of every block that one process would take, each has its share.
void pass_together(const SampleSource& source, const Statistics& statistics,
                   std::span<const std::int64_t> rows, const at::Tensor& scale, at::Tensor& centres,
                   at::Tensor count, const RunControl& control) {
  Group& group = *statistics.group;
  const auto total = static_cast<std::int64_t>(rows.size());
  std::int64_t size = first_block_rows(kRowsAtOnce, total);
  for (std::int64_t first = 0; first < total; first += size, size = kRowsAtOnce) {
    control.check();
    control.progress("clustering", static_cast<double>(first), static_cast<double>(total), "rows");
    const auto block = rows.subspan(static_cast<std::size_t>(first),
                                    static_cast<std::size_t>(std::min(size, total - first)));
    Sums sums{at::zeros_like(centres), at::zeros({centres.size(0)}, at::kFloat)};
    if (const auto own = share_of(group, block); !own.empty()) {
      const at::Tensor x = read_scaled(source, statistics, own, scale, control);
      sums = sums_of(x, nearest_centres(x, centres).first, centres.size(0));
    }
    group.sum(sums.rows);
    group.sum(sums.count);
    take(sums, centres, count);
  }
}

/// Each centre becomes the running mean of what it has taken so far.
void pass_over_all(const SampleSource& source, const Statistics& statistics,
                   std::span<const std::int64_t> rows, const at::Tensor& scale, at::Tensor& centres,
                   at::Tensor count, const RunControl& control) {
  Group& group = *statistics.group;
  if (!group.alone()) return pass_together(source, statistics, rows, scale, centres, count, control);
  BlockReader reader(source, rows, statistics.mean_x(), statistics.mean_z(), at::kFloat, kRowsAtOnce);
  while (const SampleBlock* block = reader.next()) {
    control.check();
    control.progress("clustering", static_cast<double>(block->first), static_cast<double>(rows.size()),
                     "rows");
    const at::Tensor x = block->x * scale;
    take(sums_of(x, nearest_centres(x, centres).first, centres.size(0)), centres, count);
  }
}

}  // namespace

Gate cluster_rows(const SampleSource& source, const Statistics& statistics,
                  std::span<const std::int64_t> rows, int clusters, std::uint64_t seed,
                  const RunControl& control) {
  const at::Tensor scale = input_scale(statistics);
  const auto n = static_cast<std::int64_t>(rows.size());
  const std::int64_t room = std::max<std::int64_t>(kSampleBytes / 4 / source.d_in(), 16 * clusters);
  Random random(mix64(seed));
  const std::vector<std::int64_t> sample =
      n <= room ? std::vector(rows.begin(), rows.end()) : spread_sample(rows, room, random);
  at::Tensor centres;
  {
    const at::Tensor x = read_scaled(source, statistics, sample, scale, control);
    centres = seeds_of(x, clusters, random, control);
    at::Tensor count = refine(x, centres, control);
    // The sample fits into one process; all work on from what the first one found.
    statistics.group->broadcast(centres, 0);
    statistics.group->broadcast(count, 0);
    if (n > room) pass_over_all(source, statistics, rows, scale, centres, count, control);
  }
  Gate gate;
  gate.layout = Gate::Layout::expert;
  gate.kind = Gate::Kind::mixture;
  const at::Tensor weight = (centres * scale * 2).contiguous();
  const at::Tensor bias = centres.square().sum(1).neg_().contiguous();
  gate.weight.assign(weight.data_ptr<float>(), weight.data_ptr<float>() + weight.numel());
  gate.bias.assign(bias.data_ptr<float>(), bias.data_ptr<float>() + bias.numel());
  return gate;
}

std::vector<std::vector<std::int64_t>> rows_by_cluster(const SampleSource& source,
                                                       const Statistics& statistics,
                                                       std::span<const std::int64_t> rows,
                                                       const Gate& clusters, const RunControl& control) {
  std::vector<std::vector<std::int64_t>> lists(static_cast<std::size_t>(clusters.logits()));
  const at::Tensor weight = weight_of(clusters);
  const at::Tensor bias = bias_of(clusters);
  Group& group = *statistics.group;
  const auto total = static_cast<std::int64_t>(rows.size());
  const std::int64_t start = group.share(total).begin;
  at::Tensor experts = at::zeros({total}, at::kInt);
  BlockReader reader(source, share_of(group, rows), statistics.mean_x(), statistics.mean_z(), at::kFloat,
                     kRowsAtOnce);
  while (const SampleBlock* block = reader.next()) {
    control.check();
    control.progress("clusters", static_cast<double>(block->first * group.size()), static_cast<double>(total),
                     "rows");
    experts.narrow(0, start + block->first, block->x.size(0)).copy_(expert_of(weight, bias, block->x));
  }
  group.gather(experts, 0);
  const std::int32_t* expert = experts.data_ptr<std::int32_t>();
  for (std::size_t i = 0; i < rows.size(); ++i) lists[static_cast<std::size_t>(expert[i])].push_back(rows[i]);
  return lists;
}

}  // namespace prism
