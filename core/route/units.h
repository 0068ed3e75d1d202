// SPDX-License-Identifier: GPL-3.0-or-later
// Inner parts of route. Not for use outside core/route.
#pragma once

#include "core/adapter/adapter.h"
#include "core/infer/slot_rule.h"
#include "core/infer/tile_cache.h"
#include "core/infer/tile_kernels.h"
#include "core/route/router.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace prism {

/// Workers in one row block that one weight multiplies.
struct Slot {
  int pipe = 0;       ///< from 0
  int row_block = 0;  ///< in the pipe's grid
  IndexRange rows, cols;
  std::vector<int> workers;
  float scale = 1;  ///< the pipe's weight
};

/// Outputs of slots for a few inputs: for slot u the inputs that have it and [inputs, rows] of products.
struct SlotOutputs {
  std::vector<std::vector<std::int32_t>> samples;
  std::vector<std::vector<float>> values;
};

/// All pipes of an adapter as slots in one list, pipe after pipe, with the rule that weighs each pipe's.
class Units {
 public:
  /// `gates`: layout and kind of each pipe; mixtures by row block or worker. Keeps a reference to the
  /// adapter.
  Units(const Adapter& adapter, const std::vector<Gate>& gates);

  [[nodiscard]] const Adapter& adapter() const noexcept { return m_adapter; }
  [[nodiscard]] std::size_t pipes() const noexcept { return m_rules.size(); }
  [[nodiscard]] const SlotRule& rule(std::size_t pipe) const { return *m_rules[pipe]; }
  [[nodiscard]] const std::vector<Slot>& list() const noexcept { return m_slots; }
  [[nodiscard]] std::size_t first_slot(std::size_t pipe) const { return m_first[pipe]; }
  [[nodiscard]] std::int64_t macs() const noexcept { return m_macs; }  ///< of all workers for one input

  /// Products (pipe weights included) of every slot u with the inputs out.samples[u] of centred [count,
  /// d_in].
  void outputs(const float* centred, std::int64_t count, SlotOutputs& out) const;
  /// The same for all inputs.
  void all_outputs(const float* centred, std::int64_t count, SlotOutputs& out) const;

 private:
  const Adapter& m_adapter;
  std::vector<std::unique_ptr<SlotRule>> m_rules;
  std::vector<Slot> m_slots;
  std::vector<std::size_t> m_first;
  mutable TileCache m_cache;
  std::vector<TileRows> m_tiles;  ///< by worker
  std::int64_t m_macs = 0;
};

}  // namespace prism
