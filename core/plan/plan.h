// SPDX-License-Identifier: GPL-3.0-or-later
// plan: cuts a map into pipes, positions and workers, and counts what they cost.
#pragma once

#include "core/base/json.h"
#include "core/types/plan.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace prism {

struct PlanOptions {
  std::int64_t d_in = 0;
  std::int64_t d_out = 0;
  int workers = 512;  ///< per pipe
  int pipes =
      1;  ///< 1: one custom pipe; 3: two cubes and one custom; 2: one cube and one custom; n > 3: n−1 cubes
  std::int64_t tile = 512;  ///< T of the cube pipes
  Remainder remainder = Remainder::variable;
  std::int64_t samples = 0;  ///< 0 = unknown: experts are not limited
  bool force_experts = false;
  bool pad_custom_to_power_of_two = false;  ///< the original custom pipe [workers × N × K]
  /// Tile sizes of a hierarchy, coarse to fine ("512,256,128"); empty = pipes as above. Replaces `pipes`.
  std::vector<std::int64_t> hierarchy;
  int hierarchy_rank = 16;  ///< rank limit of every level but the finest
};

/// Grid rule of methods §3: {R, C} for n workers on d_out × d_in, and the n really used.
struct GridShape {
  int rows = 1;
  int cols = 1;
  [[nodiscard]] int cells() const noexcept { return rows * cols; }
  bool operator==(const GridShape&) const = default;
};
[[nodiscard]] GridShape grid_rule(int workers, std::int64_t d_in, std::int64_t d_out);

/// Tile ranges along one axis of `extent` cut into `parts`, none empty; `tile` is the stored tile extent
/// (variable: largest). Throws Error(usage) when there are more parts than cells.
[[nodiscard]] std::vector<IndexRange> cut_axis(std::int64_t extent, int parts, std::int64_t tile,
                                               Remainder remainder);

/// Throws Error(usage) for sizes that make no sense.
[[nodiscard]] Plan make_plan(const PlanOptions& options);

/// Costs with `active` workers a pipe of `gates` logits a worker (0 = no router). `active` < 0 means all.
[[nodiscard]] PlanCosts count_costs(const Plan& plan, int active_per_pipe = -1, bool with_gates = false);

/// Every (output, input) cell must be covered by each pipe (or by the pipes that share a grid together).
struct Coverage {
  bool complete = true;
  bool overlapping = false;  ///< some cell covered twice within a grid
  std::string problem;       ///< first gap found, in words
};
[[nodiscard]] Coverage check_coverage(const Plan& plan);

/// Weight of a cell covered `n` times in an overlapping plan is 1/n: per worker, the weight of each of its
/// rows and columns is row_weight·col_weight.
struct OverlapWeights {
  std::vector<float> rows;  ///< one per row of the worker's tile
  std::vector<float> cols;
};
[[nodiscard]] OverlapWeights overlap_weights(const Plan& plan, const Worker& worker);

[[nodiscard]] Json to_json(const Plan& plan);
/// Throws Error(format) on anything that is not a consistent plan.
[[nodiscard]] Plan plan_from_json(const Json& json, const std::filesystem::path& file);
[[nodiscard]] std::string name_of(PipeKind kind);
[[nodiscard]] std::string name_of(Remainder remainder);
/// Throws Error(usage) listing the words.
[[nodiscard]] Remainder remainder_of(const std::string& word);

}  // namespace prism
