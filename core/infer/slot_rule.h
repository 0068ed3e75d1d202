// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/adapter/adapter.h"

#include <cstdint>
#include <span>
#include <vector>

namespace prism {

/// How one pipe's logits become weights of its *slots*: the units of a mixture, the workers of a scale gate.
/// What the runner computes with and what training a router learns for are the same rule.
class SlotRule {
 public:
  /// `pipe` from 0. Reads a scale gate's tiles once. Keeps a reference to the adapter.
  SlotRule(const Adapter& adapter, int pipe, Gate::Layout layout, Gate::Kind kind);

  [[nodiscard]] std::int64_t logits() const noexcept { return m_rule.units(); }
  [[nodiscard]] std::int64_t size() const noexcept;  ///< slots
  [[nodiscard]] int slot_of(int index) const;        ///< of worker `index` of the pipe
  [[nodiscard]] std::int64_t logit_of(std::int64_t slot) const;
  [[nodiscard]] Gate::Kind kind() const noexcept { return m_kind; }
  [[nodiscard]] const GateRule& rule() const noexcept { return m_rule; }

  /// weights [slots] (0: not active) of one centred input [d_in] at a budget (≤ 0: all). A scale gate chooses
  /// by |gate| · ‖tile‖ · ‖its inputs‖: the tile's own output would cost all tiles that are not to be
  /// touched.
  void weigh(std::span<const float> logits, const float* centred, int active, std::span<float> weights) const;

 private:
  const Adapter& m_adapter;
  const PipePlan& m_pipe;
  Gate::Kind m_kind;
  GateRule m_rule;
  std::vector<float> m_strengths;  ///< of a scale gate's tiles
};

}  // namespace prism
