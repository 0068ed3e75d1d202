// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/plan/layout.h"
#include "core/plan/plan.h"

#include <algorithm>

namespace prism {
namespace {

// How far R/C is from d_out/d_in, as the fraction larger/smaller of R·d_in and C·d_out: the order of these is
// that of |log2(R/C) − log2(d_out/d_in)|, and they compare exactly.
struct Distance {
  std::int64_t larger = 0;
  std::int64_t smaller = 1;
};

Distance distance_of(GridShape grid, std::int64_t d_in, std::int64_t d_out) {
  const std::int64_t a = grid.rows * d_in;
  const std::int64_t b = grid.cols * d_out;
  return {std::max(a, b), std::min(a, b)};
}

bool nearer(const Distance& a, const Distance& b) {
  __extension__ using Wide = __int128;
  return static_cast<Wide>(a.larger) * b.smaller < static_cast<Wide>(b.larger) * a.smaller;
}

}  // namespace

GridShape grid_rule(int workers, std::int64_t d_in, std::int64_t d_out) {
  if (workers < 1 || workers > kMaxWorkers) {
    throw Error(ErrorCode::usage, "a pipe cannot have " + std::to_string(workers) + " workers", {}, {},
                "1 to " + std::to_string(kMaxWorkers));
  }
  if (d_in < 1 || d_out < 1 || d_in > kMaxDimension || d_out > kMaxDimension) {
    throw Error(
        ErrorCode::usage,
        "a map from " + std::to_string(d_in) + " to " + std::to_string(d_out) + " dimensions cannot be cut",
        {}, {}, "1 to " + std::to_string(kMaxDimension));
  }
  std::int64_t n = workers;
  if (d_in < n && d_out < n) n = std::min(n, d_in * d_out);  // only here can the product be the smaller
  for (; n > 1; --n) {
    GridShape best;
    bool found = false;
    // Rows ascending: an equally near pair found earlier has more columns and stays.
    for (std::int64_t rows = 1; rows <= std::min(n, d_out); ++rows) {
      if (n % rows != 0 || n / rows > d_in) continue;
      const GridShape grid{static_cast<int>(rows), static_cast<int>(n / rows)};
      if (!found || nearer(distance_of(grid, d_in, d_out), distance_of(best, d_in, d_out))) best = grid;
      found = true;
    }
    if (found) return best;
  }
  return {};
}

std::vector<IndexRange> cut_axis(std::int64_t extent, int parts, std::int64_t tile, Remainder remainder) {
  if (parts < 1 || parts > extent || tile < 1) {
    throw Error(ErrorCode::usage,
                std::to_string(extent) + " cells cannot be cut into " + std::to_string(parts) + " tiles");
  }
  // Tiles padded to more than the cut needs (powers of two) keep the balanced cut: none may hold padding
  // alone.
  if (remainder == Remainder::zero && (parts - 1) * tile >= extent) remainder = Remainder::variable;
  std::vector<IndexRange> ranges;
  ranges.reserve(static_cast<std::size_t>(parts));
  for (std::int64_t i = 0; i < parts; ++i) {
    switch (remainder) {
      case Remainder::variable:
        ranges.push_back({i * extent / parts, (i + 1) * extent / parts});
        break;
      case Remainder::zero:
        ranges.push_back({std::min(i * tile, extent), std::min((i + 1) * tile, extent)});
        break;
      case Remainder::overlap: {
        const std::int64_t width = std::min(tile, extent);
        const std::int64_t begin = parts == 1 ? 0 : i * (extent - width) / (parts - 1);
        ranges.push_back({begin, begin + width});
        break;
      }
    }
  }
  return ranges;
}

}  // namespace prism
