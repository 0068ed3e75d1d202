// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/picture/frame.h"
#include "core/picture/picture.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace prism {

void draw_histogram(const Histogram& histogram, const std::string& value_label, const AxisOptions& axes,
                    const PictureOptions& options, const std::filesystem::path& target) {
  if (histogram.counts.empty()) throw Error(ErrorCode::usage, "a histogram without bins", target);
  PictureOptions shown = options;
  const auto add_note = [&](std::int64_t count, const char* what) {
    if (count == 0) return;
    if (!shown.subtitle.empty()) shown.subtitle += "   ·   ";
    shown.subtitle += fmt::format("{} {}", count, what);
  };
  add_note(histogram.below, "below the range");
  add_note(histogram.above, "above the range");
  add_note(histogram.not_a_number, "not a number");

  // The bins' edges are the axis; a histogram of one value has no width of its own.
  Scale x = scale_of({histogram.low, histogram.high}, false, 0, 1);
  const std::int64_t most = *std::max_element(histogram.counts.begin(), histogram.counts.end());
  Scale y{0, static_cast<double>(std::max<std::int64_t>(most, 1)), axes.log_y};
  if (y.logarithmic) {
    y.low = 0.5;
    y.high = std::max(y.high * 1.5, 10.0);
  } else {
    y = rounded(y);
  }

  Canvas canvas(target, options.width, options.height, options.scale);
  const Palette& palette = palette_of(options.dark);
  draw_frame(canvas, shown);
  const Box body = body_of(shown);
  const double left = axis_room(canvas, y, 6, true);
  const Box plot{body.x + left, body.y + 4, body.width - left - 16, body.height - 44};
  if (plot.width < 16 || plot.height < 16) throw Error(ErrorCode::usage, "the picture is too small", target);
  draw_axes(canvas, plot, x, y, {value_label, "values"}, palette);
  const auto bins = static_cast<double>(histogram.counts.size());
  const double gap = plot.width / bins > 4 ? 1 : 0;
  const double begin = plot.x + x.place(histogram.low) * plot.width;
  const double width = std::max((x.place(histogram.high) - x.place(histogram.low)) * plot.width / bins, 1.0);
  for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
    if (histogram.counts[i] <= 0) continue;
    const double height = y.place(static_cast<double>(histogram.counts[i])) * plot.height;
    canvas.fill_cell({begin + static_cast<double>(i) * width, plot.bottom() - height, width - gap, height},
                     palette.accent);
  }
  if (histogram.low < 0 && histogram.high > 0) {
    const double zero = plot.x + x.place(0) * plot.width;
    canvas.line({zero, plot.y}, {zero, plot.bottom()}, {palette.muted, 0.9, true});
  }
  canvas.line({plot.x, plot.bottom()}, {plot.right(), plot.bottom()}, {palette.muted, 1});
  canvas.finish();
}

}  // namespace prism
