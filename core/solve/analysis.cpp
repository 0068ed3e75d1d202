// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solve/analysis.h"

#include "core/base/error.h"
#include "core/solve/analysis_torch.h"
#include "core/solve/experts_torch.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <numeric>

#include <ATen/ATen.h>

namespace prism {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

void check_belonging(const Adapter& adapter, const Statistics& statistics, const SampleSource* source) {
  if (adapter.plan.d_in != statistics.d_in || adapter.plan.d_out != statistics.d_out) {
    throw Error(ErrorCode::mismatch,
                fmt::format("the adapter maps {} to {} dimensions, the data {} to {}", adapter.plan.d_in,
                            adapter.plan.d_out, statistics.d_in, statistics.d_out));
  }
  const auto recorded = adapter.identity.find("statistics");
  if (recorded != adapter.identity.end() && !statistics.identity.empty() &&
      recorded->second != statistics.identity) {
    throw Error(ErrorCode::mismatch, "the adapter was trained on other data or another split", {}, {},
                "the data, split and seed of its training run");
  }
  if (has_experts(adapter.plan) && source == nullptr) {
    throw Error(ErrorCode::unsupported, "experts can only be judged on the rows they were fitted on");
  }
}

std::vector<RowGroup> group_by_rows(const Plan& plan) {
  std::map<std::pair<std::int64_t, std::int64_t>, std::vector<int>> workers;
  for (const Worker& worker : plan.workers) {
    workers[{worker.rows.begin, worker.rows.end}].push_back(worker.id);
  }
  std::vector<RowGroup> groups;
  for (auto& [rows, ids] : workers) groups.push_back({{rows.first, rows.second}, std::move(ids)});
  return groups;
}

}  // namespace

WorkerAnalysis::State::State(Adapter the_adapter, StatisticsPtr the_statistics,
                             std::shared_ptr<const SampleSource> the_source)
    : adapter(std::move(the_adapter)), statistics(std::move(the_statistics)) {
  check_belonging(adapter, *statistics, the_source.get());
  if (has_experts(adapter.plan)) source = std::move(the_source);
  const std::int64_t d_out = statistics->d_out;
  if (!by_rows()) {
    for (std::size_t p = 0; p < adapter.plan.pipes.size(); ++p) {
      maps.push_back(at::zeros({statistics->d_in, d_out}, at::kDouble));
    }
    const bool single = maps.size() == 1 && adapter.pipe_weights.front() == 1.0F;
    total = single ? maps.front() : at::zeros_like(maps.front());
  }
  groups = group_by_rows(adapter.plan);
  for (const Worker& worker : adapter.plan.workers) {
    WorkerFigures figures;
    figures.id = worker.id;
    figures.pipe = worker.pipe;
    figures.row = worker.row;
    figures.col = worker.col;
    figures.expert = worker.expert;
    map.workers.push_back(figures);
  }
  map.known.assign(map.workers.size(), 0);
  for (std::vector<double>& errors : sse) errors.assign(static_cast<std::size_t>(d_out), kUnknown);
  rebuild_rows({0, d_out});
  before.resize(adapter.history.size());
}

std::vector<IndexRange> WorkerAnalysis::State::rows_of(std::span<const int> workers) const {
  std::vector<IndexRange> ranges;
  for (const int id : workers) ranges.push_back(adapter.worker(id).rows);
  std::sort(ranges.begin(), ranges.end(),
            [](const IndexRange& a, const IndexRange& b) { return a.begin < b.begin; });
  std::vector<IndexRange> merged;
  for (const IndexRange& range : ranges) {
    if (!merged.empty() && range.begin <= merged.back().end) {
      merged.back().end = std::max(merged.back().end, range.end);
    } else {
      merged.push_back(range);
    }
  }
  return merged;
}

