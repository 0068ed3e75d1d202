// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/types/plan.h"
#include "core/types/worker_figures.h"

#include <algorithm>
#include <cstdint>

namespace prism::test {

/// Adds a pipe of equal tiles (smaller ones at the end where the matrix does not divide).
inline void add_pipe(Plan& plan, int grid_rows, int grid_cols, int experts) {
  PipePlan pipe;
  pipe.kind = experts > 1 ? PipeKind::cube : PipeKind::custom;
  pipe.grid_rows = grid_rows;
  pipe.grid_cols = grid_cols;
  pipe.tile_rows = (plan.d_out + grid_rows - 1) / grid_rows;
  pipe.tile_cols = (plan.d_in + grid_cols - 1) / grid_cols;
  pipe.experts = experts;
  pipe.first_worker = static_cast<int>(plan.workers.size());
  pipe.positions = grid_rows * grid_cols;
  pipe.workers = pipe.positions * experts;
  plan.pipes.push_back(pipe);
  for (int row = 0; row < grid_rows; ++row) {
    for (int col = 0; col < grid_cols; ++col) {
      for (int expert = 0; expert < experts; ++expert) {
        Worker worker;
        worker.id = static_cast<int>(plan.workers.size());
        worker.pipe = static_cast<int>(plan.pipes.size());
        worker.row = row;
        worker.col = col;
        worker.expert = expert;
        worker.rows = {row * pipe.tile_rows, std::min(plan.d_out, (row + 1) * pipe.tile_rows)};
        worker.cols = {col * pipe.tile_cols, std::min(plan.d_in, (col + 1) * pipe.tile_cols)};
        plan.workers.push_back(worker);
      }
    }
  }
}

inline Plan plan_of(std::int64_t d_in, std::int64_t d_out) {
  Plan plan;
  plan.d_in = d_in;
  plan.d_out = d_out;
  return plan;
}

/// 1 536 workers in three pipes over 4096 → 2048.
inline Plan three_pipes() {
  Plan plan = plan_of(4096, 2048);
  add_pipe(plan, 16, 32, 1);
  add_pipe(plan, 4, 8, 16);
  add_pipe(plan, 4, 4, 32);
  return plan;
}

/// Every worker known, its metrics 1 + id / 100.
inline ErrorMap rising_map(const Plan& plan) {
  ErrorMap map;
  for (const Worker& worker : plan.workers) {
    WorkerFigures figures;
    figures.id = worker.id;
    figures.pipe = worker.pipe;
    figures.row = worker.row;
    figures.col = worker.col;
    figures.expert = worker.expert;
    for (double& value : figures.values) value = 1 + worker.id / 100.0;
    map.workers.push_back(figures);
    map.known.push_back(1);
  }
  return map;
}

}  // namespace prism::test
