// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lowbit/grid.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace prism {

/// Bytes of one row of codes: two 4-bit codes a byte (the first in the low half), or eight 5-bit codes in
/// five bytes (a little-endian 40-bit number, the first code lowest). Rows begin on whole bytes; what is left
/// of the last group is zero.
[[nodiscard]] std::int64_t packed_row_bytes(std::int64_t cols, int bits) noexcept;

/// A matrix [rows, cols] whose element (r, c) is scales[r] · grid.values[code(r, c)]. Cheap to copy: codes
/// and scales are shared or lie in a mapped file that `memory` holds.
struct PackedMatrix {
  Grid grid;
  std::int64_t rows = 0, cols = 0;
  std::span<const std::uint8_t> codes;  ///< rows · packed_row_bytes
  std::span<const float> scales;        ///< [rows]
  std::shared_ptr<const void> memory;   ///< keeps both alive

  [[nodiscard]] std::int64_t row_bytes() const noexcept { return packed_row_bytes(cols, grid.bits); }
  /// Codes, scales and table.
  [[nodiscard]] std::uint64_t bytes() const noexcept;
  [[nodiscard]] int code(std::int64_t row, std::int64_t col) const noexcept;
};

/// Packed from codes one a byte [rows, cols], each below grid.levels().
[[nodiscard]] PackedMatrix pack(const Grid& grid, std::int64_t rows, std::int64_t cols,
                                std::span<const std::uint8_t> codes, std::vector<float> scales);
/// Codes of a row, one a byte.
void unpack_row(const PackedMatrix& matrix, std::int64_t row, std::uint8_t* out);
/// The same on raw bytes, for buffers that training changes in place.
void unpack_codes(const std::uint8_t* packed, std::int64_t cols, int bits, std::uint8_t* out);
void pack_codes(const std::uint8_t* codes, std::int64_t cols, int bits, std::uint8_t* out);

/// The scale (one an output channel) with the least squared error of these weights on the grid: a search over
/// scales, each refined by least squares. All-zero weights have scale 1.
[[nodiscard]] float best_scale(std::span<const float> weights, const Grid& grid);

/// How a matrix is brought onto a grid.
enum class ScaleRule {
  best,      ///< best_scale of each row
  absmax,    ///< the largest weight of a row on the table's largest value
  unscaled,  ///< 1
};
/// `weights` [rows, cols] row-major. A fitted grid is fitted to these weights first (each row over its own
/// root mean square). Throws Error(numeric) naming row and column of a weight that is not finite.
[[nodiscard]] PackedMatrix quantise_matrix(std::span<const float> weights, std::int64_t rows,
                                           std::int64_t cols, const Grid& grid,
                                           ScaleRule rule = ScaleRule::best);
/// out [count, cols] = rows [first, first + count).
void dequantise_rows(const PackedMatrix& matrix, std::int64_t first, std::int64_t count, float* out);

/// A vector laid out as the product's inner loop reads it, so that several products share the work.
class PackedInput {
 public:
  /// x [cols] for matrices of `bits`.
  PackedInput(std::span<const float> x, int bits);
  [[nodiscard]] const float* data() const noexcept { return m_values.data(); }
  [[nodiscard]] std::int64_t cols() const noexcept { return m_cols; }

 private:
  std::vector<float> m_values;
  std::int64_t m_cols;
};
/// y[r − first] = Σ_c W(r, c)·x(c) for rows [first, first + count): straight from the codes, block by block
/// (AVX2 where the processor has it). Thread-safe; callers split rows between threads.
void packed_matvec(const PackedMatrix& matrix, const PackedInput& x, std::int64_t first, std::int64_t count,
                   float* y);
/// "avx2" or "portable": which inner loop this processor runs.
[[nodiscard]] const char* packed_kernel() noexcept;

/// What a matrix's codes use of its table.
struct PackedUse {
  std::vector<double> occupancy;  ///< share of the weights on each value
  int used = 0;                   ///< values with any weight
  double zero_fraction = 0;
};
[[nodiscard]] PackedUse packed_use(const PackedMatrix& matrix);

}  // namespace prism
