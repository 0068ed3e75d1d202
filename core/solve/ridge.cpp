// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/solve/blas_torch.h"
#include "core/solve/large_tensor_torch.h"
#include "core/solve/ridge_torch.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <map>
#include <optional>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

namespace prism {
namespace {

/// Larger inputs are searched downhill: each λ costs a factorisation.
constexpr std::int64_t kAllDecadesUpTo = 1024;
constexpr std::int64_t kJudgedOutputs = 256;
constexpr double kStart = 1e-3;
constexpr int kLowestDecade = -9;
constexpr int kHighestDecade = 3;

at::Tensor offset(const at::Tensor& sum, std::int64_t count) {
  return sum / static_cast<double>(std::max<std::int64_t>(1, count));
}

/// out = products − sum·meanᵀ in one pass; all f64, rows of `products` may lie apart.
void about_mean(const at::Tensor& products, const at::Tensor& sum, const at::Tensor& mean, at::Tensor& out) {
  const std::int64_t cols = products.size(1);
  const std::int64_t stride = products.stride(0);
  const double* from = products.data_ptr<double>();
  const double* row_sums = sum.data_ptr<double>();
  const double* means = mean.data_ptr<double>();
  double* to = out.data_ptr<double>();
  at::parallel_for(0, products.size(0), 16, [&](std::int64_t first, std::int64_t last) {
    for (std::int64_t row = first; row < last; ++row) {
      const double* source = from + row * stride;
      double* target = to + row * cols;
      for (std::int64_t col = 0; col < cols; ++col) target[col] = source[col] - row_sums[row] * means[col];
    }
  });
}

/// Validation error of the ridge map at one λ after another, on some of the outputs.
class ValidationError {
 public:
  ValidationError(const Statistics& statistics, const std::vector<IndexRange>& blocks, std::uint64_t seed)
      : m_statistics(statistics), m_blocks(blocks) {
    const std::int64_t d_out = statistics.d_out;
    at::Tensor cross = centred_cross(statistics);
    Moments judged = statistics.validation;
    m_shift_z = offset(statistics.train.sum_z, statistics.train.count);
    if (d_out > 2 * kJudgedOutputs) {
      Random random(mix64(seed ^ 0x6f757470757473ull));
      std::vector<std::int64_t> order = random.permutation(d_out);
      order.resize(kJudgedOutputs);
      std::sort(order.begin(), order.end());
      const at::Tensor chosen = at::tensor(order, at::kLong);
      cross = cross.index_select(1, chosen);
      judged.cross = judged.cross.index_select(1, chosen);
      judged.sum_z = judged.sum_z.index_select(0, chosen);
      judged.zz = judged.zz.index_select(0, chosen);
      m_shift_z = m_shift_z.index_select(0, chosen);
      m_subset = true;
    }
    m_cross = cross;
    m_judged = judged;
    m_scale = mean_diagonal(statistics);
  }

  [[nodiscard]] bool subset() const { return m_subset; }

  /// SSE on validation rows, mean over the blocks; nothing when a block of G + λI is singular.
  std::optional<double> sse(double relative) {
    double total = 0;
    for (const IndexRange& block : m_blocks) {
      at::Tensor& a = space(block.size());
      regularised_gram(m_statistics, relative * m_scale, block, a);
      if (!factorise(a, m_statistics.double_precision)) return std::nullopt;
      const auto part = [&](const at::Tensor& tensor) { return tensor.narrow(0, block.begin, block.size()); };
      at::Tensor weight = part(m_cross).clone();
      solve_with_factor(a, weight);
      const double n = static_cast<double>(m_judged.count);
      const at::Tensor shift_x = part(offset(m_statistics.train.sum_x, m_statistics.train.count));
      const at::Tensor gram = part(m_judged.gram).narrow(1, block.begin, block.size());
      const at::Tensor p = at::mv(weight.t(), part(m_judged.sum_x));  // Σŷ about the provisional mean
      const at::Tensor s = at::mv(weight.t(), shift_x);
      const at::Tensor quadratic = at::mm(gram, weight).mul_(weight).sum(0) - 2 * p * s + n * s * s;
      const at::Tensor linear =
          (part(m_judged.cross) * weight).sum(0) - p * m_shift_z - s * (m_judged.sum_z - n * m_shift_z);
      const at::Tensor zz = m_judged.zz - 2 * m_shift_z * m_judged.sum_z + n * m_shift_z * m_shift_z;
      total += (zz - 2 * linear + quadratic).sum().item<double>();
    }
    total /= static_cast<double>(m_blocks.size());
    return std::isfinite(total) ? std::optional(total) : std::nullopt;
  }

