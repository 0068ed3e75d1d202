// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace prism {

/// How a pipe's workers are chosen and weighed for an input (methods §7). logits = weight·(x − mean_x) +
/// bias. A pipe without a gate has all its workers active at weight 1.
struct Gate {
  enum class Layout {
    expert,     ///< [experts]: one choice for all row blocks (what clustering alone gives)
    row_block,  ///< [grid_rows · experts], expert fastest: shared by the row block's columns
    worker,     ///< [workers]
  };
  enum class Kind {
    mixture,  ///< softmax over the chosen experts of a row block: a convex mixture of whole predictions
    scale,    ///< single-expert pipes: the logit itself multiplies the tile (bias starts at 1)
  };
  Layout layout = Layout::row_block;
  Kind kind = Kind::mixture;
  int active = 0;             ///< budget k: workers of this pipe active for one input
  std::vector<float> weight;  ///< [logits, d_in]
  std::vector<float> bias;    ///< [logits]

  [[nodiscard]] bool empty() const noexcept { return bias.empty(); }
  [[nodiscard]] std::int64_t logits() const noexcept { return static_cast<std::int64_t>(bias.size()); }
};

}  // namespace prism
