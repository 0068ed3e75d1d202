// SPDX-License-Identifier: GPL-3.0-or-later
// Retraining tiles of adapters with experts: stage after stage, expert after expert, each on its own rows.
#include "core/base/error.h"
#include "core/solve/adapter_map_torch.h"
#include "core/solve/analysis_torch.h"
#include "core/solve/blas_torch.h"
#include "core/solve/experts_torch.h"
#include "core/solve/ridge_torch.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <ATen/ATen.h>

namespace prism {
namespace {

// Inputs that retrained tiles cover, one range after another.
struct FreeInputs {
  std::vector<IndexRange> ranges;
  at::Tensor index;

  explicit FreeInputs(std::vector<const Worker*> workers) {
    std::sort(workers.begin(), workers.end(),
              [](const Worker* a, const Worker* b) { return a->cols.begin < b->cols.begin; });
    std::vector<at::Tensor> parts;
    for (const Worker* worker : workers) {
      if (!ranges.empty() && worker->cols.begin <= ranges.back().end) {
        ranges.back().end = std::max(ranges.back().end, worker->cols.end);
      } else {
        ranges.push_back(worker->cols);
      }
    }
    for (const IndexRange& range : ranges) parts.push_back(at::arange(range.begin, range.end, at::kLong));
    index = at::cat(parts);
  }
  [[nodiscard]] std::int64_t position(const Worker& worker) const {
    std::int64_t before = 0;
    for (const IndexRange& range : ranges) {
      if (range.begin <= worker.cols.begin && worker.cols.end <= range.end) {
        return before + worker.cols.begin - range.begin;
      }
      before += range.size();
    }
    throw Error(ErrorCode::internal, "a retrained tile is not among the free inputs");
  }
};

std::vector<IndexRange> segments_of(const std::vector<const Worker*>& workers) {
  std::set<std::int64_t> bounds;
  for (const Worker* worker : workers) bounds.insert({worker->rows.begin, worker->rows.end});
  std::vector<IndexRange> segments;
  for (auto low = bounds.begin(), high = std::next(low); high != bounds.end(); ++low, ++high) {
    segments.push_back({*low, *high});
  }
  return segments;
}

at::Tensor factor_of(const at::Tensor& gram, double lambda, bool double_precision) {
  const double scale = std::max(1e-300, gram.diagonal().mean().item<double>());
  for (double damping = 0;; damping = std::max(10 * damping, 1e-12 * scale)) {
    at::Tensor factor = gram.clone();
    factor.diagonal().clamp_min_(0).add_(lambda + damping);
    if (factorise(factor, double_precision)) return factor;
    if (damping > 1e9 * scale)
      throw Error(ErrorCode::numeric, "the inputs of these workers cannot be factored");
  }
}

using Tiles = std::map<int, at::Tensor>;  // worker → [cols, rows]

}  // namespace

RepairSolution WorkerAnalysis::State::solve_expert_repair(std::span<const int> workers,
                                                          const RunControl& control) const {
  // Row lists are found once, whoever asks first.
  const_cast<State*>(this)->find_expert_rows(control);
  std::map<std::pair<int, int>, std::vector<const Worker*>> chosen;  // by pipe (from 0) and expert
  for (const int id : std::set<int>(workers.begin(), workers.end())) {
    const Worker& worker = adapter.worker(id);
    chosen[{worker.pipe - 1, worker.expert}].push_back(&worker);
  }
  if (chosen.empty()) throw Error(ErrorCode::usage, "no workers to retrain were named");
  RepairSolution solution;
  Adapter repaired = adapter;
  for (const int pipe : stages_of(adapter.plan)) {
    const auto first = chosen.lower_bound({pipe, 0});
    const auto last = chosen.lower_bound({pipe + 1, 0});
    if (first == last) continue;
    const double a = adapter.pipe_weights[static_cast<std::size_t>(pipe)];
    const std::unique_ptr<AdapterMap> earlier = map_before(repaired, pipe);
    const AdapterMap full(repaired, {{}, true, true});
    for (auto unit_of = first; unit_of != last; ++unit_of) {
      control.check();
      control.progress("retraining", static_cast<double>(std::distance(first, unit_of)),
                       static_cast<double>(std::distance(first, last)), "experts");
      const std::vector<const Worker*>& tiles = unit_of->second;
      const UnitData unit = unit_data(repaired, pipe, unit_of->first.second, earlier.get(), full, control);
      const at::Tensor left = unit.target - at::mm(unit.gram, unit.map);
      const bool kept = std::isinf(unit.lambda);
      Tiles retrained;
      for (const Worker* worker : tiles) {
        retrained[worker->id] = at::empty({worker->cols.size(), worker->rows.size()}, at::kFloat);
      }
      for (const IndexRange rows : segments_of(tiles)) {
        std::vector<const Worker*> here;
        std::copy_if(tiles.begin(), tiles.end(), std::back_inserter(here), [&](const Worker* worker) {
          return worker->rows.begin <= rows.begin && rows.end <= worker->rows.end;
        });
        if (here.empty()) continue;
        const FreeInputs free(here);
        const auto of_cells = [&](const at::Tensor& matrix) {
          return matrix.index_select(0, free.index).narrow(1, rows.begin, rows.size()).contiguous();
        };
        const at::Tensor gram =
            unit.gram.index_select(0, free.index).index_select(1, free.index).contiguous();
        const at::Tensor stage_error = of_cells(left);
        const at::Tensor full_error = of_cells(unit.error);
        const at::Tensor current = of_cells(unit.map - unit.prior);
        at::Tensor step = current.neg();
        if (!kept) {
          step.mul_(unit.lambda).add_(stage_error);
          solve_with_factor(factor_of(gram, unit.lambda, statistics->double_precision), step);
        }
        const auto fall_of = [&](const at::Tensor& change) {
          return (2 * a * change * full_error - a * a * change * at::mm(gram, change)).sum(0);
        };
        solution.predicted += fall_of(step).sum().item<double>();

        // Tiles that share a cell get the same weight there.
        const auto of_worker = [&](const at::Tensor& matrix, const Worker& worker) {
          return matrix.narrow(0, free.position(worker), worker.cols.size());
        };
        const auto part = [&](const at::Tensor& cells_of_tile, const Worker& worker) {
          return cells_of_tile.narrow(1, rows.begin - worker.rows.begin, rows.size());
        };
        at::Tensor sharing = at::zeros_like(step);
        at::Tensor sum_of_old = at::zeros_like(step);
        for (const Worker* worker : here) {
          of_worker(sharing, *worker).add_(1);
          of_worker(sum_of_old, *worker).add_(part(tile(*worker), *worker));
        }
        at::Tensor rounded = at::zeros_like(step);
        Tiles values;
        for (const Worker* worker : here) {
          const Shares share = shares(*worker);
          const at::Tensor weight = share.cols * part(share.rows, *worker);
          const at::Tensor stored = ((of_worker(step, *worker) / weight + of_worker(sum_of_old, *worker)) /
                                     of_worker(sharing, *worker))
                                        .to(at::kFloat);
          values[worker->id] = stored;
          of_worker(rounded, *worker).add_((stored.to(at::kDouble) - part(tile(*worker), *worker)) * weight);
        }
        // An output already at its optimum could rise by rounding alone: it keeps what it has.
        at::Tensor taken = at::ones({rows.size()}, at::kBool);
        if (!kept) {
          const at::Tensor fall = (2 * rounded * stage_error - rounded * at::mm(gram, rounded)).sum(0);
          const at::Tensor penalty = unit.lambda * (2 * rounded * current + rounded.square()).sum(0);
          taken = (fall - penalty).ge(0);
        }
        solution.achieved += fall_of(rounded).masked_select(taken).sum().item<double>();
        for (const Worker* worker : here) {
          const at::Tensor old = part(tile(*worker), *worker).to(at::kFloat);
          part(retrained[worker->id], *worker).copy_(at::where(taken.unsqueeze(0), values[worker->id], old));
        }
      }
      for (const auto& [id, tile_cells] : retrained) {
        const at::Tensor values = tile_cells.t().contiguous();
        if (!values.isfinite().all().item<bool>()) {
          throw Error(ErrorCode::numeric, "retraining gave weights that are not finite");
        }
        const float* begin = values.data_ptr<float>();
        solution.tiles[id] = {begin, begin + values.numel()};
      }
    }
    for (auto unit_of = first; unit_of != last; ++unit_of) {
      for (const Worker* worker : unit_of->second)
        set_tile(repaired, worker->id, solution.tiles.at(worker->id));
    }
  }
  return solution;
}

}  // namespace prism