  /// About the validation rows' own mean.
  [[nodiscard]] double sst() const {
    return (m_judged.zz - m_judged.sum_z * m_judged.sum_z / static_cast<double>(m_judged.count))
        .sum()
        .item<double>();
  }

 private:
  /// A square to factorise in, used again for every λ: getting it from the system costs as much as filling
  /// it.
  at::Tensor& space(std::int64_t side) {
    if (!m_space.defined() || m_space.size(0) != side) m_space = large_zeros(side, side, at::kDouble);
    return m_space;
  }

  const Statistics& m_statistics;
  const std::vector<IndexRange>& m_blocks;
  at::Tensor m_space;
  Moments m_judged;
  at::Tensor m_cross;
  at::Tensor m_shift_z;
  double m_scale = 1;
  bool m_subset = false;
};

}  // namespace

double mean_diagonal(const Statistics& statistics) {
  const Moments& train = statistics.train;
  const at::Tensor diagonal =
      train.gram.diagonal() -
      train.sum_x * train.sum_x / static_cast<double>(std::max<std::int64_t>(1, train.count));
  const double mean = diagonal.clamp_min(0).mean().item<double>();
  return mean > 0 ? mean : 1;
}

at::Tensor regularised_gram(const Statistics& statistics, double lambda, IndexRange range) {
  at::Tensor a = large_zeros(range.size(), range.size(), at::kDouble);
  regularised_gram(statistics, lambda, range, a);
  return a;
}

void regularised_gram(const Statistics& statistics, double lambda, IndexRange range, at::Tensor& out) {
  const Moments& train = statistics.train;
  const at::Tensor sum = train.sum_x.narrow(0, range.begin, range.size());
  about_mean(train.gram.narrow(0, range.begin, range.size()).narrow(1, range.begin, range.size()), sum,
             offset(sum, train.count), out);
  // Rounding must not leave a constant input with a tiny negative square.
  out.diagonal().clamp_min_(0).add_(lambda);
}

at::Tensor centred_cross(const Statistics& statistics) {
  const Moments& train = statistics.train;
  at::Tensor cross = large_zeros(statistics.d_in, statistics.d_out, at::kDouble);
  about_mean(train.cross, train.sum_x, offset(train.sum_z, train.count), cross);
  return cross;
}

bool factorise(at::Tensor& a, bool double_precision) {
  const at::Tensor diagonal = a.diagonal().clone();
  if (!cholesky_in_place(a)) return false;
  // A pivot is what an input keeps when all inputs before it are known; below the rounding of the statistics
  // themselves it means nothing.
  const double smallest = double_precision ? 64 * std::numeric_limits<double>::epsilon() *
                                                 static_cast<double>(std::max<std::int64_t>(16, a.size(0)))
                                           : 2e-7;
  const at::Tensor pivots = a.diagonal() * a.diagonal();
  return (pivots > diagonal * smallest).all().item<bool>();
}

void RidgeFactors::solve(at::Tensor right) const {
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    solve_with_factor(factors[i], right.narrow(0, blocks[i].begin, blocks[i].size()));
  }
}

RidgeFactors ridge_factors(const Statistics& statistics, double relative,
                           const std::vector<IndexRange>& blocks, std::vector<std::string>& notes,
                           const RunControl& control) {
  const double scale = mean_diagonal(statistics);
  const double wanted = std::max(0.0, relative);
  const double lowest = statistics.double_precision ? 1e-12 : 1e-7;
  for (double now = wanted; now < 1e9; now = std::max(now * 10, lowest)) {
    RidgeFactors out{blocks, {}, now, now * scale};
    const bool definite = std::all_of(blocks.begin(), blocks.end(), [&](const IndexRange& block) {
      control.check();
      out.factors.push_back(regularised_gram(statistics, out.lambda, block));
      return factorise(out.factors.back(), statistics.double_precision);
    });
    // All ranks raise it together, even if rounding made them differ.
    if (statistics.group->sum_of(definite ? 0 : 1) > 0) continue;
    if (now > wanted) {
      notes.push_back(
          fmt::format("The inputs are linearly dependent: the relative ridge was raised from {:g} to {:g}.",
                      wanted, now));
    }
    return out;
  }
  throw Error(ErrorCode::numeric,
              "the statistics of the inputs cannot be factored even with a very large ridge", {}, {},
              "inputs of ordinary size");
}

