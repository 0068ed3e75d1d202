// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/value_scale.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace prism::widgets {
namespace {

constexpr double kLowShare = 0.02;
constexpr double kHighShare = 0.98;

double percentile(std::vector<double>& values, double share) {
  const auto at = static_cast<std::ptrdiff_t>(std::lround(share * static_cast<double>(values.size() - 1)));
  std::nth_element(values.begin(), values.begin() + at, values.end());
  return values[static_cast<std::size_t>(at)];
}

}  // namespace

double ValueScale::place(double value) const {
  if (std::isnan(value)) return value;
  double t = 0;
  if (logarithmic) {
    if (value <= 0 || low <= 0) return value > 0 ? 1.0 : 0.0;
    const double span = std::log(high / low);
    t = span > 0 ? std::log(value / low) / span : 0.5;
  } else {
    const double span = high - low;
    t = span > 0 ? (value - low) / span : 0.5;
  }
  return std::clamp(t, 0.0, 1.0);
}

double ValueScale::value_at(double at) const {
  if (logarithmic && low > 0) return low * std::exp(at * std::log(high / low));
  return low + at * (high - low);
}

QRgb ValueScale::colour(double value) const {
  const Rgb rgb = colour_at(map, place(value));
  return qRgb(rgb.r, rgb.g, rgb.b);
}

std::vector<double> ValueScale::ticks(int most) const {
  if (!logarithmic || low <= 0) return round_ticks(low, high, most);
  const int first = static_cast<int>(std::ceil(std::log10(low) - 1e-9));
  const int last = static_cast<int>(std::floor(std::log10(high) + 1e-9));
  // Fewer than two whole decades: round numbers read better than one lonely power of ten.
  if (last - first < 1) return round_ticks(low, high, most);
  const int step = std::max(1, (last - first + most) / std::max(1, most));
  std::vector<double> found;
  for (int decade = first; decade <= last; decade += step) found.push_back(std::pow(10.0, decade));
  return found;
}

ValueScale percentile_scale(std::span<const double> values, ColourMap map, bool logarithmic) {
  std::vector<double> usable;
  usable.reserve(values.size());
  const bool diverging = map == ColourMap::diverging;
  for (const double value : values) {
    if (!std::isfinite(value) || (logarithmic && !diverging && value <= 0)) continue;
    usable.push_back(diverging ? std::abs(value) : value);
  }
  ValueScale scale{map, 0, 1, logarithmic && !diverging};
  if (diverging) {
    double reach = usable.empty() ? 1 : percentile(usable, kHighShare);
    if (reach <= 0 && !usable.empty()) reach = *std::max_element(usable.begin(), usable.end());
    if (reach <= 0) reach = 1;
    scale.low = -reach;
    scale.high = reach;
    return scale;
  }
  if (usable.empty()) {
    if (scale.logarithmic) scale.low = 0.1;
    return scale;
  }
  scale.low = percentile(usable, kLowShare);
  scale.high = percentile(usable, kHighShare);
  if (scale.high > scale.low) return scale;
  // All the same but for outliers: use the whole range, and where there is none a small one around the value.
  const auto [least, greatest] = std::minmax_element(usable.begin(), usable.end());
  scale.low = *least;
  scale.high = *greatest;
  if (scale.high > scale.low) return scale;
  if (scale.logarithmic) {
    scale.low /= 2;
    scale.high *= 2;
  } else {
    const double half = scale.low == 0 ? 0.5 : std::abs(scale.low) / 2;
    scale.low -= half;
    scale.high += half;
  }
  return scale;
}

std::vector<double> round_ticks(double low, double high, int most) {
  std::vector<double> found;
  if (!(high > low) || !std::isfinite(high - low)) return {low};
  const double rough = (high - low) / std::max(1, most);
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  double step = power;
  for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
    step = factor * power;
    if (step >= rough * (1 - 1e-9)) break;
  }
  const double first = std::ceil(low / step - 1e-9);
  const double last = std::floor(high / step + 1e-9);
  for (double i = first; i <= last; ++i) found.push_back(i * step);
  return found;
}

}  // namespace prism::widgets
