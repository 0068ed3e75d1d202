// SPDX-License-Identifier: GPL-3.0-or-later
// What WorkerAnalysis keeps; used only by analysis*.cpp and retrain.cpp.
#pragma once

#include "core/solve/analysis.h"
#include "core/solve/statistics_torch.h"

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include <ATen/core/Tensor.h>

namespace prism {

class AdapterMap;

// Shapes: a tile here is [cols, rows] of its worker, f64, as a part of W [d_in, d_out]; so is every map.

/// Whether the tiles are cut from the dense ridge solution.
[[nodiscard]] bool is_dense_ridge(const Adapter& adapter);

/// The tiles that the adapter's own solver gives on these statistics: what `deviation` measures from.
struct SolverOptimum {
  at::Tensor map;                 ///< [d_in, d_out] of the dense ridge solution, or
  std::optional<Adapter> solved;  ///< the adapter as its solver leaves it
  [[nodiscard]] at::Tensor tile(const Worker& worker) const;
};
/// Solves again what the adapter's solver solved; only experts need `source`. Throws Error(unsupported) for
/// solvers whose optimum the moments do not decide. Throws Stopped.
[[nodiscard]] SolverOptimum solver_optimum(const Adapter& adapter, const Statistics& statistics,
                                           const RunControl& control, const SampleSource* source = nullptr);

/// Workers that share a row range, figured together.
struct RowGroup {
  IndexRange rows;
  std::vector<int> workers;
};

/// What all tiles over the same inputs share.
struct ColumnBlock {
  at::Tensor gram;    ///< G_jj about the training mean
  at::Tensor factor;  ///< Cholesky factor of α²G_jj + λI
  double condition = 0;
};

/// Figures before a step, for the workers and outputs that it touched.
struct FigureSnapshot {
  std::vector<int> workers;
  std::vector<WorkerFigures> figures;
  std::vector<char> known;
  std::vector<IndexRange> rows;
  std::array<std::vector<double>, 3> sse;
};

/// Tiles as a repair would leave them.
struct RepairSolution {
  std::map<int, std::vector<float>> tiles;  ///< worker → unpadded [rows, cols]
  double predicted = 0;                     ///< fall of the training SSE before rounding to f32
  double achieved = 0;                      ///< and after
};

/// Share of each of its cells that a worker carries: row_share · col_share; ones without overlap.
struct Shares {
  at::Tensor cols;  ///< f64 [cols, 1]
  at::Tensor rows;  ///< f64 [1, rows]
};

/// What the rows of one expert say (all training rows for a pipe without experts); f64, about the training
/// means, every row at the expert of its cluster.
struct UnitData {
  std::int64_t count = 0;
  at::Tensor gram;    ///< XᵀX [d_in, d_in]
  at::Tensor target;  ///< XᵀT [d_in, d_out], T what the pipe was given: z less the stages before it
  at::Tensor error;   ///< XᵀE [d_in, d_out], E what the whole adapter leaves
  at::Tensor tt, zz;  ///< Σ t², Σ z² [d_out]
  at::Tensor map;     ///< the unit's own map now [d_in, d_out], before its pipe weight
  at::Tensor prior;   ///< what it is shrunk towards [d_in, d_out]
  double lambda = 0;  ///< infinite for an expert that keeps its prior
};

struct WorkerAnalysis::State {
  Adapter adapter;
  StatisticsPtr statistics;
  std::shared_ptr<const SampleSource> source;  ///< only where there are experts
  mutable at::Tensor
      prior;  ///< what the experts of a pipe standing alone are shrunk towards, once it is known
  /// Training rows of each pipe's experts, by cluster; empty lists for pipes without experts.
  std::vector<std::vector<std::vector<std::int64_t>>> expert_rows;
  std::vector<at::Tensor> maps;  ///< what each pipe adds up to before its weight; non-finite weights as zero
  at::Tensor total;              ///< Σ α·map; the map itself for one pipe of weight 1
  std::vector<RowGroup> groups;
  std::map<std::tuple<int, std::int64_t, std::int64_t>, ColumnBlock> columns;  ///< by pipe and inputs
  std::optional<SolverOptimum> optimum;
  ErrorMap map;
  std::array<std::vector<double>, 3> sse;             ///< by Part, one an output; NaN where unknown
  std::vector<std::optional<FigureSnapshot>> before;  ///< one a step of the adapter's history
  std::vector<std::pair<AdapterStep, FigureSnapshot>> undone;

  State(Adapter the_adapter, StatisticsPtr the_statistics, std::shared_ptr<const SampleSource> the_source);

  [[nodiscard]] double alpha(const Worker& worker) const;
  [[nodiscard]] Shares shares(const Worker& worker) const;
  /// The stored tile in f64, non-finite weights as zero.
  [[nodiscard]] at::Tensor tile(const Worker& worker) const;
  [[nodiscard]] at::Tensor cells(const at::Tensor& matrix, const Worker& worker) const;

  // analysis_map.cpp
  void rebuild_rows(IndexRange rows);
  /// Fills sse of these outputs; for training rows returns XᵀE [d_in, rows], otherwise nothing.
  at::Tensor residual_products(Part part, IndexRange rows);
  void complete_sse(Part part);
  [[nodiscard]] double zz(IndexRange rows) const;         ///< Σ‖Z‖² of training rows about their mean
  [[nodiscard]] at::Tensor cross(IndexRange rows) const;  ///< B[:, rows]

  // analysis_figures.cpp
  ColumnBlock& column_block(const Worker& worker);
  void figure_group(const RowGroup& group, const RunControl& control);

  // analysis_experts.cpp
  [[nodiscard]] bool by_rows() const { return source != nullptr; }
  void find_expert_rows(const RunControl& control);
  /// One pass over the rows of one expert of a pipe of `with`, the adapter or what a repair has made of it so
  /// far.
  [[nodiscard]] UnitData unit_data(const Adapter& with, int pipe, int expert, const AdapterMap* earlier,
                                   const AdapterMap& full, const RunControl& control) const;
  void figure_experts(const RunControl& control, LatestValue<ErrorMap>* live);
  void figure_unit(int pipe, int expert, const UnitData& unit);
  void sse_of_rows(Part part, const RunControl& control);

  // retrain_experts.cpp
  [[nodiscard]] RepairSolution solve_expert_repair(std::span<const int> workers,
                                                   const RunControl& control) const;

  // retrain.cpp
  [[nodiscard]] RepairSolution solve_repair(std::span<const int> workers, const RunControl& control);

  // analysis.cpp
  /// Row ranges of these workers, merged; and all workers that share an output with them.
  [[nodiscard]] std::vector<IndexRange> rows_of(std::span<const int> workers) const;
  [[nodiscard]] std::vector<int> touched(const std::vector<IndexRange>& rows) const;
  [[nodiscard]] FigureSnapshot snapshot(const std::vector<IndexRange>& rows) const;
  void restore(const FigureSnapshot& old);
  /// After tiles changed: maps follow, figures of these rows are unknown.
  void invalidate(const std::vector<IndexRange>& rows);
};

}  // namespace prism
