// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/solve/adapter_map_torch.h"
#include "core/solve/block_reader_torch.h"
#include "core/solve/figures_torch.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <ATen/ATen.h>

namespace prism {
namespace {

constexpr std::int64_t kQueries = 2000;
constexpr std::int64_t kTopFew = 10;
/// Blocks are small: a dozen temporaries of their size come and go.
constexpr std::int64_t kBlockBytes = std::int64_t{8} << 20;

/// Sums over rows of one map, about the training means.
struct RowSums {
  at::Tensor sse, p, pp, zp;  ///< f64 [d_out]
  double cosine = 0;
  at::Tensor queries;  ///< [queries, d_out] raw predictions kept for retrieval; a view
};

double cosine_sum(const at::Tensor& a, const at::Tensor& b) {
  const at::Tensor dot = (a * b).sum(1, false, at::kDouble);
  const at::Tensor norms = a.norm(2, 1).mul_(b.norm(2, 1)).to(at::kDouble).clamp_min_(1e-30);
  return (dot / norms).sum().item<double>();
}

void make_unit(at::Tensor& rows) {
  rows.div_(rows.norm(2, 1, true).clamp_min_(1e-30));
}

/// Ranks of the true candidates by cosine, streamed over the candidates in blocks.
class Retrieval {
 public:
  Retrieval(const SampleSource& source, std::span<const std::int64_t> rows, std::uint64_t seed, Group& group)
      : m_source(source), m_group(group), m_rows(rows.begin(), rows.end()) {
    m_own_rows = source.candidates() == 0;
    std::vector<std::int64_t> order(m_rows.size());
    std::iota(order.begin(), order.end(), 0);
    if (!m_own_rows) {
      std::erase_if(
          order, [&](std::int64_t at) { return source.truth_of(m_rows[static_cast<std::size_t>(at)]) < 0; });
    }
    if (static_cast<std::int64_t>(order.size()) > kQueries) {
      Random random(mix64(seed));
      const auto shuffled = random.permutation(static_cast<std::int64_t>(order.size()));
      std::vector<std::int64_t> chosen(kQueries);
      for (std::size_t i = 0; i < chosen.size(); ++i)
        chosen[i] = order[static_cast<std::size_t>(shuffled[i])];
      order = std::move(chosen);
      std::sort(order.begin(), order.end());
    }
    m_positions = std::move(order);
    for (const std::int64_t position : m_positions) {
      m_truth.push_back(m_own_rows ? position : source.truth_of(m_rows[static_cast<std::size_t>(position)]));
    }
  }

  /// Positions in the list of rows whose predictions are wanted, ascending.
  [[nodiscard]] const std::vector<std::int64_t>& positions() const { return m_positions; }

  /// For each map: share of queries whose truth is nearest, and among the ten nearest. `predictions` holds
  /// the maps' predictions below each other and is spoilt.
  std::vector<std::pair<double, double>> shares(at::Tensor& predictions, std::int64_t maps,
                                                const RunControl& control) const {
    const std::int64_t queries = static_cast<std::int64_t>(m_positions.size());
    std::vector<std::pair<double, double>> out(static_cast<std::size_t>(maps), {std::nan(""), std::nan("")});
    if (queries == 0) return out;
    make_unit(predictions);
    at::Tensor own = at::empty({predictions.size(0), 1}, at::kFloat);
    {
      at::Tensor truth = truth_rows();
      make_unit(truth);
      for (std::int64_t map = 0; map < maps; ++map) {
        own.narrow(0, map * queries, queries)
            .copy_((predictions.narrow(0, map * queries, queries) * truth).sum(1, true));
      }
    }
    at::Tensor nearer = at::zeros({predictions.size(0)}, at::kLong);
    const std::int64_t count = m_own_rows ? static_cast<std::int64_t>(m_rows.size()) : m_source.candidates();
    const std::int64_t step = std::clamp<std::int64_t>(kBlockBytes / 4 / m_source.d_out(), 64, 1024);
    const IndexRange share = m_group.share(count);
    for (std::int64_t first = share.begin; first < share.end; first += step) {
      control.check();
      control.progress("retrieval", static_cast<double>((first - share.begin) * m_group.size()),
                       static_cast<double>(count), "rows");
      at::Tensor block = candidates(first, std::min(step, share.end - first));
      make_unit(block);
      at::Tensor scores = at::mm(predictions, block.t());
      // The truth itself must not outrank itself by rounding.
      for (std::size_t query = 0; query < m_truth.size(); ++query) {
        if (m_truth[query] < first || m_truth[query] >= first + block.size(0)) continue;
        for (std::int64_t map = 0; map < maps; ++map) {
          const auto row = map * queries + static_cast<std::int64_t>(query);
          scores.data_ptr<float>()[row * scores.size(1) + m_truth[query] - first] = -2;
        }
      }
      nearer += (scores > own).sum(1);
    }
    m_group.sum(nearer);
    for (std::int64_t map = 0; map < maps; ++map) {
      const at::Tensor ranks = nearer.narrow(0, map * queries, queries);
      out[static_cast<std::size_t>(map)] = {(ranks < 1).to(at::kDouble).mean().item<double>(),
                                            (ranks < kTopFew).to(at::kDouble).mean().item<double>()};
    }
    return out;
  }

