// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/plan/plan.h"
#include "core/route/figures_torch.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <utility>

#include <ATen/ATen.h>

namespace prism {
namespace {

using Clock = std::chrono::steady_clock;

/// Rows that are looked at after every epoch, and at the end.
constexpr std::int64_t kWatched = 4096;
/// Products that judging on rows may cost; fewer rows are taken of large adapters.
constexpr std::int64_t kStartProducts = std::int64_t{5} << 30;
constexpr std::int64_t kTestProducts = std::int64_t{100} << 30;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// What a checkpoint must agree in to be taken up: tiles, data, split and options.
std::string key_of(const Adapter& adapter, const Statistics& statistics, const RouteOptions& options) {
  Json json = {options.to_json(), statistics.identity, to_json(adapter.plan)};
  for (const WorkerRecord& worker : adapter.workers) json.push_back(worker.crc);
  for (const Gate& gate : adapter.gates) json.push_back({gate.bias, gate.active});
  return sha256_hex(dump_json(json));
}

/// Sweep of budgets around and below the one trained for.
std::vector<int> swept(const Plan& plan, int top_k) {
  int largest = 1;
  for (const PipePlan& pipe : plan.pipes) largest = std::max(largest, pipe.workers);
  std::vector<int> all{std::min(top_k, largest), largest};
  for (const double share : {0.02, 0.05, 0.1, 0.15, 0.2, 0.4, 0.5, 0.7}) {
    all.push_back(std::max(1, static_cast<int>(std::lround(share * largest))));
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

std::vector<bool> mixtures(const std::vector<Gate>& gates) {
  std::vector<bool> all;
  for (const Gate& gate : gates) all.push_back(gate.kind == Gate::Kind::mixture);
  return all;
}

/// One dense forward of the rows an epoch sees, read the same way.
double time_dense(const SampleSource& source, const Adapter& adapter, std::span<const std::int64_t> rows,
                  std::int64_t batch) {
  const at::Tensor weight = at::ones({source.d_in(), source.d_out()}, at::kFloat);
  const auto start = Clock::now();
  double sum = 0;
  for (std::size_t first = 0; first < rows.size(); first += static_cast<std::size_t>(batch)) {
    const auto count = std::min(rows.size() - first, static_cast<std::size_t>(batch));
    const Rows block = read_rows(source, adapter, rows.subspan(first, count));
    sum += at::mm(block.x, weight)[0][0].item<double>();
  }
  return std::isnan(sum) ? 0 : seconds_since(start);
}

void report(RouteResult& result, const Units& units, const SampleSource& source, const Statistics& statistics,
            const RouteOptions& options, const RunControl& control) {
  const Adapter& adapter = result.adapter;
  const std::int64_t most =
      std::clamp(kTestProducts / std::max<std::int64_t>(1, units.macs()), std::int64_t{512}, kWatched);
  const std::vector<std::int64_t> indices = some_rows(statistics.split.test, most, options.seed + 2);
  if (indices.empty()) return;
  const Rows rows = read_rows(source, adapter, indices);
  std::vector<Trial> trials{{Choice::routed, options.top_k}, {Choice::all_active, options.top_k}};
  const std::vector<int> budgets_swept = swept(adapter.plan, options.top_k);
  for (const int k : budgets_swept) {
    for (const Choice choice : {Choice::routed, Choice::original, Choice::magnitude, Choice::random}) {
      trials.push_back({choice, k});
    }
  }
  at::Tensor predicted;
  UseCounter counter(adapter.plan);
  compare_choices(units, adapter.gates, rows, options.seed, trials, &predicted, &counter, control);
  const at::Tensor ridge = at::mm(rows.x, dense_ridge(adapter, statistics, control));
  result.r2_ridge = r2_of((rows.z - ridge).square().sum(at::kDouble).item<double>(), rows.z);
  result.r2_routed = trials[0].r2;
  result.r2_all_active = trials[1].r2;
  for (std::size_t i = 0; i < budgets_swept.size(); ++i) {
    const std::size_t first = 2 + 4 * i;
    const RoutePoint point{budgets_swept[i],     trials[first].r2,     result.r2_ridge,
                           trials[first + 1].r2, trials[first + 2].r2, trials[first + 3].r2};
    result.sweep.push_back(point);
    if (result.k_of_ridge == 0 && point.r2 >= result.r2_ridge) result.k_of_ridge = point.k;
    const bool own = point.k == std::min(options.top_k, budgets_swept.back());
    if (!own) continue;
    result.r2_original = point.r2_original;
    result.r2_magnitude = point.r2_magnitude;
    result.r2_random = point.r2_random;
  }
  result.use = counter.use(mixtures(adapter.gates));
  const std::vector<double> found = retrieval_at_1(source, adapter, indices, {predicted, ridge}, control);
  result.retrieval_at_1 = found[0];
  result.retrieval_ridge_at_1 = found[1];
  result.test_rows = static_cast<std::int64_t>(indices.size());
}

}  // namespace

RouteResult train_router(const Adapter& adapter, const SampleSource& source, const StatisticsPtr& statistics,
                         const RouteOptions& options, const RunControl& control,
                         LatestValue<RouteLive>* live) {
  if (options.top_k < 1 || options.epochs < 0 || options.batch < 1) {
    throw Error(ErrorCode::usage,
                "a router needs at least one active worker, a batch of one and no fewer than 0 epochs");
  }
  RouteResult result;
  result.adapter = adapter;
  const std::vector<int> active = router_budgets(adapter.plan, options.top_k);
  Group& group = *statistics->group;
  const std::vector<std::int64_t> watched =
      some_rows(statistics->split.validation, kWatched, options.seed + 1);
  const Rows validation = read_rows(source, adapter, watched);
  std::int64_t macs = 1;
  for (std::size_t p = 0; p < active.size(); ++p) {
    macs += active[p] * adapter.plan.pipes[p].tile_rows * adapter.plan.pipes[p].tile_cols;
  }
  const std::int64_t few = std::min<std::int64_t>(validation.x.size(0),
                                                  std::clamp<std::int64_t>(kStartProducts / macs, 128, 1024));
  // Ascending rows lie in order of the text: every so-manieth is taken, not the first ones.
  const std::int64_t stride = few > 0 ? validation.x.size(0) / few : 1;
  const at::Tensor pick = at::arange(0, few, at::kLong) * stride;
  const Rows first_look{validation.x.index_select(0, pick), validation.z.index_select(0, pick)};
  control.progress("temperature", 0, 0);
  std::vector<Gate> best =
      start_gates(adapter, first_look, options.separate_gates, active, result.notes, group, control);
  const Units units(adapter, best);
  RouterTrainer trainer(units, best, source, *statistics, options, active);

  RouteCheckpoint state;
  state.key = key_of(adapter, *statistics, options);
  state.heads = trainer.heads;
  state.best = best;
  if (load_checkpoint(state, options.checkpoint, group)) {
    result.notes.push_back(fmt::format("taken up after {} epochs", state.loss.size()));
    for (std::size_t p = 0; p < active.size(); ++p) state.best[p].active = active[p];
    trainer.heads = state.heads;
    trainer.steps = state.steps;
    best = state.best;
  }
  double best_r2 = state.r2.empty() ? routed_r2(units, best, validation, active, group, control)
                                    : *std::max_element(state.r2.begin(), state.r2.end());
  double seconds = 0;
  int timed = 0;
  for (int epoch = static_cast<int>(state.loss.size()); epoch < options.epochs; ++epoch) {
    try {
      const auto start = Clock::now();
      const double loss = trainer.epoch(epoch, control);
      const double took = seconds_since(start);
      // The first epoch fills the cache; the others are what an epoch takes.
      if (epoch > 0 || options.epochs == 1) {
        seconds += took;
        ++timed;
      }
      if (!std::isfinite(loss))
        throw Error(ErrorCode::numeric, "the gates' loss is no finite number any more", {}, {},
                    "a lower learning rate");
      const std::vector<Gate> gates = trainer.gates();
      const double r2 = routed_r2(units, gates, validation, active, group, control);
      state.loss.push_back(loss);
      state.r2.push_back(r2);
      if (r2 > best_r2 || !std::isfinite(best_r2)) {
        best_r2 = r2;
        best = gates;
      }
      state.best = best;
      state.heads = trainer.heads;
      state.steps = trainer.steps;
      if (!options.checkpoint.empty() && group.first()) save_checkpoint(state, options.checkpoint);
      if (live != nullptr) {
        RouteLive now{epoch + 1, state.loss, state.r2, {}};
        Adapter routed = adapter;
        routed.gates = gates;
        now.use = use_of(routed, validation, {}, 512);
        live->put(std::move(now));
      }
    } catch (const Stopped&) {
      result.stopped = true;
      result.notes.push_back(fmt::format("stopped after {} of {} epochs", state.loss.size(), options.epochs));
      break;
    }
  }
  result.loss = state.loss;
  result.r2_validation = state.r2;
  result.seconds_epoch = timed > 0 ? seconds / timed : 0;
  result.adapter.gates = best;
  // What is there after a stop is judged all the same: that is seconds, and nobody wants gates without
  // figures.
  const RunControl unstoppable = result.stopped ? RunControl() : control;
  const std::vector<std::int64_t> rows = some_rows(statistics->split.train, options.max_rows, options.seed);
  if (!result.stopped) result.seconds_dense = time_dense(source, adapter, rows, options.batch);
  if (result.stopped && !group.alone()) {  // the others may be anywhere: nothing is done together any more
    Statistics own = *statistics;
    own.group = solo_group();
    report(result, units, source, own, options, unstoppable);
  } else {
    report(result, units, source, *statistics, options, unstoppable);
  }
  return result;
}

}  // namespace prism
