// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/solve/blas_torch.h"
#include "core/solve/block_reader_torch.h"
#include "core/solve/expert_ridge_torch.h"
#include "core/solve/ridge_torch.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include <ATen/ATen.h>

namespace prism {
namespace {

constexpr int kStart = -4;  // 1e-2
constexpr int kLowest = -14;
constexpr int kHighest = 4;
constexpr std::size_t kFewestRows = 16;
constexpr std::size_t kMostRows = 2048;
constexpr std::int64_t kAllOutputsUpTo = 512;
constexpr std::int64_t kJudgedOutputs = 256;

double relative_of(int half_decades) {
  return std::pow(10.0, half_decades / 2.0);
}

}  // namespace

ExpertRidge::ExpertRidge(const SampleSource& source, const Statistics& statistics, const AdapterMap* earlier,
                         const TrainOptions& options)
    : m_source(source), m_statistics(statistics), m_earlier(earlier), m_given(options.ridge), m_last(kStart) {
  if (statistics.d_out <= kAllOutputsUpTo) return;
  Random random(mix64(options.seed ^ 0x6a756467ull));
  std::vector<std::int64_t> outputs = random.permutation(statistics.d_out);
  outputs.resize(kJudgedOutputs);
  std::sort(outputs.begin(), outputs.end());
  m_judged = at::tensor(outputs, at::kLong);
}

double ExpertRidge::choose(const RowMoments& moments, const at::Tensor& prior,
                           std::span<const std::int64_t> validation, const RunControl& control) {
  Group& group = *m_statistics.group;
  const double lambda = group.first() ? choose_alone(moments, prior, validation, control) : 0;
  m_last = static_cast<int>(group.agree(m_last));
  return group.agree(lambda);
}

double ExpertRidge::choose_alone(const RowMoments& moments, const at::Tensor& prior,
                                 std::span<const std::int64_t> validation, const RunControl& control) {
  const double scale = moments.gram.diagonal().mean().item<double>();
  if (!(scale > 0)) return std::numeric_limits<double>::infinity();
  if (m_given) return *m_given * scale;
  if (validation.size() < kFewestRows) return relative_of(m_last) * scale;

  // A stride through the rows keeps all parts of the text in.
  std::vector<std::int64_t> rows;
  const std::size_t step = (validation.size() + kMostRows - 1) / kMostRows;
  for (std::size_t i = 0; i < validation.size(); i += step) rows.push_back(validation[i]);
  const auto judged = [&](const at::Tensor& matrix) {
    return m_judged.defined() ? matrix.index_select(1, m_judged) : matrix;
  };
  BlockReader reader(m_source, rows, m_statistics.mean_x(), m_statistics.mean_z(), at::kFloat,
                     static_cast<std::int64_t>(rows.size()));
  const SampleBlock* block = reader.next();
  const at::Tensor& x = block->x;
  at::Tensor left = m_earlier != nullptr ? judged(block->z - (*m_earlier)(x)) : judged(block->z);
  at::Tensor right = judged(moments.cross);
  if (prior.defined()) {
    const at::Tensor base = judged(prior);
    left = left - at::mm(x, base.to(at::kFloat));
    right = right - at::mm(moments.gram, base);
  }
  const double kept = left.square().sum(at::kDouble).item<double>();

  std::map<int, double> tried;
  const auto error = [&](int at) {
    const auto found = tried.find(at);
    if (found != tried.end()) return found->second;
    control.check();
    double sse = std::numeric_limits<double>::infinity();
    at::Tensor factor = moments.gram.clone();
    factor.diagonal().clamp_min_(0).add_(relative_of(at) * scale);
    if (factorise(factor, m_statistics.double_precision)) {
      at::Tensor map = right.clone(at::MemoryFormat::Contiguous);
      solve_with_factor(factor, map);
      sse = (left - at::mm(x, map.to(at::kFloat))).square().sum(at::kDouble).item<double>();
    }
    return tried[at] = std::isfinite(sse) ? sse : std::numeric_limits<double>::infinity();
  };
  int best = m_last;
  const int direction = best < kHighest && error(best + 1) < error(best) ? 1 : -1;
  while (best + direction >= kLowest && best + direction <= kHighest &&
         error(best + direction) < error(best)) {
    best += direction;
  }
  if (!(error(best) < kept)) return std::numeric_limits<double>::infinity();
  m_last = best;
  return relative_of(best) * scale;
}

}  // namespace prism
