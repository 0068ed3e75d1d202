// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace prism {

/// How weights change at a step.
enum class LowBitUpdate {
  vote,  ///< gradients vote, weights move one table step on consensus; no float copy
  sr,    ///< an SGD step from the dequantised weight, rounded to the grid at random without bias
  qat,   ///< AdamW on f32 masters, straight-through estimate on the grid
  fp32,  ///< AdamW on f32 weights: the reference
};
[[nodiscard]] const char* name_of(LowBitUpdate update) noexcept;
/// "vote", "sr", "qat", "fp32"; throws Error(usage).
[[nodiscard]] LowBitUpdate update_of(const std::string& word);

struct UpdateOptions {
  LowBitUpdate update = LowBitUpdate::vote;
  /// Of low-bit weights: for vote and sr the expected movement of a weight in a step; for qat and fp32
  /// AdamW's. 0: the rule's own (default_learning_rate).
  double learning_rate = 0;
  double z = 1;                 ///< vote: a weight votes where |g| > mean + z·std of its matrix's |g|
  double consensus = 1;         ///< vote: c of |votes| ≥ c·√(n·q)
  double fixed_fraction = 0;    ///< vote: instead, |votes| ≥ fraction · n, where > 0
  double p_min = 0, p_max = 1;  ///< vote: limits of the probability η / gap
  int cooldown = 0;             ///< vote: steps that a moved weight rests (1 byte a weight more where > 0)
  double vote_momentum = 0;     ///< vote: share of the buffer that is kept at a step instead of cleared
  double other_learning_rate = 2e-3;  ///< AdamW of embeddings, norms, biases and scales
  double weight_decay = 0.01;         ///< of AdamW on matrices
  bool learn_scales = false;          ///< scales follow their own gradients (AdamW, f32 a channel)
  double decay_to = 0.1;  ///< learning rates fall to this share by a half cosine (after `warmup` steps)
  std::int64_t warmup = 20;
  std::uint64_t seed = 0;
};
[[nodiscard]] double default_learning_rate(LowBitUpdate update) noexcept;
/// Throws Error(usage) naming the option that makes no sense.
void check_update(const UpdateOptions& options);
/// Share of the learning rate at a step (from 1) of `steps`.
[[nodiscard]] double rate_at(const UpdateOptions& options, std::int64_t step, std::int64_t steps) noexcept;

}  // namespace prism
