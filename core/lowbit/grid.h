// SPDX-License-Identifier: GPL-3.0-or-later
// lowbit: weights that are indices into a small table times a scale — grids, packed codes, matrix products
// from them, training on the grid without float copies (PRIMAL), and the references it is measured against.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace prism {

/// A table of weight values. Sorted ascending, finite, distinct, at least two, at most 2^bits.
struct Grid {
  std::string name;
  int bits = 4;  ///< 4 or 5: what one code takes in a packed file
  std::vector<float> values;
  bool fitted = false;  ///< lloyd15: the table is fitted to each matrix anew when weights are quantised

  [[nodiscard]] std::int64_t levels() const noexcept { return static_cast<std::int64_t>(values.size()); }
  /// Index of the value nearest to 0.
  [[nodiscard]] int zero() const noexcept;
  [[nodiscard]] float largest() const noexcept;  ///< of |value|
  /// Index of the nearest value; of two equally near the lower one.
  [[nodiscard]] int nearest(float value) const noexcept;
  bool operator==(const Grid&) const = default;
};

/// "prime13", "prime15", "prime25", "uniform15", "nf4", "lloyd15" (fitted to the normal distribution until it
/// is fitted to weights). Throws Error(usage) for other names, listing these.
[[nodiscard]] Grid grid_named(const std::string& name);
[[nodiscard]] std::vector<std::string> grid_names();

/// A table of one's own; sorted here. `bits` 0: 4 for up to 16 values, 5 for up to 32. Throws Error(usage)
/// naming what is wrong: fewer than two values, equal or non-finite ones, more than the bits can tell apart.
[[nodiscard]] Grid custom_grid(const std::string& name, std::vector<float> values, int bits = 0);
/// "prime13", or "-1,-0.5,0,0.5,1" (a custom table): what `--grid` takes.
[[nodiscard]] Grid grid_of(const std::string& text);

/// Lloyd-Max: the table of `levels` values with the least squared error on `samples`. Throws Error(usage) for
/// fewer distinct samples than levels.
[[nodiscard]] Grid lloyd_grid(std::span<const float> samples, int levels = 15);

/// 10·log₁₀(Σ w² / Σ (w − ŵ)²); infinite where nothing is lost, 0 for all-zero weights.
[[nodiscard]] double sqnr_db(std::span<const float> weights, std::span<const float> approximated);

}  // namespace prism
