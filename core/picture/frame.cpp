// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/picture/frame.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace prism {
namespace {

constexpr double kTickSize = 10;
constexpr double kTitleHeight = 24;
constexpr double kSubtitleHeight = 18;
constexpr int kLeastWidth = 420;
constexpr int kWantedTicks = 6;

const Palette kLight{
    {247, 247, 245},
    {255, 255, 255},
    {30, 31, 34},
    {107, 111, 118},
    {218, 220, 224},
    {47, 109, 181},
    {179, 38, 30},
    {{47, 109, 181}, {199, 119, 0}, {46, 125, 79}, {156, 61, 143}, {179, 38, 30}, {74, 82, 92}}};
const Palette kDark{
    {31, 33, 36},
    {23, 24, 26},
    {230, 230, 227},
    {154, 160, 166},
    {52, 55, 59},
    {108, 168, 232},
    {242, 119, 111},
    {{108, 168, 232}, {240, 166, 58}, {107, 194, 143}, {214, 137, 204}, {242, 119, 111}, {170, 178, 188}}};

double step_of(const std::vector<double>& ticks) {
  return ticks.size() < 2 ? 1 : ticks[1] - ticks[0];
}

/// Decades of a logarithmic scale are labelled one by one: their distances differ.
std::string label_of(const Scale& scale, double tick, double step) {
  return tick_label(tick, scale.logarithmic ? tick : step);
}

std::vector<double> ticks_between(const Scale& scale, double length) {
  return ticks_of(scale, std::clamp(static_cast<int>(length / 56), 2, kWantedTicks));
}

}  // namespace

const Palette& palette_of(bool dark) {
  return dark ? kDark : kLight;
}

Box body_of(const PictureOptions& options) {
  double top = kMargin;
  if (!options.title.empty()) top += kTitleHeight;
  if (!options.subtitle.empty()) top += kSubtitleHeight;
  if (top > kMargin) top += 6;
  return {kMargin, top, options.width - 2 * kMargin, options.height - kMargin - top};
}

void draw_frame(Canvas& canvas, const PictureOptions& options) {
  const Palette& palette = palette_of(options.dark);
  canvas.fill({0, 0, canvas.width(), canvas.height()}, palette.window);
  double top = kMargin;
  if (!options.title.empty()) {
    canvas.text({kMargin, top + 13}, options.title, {palette.text, 16, true});
    top += kTitleHeight;
  }
  if (!options.subtitle.empty()) canvas.text({kMargin, top + 9}, options.subtitle, {palette.muted, 11});
}

PictureOptions cropped(const PictureOptions& options, double body_width, double body_height) {
  const Box body = body_of(options);
  PictureOptions small = options;
  // Titles need some room even above a narrow picture.
  const int least = std::min(options.width, kLeastWidth);
  small.width = std::max(least, options.width - static_cast<int>(std::max(0.0, body.width - body_width)));
  small.height = options.height - static_cast<int>(std::max(0.0, body.height - body_height));
  return small;
}

void apply_range(Scale& scale, const PictureOptions& options) {
  if (options.low) scale.low = *options.low;
  if (options.high) scale.high = *options.high;
  if (!(scale.low < scale.high) || !std::isfinite(scale.high - scale.low) ||
      (scale.logarithmic && scale.low <= 0)) {
    throw Error(ErrorCode::usage, fmt::format("a value range from {} to {}", scale.low, scale.high), {}, {},
                scale.logarithmic ? "0 < low < high" : "low < high");
  }
}

double axis_room(Canvas& canvas, const Scale& y, int wanted, bool named) {
  const auto ticks = ticks_of(y, wanted);
  double widest = 0;
  for (const double tick : ticks) {
    widest = std::max(widest, canvas.text_width(label_of(y, tick, step_of(ticks)), kTickSize));
  }
  return widest + 8 + (named ? 20 : 0);
}

