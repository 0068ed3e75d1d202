// SPDX-License-Identifier: GPL-3.0-or-later
// Inner loops of the update rules, on plain memory. Every random draw is a hash of the seed and the weight's
// place, so that results do not depend on how rows are split between threads.
#pragma once

#include "core/lowbit/grid.h"
#include "core/lowbit/update.h"

#include <cstdint>
#include <span>

namespace prism {

/// Σ|g| and Σg² of a part of a gradient.
struct GradientSums {
  double absolute = 0, squares = 0;
  GradientSums& operator+=(const GradientSums& other) noexcept;
};
[[nodiscard]] GradientSums gradient_sums(std::span<const float> gradient);
/// mean + z·std of |g| over `count` weights.
[[nodiscard]] double vote_threshold(const GradientSums& sums, std::int64_t count, double z);
/// Each weight with |g| above the threshold casts −sign(g) into its int8 counter, which stops at ±127. Scales
/// being positive, −sign(g·scale) is the same. Returns the votes cast. NaN casts none.
std::int64_t cast_votes(std::span<const float> gradient, float threshold, std::span<std::int8_t> votes);

/// Votes that a weight needs to move: c·√(n·q), q the share of weights that voted, over `n` micro-batches; a
/// buffer that keeps a share m between steps spreads by 1/√(1 − m²) more. Or the fixed fraction of n. At
/// least 1.
[[nodiscard]] double votes_needed(const UpdateOptions& options, std::int64_t micro_batches, double q);

/// What a step did to some weights.
struct Moves {
  std::int64_t moved = 0;
  std::int64_t voted = 0;  ///< weights with a vote left over
  double votes = 0;        ///< Σ|votes|
  Moves& operator+=(const Moves& other) noexcept;
};
struct MoveRule {
  double needed = 1;  ///< |votes|
  double rate = 0;    ///< η: expected movement of a weight that moves
  double p_min = 0, p_max = 1;
  double keep = 0;  ///< share of the votes that stays for the next step
  int cooldown = 0;
  std::uint64_t seed = 0;  ///< of this step and matrix
};
/// Moves the codes (one a byte) of row `row` along their votes by one table step each, with probability
/// clamp(η/gap, p_min, p_max), gap = scale × distance to the next value. `rest` counts down the steps that
/// moved weights rest; empty without cooldown.
Moves move_row(const Grid& grid, float scale, std::int64_t row, const MoveRule& rule,
               std::span<std::uint8_t> codes, std::span<std::int8_t> votes, std::span<std::uint8_t> rest);

/// A gradient step from each weight, rounded to one of the two table values around its end with the
/// probability that keeps the mean: w − step·g; beyond the table's ends at the end. Returns the moved.
std::int64_t round_row(const Grid& grid, float scale, std::int64_t row, double step, std::uint64_t seed,
                       std::span<const float> gradient, std::span<std::uint8_t> codes);
/// Codes nearest to a row of masters; returns how many changed.
std::int64_t requantise_row(const Grid& grid, float scale, std::span<const float> master,
                            std::span<std::uint8_t> codes);

}  // namespace prism
