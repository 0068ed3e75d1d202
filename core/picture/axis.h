// SPDX-License-Identifier: GPL-3.0-or-later
// Inside core/picture only: ranges, scales and ticks; no drawing.
#pragma once

#include <string>
#include <vector>

namespace prism {

/// Maps values to [0, 1], linearly or by their logarithm. On a logarithmic scale what is not positive maps to
/// 0.
struct Scale {
  double low = 0;
  double high = 1;
  bool logarithmic = false;

  /// Not clamped; NaN for NaN.
  [[nodiscard]] double place(double value) const noexcept;
};

/// Ticks at round values (1, 2, 2.5 or 5 times a power of ten; decades on a logarithmic scale) inside the
/// scale, about `wanted` of them.
[[nodiscard]] std::vector<double> ticks_of(const Scale& scale, int wanted);
/// Labels with just the digits that tell neighbouring ticks apart: "0.25", "1e-6", "20 K".
[[nodiscard]] std::string tick_label(double value, double step);

/// A scale over the finite values between the given shares of them (0.01, 0.99), so that no outlier flattens
/// the rest; a single value gets some room on both sides. Logarithmic only if some value is positive.
[[nodiscard]] Scale scale_of(std::vector<double> values, bool logarithmic, double low_share,
                             double high_share);
/// The scale widened to round numbers at both ends.
[[nodiscard]] Scale rounded(const Scale& scale);

}  // namespace prism