RidgeChoice choose_ridge(const Statistics& statistics, const std::vector<IndexRange>& blocks,
                         std::uint64_t seed, const RunControl& control) {
  const auto start = std::chrono::steady_clock::now();
  RidgeChoice choice;
  choice.relative = kStart;
  if (statistics.validation.count == 0) {
    choice.note = fmt::format("There are no validation rows: the relative ridge is {:g}.", kStart);
    return choice;
  }
  ValidationError error(statistics, blocks, seed);
  constexpr double kWorst = std::numeric_limits<double>::infinity();
  std::map<int, double> tried;  // quarter decades → SSE
  const auto relative_of = [](int quarter) { return std::pow(10.0, quarter / 4.0); };
  Group& group = *statistics.group;
  std::map<int, double> ahead;  // tried by the ranks together before it is asked for
  const auto try_ahead = [&](int quarter, int step) {
    at::Tensor found = at::zeros({group.size()}, at::kDouble);
    const auto clamped = [&](int rank) {
      return std::clamp(quarter + rank * step, 4 * kLowestDecade - 2, 4 * kHighestDecade + 2);
    };
    found[group.rank()] = error.sse(relative_of(clamped(group.rank()))).value_or(kWorst);
    group.sum(found);
    for (int rank = 0; rank < group.size(); ++rank) ahead[clamped(rank)] = found[rank].item<double>();
  };
  /// `step`: to where the next values asked for lie.
  const auto sse = [&](int quarter, int step) {
    const auto found = tried.find(quarter);
    if (found != tried.end()) return found->second;
    control.check();
    control.progress("choosing the ridge", static_cast<double>(tried.size()), 0, "values");
    if (group.alone()) return tried[quarter] = error.sse(relative_of(quarter)).value_or(kWorst);
    if (!ahead.contains(quarter)) try_ahead(quarter, step);
    return tried[quarter] = ahead[quarter];
  };
  const auto best = [&] {
    return std::min_element(tried.begin(), tried.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
  };
  const bool small = std::all_of(blocks.begin(), blocks.end(),
                                 [](const IndexRange& block) { return block.size() <= kAllDecadesUpTo; });
  if (small) {
    for (int decade = kLowestDecade; decade <= kHighestDecade; ++decade) sse(4 * decade, 4);
  } else {
    int now = 4 * static_cast<int>(std::lround(std::log10(kStart)));
    const int step = sse(now + 4, -4) < sse(now, -4) ? 4 : -4;
    while (now + step >= 4 * kLowestDecade && now + step <= 4 * kHighestDecade &&
           sse(now + step, step) < sse(now, step)) {
      now += step;
    }
  }
  for (const int step : small ? std::vector{2, 1} : std::vector{2}) {
    const int centre = best();
    const auto below = tried.find(centre - 4), above = tried.find(centre + 4);
    // A parabola through three neighbours has its lowest point on the lower one's side.
    const bool both = small || below == tried.end() || above == tried.end();
    if (both || below->second <= above->second) sse(centre - step, 2 * step);
    if (both || below->second > above->second) sse(centre + step, -2 * step);
  }
  const double sst = error.sst();
  for (const auto& [quarter, value] : tried) {
    if (std::isfinite(value) && sst > 0) choice.curve.emplace_back(relative_of(quarter), 1 - value / sst);
  }
  if (std::isfinite(tried[best()])) choice.relative = relative_of(best());
  if (error.subset()) {
    choice.note = fmt::format("The ridge was chosen on {} of the {} outputs, drawn at random.",
                              kJudgedOutputs, statistics.d_out);
  }
  choice.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return choice;
}

}  // namespace prism
