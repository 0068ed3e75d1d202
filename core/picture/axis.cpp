// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/picture/axis.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace prism {
namespace {

// Decades below the greatest value that a logarithmic scale shows at most.
constexpr double kMostDecades = 12;

double round_step(double range, int wanted) {
  const double raw = range / std::max(wanted, 1);
  const double power = std::pow(10.0, std::floor(std::log10(raw)));
  for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
    if (raw <= factor * power * (1 + 1e-9)) return factor * power;
  }
  return 10 * power;
}

}  // namespace

double Scale::place(double value) const noexcept {
  if (std::isnan(value)) return value;
  if (!logarithmic) return (value - low) / (high - low);
  if (value <= 0) return 0;
  return (std::log10(value) - std::log10(low)) / (std::log10(high) - std::log10(low));
}

std::vector<double> ticks_of(const Scale& scale, int wanted) {
  std::vector<double> ticks;
  const double slack = 1e-9;
  if (scale.logarithmic) {
    const double first = std::log10(scale.low);
    const double last = std::log10(scale.high);
    if (last - first >= 3) {
      const auto step = static_cast<int>(std::max(1.0, std::ceil((last - first) / std::max(wanted, 4))));
      for (double decade = std::ceil(first - slack); decade <= last + slack; decade += step) {
        ticks.push_back(std::pow(10.0, decade));
      }
      return ticks;
    }
    // Few decades: 1, 2, 5 of each.
    for (double decade = std::floor(first); decade <= last; ++decade) {
      for (const double factor : {1.0, 2.0, 5.0}) {
        const double tick = factor * std::pow(10.0, decade);
        if (tick >= scale.low * (1 - slack) && tick <= scale.high * (1 + slack)) ticks.push_back(tick);
      }
    }
    if (ticks.size() >= 3) return ticks;
    ticks.clear();
  }
  const double range = scale.high - scale.low;
  const double step = round_step(range, wanted);
  // Counting whole steps keeps 0.1 + 0.1 + … from drifting.
  const double first = std::ceil(scale.low / step - slack);
  for (int i = 0; i < 1000; ++i) {
    const double tick = (first + i) * step;
    if (tick > scale.high + slack * range) break;
    ticks.push_back(tick);
  }
  return ticks;
}

std::string tick_label(double value, double step) {
  if (value == 0 || std::fabs(value) < 1e-9 * std::fabs(step)) return "0";
  const double magnitude = std::fabs(value);
  const std::string sign = value < 0 ? "−" : "";
  if (magnitude < 1e-3 || magnitude >= 1e6) {
    const auto exponent = static_cast<int>(std::floor(std::log10(magnitude) + 1e-12));
    const double mantissa = magnitude / std::pow(10.0, exponent);
    return fmt::format("{}{:.3g}e{}", sign, mantissa, exponent);
  }
  const int digits = std::clamp(static_cast<int>(std::ceil(-std::log10(std::fabs(step)) - 1e-9)), 0, 6);
  // A step of 2.5 needs one digit more than its power of ten tells.
  const double shifted = std::fabs(step) * std::pow(10.0, digits);
  const int more = std::fabs(shifted - std::round(shifted)) > 1e-6 ? 1 : 0;
  return fmt::format("{}{:.{}f}", sign, magnitude, digits + more);
}

Scale scale_of(std::vector<double> values, bool logarithmic, double low_share, double high_share) {
  std::erase_if(values, [](double value) { return !std::isfinite(value); });
  // Keeps differences finite whatever a file holds.
  for (double& value : values) value = std::clamp(value, -1e300, 1e300);
  Scale scale{0, 1, false};
  if (logarithmic) {
    std::vector<double> positive;
    std::copy_if(values.begin(), values.end(), std::back_inserter(positive),
                 [](double value) { return value > 0; });
    if (!positive.empty()) {
      values = std::move(positive);
      scale.logarithmic = true;
    }
  }
  if (values.empty()) return scale;
  std::sort(values.begin(), values.end());
  const auto at_share = [&](double share) {
    return values[static_cast<std::size_t>(std::lround(share * static_cast<double>(values.size() - 1)))];
  };
  scale.low = at_share(low_share);
  scale.high = at_share(high_share);
  if (scale.low == scale.high) {
    // Most values are the same: show the whole range rather than nothing.
    scale.low = values.front();
    scale.high = values.back();
  }
  if (scale.logarithmic) {
    scale.low = std::max(scale.low, scale.high * std::pow(10.0, -kMostDecades));
    if (scale.low >= scale.high * 0.999) {
      scale.low = scale.high / 3;
      scale.high *= 3;
    }
  } else if (scale.high - scale.low <= 1e-12 * std::max(std::fabs(scale.low), std::fabs(scale.high))) {
    const double room = scale.high == 0 ? 1 : std::fabs(scale.high) * 0.1;
    scale.low -= room;
    scale.high += room;
  }
  return scale;
}

Scale rounded(const Scale& scale) {
  Scale wide = scale;
  if (scale.logarithmic) {
    wide.low = std::pow(10.0, std::floor(std::log10(scale.low) + 1e-9));
    wide.high = std::pow(10.0, std::ceil(std::log10(scale.high) - 1e-9));
    return wide;
  }
  const double step = round_step(scale.high - scale.low, 5);
  wide.low = std::floor(scale.low / step + 1e-9) * step;
  wide.high = std::ceil(scale.high / step - 1e-9) * step;
  return wide;
}

}  // namespace prism
