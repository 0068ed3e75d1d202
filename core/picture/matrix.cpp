// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/picture/frame.h"
#include "core/picture/matrix_colours.h"
#include "core/picture/picture.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace prism {
namespace {

constexpr double kAxisLeft = 64;
constexpr double kAxisTop = 36;
constexpr double kLeastLegend = 180;
// A matrix narrower or flatter than this is stretched: a vocabulary's matrix would be a hairline.
constexpr double kMostStretch = 2.5;

const std::vector<float>& values_of(const ReducedMatrix& matrix, Reduction reduction) {
  switch (reduction) {
    case Reduction::least:
      return matrix.least;
    case Reduction::greatest:
      return matrix.greatest;
    case Reduction::mean:
      break;
  }
  return matrix.mean;
}

const char* word_of(Reduction reduction) {
  switch (reduction) {
    case Reduction::least:
      return "least";
    case Reduction::greatest:
      return "greatest";
    case Reduction::mean:
      break;
  }
  return "mean";
}

Box plot_box(const ReducedMatrix& matrix, const Box& area) {
  const double shape =
      std::clamp(static_cast<double>(matrix.source_cols) / static_cast<double>(matrix.source_rows),
                 1 / kMostStretch, kMostStretch);
  double width = std::min(area.width, area.height * shape);
  double height = width / shape;
  // Whole points a cell look crisp; give away at most a fifth for it.
  const auto whole = [](double length, int cells) {
    const double each = std::floor(length / cells);
    return each >= 1 && each * cells > 0.8 * length ? each * cells : length;
  };
  width = whole(width, matrix.cols);
  height = whole(height, matrix.rows);
  return {area.x, area.y, width, height};
}

void draw_index_axes(Canvas& canvas, const Box& plot, const ReducedMatrix& matrix, const Palette& palette) {
  const TextStyle style{palette.muted, 10, false, Align::centre};
  const auto label = [](double tick) { return fmt::format("{:.0f}", tick); };
  const Scale cols{0, static_cast<double>(matrix.source_cols), false};
  for (const double tick : ticks_of(cols, static_cast<int>(plot.width / 90) + 1)) {
    if (tick != std::floor(tick)) continue;
    const double at = plot.x + cols.place(tick) * plot.width;
    canvas.line({at, plot.y - 4}, {at, plot.y}, {palette.muted, 0.75});
    canvas.text({at, plot.y - 8}, label(tick), style);
  }
  const Scale rows{0, static_cast<double>(matrix.source_rows), false};
  TextStyle right = style;
  right.align = Align::right;
  for (const double tick : ticks_of(rows, static_cast<int>(plot.height / 70) + 1)) {
    if (tick != std::floor(tick)) continue;
    const double at = plot.y + rows.place(tick) * plot.height;
    canvas.line({plot.x - 4, at}, {plot.x, at}, {palette.muted, 0.75});
    canvas.text({plot.x - 8, at + 3.5}, label(tick), right);
  }
  canvas.text({plot.x + plot.width / 2, plot.y - 22}, "column", {palette.text, 11, false, Align::centre});
  canvas.text({kMargin + 8, plot.y + plot.height / 2}, "row", {palette.text, 11, false, Align::centre, true});
}

bool draw_values(Canvas& canvas, const Box& plot, const ReducedMatrix& matrix,
                 const std::vector<float>& values, const Legend& legend, const Palette& palette) {
  std::vector<Rgb> colours(values.size(), palette.base);
  bool missing = false;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i])) {
      missing = true;
    } else {
      colours[i] = colour_at(legend.colours, legend.scale.place(values[i]));
    }
  }
  canvas.image(plot, matrix.rows, matrix.cols, colours);
  if (!missing) return false;
  const double wide = plot.width / matrix.cols;
  const double high = plot.height / matrix.rows;
  for (int row = 0; row < matrix.rows; ++row) {
    for (int col = 0; col < matrix.cols;) {
      const auto at = [&](int c) {
        return values[static_cast<std::size_t>(row) * static_cast<std::size_t>(matrix.cols) +
                      static_cast<std::size_t>(c)];
      };
      int end = col;
      while (end < matrix.cols && std::isnan(at(end))) ++end;
      if (end > col) {
        canvas.hatch({plot.x + col * wide, plot.y + row * high, (end - col) * wide, high}, palette.base,
                     palette.muted);
      }
      col = end + 1;
    }
  }
  return true;
}

}  // namespace

Legend matrix_legend(const std::vector<float>& values, const std::string& label,
                     const PictureOptions& options) {
  std::vector<double> numbers(values.begin(), values.end());
  Legend legend;
  legend.label = label;
  legend.scale = scale_of(numbers, false, 0.01, 0.99);
  const bool both_signs = legend.scale.low < 0 && legend.scale.high > 0;
  legend.colours = options.colours.value_or(both_signs ? ColourMap::diverging : ColourMap::viridis);
  if (legend.colours == ColourMap::diverging) {
    const double reach = std::max(std::fabs(legend.scale.low), std::fabs(legend.scale.high));
    legend.scale.low = -reach;
    legend.scale.high = reach;
  }
  apply_range(legend.scale, options);
  for (const double value : numbers) {
    legend.clipped_low |= value < legend.scale.low;
    legend.clipped_high |= value > legend.scale.high;
  }
  legend.hatched_label = "no number";
  return legend;
}

void draw_matrix(const ReducedMatrix& matrix, Reduction reduction, const std::string& value_label,
                 const PictureOptions& options, const std::filesystem::path& target) {
  const std::vector<float>& values = values_of(matrix, reduction);
  Legend legend = matrix_legend(values, value_label, options);
  PictureOptions shown = options;
  if (matrix.rows < matrix.source_rows || matrix.cols < matrix.source_cols) {
    const std::string note =
        fmt::format("{} × {}, each cell the {} of about {} × {}", matrix.source_rows, matrix.source_cols,
                    word_of(reduction), std::lround(static_cast<double>(matrix.source_rows) / matrix.rows),
                    std::lround(static_cast<double>(matrix.source_cols) / matrix.cols));
    shown.subtitle = shown.subtitle.empty() ? note : shown.subtitle + "   ·   " + note;
  }
  const Palette& palette = palette_of(options.dark);
  const Box body = body_of(shown);
  const Box area{body.x + kAxisLeft, body.y + kAxisTop, body.width - kAxisLeft - kLegendWidth - kMargin,
                 body.height - kAxisTop};
  if (area.width < 16 || area.height < 16) throw Error(ErrorCode::usage, "the picture is too small", target);
  const Box plot = plot_box(matrix, area);
  const double high = std::max(plot.height, std::min(kLeastLegend, area.height));
  shown = cropped(shown, kAxisLeft + plot.width + kMargin + kLegendWidth, kAxisTop + high);
  Canvas canvas(target, shown.width, shown.height, shown.scale);
  draw_frame(canvas, shown);
  legend.hatched = draw_values(canvas, plot, matrix, values, legend, palette);
  canvas.outline(plot, {palette.muted, 0.75});
  draw_index_axes(canvas, plot, matrix, palette);
  draw_legend(canvas, {plot.right() + kMargin, plot.y, kLegendWidth, high}, legend, palette);
  canvas.finish();
}

}  // namespace prism
