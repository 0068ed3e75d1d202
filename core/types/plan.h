// SPDX-License-Identifier: GPL-3.0-or-later
// types: plain values that engine and views share; no logic that could fail, no library.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace prism {

/// Half-open range of rows (outputs) or columns (inputs).
struct IndexRange {
  std::int64_t begin = 0;
  std::int64_t end = 0;
  [[nodiscard]] std::int64_t size() const noexcept { return end - begin; }
  bool operator==(const IndexRange&) const = default;
};

enum class PipeKind {
  custom,  ///< grid rule over the whole matrix, one expert a position
  cube,    ///< square tiles of T×T, several experts a position
  level,   ///< one level of a hierarchy: square tiles, limited rank, fitted on what coarser levels left
};

enum class Remainder { variable, zero, overlap };

/// One pipe: workers [first_worker, first_worker + workers) of the plan, ordered by (row, col, expert).
struct PipePlan {
  PipeKind kind = PipeKind::custom;
  int grid_rows = 0;
  int grid_cols = 0;
  std::int64_t tile_rows = 0;  ///< stored tile height (the largest tile's)
  std::int64_t tile_cols = 0;
  int experts = 1;  ///< used experts a position
  int rank = 0;     ///< per-tile rank limit of a level; 0 = full
  int first_worker = 0;
  int workers = 0;
  int first_position = 0;  ///< a pipe may hold only a part of the grid's positions (many-position cubes)
  int positions = 0;
};

/// A worker owns one tile: output rows × input columns of the map.
struct Worker {
  int id = 0;    ///< from 0, index into Plan::workers
  int pipe = 1;  ///< from 1
  int row = 0;   ///< tile position in the pipe's grid
  int col = 0;
  int expert = 0;
  IndexRange rows;  ///< outputs
  IndexRange cols;  ///< inputs
};

/// The map [d_in → d_out] cut into tiles. Nothing else in the program assumes a layout.
struct Plan {
  std::int64_t d_in = 0;
  std::int64_t d_out = 0;
  Remainder remainder = Remainder::variable;
  std::vector<PipePlan> pipes;
  std::vector<Worker> workers;
  std::vector<std::string> notes;  ///< what the planner had to change, in plain English
};

/// Multiply-accumulates and bytes (f32), counted from the tiles as stored; gates included where there are
/// any.
struct PlanCosts {
  std::int64_t macs_dense = 0;   ///< d_in·d_out
  std::int64_t macs_active = 0;  ///< of the active workers, one position of text
  std::int64_t bytes_dense = 0;
  std::int64_t bytes_stored = 0;
  std::int64_t bytes_active = 0;
  std::int64_t macs_gates = 0;
  std::int64_t bytes_gates = 0;
};

}  // namespace prism
