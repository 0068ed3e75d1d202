// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/picture/frame.h"
#include "core/picture/matrix_colours.h"
#include "core/picture/picture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <numbers>

namespace prism {
namespace {

// More facets than this are smaller than the eye tells apart.
constexpr int kMostFacets = 72;
constexpr double kHeightShare = 0.55;  // of the longer floor side
// Mean step between neighbours, as a share of the range, from which on the surface is drawn flatter: noise at
// full height is a wall of spikes that hides everything behind it.
constexpr double kRough = 0.06;
constexpr double kLeastFlattening = 0.22;
// Slopes are shaded as if flatter than drawn, or every steep face would be black.
constexpr double kRelief = 0.4;
constexpr double kElevation = 32 * std::numbers::pi / 180;
constexpr double kTurn = 38 * std::numbers::pi / 180;

struct Solid {
  double x = 0;  ///< along the columns
  double y = 0;  ///< along the rows
  double z = 0;  ///< upwards
};

/// Heights on a grid of corners, NaN where there is no number.
struct Grid {
  int rows = 0;
  int cols = 0;
  std::vector<float> values;
  [[nodiscard]] float at(int row, int col) const {
    return values[static_cast<std::size_t>(row) * static_cast<std::size_t>(cols) +
                  static_cast<std::size_t>(col)];
  }
};

Grid coarsen(const ReducedMatrix& matrix) {
  MatrixReducer reducer(matrix.rows, matrix.cols, kMostFacets);
  reducer.add(0, matrix.rows, matrix.mean.data());
  ReducedMatrix small = reducer.finish();
  Grid grid{small.rows, small.cols, std::move(small.mean)};
  // A single row or column becomes a ribbon two corners wide.
  if (grid.cols == 1) {
    std::vector<float> doubled;
    for (const float value : grid.values) doubled.insert(doubled.end(), {value, value});
    grid.values = std::move(doubled);
    grid.cols = 2;
  }
  if (grid.rows == 1) {
    grid.values.insert(grid.values.end(), grid.values.begin(), grid.values.end());
    grid.rows = 2;
  }
  return grid;
}

/// Parallel projection: the floor is turned and tilted, heights stay upright.
class Projection {
 public:
  Projection(double width, double depth, double height, const Box& area) {
    const std::array<Solid, 8> corners{{{0, 0, 0},
                                        {width, 0, 0},
                                        {0, depth, 0},
                                        {width, depth, 0},
                                        {0, 0, height},
                                        {width, 0, height},
                                        {0, depth, height},
                                        {width, depth, height}}};
    Point low{1e9, 1e9};
    Point high{-1e9, -1e9};
    for (const Solid& corner : corners) {
      const Point at = flat(corner);
      low = {std::min(low.x, at.x), std::min(low.y, at.y)};
      high = {std::max(high.x, at.x), std::max(high.y, at.y)};
    }
    m_scale = std::min(area.width / (high.x - low.x), area.height / (high.y - low.y));
    m_shift = {area.x + (area.width - (high.x - low.x) * m_scale) / 2 - low.x * m_scale,
               area.y + (area.height - (high.y - low.y) * m_scale) / 2 - low.y * m_scale};
  }
  [[nodiscard]] Point at(const Solid& solid) const {
    const Point point = flat(solid);
    return {point.x * m_scale + m_shift.x, point.y * m_scale + m_shift.y};
  }

