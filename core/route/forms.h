// SPDX-License-Identifier: GPL-3.0-or-later
// Inner parts of route. Not for use outside core/route.
#pragma once

#include "core/route/units.h"

#include <cstdint>
#include <span>
#include <vector>

namespace prism {

/// The error of one input as a quadratic form of its slots' weights c: with f_u the slots' outputs and t the
/// target, ‖Σ c_u f_u − t‖² = cᵀGc − 2bᵀc + ‖t‖², G_uv = f_u·f_v, b_u = f_u·t. Slots of different row blocks
/// do not meet, so outputs are cut into segments in which the same slots are at work, and each has a small
/// form of its own. Tiles need not be touched again.
class Forms {
 public:
  explicit Forms(const Units& units);

  /// Floats that one input's forms take.
  [[nodiscard]] std::int64_t size() const noexcept { return m_size; }
  /// Forms of input `sample` from the outputs of all slots; target [d_out], out [size()].
  void make(const SlotOutputs& outputs, std::int64_t sample, const float* target, float* out) const;
  /// cᵀGc − 2bᵀc of one input; adds its gradient with respect to each chosen weight to `gradient` [slots].
  double add_gradient(const float* forms, std::span<const float> weights, std::span<float> gradient) const;

 private:
  struct Segment {
    IndexRange rows;
    std::vector<std::int32_t> slots;
  };
  const Units& m_units;
  std::vector<Segment> m_segments;
  std::int64_t m_size = 0;
};

}  // namespace prism
