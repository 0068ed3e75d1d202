// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace prism {

/// Singular values, largest first, of a row-major [rows, cols] matrix; computed in f64. Throws Error(numeric)
/// when the matrix holds NaN or infinities, Error(memory) when it is too large to be decomposed.
[[nodiscard]] std::vector<double> singular_values(std::span<const float> values, std::int64_t rows,
                                                  std::int64_t cols);

/// Singular values above the largest times max(rows, cols) times f32's epsilon: the usual numerical rank.
[[nodiscard]] std::int64_t numerical_rank(std::span<const double> singular_values, std::int64_t rows,
                                          std::int64_t cols);

}  // namespace prism