std::vector<int> WorkerAnalysis::State::touched(const std::vector<IndexRange>& rows) const {
  std::vector<int> workers;
  for (const Worker& worker : adapter.plan.workers) {
    if (std::any_of(rows.begin(), rows.end(), [&](const IndexRange& range) {
          return worker.rows.begin < range.end && range.begin < worker.rows.end;
        })) {
      workers.push_back(worker.id);
    }
  }
  return workers;
}

FigureSnapshot WorkerAnalysis::State::snapshot(const std::vector<IndexRange>& rows) const {
  FigureSnapshot kept;
  kept.rows = rows;
  kept.workers = touched(rows);
  for (const int id : kept.workers) {
    kept.figures.push_back(map.workers[static_cast<std::size_t>(id)]);
    kept.known.push_back(map.known[static_cast<std::size_t>(id)]);
  }
  for (std::size_t part = 0; part < sse.size(); ++part) {
    for (const IndexRange& range : rows) {
      kept.sse[part].insert(kept.sse[part].end(), sse[part].begin() + range.begin,
                            sse[part].begin() + range.end);
    }
  }
  return kept;
}

void WorkerAnalysis::State::restore(const FigureSnapshot& old) {
  for (std::size_t i = 0; i < old.workers.size(); ++i) {
    const auto id = static_cast<std::size_t>(old.workers[i]);
    map.workers[id] = old.figures[i];
    map.known[id] = old.known[i];
  }
  for (std::size_t part = 0; part < sse.size(); ++part) {
    auto next = old.sse[part].begin();
    for (const IndexRange& range : old.rows) {
      std::copy_n(next, range.size(), sse[part].begin() + range.begin);
      next += range.size();
    }
  }
}

void WorkerAnalysis::State::invalidate(const std::vector<IndexRange>& rows) {
  for (const IndexRange& range : rows) {
    rebuild_rows(range);
    for (std::vector<double>& errors : sse) {
      std::fill(errors.begin() + range.begin, errors.begin() + range.end, kUnknown);
    }
  }
  for (const int id : touched(rows)) map.known[static_cast<std::size_t>(id)] = 0;
}

WorkerAnalysis::WorkerAnalysis(Adapter adapter, StatisticsPtr statistics,
                               std::shared_ptr<const SampleSource> source)
    : m_state(std::make_unique<State>(std::move(adapter), std::move(statistics), std::move(source))) {}

WorkerAnalysis::~WorkerAnalysis() = default;
WorkerAnalysis::WorkerAnalysis(WorkerAnalysis&&) noexcept = default;
WorkerAnalysis& WorkerAnalysis::operator=(WorkerAnalysis&&) noexcept = default;

const Adapter& WorkerAnalysis::adapter() const noexcept {
  return m_state->adapter;
}

const ErrorMap& WorkerAnalysis::figures(const RunControl& control, LatestValue<ErrorMap>* live) {
  State& state = *m_state;
  if (state.by_rows()) {
    state.figure_experts(control, live);
    return state.map;
  }
  std::size_t done = 0;
  for (const RowGroup& group : state.groups) {
    ++done;
    if (std::all_of(group.workers.begin(), group.workers.end(),
                    [&](int id) { return state.map.known[static_cast<std::size_t>(id)] != 0; })) {
      continue;
    }
    control.check();
    state.figure_group(group, control);
    control.progress("judging workers", static_cast<double>(done), static_cast<double>(state.groups.size()),
                     "row blocks");
    if (live != nullptr) live->put(state.map);
  }
  return state.map;
}

std::vector<int> WorkerAnalysis::faulty() {
  std::vector<int> ids;
  for (const WorkerFigures& figures : figures().workers) {
    if (figures.faulty) ids.push_back(figures.id);
  }
  return ids;
}

std::vector<int> WorkerAnalysis::worst(Metric metric, int k) {
  const std::vector<WorkerFigures>& workers = figures().workers;
  const bool higher = all_metrics()[static_cast<std::size_t>(metric)].higher_is_worse;
  std::vector<int> order;
  for (const WorkerFigures& figures : workers) {
    if (!std::isnan(figures.value(metric))) order.push_back(figures.id);
  }
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    const double left = workers[static_cast<std::size_t>(a)].value(metric);
    const double right = workers[static_cast<std::size_t>(b)].value(metric);
    return higher ? left > right : left < right;
  });
  order.resize(std::min(order.size(), static_cast<std::size_t>(std::max(0, k))));
  return order;
}

