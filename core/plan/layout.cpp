// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/layout.h"

#include "core/base/error.h"
#include "core/plan/plan.h"

#include <algorithm>
#include <bit>
#include <fmt/format.h>
#include <utility>

namespace prism {
namespace {

std::int64_t ceil_div(std::int64_t a, std::int64_t b) {
  return (a + b - 1) / b;
}

std::int64_t power_of_two_above(std::int64_t value) {
  return static_cast<std::int64_t>(std::bit_ceil(static_cast<std::uint64_t>(value)));
}

std::int64_t power_of_two_below(std::int64_t value) {
  return static_cast<std::int64_t>(std::bit_floor(static_cast<std::uint64_t>(value)));
}

/// Tile extent that is stored: balanced cuts need only the largest tile, the others the full one.
std::int64_t stored_extent(std::int64_t extent, std::int64_t parts, std::int64_t tile, Remainder remainder) {
  return remainder == Remainder::variable ? ceil_div(extent, parts) : tile;
}

/// The side T that square tiles really get: as asked for when it fits, else the largest power of two.
std::int64_t square_tile(std::int64_t wanted, const Plan& plan) {
  const std::int64_t side = std::min(plan.d_in, plan.d_out);
  return wanted <= side ? wanted : power_of_two_below(side);
}

/// A pipe of square tiles over the whole map, one expert a position.
PipePlan square_pipe(const Plan& plan, PipeKind kind, std::int64_t tile) {
  const std::int64_t rows = ceil_div(plan.d_out, tile);
  const std::int64_t cols = ceil_div(plan.d_in, tile);
  if (rows > kMaxWorkers || cols > kMaxWorkers || rows * cols > kMaxWorkers) {
    throw Error(ErrorCode::usage,
                fmt::format("tiles of {0}×{0} cut {1}→{2} into {3}×{4} positions, more than {5}", tile,
                            plan.d_in, plan.d_out, rows, cols, kMaxWorkers),
                {}, {}, "a larger tile");
  }
  PipePlan pipe;
  pipe.kind = kind;
  pipe.grid_rows = static_cast<int>(rows);
  pipe.grid_cols = static_cast<int>(cols);
  pipe.tile_rows = stored_extent(plan.d_out, rows, tile, plan.remainder);
  pipe.tile_cols = stored_extent(plan.d_in, cols, tile, plan.remainder);
  pipe.positions = pipe.grid_rows * pipe.grid_cols;
  return pipe;
}

void add_custom_pipe(Plan& plan, const PlanOptions& options) {
  GridShape grid = grid_rule(options.workers, plan.d_in, plan.d_out);
  if (grid.cells() != options.workers) {
    plan.notes.push_back(fmt::format("No grid of {} tiles fits {}→{}; {} workers ({}×{}) are used.",
                                     options.workers, plan.d_in, plan.d_out, grid.cells(), grid.rows,
                                     grid.cols));
  }
  PipePlan pipe;
  pipe.tile_rows = ceil_div(plan.d_out, grid.rows);
  pipe.tile_cols = ceil_div(plan.d_in, grid.cols);
  if (options.pad_custom_to_power_of_two) {
    pipe.tile_rows = power_of_two_above(pipe.tile_rows);
    pipe.tile_cols = power_of_two_above(pipe.tile_cols);
  } else if (plan.remainder == Remainder::zero) {
    // Whole tiles from the start can leave the last ones with nothing but padding: those are not made.
    const GridShape full{static_cast<int>(ceil_div(plan.d_out, pipe.tile_rows)),
                         static_cast<int>(ceil_div(plan.d_in, pipe.tile_cols))};
    if (full != grid) {
      plan.notes.push_back(
          fmt::format("{} of {} tiles would hold only zero padding; {} workers ({}×{}) are used.",
                      grid.cells() - full.cells(), grid.cells(), full.cells(), full.rows, full.cols));
      grid = full;
    }
  }
  pipe.grid_rows = grid.rows;
  pipe.grid_cols = grid.cols;
  pipe.positions = grid.cells();
  append_pipe(plan, pipe);
}

/// How many experts a position of a cube gets: as many as the workers allow and the samples carry.
int experts_for(Plan& plan, const PlanOptions& options, int positions) {
  const int room = options.workers / positions;
  if (options.samples <= 0 || options.force_experts || room <= 1) return room;
  const std::int64_t carried = std::max<std::int64_t>(1, options.samples / (2 * plan.d_in));
  if (carried >= room) return room;
  plan.notes.push_back(
      fmt::format("{} samples carry {} of {} experts a position (2·{} rows each): {} of the {} workers of a "
                  "cube pipe are used.",
                  options.samples, carried, room, plan.d_in, carried * positions, options.workers));
  return static_cast<int>(carried);
}

void add_pipes(Plan& plan, const PlanOptions& options) {
  const int cubes = options.pipes - 1;
  if (cubes == 0) return add_custom_pipe(plan, options);

  const std::int64_t tile = square_tile(options.tile, plan);
  if (tile != options.tile) {
    plan.notes.push_back(fmt::format("Tiles of {0}×{0} do not fit {1}→{2}; cube pipes use {3}×{3}.",
                                     options.tile, plan.d_in, plan.d_out, tile));
  }
  PipePlan cube = square_pipe(plan, PipeKind::cube, tile);
  if (cube.positions <= options.workers) {
    cube.experts = experts_for(plan, options, cube.positions);
    for (int i = 0; i < cubes; ++i) append_pipe(plan, cube);
    return add_custom_pipe(plan, options);
  }

  // More positions than a pipe has workers: the pipes share one grid, the last takes what is left.
  const int all = cube.positions;
  int first = 0;
  for (int i = 0; i < options.pipes && first < all; ++i) {
    cube.first_position = first;
    cube.positions = i + 1 == options.pipes ? all - first : std::min(options.workers, all - first);
    append_pipe(plan, cube);
    first += cube.positions;
  }
  plan.notes.push_back(fmt::format("{} positions of {}×{} are cut over {} pipes, together one dense map.",
                                   all, tile, tile, plan.pipes.size()));
}

void add_levels(Plan& plan, const PlanOptions& options) {
  std::vector<std::int64_t> tiles;
  for (std::size_t i = 0; i < options.hierarchy.size(); ++i) {
    const std::int64_t wanted = options.hierarchy[i];
    if (wanted < 1)
      throw Error(ErrorCode::usage, fmt::format("a tile side of {} makes no sense", wanted), {}, {},
                  "1 or more");
    if (i > 0 && wanted >= options.hierarchy[i - 1]) {
      throw Error(ErrorCode::usage, "the tile sides of a hierarchy must fall from coarse to fine", {}, {},
                  "sides as 512,256,128");
    }
    const std::int64_t tile = square_tile(wanted, plan);
    if (tile != wanted) {
      plan.notes.push_back(fmt::format("A level of {0}×{0} tiles does not fit {1}→{2}; {3}×{3} is used.",
                                       wanted, plan.d_in, plan.d_out, tile));
    }
    while (!tiles.empty() && tiles.back() <= tile) tiles.pop_back();  // clamped levels fall together
    tiles.push_back(tile);
  }
  for (std::size_t i = 0; i < tiles.size(); ++i) {
    PipePlan level = square_pipe(plan, PipeKind::level, tiles[i]);
    const std::int64_t full = std::min(level.tile_rows, level.tile_cols);
    const bool finest = i + 1 == tiles.size();
    level.rank = finest || options.hierarchy_rank >= full ? 0 : options.hierarchy_rank;
    append_pipe(plan, level);
  }
}

}  // namespace

void append_pipe(Plan& plan, PipePlan pipe) {
  const std::int64_t workers = static_cast<std::int64_t>(pipe.positions) * pipe.experts;
  if (workers + static_cast<std::int64_t>(plan.workers.size()) > kMaxWorkers) {
    throw Error(ErrorCode::usage, fmt::format("the plan needs more than {} workers", kMaxWorkers), {}, {},
                "larger tiles");
  }
  const auto rows = cut_axis(plan.d_out, pipe.grid_rows, pipe.tile_rows, plan.remainder);
  const auto cols = cut_axis(plan.d_in, pipe.grid_cols, pipe.tile_cols, plan.remainder);
  pipe.first_worker = static_cast<int>(plan.workers.size());
  pipe.workers = static_cast<int>(workers);
  const int number = static_cast<int>(plan.pipes.size()) + 1;
  for (int position = pipe.first_position; position < pipe.first_position + pipe.positions; ++position) {
    for (int expert = 0; expert < pipe.experts; ++expert) {
      Worker worker;
      worker.id = static_cast<int>(plan.workers.size());
      worker.pipe = number;
      worker.row = position / pipe.grid_cols;
      worker.col = position % pipe.grid_cols;
      worker.expert = expert;
      worker.rows = rows[static_cast<std::size_t>(worker.row)];
      worker.cols = cols[static_cast<std::size_t>(worker.col)];
      plan.workers.push_back(worker);
    }
  }
  plan.pipes.push_back(pipe);
}

Plan make_plan(const PlanOptions& options) {
  if (options.d_in < 1 || options.d_out < 1 || options.d_in > kMaxDimension ||
      options.d_out > kMaxDimension) {
    throw Error(ErrorCode::usage,
                fmt::format("a map from {} to {} dimensions cannot be cut", options.d_in, options.d_out), {},
                {}, fmt::format("1 to {}", kMaxDimension));
  }
  if (options.workers < 1 || options.workers > kMaxWorkers) {
    throw Error(ErrorCode::usage, fmt::format("a pipe cannot have {} workers", options.workers), {}, {},
                fmt::format("1 to {}", kMaxWorkers));
  }
  if (options.pipes < 1 || options.pipes > 64) {
    throw Error(ErrorCode::usage, fmt::format("a plan cannot have {} pipes", options.pipes), {}, {},
                "1 to 64");
  }
  if (options.tile < 1) {
    throw Error(ErrorCode::usage, fmt::format("a tile side of {} makes no sense", options.tile), {}, {},
                "1 or more");
  }
  if (options.samples < 0)
    throw Error(ErrorCode::usage, "the number of samples cannot be negative", {}, {},
                "0 for unknown, or more");
  if (options.hierarchy_rank < 1)
    throw Error(ErrorCode::usage, "the rank of a level makes no sense", {}, {}, "1 or more");
  Plan plan;
  plan.d_in = options.d_in;
  plan.d_out = options.d_out;
  plan.remainder = options.remainder;
  if (options.hierarchy.empty()) {
    add_pipes(plan, options);
  } else {
    add_levels(plan, options);
  }
  return plan;
}

}  // namespace prism
