// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/plan.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

namespace prism {
namespace {

/// Pipes that share one grid: from a pipe that starts at position 0 up to the next such.
struct Group {
  std::size_t first_pipe = 0;
  std::size_t pipes = 0;
};

std::vector<Group> groups_of(const Plan& plan) {
  std::vector<Group> groups;
  int expected = 0;
  for (std::size_t i = 0; i < plan.pipes.size(); ++i) {
    const PipePlan& pipe = plan.pipes[i];
    const bool continues = i > 0 && pipe.first_position > 0 && pipe.first_position == expected &&
                           pipe.kind == plan.pipes[i - 1].kind &&
                           pipe.grid_rows == plan.pipes[i - 1].grid_rows &&
                           pipe.grid_cols == plan.pipes[i - 1].grid_cols;
    if (continues) {
      ++groups.back().pipes;
    } else {
      groups.push_back({i, 1});
    }
    expected = pipe.first_position + pipe.positions;
  }
  return groups;
}

using Ranges = std::vector<std::optional<IndexRange>>;

/// First gap of ranges along an axis, in words; sets `overlapping`.
std::string gap_in(const Ranges& ranges, std::int64_t extent, const char* what, bool& overlapping) {
  std::int64_t covered = 0;
  for (const auto& range : ranges) {
    if (!range) return fmt::format("a block of {} has no worker", what);
    if (range->begin > covered)
      return fmt::format("{} {} to {} are not covered", what, covered, range->begin - 1);
    if (range->begin < covered) overlapping = true;
    covered = std::max(covered, range->end);
  }
  if (covered != extent) return fmt::format("{} {} to {} are not covered", what, covered, extent - 1);
  return {};
}

/// The range all workers of a grid row (or column) must agree on.
bool agrees(Ranges& ranges, int index, const IndexRange& range) {
  if (index < 0 || static_cast<std::size_t>(index) >= ranges.size() || range.size() < 1) return false;
  auto& known = ranges[static_cast<std::size_t>(index)];
  if (!known) known = range;
  return *known == range;
}

std::string problem_of(const Plan& plan, const Group& group, bool& overlapping) {
  const PipePlan& grid = plan.pipes[group.first_pipe];
  Ranges rows(static_cast<std::size_t>(grid.grid_rows)), cols(static_cast<std::size_t>(grid.grid_cols));
  std::vector<int> workers_at(rows.size() * cols.size(), 0);
  for (std::size_t i = group.first_pipe; i < group.first_pipe + group.pipes; ++i) {
    const PipePlan& pipe = plan.pipes[i];
    for (int id = pipe.first_worker; id < pipe.first_worker + pipe.workers; ++id) {
      const Worker& worker = plan.workers.at(static_cast<std::size_t>(id));
      if (!agrees(rows, worker.row, worker.rows) || !agrees(cols, worker.col, worker.cols)) {
        return fmt::format("worker {} does not fit the grid", id);
      }
      ++workers_at[static_cast<std::size_t>(worker.row) * cols.size() + static_cast<std::size_t>(worker.col)];
    }
  }
  for (std::size_t position = 0; position < workers_at.size(); ++position) {
    if (workers_at[position] != grid.experts) {
      return fmt::format("position ({}, {}) has {} workers instead of {}", position / cols.size(),
                         position % cols.size(), workers_at[position], grid.experts);
    }
  }
  const std::string gap = gap_in(rows, plan.d_out, "outputs", overlapping);
  return gap.empty() ? gap_in(cols, plan.d_in, "inputs", overlapping) : gap;
}

/// 1/n for every cell of `own` that n of the ranges cover.
std::vector<float> shares(const IndexRange& own, const std::vector<IndexRange>& ranges) {
  std::vector<int> times(static_cast<std::size_t>(own.size()), 0);
  for (const IndexRange& range : ranges) {
    const std::int64_t end = std::min(range.end, own.end);
    for (std::int64_t i = std::max(range.begin, own.begin); i < end; ++i) {
      ++times[static_cast<std::size_t>(i - own.begin)];
    }
  }
  std::vector<float> weights(times.size());
  std::transform(times.begin(), times.end(), weights.begin(),
                 [](int n) { return 1.0F / static_cast<float>(n); });
  return weights;
}

}  // namespace

Coverage check_coverage(const Plan& plan) {
  Coverage coverage;
  for (const Group& group : groups_of(plan)) {
    bool overlapping = false;
    std::string problem = problem_of(plan, group, overlapping);
    coverage.overlapping = coverage.overlapping || overlapping;
    if (problem.empty() && overlapping && plan.remainder != Remainder::overlap) {
      problem = "tiles overlap although the plan has no overlap";
    }
    if (!problem.empty()) {
      coverage.complete = false;
      coverage.problem = fmt::format("pipe {}: {}", group.first_pipe + 1, problem);
      return coverage;
    }
  }
  if (plan.pipes.empty()) return {false, false, "the plan has no pipe"};
  return coverage;
}

OverlapWeights overlap_weights(const Plan& plan, const Worker& worker) {
  if (plan.remainder != Remainder::overlap) {
    return {std::vector<float>(static_cast<std::size_t>(worker.rows.size()), 1.0F),
            std::vector<float>(static_cast<std::size_t>(worker.cols.size()), 1.0F)};
  }
  const PipePlan& pipe = plan.pipes.at(static_cast<std::size_t>(worker.pipe - 1));
  return {shares(worker.rows, cut_axis(plan.d_out, pipe.grid_rows, pipe.tile_rows, plan.remainder)),
          shares(worker.cols, cut_axis(plan.d_in, pipe.grid_cols, pipe.tile_cols, plan.remainder))};
}

}  // namespace prism
