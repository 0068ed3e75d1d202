// SPDX-License-Identifier: GPL-3.0-or-later
// Inside core/picture only: what all pictures share — palette, title, axes, colour legend.
#pragma once

#include "core/picture/axis.h"
#include "core/picture/canvas.h"
#include "core/picture/picture.h"

#include <string>
#include <vector>

namespace prism {

struct Palette {
  Rgb window, base, text, muted, line, accent, error;
  std::vector<Rgb> curves;  ///< told apart also by the dashes of the second round
};
[[nodiscard]] const Palette& palette_of(bool dark);

inline constexpr double kMargin = 24;
inline constexpr double kLegendWidth = 92;

/// What margins, title and subtitle leave of the picture's size.
[[nodiscard]] Box body_of(const PictureOptions& options);
/// Paints background, title and subtitle.
void draw_frame(Canvas& canvas, const PictureOptions& options);
/// The options with width and height reduced to what the picture fills, measured in its body: no empty
/// half-pages.
[[nodiscard]] PictureOptions cropped(const PictureOptions& options, double body_width, double body_height);

/// Replaces the ends of a scale by those the options name. Throws Error(usage) when low is not below high or
/// a logarithmic scale would begin at 0 or below.
void apply_range(Scale& scale, const PictureOptions& options);

struct AxisLabels {
  std::string x;
  std::string y;
};
/// Grid lines, ticks, tick labels and names of both axes around `plot`.
void draw_axes(Canvas& canvas, const Box& plot, const Scale& x, const Scale& y, const AxisLabels& labels,
               const Palette& palette);
/// Room to the left of a plot for the tick labels of `y` and the axis name.
[[nodiscard]] double axis_room(Canvas& canvas, const Scale& y, int wanted, bool named);

struct Legend {
  ColourMap colours = ColourMap::viridis;
  Scale scale;
  std::string label;
  bool clipped_low = false;   ///< there are values below the scale
  bool clipped_high = false;  ///< and above
  bool hatched = false;       ///< explain the hatching …
  std::string hatched_label;
  bool crossed = false;  ///< … and the cross
  std::string crossed_label;
};
/// The colour bar with ticks and the explanation of marks, in the right-hand `box`.
void draw_legend(Canvas& canvas, const Box& box, const Legend& legend, const Palette& palette);
/// A cross that stands out from any cell.
void draw_cross(Canvas& canvas, Point centre, double size, const Palette& palette);

}  // namespace prism
