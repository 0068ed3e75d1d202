// SPDX-License-Identifier: GPL-3.0-or-later
// Retraining a set of tiles jointly, all others frozen (methods §6).
#include "core/base/error.h"
#include "core/solve/analysis_torch.h"
#include "core/solve/blas_torch.h"
#include "core/solve/ridge_torch.h"

#include <algorithm>
#include <set>

#include <ATen/ATen.h>

namespace prism {
namespace {

// Cells of one output that are free: for each pipe the inputs its retrained tiles cover, one after another.
struct FreeCells {
  struct Piece {
    int pipe = 1;
    IndexRange cols;
    std::int64_t first = 0;  // position of cols.begin among all free cells
  };
  std::vector<Piece> pieces;
  std::int64_t size = 0;

  [[nodiscard]] std::int64_t position(const Worker& worker) const {
    for (const Piece& piece : pieces) {
      if (piece.pipe == worker.pipe && piece.cols.begin <= worker.cols.begin &&
          worker.cols.end <= piece.cols.end) {
        return piece.first + worker.cols.begin - piece.cols.begin;
      }
    }
    throw Error(ErrorCode::internal, "a retrained tile is not among the free cells");
  }
  [[nodiscard]] bool same_as(const FreeCells& other) const {
    return std::equal(pieces.begin(), pieces.end(), other.pieces.begin(), other.pieces.end(),
                      [](const Piece& a, const Piece& b) { return a.pipe == b.pipe && a.cols == b.cols; });
  }
};

FreeCells free_cells(std::vector<const Worker*> workers) {
  std::sort(workers.begin(), workers.end(), [](const Worker* a, const Worker* b) {
    return std::pair(a->pipe, a->cols.begin) < std::pair(b->pipe, b->cols.begin);
  });
  FreeCells cells;
  for (const Worker* worker : workers) {
    if (!cells.pieces.empty() && cells.pieces.back().pipe == worker->pipe &&
        worker->cols.begin <= cells.pieces.back().cols.end) {
      IndexRange& cols = cells.pieces.back().cols;
      cols.end = std::max(cols.end, worker->cols.end);
    } else {
      cells.pieces.push_back({worker->pipe, worker->cols, 0});
    }
  }
  for (FreeCells::Piece& piece : cells.pieces) {
    piece.first = cells.size;
    cells.size += piece.cols.size();
  }
  return cells;
}

// The normal equations of a set of free cells: αG_ccα + λI, shared by all outputs with these cells free.
struct Equations {
  FreeCells cells;
  at::Tensor inputs;  // [cells] input of each free cell
  at::Tensor alpha;   // [cells, 1] weight of its pipe
  at::Tensor gram;    // [cells, cells] αG_ccα
  at::Tensor factor;
  double damped = 0;  // what had to be added beyond λ
};

Equations make_equations(const Statistics& statistics, const Adapter& adapter, FreeCells cells) {
  const Moments& train = statistics.train;
  Equations equations;
  std::vector<at::Tensor> inputs;
  std::vector<at::Tensor> alpha;
  for (const FreeCells::Piece& piece : cells.pieces) {
    inputs.push_back(at::arange(piece.cols.begin, piece.cols.end, at::kLong));
    const double weight = adapter.pipe_weights[static_cast<std::size_t>(piece.pipe - 1)];
    alpha.push_back(at::full({piece.cols.size(), 1}, weight, at::kDouble));
  }
  equations.inputs = at::cat(inputs);
  equations.alpha = at::cat(alpha);
  const at::Tensor sum = train.sum_x.index_select(0, equations.inputs);
  at::Tensor gram = train.gram.index_select(0, equations.inputs).index_select(1, equations.inputs);
  gram.addr_(sum, sum / static_cast<double>(std::max<std::int64_t>(1, train.count)), 1, -1);
  gram.diagonal().clamp_min_(0);
  equations.gram = gram.mul_(equations.alpha).mul_(equations.alpha.t()).contiguous();
  // Where inputs depend on each other and λ is too small the step is damped; it still goes downhill.
  const double scale = mean_diagonal(statistics);
  for (double damping = 0;; damping = std::max(10 * damping, 1e-12 * scale)) {
    equations.factor = equations.gram.clone();
    equations.factor.diagonal().add_(adapter.lambda + damping);
    equations.damped = damping;
    if (factorise(equations.factor, statistics.double_precision)) break;
    if (damping > 1e9 * scale) {
      throw Error(ErrorCode::numeric, "the inputs of these workers cannot be factored");
    }
  }
  equations.cells = std::move(cells);
  return equations;
}

// Outputs between these bounds have the same tiles free.
std::vector<IndexRange> segments_of(const std::vector<const Worker*>& workers) {
  std::set<std::int64_t> bounds;
  for (const Worker* worker : workers) {
    bounds.insert(worker->rows.begin);
    bounds.insert(worker->rows.end);
  }
  std::vector<IndexRange> segments;
  for (auto low = bounds.begin(), high = std::next(low); high != bounds.end(); ++low, ++high) {
    segments.push_back({*low, *high});
  }
  return segments;
}

}  // namespace

RepairSolution WorkerAnalysis::State::solve_repair(std::span<const int> workers, const RunControl& control) {
  if (by_rows()) return solve_expert_repair(workers, control);
  std::vector<const Worker*> chosen;
  for (const int id : std::set<int>(workers.begin(), workers.end())) chosen.push_back(&adapter.worker(id));
  if (chosen.empty()) throw Error(ErrorCode::usage, "no workers to retrain were named");
  const Moments& train = statistics->train;
  const at::Tensor dx = train.sum_x / static_cast<double>(std::max<std::int64_t>(1, train.count));
  const double lambda = adapter.lambda;
  RepairSolution solution;
  std::map<int, at::Tensor> retrained;  // [cols, rows], f32
  for (const Worker* worker : chosen) {
    retrained[worker->id] = at::empty({worker->cols.size(), worker->rows.size()}, at::kFloat);
  }

  Equations equations;
  const std::vector<IndexRange> segments = segments_of(chosen);
  for (std::size_t s = 0; s < segments.size(); ++s) {
    const IndexRange rows = segments[s];
    std::vector<const Worker*> here;
    std::copy_if(chosen.begin(), chosen.end(), std::back_inserter(here), [&](const Worker* worker) {
      return worker->rows.begin <= rows.begin && rows.end <= worker->rows.end;
    });
    if (here.empty()) continue;
    control.check();
    control.progress("retraining", static_cast<double>(s), static_cast<double>(segments.size()),
                     "row blocks");
    FreeCells cells = free_cells(here);
    if (!equations.factor.defined() || !cells.same_as(equations.cells)) {
      equations = make_equations(*statistics, adapter, std::move(cells));
    }
    const auto of_rows = [&](const at::Tensor& matrix) { return matrix.narrow(1, rows.begin, rows.size()); };
    const at::Tensor w = of_rows(total).contiguous();

    // What the free cells could still explain, α·XᵀE, and where they stand now.
    at::Tensor error = cross(rows).index_select(0, equations.inputs);
    error.sub_(at::mm(train.gram.index_select(0, equations.inputs), w));
    error.add_(at::outer(train.sum_x.index_select(0, equations.inputs), at::mv(w.t(), dx)));
    error.mul_(equations.alpha);
    std::vector<at::Tensor> now;
    for (const FreeCells::Piece& piece : equations.cells.pieces) {
      now.push_back(of_rows(maps[static_cast<std::size_t>(piece.pipe - 1)])
                        .narrow(0, piece.cols.begin, piece.cols.size()));
    }
    const at::Tensor current = at::cat(now);
    at::Tensor step = error.clone().sub_(current, lambda);
    const at::Tensor right = step.clone();
    solve_with_factor(equations.factor, step);
    const double curvature = (step * right).sum().item<double>() -
                             (lambda + equations.damped) * step.square().sum().item<double>();
    solution.predicted += 2 * (step * error).sum().item<double>() - curvature;

    // Tiles that share a cell get the same weight there: n·V less what frozen tiles put in, divided among
    // them.
    at::Tensor sharing = at::zeros_like(step);
    at::Tensor sum_of_old = at::zeros_like(step);
    const auto of_worker = [&](const at::Tensor& matrix, const Worker& worker) {
      return matrix.narrow(0, equations.cells.position(worker), worker.cols.size());
    };
    const auto part = [&](const at::Tensor& tile_cells, const Worker& worker) {
      return tile_cells.narrow(1, rows.begin - worker.rows.begin, rows.size());
    };
    for (const Worker* worker : here) {
      of_worker(sharing, *worker).add_(1);
      of_worker(sum_of_old, *worker).add_(part(tile(*worker), *worker));
    }
    at::Tensor rounded = at::zeros_like(step);
    std::map<int, at::Tensor> values;
    for (const Worker* worker : here) {
      const Shares share = shares(*worker);
      const at::Tensor weight = share.cols * part(share.rows, *worker);
      const at::Tensor cell =
          (of_worker(step, *worker) / weight + of_worker(sum_of_old, *worker)) / of_worker(sharing, *worker);
      const at::Tensor stored = cell.to(at::kFloat);
      values[worker->id] = stored;
      of_worker(rounded, *worker).add_((stored.to(at::kDouble) - part(tile(*worker), *worker)) * weight);
    }

    // An output already at its optimum could rise by rounding alone: it keeps what it has.
    const at::Tensor fall = (2 * rounded * error - rounded * at::mm(equations.gram, rounded)).sum(0);
    const at::Tensor penalty = lambda * (2 * rounded * current + rounded.square()).sum(0);
    const at::Tensor taken = (fall - penalty).ge(0);
    solution.achieved += fall.masked_select(taken).sum().item<double>();
    for (const Worker* worker : here) {
      const at::Tensor old = part(tile(*worker), *worker).to(at::kFloat);
      part(retrained[worker->id], *worker).copy_(at::where(taken.unsqueeze(0), values[worker->id], old));
    }
  }
  for (const auto& [id, cells] : retrained) {
    const at::Tensor values = cells.t().contiguous();
    const float* first = values.data_ptr<float>();
    if (!values.isfinite().all().item<bool>()) {
      throw Error(ErrorCode::numeric, "retraining gave weights that are not finite");
    }
    solution.tiles[id] = {first, first + values.numel()};
  }
  return solution;
}

}  // namespace prism
