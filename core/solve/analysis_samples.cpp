// SPDX-License-Identifier: GPL-3.0-or-later
// What the map does badly, sample by sample (methods §5), streamed over the test rows.
#include "core/adapter/gate_weights.h"
#include "core/base/error.h"
#include "core/plan/plan.h"
#include "core/solve/adapter_map_torch.h"
#include "core/solve/analysis.h"
#include "core/solve/block_reader_torch.h"
#include "core/solve/statistics_torch.h"
#include "core/solve/tiles_torch.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <functional>
#include <numeric>

#include <ATen/ATen.h>

namespace prism {
namespace {

constexpr std::int64_t kNearest = 5;
constexpr std::size_t kCarriers = 5;

void check_fit(const Adapter& adapter, const SampleSource& source, const Statistics& statistics) {
  if (adapter.plan.d_in != source.d_in() || adapter.plan.d_out != source.d_out() ||
      statistics.d_in != source.d_in() || statistics.d_out != source.d_out()) {
    throw Error(ErrorCode::mismatch,
                fmt::format("the adapter maps {} to {} dimensions, the samples {} to {}", adapter.plan.d_in,
                            adapter.plan.d_out, source.d_in(), source.d_out()));
  }
}

at::Tensor vector_of(const std::vector<float>& values) {
  return at::tensor(values);
}

// Test rows in ascending order, which reads a mapped file once from front to back.
std::vector<std::int64_t> test_rows(const Statistics& statistics) {
  std::vector<std::int64_t> rows = statistics.split.test;
  std::sort(rows.begin(), rows.end());
  return rows;
}

struct RowErrors {
  std::vector<std::int64_t> rows;
  std::vector<double> errors;  // ‖z − ŷ‖²
  std::vector<double> norms;   // ‖x‖ as stored
  double mean_energy = 0;      // mean ‖z − mean z‖² of these rows
  [[nodiscard]] double relative(std::size_t at) const { return errors[at] / mean_energy; }
};

RowErrors row_errors(const Adapter& adapter, const SampleSource& source, const Statistics& statistics,
                     const RunControl& control) {
  RowErrors result;
  result.rows = test_rows(statistics);
  const AdapterMap map(adapter);
  const at::Tensor mean_x = vector_of(adapter.mean_x);
  double energy = 0;
  BlockReader reader(source, result.rows, mean_x.to(at::kDouble), vector_of(adapter.mean_z).to(at::kDouble),
                     at::kFloat, block_rows(source.d_in(), source.d_out(), sizeof(float)));
  while (const SampleBlock* block = reader.next()) {
    control.check();
    control.progress("errors of test rows", static_cast<double>(block->first),
                     static_cast<double>(result.rows.size()), "rows");
    const at::Tensor wrong = block->z - map(block->x);
    const at::Tensor errors = wrong.square().sum(1, false, at::kDouble).contiguous();
    const at::Tensor norms = (block->x + mean_x).square().sum(1, false, at::kDouble).sqrt().contiguous();
    const double* first = errors.data_ptr<double>();
    result.errors.insert(result.errors.end(), first, first + errors.numel());
    first = norms.data_ptr<double>();
    result.norms.insert(result.norms.end(), first, first + norms.numel());
    energy += block->z.square().sum(at::kDouble).item<double>();
  }
  result.mean_energy = energy > 0 ? energy / static_cast<double>(result.rows.size()) : 1;
  return result;
}

at::Tensor unit_rows(const at::Tensor& rows) {
  return rows / rows.norm(2, 1, true).clamp_min_(1e-30);
}

// Texts of the candidates nearest to each query by cosine, nearest first; candidates are streamed.
std::vector<std::vector<std::string>> nearest_texts(const SampleSource& source,
                                                    const std::vector<std::int64_t>& own_rows,
                                                    const at::Tensor& queries, const RunControl& control) {
  const bool own = source.candidates() == 0;
  const std::int64_t count = own ? static_cast<std::int64_t>(own_rows.size()) : source.candidates();
  const std::int64_t step = std::clamp<std::int64_t>((std::int64_t{16} << 20) / source.d_out(), 64, 4096);
  const at::Tensor unit = unit_rows(queries);
  at::Tensor scores = at::empty({queries.size(0), 0}, at::kFloat);
  at::Tensor indices = at::empty({queries.size(0), 0}, at::kLong);
  for (std::int64_t first = 0; first < count; first += step) {
    control.check();
    const std::int64_t rows = std::min(step, count - first);
    at::Tensor block = at::empty({rows, source.d_out()}, at::kFloat);
    if (own) {
      at::Tensor unused = at::empty({rows, source.d_in()}, at::kFloat);
      source.read(
          std::span(own_rows).subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(rows)),
          unused.data_ptr<float>(), block.data_ptr<float>());
    } else {
      source.read_candidates(first, rows, block.data_ptr<float>());
    }
    const at::Tensor both = at::cat({scores, at::mm(unit, unit_rows(block).t())}, 1);
    const at::Tensor ids =
        at::cat({indices, at::arange(first, first + rows, at::kLong).expand({queries.size(0), rows})}, 1);
    const auto [best, at_best] = both.topk(std::min(kNearest, both.size(1)), 1);
    scores = best;
    indices = ids.gather(1, at_best);
  }
  std::vector<std::vector<std::string>> texts(static_cast<std::size_t>(queries.size(0)));
  for (std::size_t query = 0; query < texts.size(); ++query) {
    for (std::int64_t k = 0; k < indices.size(1); ++k) {
      const auto id = indices[static_cast<std::int64_t>(query)][k].item<std::int64_t>();
      texts[query].push_back(own ? source.describe(own_rows[static_cast<std::size_t>(id)]).upper
                                 : source.candidate_text(id));
    }
  }
  return texts;
}

// Workers without whose output this sample's error would fall most, worst first. When none of them adds to
// the error (a tile that gives too little is no one's fault by that measure), those of the row block with the
// largest error that had most input to make something of.
std::vector<int> carriers(const Adapter& adapter, const at::Tensor& x, const at::Tensor& error) {
  const Plan& plan = adapter.plan;
  std::vector<std::pair<double, int>> adding;
  std::vector<std::pair<double, int>> silent;
  const std::vector<double> gates =
      gate_weights(adapter, {x.data_ptr<float>(), static_cast<std::size_t>(x.numel())});
  for (const Worker& worker : plan.workers) {
    const double gate = gates[static_cast<std::size_t>(worker.id)];
    if (gate == 0) continue;
    const PipePlan& pipe = plan.pipes[static_cast<std::size_t>(worker.pipe - 1)];
    const at::Tensor tile =
        at::from_blob(const_cast<float*>(adapter.tile(worker.id).data()),
                      {worker.rows.size(), worker.cols.size()}, {pipe.tile_cols, 1}, at::kFloat);
    at::Tensor input = x.narrow(0, worker.cols.begin, worker.cols.size());
    at::Tensor share = at::ones({worker.rows.size()}, at::kFloat);
    if (plan.remainder == Remainder::overlap) {
      const OverlapWeights weights = overlap_weights(plan, worker);
      input = input * at::tensor(weights.cols);
      share = at::tensor(weights.rows);
    }
    const double alpha = gate * adapter.pipe_weights[static_cast<std::size_t>(worker.pipe - 1)];
    const at::Tensor output = at::mv(tile, input) * share * alpha;
    const at::Tensor left = error.narrow(0, worker.rows.begin, worker.rows.size());
    // ‖e‖² − ‖e + output‖²
    const double fall = -(output * (2 * left + output)).sum().item<double>();
    if (fall > 0 || !std::isfinite(fall)) adding.emplace_back(std::isfinite(fall) ? fall : 1e300, worker.id);
    const double block = left.square().mean().item<double>();
    silent.emplace_back(block * input.square().sum().item<double>(), worker.id);
  }
  std::vector<std::pair<double, int>>& chosen = adding.empty() ? silent : adding;
  std::sort(chosen.begin(), chosen.end(), std::greater<>());
  std::vector<int> workers;
  for (std::size_t i = 0; i < std::min(kCarriers, chosen.size()); ++i) workers.push_back(chosen[i].second);
  return workers;
}

const char* quarter_name(std::size_t quarter) {
  constexpr std::array kNames{"lowest", "second", "third", "highest"};
  return kNames[std::min<std::size_t>(quarter, 3)];
}

}  // namespace