 private:
  static Point flat(const Solid& s) {
    const double across = s.x * std::cos(kTurn) - s.y * std::sin(kTurn);
    const double away = s.x * std::sin(kTurn) + s.y * std::cos(kTurn);
    return {across, away * std::sin(kElevation) - s.z * std::cos(kElevation)};
  }
  double m_scale = 1;
  Point m_shift;
};

Rgb shade(Rgb colour, double light) {
  const auto part = [&](std::uint8_t value) {
    const double lit = light <= 1 ? value * light : value + (255 - value) * (light - 1);
    return static_cast<std::uint8_t>(std::clamp(std::lround(lit), 0L, 255L));
  };
  return {part(colour.r), part(colour.g), part(colour.b)};
}

double height_for(const Grid& grid, const Scale& scale) {
  double sum = 0;
  std::int64_t steps = 0;
  const auto step = [&](float from, float to) {
    if (std::isnan(from) || std::isnan(to)) return;
    sum += std::fabs(std::clamp(scale.place(to), 0.0, 1.0) - std::clamp(scale.place(from), 0.0, 1.0));
    ++steps;
  };
  for (int row = 0; row < grid.rows; ++row) {
    for (int col = 0; col < grid.cols; ++col) {
      if (col + 1 < grid.cols) step(grid.at(row, col), grid.at(row, col + 1));
      if (row + 1 < grid.rows) step(grid.at(row, col), grid.at(row + 1, col));
    }
  }
  const double roughness = steps > 0 ? sum / static_cast<double>(steps) : 0;
  return kHeightShare * (roughness > kRough ? std::max(kRough / roughness, kLeastFlattening) : 1.0);
}

void draw_facets(Canvas& canvas, const Grid& grid, double width, double depth, double height,
                 const Projection& projection, const Legend& legend) {
  const double dx = width / (grid.cols - 1);
  const double dy = depth / (grid.rows - 1);
  const auto corner = [&](int row, int col) {
    return Solid{col * dx, row * dy, std::clamp(legend.scale.place(grid.at(row, col)), 0.0, 1.0) * height};
  };
  // Rows and columns grow towards the viewer, so this order paints the far facets first.
  for (int row = 0; row + 1 < grid.rows; ++row) {
    for (int col = 0; col + 1 < grid.cols; ++col) {
      const float mean =
          (grid.at(row, col) + grid.at(row, col + 1) + grid.at(row + 1, col) + grid.at(row + 1, col + 1)) / 4;
      if (std::isnan(mean)) continue;
      const Solid a = corner(row, col);
      const Solid b = corner(row, col + 1);
      const Solid c = corner(row + 1, col + 1);
      const Solid d = corner(row + 1, col);
      // Lambert's law with light from the upper left, on the normal of the facet's two diagonals' mean
      // slopes.
      const double slope_x = kRelief * ((b.z - a.z) + (c.z - d.z)) / (2 * dx);
      const double slope_y = kRelief * ((d.z - a.z) + (c.z - b.z)) / (2 * dy);
      const double length = std::sqrt(slope_x * slope_x + slope_y * slope_y + 1);
      const double lambert = (0.55 * slope_x - 0.25 * slope_y + 0.8) / length;
      const double light = std::clamp(0.66 + 0.45 * lambert, 0.55, 1.15);
      canvas.polygon({projection.at(a), projection.at(b), projection.at(c), projection.at(d)},
                     shade(colour_at(legend.colours, legend.scale.place(mean)), light));
    }
  }
}

void draw_cage(Canvas& canvas, double width, double depth, double height, const Projection& projection,
               const Palette& palette) {
  const LineStyle thin{palette.line, 0.9};
  const auto edge = [&](const Solid& from, const Solid& to) {
    canvas.line(projection.at(from), projection.at(to), thin);
  };
  canvas.polygon({projection.at({0, 0, 0}), projection.at({width, 0, 0}), projection.at({width, depth, 0}),
                  projection.at({0, depth, 0})},
                 palette.base);
  for (int i = 0; i <= 4; ++i) {
    const double share = i / 4.0;
    edge({width * share, 0, 0}, {width * share, depth, 0});
    edge({0, depth * share, 0}, {width, depth * share, 0});
    edge({0, 0, height * share}, {width, 0, height * share});
    edge({0, 0, height * share}, {0, depth, height * share});
    edge({width * share, 0, 0}, {width * share, 0, height});
    edge({0, depth * share, 0}, {0, depth * share, height});
  }
}

void label_floor(Canvas& canvas, const ReducedMatrix& matrix, double width, double depth,
                 const Projection& projection, const Palette& palette) {
  const auto put = [&](const Solid& solid, double dx, double dy, const std::string& text, Align align,
                       bool name) {
    const Point at = projection.at(solid);
    canvas.text({at.x + dx, at.y + dy}, text,
                {name ? palette.text : palette.muted, name ? 11.0 : 10.0, false, align});
  };
  put({0, depth, 0}, -6, 14, "0", Align::right, false);
  put({width, depth, 0}, 0, 16, fmt::format("{}, {}", matrix.source_cols, matrix.source_rows), Align::centre,
      false);
  put({width, 0, 0}, 8, 8, "0", Align::left, false);
  put({width / 2, depth, 0}, -14, 26, "column", Align::right, true);
  put({width, depth / 2, 0}, 14, 26, "row", Align::left, true);
}

}  // namespace

void draw_surface(const ReducedMatrix& matrix, const std::string& value_label, const PictureOptions& options,
                  const std::filesystem::path& target) {
  const Grid grid = coarsen(matrix);
  PictureOptions chosen = options;
  // Height already shows the sign: one rising map reads better on a shaded surface.
  if (!chosen.colours) chosen.colours = ColourMap::viridis;
  const Legend legend = matrix_legend(grid.values, value_label, chosen);

  Canvas canvas(target, options.width, options.height, options.scale);
  const Palette& palette = palette_of(options.dark);
  draw_frame(canvas, options);
  const Box body = body_of(options);
  const Box area{body.x + 8, body.y, body.width - kLegendWidth - kMargin - 16, body.height - 32};
  if (area.width < 16 || area.height < 16) throw Error(ErrorCode::usage, "the picture is too small", target);
  const double shape =
      std::clamp(static_cast<double>(matrix.source_cols) / static_cast<double>(matrix.source_rows), 0.4, 2.5);
  const double width = std::min(1.0, shape);
  const double depth = std::min(1.0, 1 / shape);
  const double height = height_for(grid, legend.scale);
  const Projection projection(width, depth, height, area);
  draw_cage(canvas, width, depth, height, projection, palette);
  draw_facets(canvas, grid, width, depth, height, projection, legend);
  label_floor(canvas, matrix, width, depth, projection, palette);
  draw_legend(canvas, {body.right() - kLegendWidth, body.y, kLegendWidth, std::min(320.0, body.height)},
              legend, palette);
  canvas.finish();
}

}  // namespace prism
