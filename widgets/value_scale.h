// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/types/colour_map.h"

#include <optional>
#include <span>
#include <vector>

#include <QRgb>

namespace prism::widgets {

/// Which colour a value has: a range mapped to [0, 1], linearly or by decades, and a colour map.
struct ValueScale {
  ColourMap map = ColourMap::cividis;
  double low = 0;
  double high = 1;
  bool logarithmic = false;

  /// Place of the value in the range, clamped to [0, 1]; NaN for NaN. Values that are not positive are at the
  /// low end of a logarithmic scale.
  [[nodiscard]] double place(double value) const;
  /// Inverse of place; also outside [0, 1].
  [[nodiscard]] double value_at(double place) const;
  [[nodiscard]] QRgb colour(double value) const;
  /// Round values inside the range, ascending, at most `most`.
  [[nodiscard]] std::vector<double> ticks(int most) const;
  bool operator==(const ValueScale&) const = default;
};

/// A range that one outlier cannot flatten: the 2nd to 98th percentile of the finite values (of the positive
/// ones on a logarithmic scale); for the diverging map ± the 98th percentile of the magnitudes.
[[nodiscard]] ValueScale percentile_scale(std::span<const double> values, ColourMap map, bool logarithmic);

/// Round steps (1, 2, 5 · 10ⁿ) inside [low, high], at most about `most` of them.
[[nodiscard]] std::vector<double> round_ticks(double low, double high, int most);

}  // namespace prism::widgets
