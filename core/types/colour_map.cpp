// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/types/colour_map.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace prism {
namespace {

using Stops = std::array<Rgb, 17>;

// Computed for this program in CIELAB: lightness rises in equal steps, hue and chroma follow a smooth path
// close to the published maps of the same names, chroma is reduced where sRGB cannot show it.
constexpr Stops kViridis{{{54, 21, 81},
                          {57, 34, 104},
                          {55, 49, 122},
                          {48, 66, 135},
                          {38, 82, 144},
                          {20, 98, 147},
                          {2, 114, 147},
                          {2, 129, 143},
                          {0, 145, 138},
                          {3, 160, 131},
                          {35, 174, 121},
                          {67, 188, 110},
                          {98, 201, 97},
                          {131, 212, 83},
                          {166, 221, 67},
                          {204, 229, 50},
                          {245, 234, 29}}};
constexpr Stops kCividis{{{0, 35, 75},
                          {27, 45, 85},
                          {47, 57, 91},
                          {62, 69, 99},
                          {76, 81, 107},
                          {88, 92, 112},
                          {101, 104, 117},
                          {114, 115, 120},
                          {128, 126, 121},
                          {144, 138, 121},
                          {159, 149, 120},
                          {176, 161, 116},
                          {192, 173, 112},
                          {209, 186, 107},
                          {226, 200, 103},
                          {242, 214, 99},
                          {255, 229, 109}}};
constexpr Stops kDiverging{{{1, 84, 135},
                            {2, 104, 160},
                            {15, 126, 185},
                            {68, 146, 199},
                            {104, 167, 212},
                            {139, 187, 223},
                            {173, 207, 232},
                            {209, 227, 240},
                            {246, 246, 246},
                            {249, 224, 202},
                            {247, 203, 162},
                            {241, 182, 127},
                            {233, 161, 97},
                            {219, 137, 69},
                            {205, 113, 44},
                            {189, 89, 24},
                            {173, 64, 8}}};

const Stops& stops_of(ColourMap map) noexcept {
  switch (map) {
    case ColourMap::viridis:
      return kViridis;
    case ColourMap::cividis:
      return kCividis;
    case ColourMap::diverging:
      return kDiverging;
  }
  return kViridis;
}

std::uint8_t mix(std::uint8_t from, std::uint8_t to, double share) noexcept {
  return static_cast<std::uint8_t>(std::lround(from + (to - from) * share));
}

}  // namespace

Rgb colour_at(ColourMap map, double t) noexcept {
  const Stops& stops = stops_of(map);
  // The negated comparison also sends NaN to the low end; views hatch NaN before they ask for a colour.
  const double clamped = !(t > 0) ? 0.0 : std::min(t, 1.0);
  const double place = clamped * (stops.size() - 1);
  const auto below = std::min(static_cast<std::size_t>(place), stops.size() - 2);
  const double share = place - static_cast<double>(below);
  const Rgb& from = stops[below];
  const Rgb& to = stops[below + 1];
  return {mix(from.r, to.r, share), mix(from.g, to.g, share), mix(from.b, to.b, share)};
}

}  // namespace prism