std::vector<SampleFigures> worst_samples(const Adapter& adapter, const SampleSource& source,
                                         const StatisticsPtr& statistics, int count,
                                         const RunControl& control) {
  check_fit(adapter, source, *statistics);
  const RowErrors all = row_errors(adapter, source, *statistics, control);
  std::vector<std::size_t> order(all.rows.size());
  std::iota(order.begin(), order.end(), 0);
  const auto wanted = std::min(order.size(), static_cast<std::size_t>(std::max(0, count)));
  const auto worse = [&](std::size_t a, std::size_t b) {
    // A row without a finite error is the worst there is.
    const auto rank = [&](std::size_t at) { return std::isfinite(all.errors[at]) ? all.errors[at] : 1e300; };
    return std::pair(rank(b), a) < std::pair(rank(a), b);
  };
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(wanted), order.end(), worse);
  order.resize(wanted);
  if (order.empty()) return {};

  std::vector<std::int64_t> rows;
  for (const std::size_t at : order) rows.push_back(all.rows[at]);
  const auto n = static_cast<std::int64_t>(rows.size());
  at::Tensor x = at::empty({n, source.d_in()}, at::kFloat);
  const at::Tensor z = at::empty({n, source.d_out()}, at::kFloat);
  source.read(rows, x.data_ptr<float>(), z.data_ptr<float>());
  x.sub_(vector_of(adapter.mean_x));
  const at::Tensor predicted = AdapterMap(adapter)(x).add_(vector_of(adapter.mean_z));
  const auto nearest = nearest_texts(source, all.rows, at::cat({z, predicted}, 0), control);

  std::vector<SampleFigures> samples;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    control.check();
    const auto row = static_cast<std::int64_t>(i);
    SampleFigures figures = source.describe(rows[i]);
    figures.index = rows[i];
    figures.error = all.relative(order[i]);
    figures.nearest_true = nearest[i];
    figures.nearest_predicted = nearest[i + rows.size()];
    figures.row_blocks_worst = carriers(adapter, x[row], z[row] - predicted[row]);
    samples.push_back(std::move(figures));
  }
  return samples;
}