double WorkerAnalysis::r2(Part part) {
  State& state = *m_state;
  const Moments& moments = state.statistics->part(part);
  if (moments.count == 0) return kUnknown;
  state.complete_sse(part);
  const std::vector<double>& errors = state.sse[static_cast<std::size_t>(part)];
  const double spread =
      (moments.zz - moments.sum_z * moments.sum_z / static_cast<double>(moments.count)).sum().item<double>();
  return 1 - std::accumulate(errors.begin(), errors.end(), 0.0) / spread;
}

double WorkerAnalysis::predicted_gain(std::span<const int> workers) {
  return m_state->solve_repair(workers, {}).predicted / m_state->zz({0, m_state->statistics->d_out});
}

WorkerAnalysis::Repair WorkerAnalysis::retrain(std::span<const int> workers, const RunControl& control) {
  State& state = *m_state;
  const std::vector<IndexRange> rows = state.rows_of(workers);
  RepairSolution solution = state.solve_repair(workers, control);
  const double total = state.zz({0, state.statistics->d_out});
  Repair repair;
  repair.predicted_gain = solution.predicted / total;
  repair.achieved_gain = solution.achieved / total;
  repair.r2_before = r2(Part::test);
  repair.refigured = state.touched(rows);
  // Everything that can be stopped or fail is behind us: from here on the step is taken whole.
  control.check();
  FigureSnapshot before = state.snapshot(rows);
  AdapterStep step{"retrain", begin_run("retrain", Json::object()).id, {}};
  for (const auto& [id, values] : solution.tiles) {
    replace_tile(state.adapter, id, values, step, true);
    repair.workers.push_back(id);
  }
  state.adapter.history.push_back(std::move(step));
  const bool figured = std::all_of(before.known.begin(), before.known.end(), [](char k) { return k != 0; });
  state.before.push_back(std::move(before));
  state.undone.clear();
  state.invalidate(rows);
  if (figured) figures();
  repair.r2_after = r2(Part::test);
  return repair;
}

void WorkerAnalysis::corrupt(std::span<const int> workers, Corruption how, std::uint64_t seed) {
  State& state = *m_state;
  const std::vector<IndexRange> rows = state.rows_of(workers);
  FigureSnapshot before = state.snapshot(rows);
  prism::corrupt(state.adapter, workers, how, seed);
  state.before.push_back(std::move(before));
  state.undone.clear();
  state.invalidate(rows);
}

bool WorkerAnalysis::undo() {
  State& state = *m_state;
  if (!can_undo()) return false;
  std::vector<int> workers;
  for (const AdapterStep::OldTile& old : state.adapter.history.back().tiles) workers.push_back(old.worker);
  const std::vector<IndexRange> rows = state.rows_of(workers);
  FigureSnapshot after = state.snapshot(rows);
  AdapterStep undone = undo_step(state.adapter);
  state.invalidate(rows);
  if (state.before.back()) state.restore(*state.before.back());
  state.before.pop_back();
  state.undone.emplace_back(std::move(undone), std::move(after));
  return true;
}

bool WorkerAnalysis::redo() {
  State& state = *m_state;
  if (!can_redo()) return false;
  const auto [step, after] = std::move(state.undone.back());
  state.undone.pop_back();
  state.before.emplace_back(state.snapshot(after.rows));
  redo_step(state.adapter, step);
  state.invalidate(after.rows);
  state.restore(after);
  return true;
}

bool WorkerAnalysis::can_undo() const {
  return !m_state->adapter.history.empty();
}

bool WorkerAnalysis::can_redo() const {
  return !m_state->undone.empty();
}

}  // namespace prism
