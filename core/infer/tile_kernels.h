// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/types/plan.h"

#include <cstdint>
#include <memory>
#include <span>

namespace prism {

/// Samples that one panel holds side by side.
inline constexpr std::int64_t kPanel = 16;
/// Fewer samples than this are multiplied one by one: a tile is then read at memory speed either way.
inline constexpr std::int64_t kFewSamples = 4;

/// Rows of a tile as they lie in memory; f32, or bf16 when `bf16` is set (then f32 is null).
struct TileRows {
  const float* f32 = nullptr;
  const std::uint16_t* bf16 = nullptr;
  std::int64_t stride = 0;
  std::int64_t rows = 0;
  std::int64_t cols = 0;
};

/// Samples ready to be multiplied: panels [ceil(samples / 16)][cols][16] zero-filled, or rows [samples][cols]
/// when there are few of them.
class Panels {
 public:
  /// Gathers columns `cols` of rows `samples` (all of 0 … count−1 when empty) of x [count, width], scaled by
  /// `scales` unless that is empty (one a gathered sample).
  void gather(const float* x, std::int64_t count, std::int64_t width, IndexRange cols,
              std::span<const std::int32_t> samples, std::span<const float> scales = {});

  [[nodiscard]] std::int64_t samples() const noexcept { return m_samples; }
  [[nodiscard]] bool few() const noexcept { return m_samples < kFewSamples; }
  [[nodiscard]] std::int64_t blocks() const noexcept {
    return few() ? m_samples : (m_samples + kPanel - 1) / kPanel;
  }
  /// Floats that the products of `rows` tile rows take: [blocks][rows][16], or [samples][rows].
  [[nodiscard]] std::int64_t product_size(std::int64_t rows) const noexcept {
    return blocks() * rows * (few() ? 1 : kPanel);
  }
  /// out += tile · columns [first_col, first_col + tile.cols) of every sample, laid out as product_size says.
  void add_product(const TileRows& tile, std::int64_t first_col, float* out) const;
  /// to[sample, first_row + r] += scale · product; `to` is [count, width_out], samples as gathered.
  void scatter(const float* product, std::int64_t rows, std::span<const std::int32_t> samples, float scale,
               float* to, std::int64_t width_out, std::int64_t first_row) const;

 private:
  std::int64_t m_samples = 0;
  IndexRange m_cols;
  std::unique_ptr<float[]> m_storage;
  std::size_t m_capacity = 0;
};

/// Nearest bf16 values, ties to even; NaN stays NaN.
void to_bf16(std::span<const float> from, std::uint16_t* to);

}  // namespace prism
