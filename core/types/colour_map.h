// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

namespace prism {

struct Rgb {
  std::uint8_t r = 0;
  std::uint8_t g = 0;
  std::uint8_t b = 0;
  bool operator==(const Rgb&) const = default;
};

enum class ColourMap {
  viridis,
  cividis,
  diverging,  ///< blue – white – orange, for values around 0
};

/// Colour at `t` in [0, 1] (clamped), interpolated between own colour stops.
[[nodiscard]] Rgb colour_at(ColourMap map, double t) noexcept;

}  // namespace prism