std::vector<GroupError> errors_by_group(const Adapter& adapter, const SampleSource& source,
                                        const StatisticsPtr& statistics, const RunControl& control) {
  check_fit(adapter, source, *statistics);
  const RowErrors all = row_errors(adapter, source, *statistics, control);
  std::map<std::string, GroupError> groups;
  const auto add = [&](const std::string& name, std::size_t at) {
    GroupError& group = groups[name];
    group.group = name;
    ++group.samples;
    group.error += all.relative(at);
  };
  std::vector<double> sorted = all.norms;
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t at = 0; at < all.rows.size(); ++at) {
    if (at % 1024 == 0) control.check();
    const SampleFigures sample = source.describe(all.rows[at]);
    if (!sample.token_class.empty()) add("class: " + sample.token_class, at);
    for (const std::string& flag : sample.flags) add("flag: " + flag, at);
    const auto below = static_cast<std::size_t>(
        std::lower_bound(sorted.begin(), sorted.end(), all.norms[at]) - sorted.begin());
    add(fmt::format("norm: {} quarter", quarter_name(4 * below / sorted.size())), at);
    // Vocabularies are built most frequent first: the id stands in for the frequency.
    const std::int64_t truth = source.truth_of(all.rows[at]);
    if (truth >= 0 && source.candidates() > 0) {
      add(fmt::format("lower token id: {} quarter",
                      quarter_name(static_cast<std::size_t>(4 * truth / source.candidates()))),
          at);
    }
  }
  std::vector<GroupError> result;
  for (auto& [name, group] : groups) {
    group.error /= static_cast<double>(group.samples);
    result.push_back(std::move(group));
  }
  return result;
}

}  // namespace prism
