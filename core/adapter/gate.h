// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/types/plan.h"

#include <cstdint>
#include <span>
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
    mixture,  ///< softmax over the chosen experts of a group: a convex mixture of whole predictions
    scale,    ///< single-expert pipes: the logit itself multiplies the tile (bias starts at 1)
  };
  Layout layout = Layout::row_block;
  Kind kind = Kind::mixture;
  int active = 0;             ///< budget k: workers of this pipe active for one input; 0 = all
  std::vector<float> weight;  ///< [logits, d_in]
  std::vector<float> bias;    ///< [logits]

  [[nodiscard]] bool empty() const noexcept { return bias.empty(); }
  [[nodiscard]] std::int64_t logits() const noexcept { return static_cast<std::int64_t>(bias.size()); }
};

[[nodiscard]] const char* name_of(Gate::Layout layout) noexcept;
[[nodiscard]] const char* name_of(Gate::Kind kind) noexcept;
/// Throw Error(usage) listing the words.
[[nodiscard]] Gate::Layout gate_layout_of(const std::string& word);
[[nodiscard]] Gate::Kind gate_kind_of(const std::string& word);

/// Logits of one centred input, each summed in f64; centred [d_in], out [logits].
void gate_logits(const Gate& gate, std::span<const float> centred, std::span<float> out);

/// The one rule by which gates choose, for everything that runs an adapter. A *unit* is what one logit
/// switches: an expert in all row blocks (layout expert), in one row block (row_block), or one worker
/// (worker). Units that cover the same cells form a *group* and compete: all experts; those of a row block;
/// those of a position. Each group always has a unit active, so every output is covered, whatever the budget.
class GateRule {
 public:
  GateRule(const PipePlan& pipe, Gate::Layout layout);

  [[nodiscard]] std::int64_t units() const noexcept { return static_cast<std::int64_t>(m_cost.size()); }
  [[nodiscard]] int groups() const noexcept { return m_groups; }
  /// The unit that worker `index` of the pipe (from 0) belongs to: the index of its logit.
  [[nodiscard]] std::int64_t unit_of(int index) const;
  /// Workers that a unit switches; 0 for row blocks the pipe has no workers in.
  [[nodiscard]] int cost(std::int64_t unit) const { return m_cost[static_cast<std::size_t>(unit)]; }
  /// Fewest workers that cover everything with a mixture.
  [[nodiscard]] int minimum() const noexcept { return m_minimum; }

  /// Kind mixture: weight of each unit, 0 where it is not active. Every group takes its highest logit; what
  /// the budget leaves goes to the other units in falling order of their softmax within the group (ties to
  /// the lower unit), each taken when it still fits; the chosen ones of a group share its softmax. `active`
  /// ≤ 0 takes all. A logit of −∞ never is chosen.
  void mixture(std::span<const float> logits, int active, std::span<float> weights) const;

  /// Kind scale: which workers of the pipe are active. `scores` [workers] is |gate|·‖tile‖·‖its inputs‖;
  /// every row block takes its highest score, then the highest overall until `active` are chosen (≤ 0: all);
  /// ties to the lower worker. A score of −∞ never is chosen.
  void strongest(std::span<const double> scores, int active, std::span<char> chosen) const;

 private:
  PipePlan m_pipe;
  Gate::Layout m_layout;
  int m_groups = 1;
  int m_minimum = 0;
  std::vector<int> m_cost;
};

/// Logits a gate of this layout has for a pipe.
[[nodiscard]] std::int64_t gate_size(const PipePlan& pipe, Gate::Layout layout);

}  // namespace prism