void draw_axes(Canvas& canvas, const Box& plot, const Scale& x, const Scale& y, const AxisLabels& labels,
               const Palette& palette) {
  canvas.fill(plot, palette.base);
  const LineStyle grid{palette.line, 0.75};
  const TextStyle tick_style{palette.muted, kTickSize};
  const auto x_ticks = ticks_between(x, plot.width);
  for (const double tick : x_ticks) {
    const double at = plot.x + x.place(tick) * plot.width;
    canvas.line({at, plot.y}, {at, plot.bottom()}, grid);
    TextStyle style = tick_style;
    style.align = Align::centre;
    canvas.text({at, plot.bottom() + 14}, label_of(x, tick, step_of(x_ticks)), style);
  }
  const auto y_ticks = ticks_between(y, plot.height);
  for (const double tick : y_ticks) {
    const double at = plot.bottom() - y.place(tick) * plot.height;
    canvas.line({plot.x, at}, {plot.right(), at}, grid);
    TextStyle style = tick_style;
    style.align = Align::right;
    canvas.text({plot.x - 6, at + 3.5}, label_of(y, tick, step_of(y_ticks)), style);
  }
  canvas.line({plot.x, plot.bottom()}, {plot.right(), plot.bottom()}, {palette.muted, 1});
  canvas.line({plot.x, plot.y}, {plot.x, plot.bottom()}, {palette.muted, 1});
  canvas.text({plot.x + plot.width / 2, plot.bottom() + 32}, labels.x,
              {palette.text, 11, false, Align::centre});
  if (!labels.y.empty()) {
    canvas.text({kMargin + 8, plot.y + plot.height / 2}, labels.y,
                {palette.text, 11, false, Align::centre, true});
  }
}

void draw_cross(Canvas& canvas, Point centre, double size, const Palette& palette) {
  const double r = size / 2;
  const auto both = [&](const LineStyle& style) {
    canvas.line({centre.x - r, centre.y - r}, {centre.x + r, centre.y + r}, style);
    canvas.line({centre.x - r, centre.y + r}, {centre.x + r, centre.y - r}, style);
  };
  // White under red: one of the two differs from whatever is behind.
  both({{255, 255, 255}, std::max(2.6, size / 3.2)});
  both({palette.error, std::max(1.3, size / 6)});
}

void draw_legend(Canvas& canvas, const Box& box, const Legend& legend, const Palette& palette) {
  const double marks = 20.0 * (static_cast<int>(legend.hatched) + static_cast<int>(legend.crossed));
  const double bar_width = 14;
  double label_y = box.y + 9;
  for (std::size_t begin = 0; begin < legend.label.size();) {
    // The label above the bar, one line a part: "Deviation|of |Z|²" has its parts divided by a line break.
    const std::size_t end = std::min(legend.label.find('\n', begin), legend.label.size());
    const bool first = begin == 0;
    canvas.text({box.x, label_y}, legend.label.substr(begin, end - begin),
                {first ? palette.text : palette.muted, first ? 11.0 : 10.0, first});
    label_y += 14;
    begin = end + 1;
  }
  const double top = label_y + 2;
  const Box bar{box.x, top, bar_width, std::max(40.0, box.bottom() - top - marks - (marks > 0 ? 12 : 4))};
  std::vector<Rgb> colours;
  constexpr int kSteps = 256;
  for (int i = 0; i < kSteps; ++i) colours.push_back(colour_at(legend.colours, 1 - (i + 0.5) / kSteps));
  canvas.image(bar, kSteps, 1, colours);
  canvas.outline(bar, {palette.line, 0.75});
  const auto ticks = ticks_between(legend.scale, bar.height);
  for (const double tick : ticks) {
    const double at = bar.bottom() - legend.scale.place(tick) * bar.height;
    canvas.line({bar.right(), at}, {bar.right() + 4, at}, {palette.muted, 0.75});
    std::string text = label_of(legend.scale, tick, step_of(ticks));
    canvas.text({bar.right() + 8, at + 3.5}, text, {palette.text, kTickSize});
  }
  const auto tip = [&](double y, double towards, Rgb colour) {
    canvas.polygon({{bar.x, y}, {bar.right(), y}, {bar.x + bar_width / 2, y + towards * 7}}, colour);
  };
  if (legend.clipped_high) tip(bar.y - 1, -1, colour_at(legend.colours, 1));
  if (legend.clipped_low) tip(bar.bottom() + 1, 1, colour_at(legend.colours, 0));
  double y = bar.bottom() + 18;
  if (legend.crossed) {
    draw_cross(canvas, {bar.x + bar_width / 2, y}, 8, palette);
    canvas.text({bar.right() + 8, y + 3.5}, legend.crossed_label, {palette.text, kTickSize});
    y += 20;
  }
  if (legend.hatched) {
    canvas.hatch({bar.x, y - 6, bar_width, 12}, palette.base, palette.muted);
    canvas.outline({bar.x, y - 6, bar_width, 12}, {palette.line, 0.75});
    canvas.text({bar.right() + 8, y + 3.5}, legend.hatched_label, {palette.text, kTickSize});
  }
}

}  // namespace prism