 private:
  [[nodiscard]] at::Tensor candidates(std::int64_t first, std::int64_t count) const {
    at::Tensor rows = at::empty({count, m_source.d_out()}, at::kFloat);
    if (m_own_rows) {
      at::Tensor unused = at::empty({count, m_source.d_in()}, at::kFloat);
      m_source.read(
          std::span(m_rows).subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(count)),
          unused.data_ptr<float>(), rows.data_ptr<float>());
    } else {
      m_source.read_candidates(first, count, rows.data_ptr<float>());
    }
    return rows;
  }

  [[nodiscard]] at::Tensor truth_rows() const {
    at::Tensor rows = at::empty({static_cast<std::int64_t>(m_truth.size()), m_source.d_out()}, at::kFloat);
    for (std::size_t query = 0; query < m_truth.size(); ++query) {
      rows[static_cast<std::int64_t>(query)].copy_(candidates(m_truth[query], 1)[0]);
    }
    return rows;
  }

  const SampleSource& m_source;
  Group& m_group;
  std::vector<std::int64_t> m_rows;
  bool m_own_rows = false;
  std::vector<std::int64_t> m_positions;
  std::vector<std::int64_t> m_truth;
};

}  // namespace

std::vector<MapFigures> row_figures(const SampleSource& source, const Statistics& statistics,
                                    std::span<const std::int64_t> indices, const std::vector<RowMap>& maps,
                                    const RunControl& control, bool retrieve, at::Tensor* sse) {
  std::vector<MapFigures> figures(maps.size(), unknown_figures());
  if (indices.empty()) return figures;
  std::vector<std::int64_t> rows(indices.begin(), indices.end());
  std::sort(rows.begin(), rows.end());
  const double n = static_cast<double>(rows.size());
  const std::int64_t d_out = source.d_out();
  Group& group = *statistics.group;
  const IndexRange share = group.share(static_cast<std::int64_t>(rows.size()));
  const Retrieval retrieval(source,
                            retrieve ? std::span<const std::int64_t>(rows) : std::span<const std::int64_t>(),
                            0x72657472ull, group);
  const std::vector<std::int64_t>& wanted = retrieval.positions();

  std::vector<RowSums> sums(maps.size());
  const auto queries = static_cast<std::int64_t>(wanted.size());
  at::Tensor predictions = at::zeros({queries * static_cast<std::int64_t>(maps.size()), d_out}, at::kFloat);
  for (std::size_t map = 0; map < maps.size(); ++map) {
    RowSums& sum = sums[map];
    for (at::Tensor* tensor : {&sum.sse, &sum.p, &sum.pp, &sum.zp}) *tensor = at::zeros({d_out}, at::kDouble);
    sum.queries = predictions.narrow(0, static_cast<std::int64_t>(map) * queries, queries);
  }
  at::Tensor z_sum = at::zeros({d_out}, at::kDouble);
  at::Tensor zz = at::zeros({d_out}, at::kDouble);
  double raw = 0;
  const at::Tensor mean_z = statistics.mean_z().to(at::kFloat);
  // Experts share out a block: it must be large for each to have rows enough.
  const bool gated =
      std::any_of(maps.begin(), maps.end(), [](const RowMap& map) { return map.map != nullptr; });
  const std::int64_t most = gated ? 8192 : 1024;
  BlockReader reader(
      source,
      std::span(rows).subspan(static_cast<std::size_t>(share.begin), static_cast<std::size_t>(share.size())),
      statistics.mean_x(), statistics.mean_z(), at::kFloat,
      std::clamp<std::int64_t>((gated ? 4 : 1) * kBlockBytes / 4 / (source.d_in() + d_out), 64, most));
  auto next_query =
      static_cast<std::size_t>(std::lower_bound(wanted.begin(), wanted.end(), share.begin) - wanted.begin());
  while (const SampleBlock* block = reader.next()) {
    control.check();
    control.progress("test", static_cast<double>(block->first * group.size()), n, "rows");
    const at::Tensor& z = block->z;
    z_sum += block->sum_z;
    zz += block->zz;
    const at::Tensor true_rows = z + mean_z;
    raw += true_rows.square().sum(at::kDouble).item<double>();
    const std::size_t first_query = next_query;
    std::vector<std::int64_t> here;
    const std::int64_t first = share.begin + block->first;
    while (next_query < wanted.size() && wanted[next_query] < first + z.size(0)) {
      here.push_back(wanted[next_query++] - first);
    }
    for (std::size_t map = 0; map < maps.size(); ++map) {
      const at::Tensor p = maps[map].map                ? (*maps[map].map)(block->x)
                           : maps[map].weight.defined() ? at::mm(block->x, maps[map].weight)
                                                        : at::zeros_like(z);
      RowSums& sum = sums[map];
      sum.sse += (z - p).square_().sum(0, false, at::kDouble);
      sum.p += p.sum(0, false, at::kDouble);
      sum.pp += p.square().sum(0, false, at::kDouble);
      sum.zp += (z * p).sum(0, false, at::kDouble);
      const at::Tensor predicted = p + mean_z;
      sum.cosine += cosine_sum(predicted, true_rows);
      if (!here.empty()) {
        sum.queries.narrow(0, static_cast<std::int64_t>(first_query), static_cast<std::int64_t>(here.size()))
            .copy_(predicted.index_select(0, at::tensor(here, at::kLong)));
      }
    }
  }

  if (!group.alone()) {
    for (RowSums& sum : sums) {
      for (at::Tensor* each : {&sum.sse, &sum.p, &sum.pp, &sum.zp}) group.sum(*each);
      sum.cosine = group.sum_of(sum.cosine);
    }
    group.sum(z_sum);
    group.sum(zz);
    raw = group.sum_of(raw);
    group.sum(predictions);
  }
  if (sse != nullptr) *sse = sums.front().sse;
  const at::Tensor sst = zz - z_sum * z_sum / n;
  const at::Tensor spread = sst > zz * 1e-12;
  const bool any_spread = spread.any().item<bool>();
  const auto shares = retrieval.shares(predictions, static_cast<std::int64_t>(maps.size()), control);
  for (std::size_t map = 0; map < maps.size(); ++map) {
    const RowSums& sum = sums[map];
    MapFigures& out = figures[map];
    const double total = sum.sse.sum().item<double>();
    out.samples = static_cast<std::int64_t>(rows.size());
    if (any_spread) {
      out.r2 = 1 - total / sst.sum().item<double>();
      out.r2_mean = (1 - sum.sse / sst).masked_select(spread).mean().item<double>();
      const at::Tensor spread_p = sum.pp - sum.p * sum.p / n;
      const at::Tensor correlation = (sum.zp - sum.p * z_sum / n) / (sst * spread_p).clamp_min(1e-300).sqrt();
      out.pearson = correlation.masked_select(spread).clamp(-1, 1).mean().item<double>();
    }
    out.cosine = sum.cosine / n;
    out.mse = total / n / static_cast<double>(d_out);
    if (raw > 0) out.relative_mse = total / raw;
    out.retrieval_at_1 = shares[map].first;
    out.retrieval_at_10 = shares[map].second;
  }
  return figures;
}

}  // namespace prism
