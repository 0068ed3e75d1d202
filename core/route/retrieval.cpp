// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/figures_torch.h"

#include <algorithm>
#include <cmath>

#include <ATen/ATen.h>

namespace prism {
namespace {

constexpr std::size_t kQueries = 2000;
constexpr std::int64_t kCandidates = 1024;

at::Tensor unit_rows(const at::Tensor& rows) {
  return rows / rows.norm(2, 1, true).clamp_min(1e-30);
}

}  // namespace

std::vector<double> retrieval_at_1(const SampleSource& source, const Adapter& adapter,
                                   std::span<const std::int64_t> indices,
                                   const std::vector<at::Tensor>& predictions, const RunControl& control) {
  std::vector<double> shares(predictions.size(), std::nan(""));
  std::vector<std::int64_t> positions, truths;
  for (std::size_t i = 0; i < indices.size() && positions.size() < kQueries; ++i) {
    const std::int64_t truth = source.candidates() == 0 ? -1 : source.truth_of(indices[i]);
    if (truth < 0) continue;
    positions.push_back(static_cast<std::int64_t>(i));
    truths.push_back(truth);
  }
  if (positions.empty()) return shares;
  const at::Tensor order = at::tensor(positions, at::kLong), truth = at::tensor(truths, at::kLong);
  const at::Tensor mean = at::tensor(adapter.mean_z, at::kFloat);
  const auto queries = static_cast<std::int64_t>(positions.size());
  std::vector<at::Tensor> asked, best, nearest;
  for (const at::Tensor& each : predictions) {
    asked.push_back(unit_rows(each.index_select(0, order) + mean));
    best.push_back(at::full({queries}, -2.0F, at::kFloat));
    nearest.push_back(at::full({queries}, -1, at::kLong));
  }
  for (std::int64_t first = 0; first < source.candidates(); first += kCandidates) {
    control.check();
    const std::int64_t count = std::min(kCandidates, source.candidates() - first);
    at::Tensor rows = at::empty({count, source.d_out()}, at::kFloat);
    source.read_candidates(first, count, rows.data_ptr<float>());
    rows = unit_rows(rows);
    for (std::size_t i = 0; i < asked.size(); ++i) {
      const auto [value, where] = at::mm(asked[i], rows.t()).max(1);
      const at::Tensor better = value > best[i];
      best[i] = at::where(better, value, best[i]);
      nearest[i] = at::where(better, where + first, nearest[i]);
    }
  }
  for (std::size_t i = 0; i < asked.size(); ++i) {
    shares[i] = (nearest[i] == truth).to(at::kDouble).mean().item<double>();
  }
  return shares;
}

}  // namespace prism
