// SPDX-License-Identifier: GPL-3.0-or-later
// The parts that stitch and infer have in common. Not for use outside core/infer.
#pragma once

#include "core/infer/bridge.h"
#include "core/llm/state_windows.h"

#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>

namespace prism {

/// x [n, d_in] through the adapter → [n, d_out], f32 on the processor. Throws Error(numeric) when what comes
/// out is not finite.
[[nodiscard]] at::Tensor pass(AdapterRunner& runner, const at::Tensor& x,
                              std::vector<ActiveWorkers>* active = nullptr);

/// Weights domain: the adapter's row for every common token of B.
struct ReplacedRows {
  at::Tensor rows;                    ///< [count, width]
  std::vector<std::int64_t> row_of;   ///< by B's id; −1: keeps its own
  std::vector<ActiveWorkers> active;  ///< by row
  /// Places (of `ids`) that have a row, and those rows.
  void find(const std::vector<std::int32_t>& ids, std::vector<std::int64_t>& places,
            std::vector<std::int64_t>& found) const;
};
[[nodiscard]] ReplacedRows replaced_rows(const Bridge& bridge, AdapterRunner& runner,
                                         const RunControl& control);

/// i64 tensor of indices.
[[nodiscard]] at::Tensor indices(const std::vector<std::int64_t>& values);

/// Where in B a position's adapter output goes: its own position (hidden), or the next (next-embedding).
[[nodiscard]] inline std::int64_t entry_position(const Junction& junction, const AlignedPosition& position) {
  return position.lower + (junction.target == ActivationTarget::hidden ? 0 : 1);
}

}  // namespace prism
