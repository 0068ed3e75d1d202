// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/picture/frame.h"
#include "core/picture/picture.h"

#include <algorithm>
#include <cmath>

namespace prism {
namespace {

constexpr double kLabelSize = 11;
constexpr double kLabelHeight = 15;

struct EndLabel {
  std::string text;
  Rgb colour;
  double wanted_y = 0;
  double y = 0;
};

Scale axis_over(const std::vector<Curve>& curves, bool x_axis, bool logarithmic) {
  std::vector<double> values;
  for (const Curve& curve : curves) {
    const auto& part = x_axis ? curve.x : curve.y;
    values.insert(values.end(), part.begin(), part.end());
  }
  return scale_of(std::move(values), logarithmic, 0, 1);
}

/// Moves labels apart, downwards first, then back up from the lower edge.
void spread(std::vector<EndLabel>& labels, double top, double bottom) {
  std::sort(labels.begin(), labels.end(),
            [](const EndLabel& a, const EndLabel& b) { return a.wanted_y < b.wanted_y; });
  double free = top;
  for (EndLabel& label : labels) {
    label.y = std::max(label.wanted_y, free);
    free = label.y + kLabelHeight;
  }
  free = bottom;
  for (auto label = labels.rbegin(); label != labels.rend(); ++label) {
    label->y = std::min(label->y, free);
    free = label->y - kLabelHeight;
  }
}

/// Draws one curve, broken where a value is missing; returns its last point.
std::optional<Point> draw_curve(Canvas& canvas, const Curve& curve, const Box& plot, const Scale& x,
                                const Scale& y, const LineStyle& style) {
  std::vector<Point> run;
  std::optional<Point> last;
  const auto flush = [&] {
    if (run.size() == 1) canvas.dot(run[0], 2.2, style.colour);
    if (run.size() > 1) canvas.polyline(run, style);
    run.clear();
  };
  const std::size_t count = std::min(curve.x.size(), curve.y.size());
  for (std::size_t i = 0; i < count; ++i) {
    const bool drawable = std::isfinite(curve.x[i]) && std::isfinite(curve.y[i]) &&
                          (!x.logarithmic || curve.x[i] > 0) && (!y.logarithmic || curve.y[i] > 0);
    if (!drawable) {
      flush();
      continue;
    }
    // Far outside the clip is far enough: cairo's coordinates are 24 bits wide.
    const double height = std::clamp(y.place(curve.y[i]), -10.0, 11.0);
    run.push_back({plot.x + x.place(curve.x[i]) * plot.width, plot.bottom() - height * plot.height});
    last = run.back();
  }
  flush();
  // Few points are measurements: show where they are.
  if (count <= 40) {
    for (std::size_t i = 0; i < count; ++i) {
      if (!std::isfinite(curve.y[i]) || !std::isfinite(curve.x[i])) continue;
      if ((x.logarithmic && curve.x[i] <= 0) || (y.logarithmic && curve.y[i] <= 0)) continue;
      const double height = std::clamp(y.place(curve.y[i]), -10.0, 11.0);
      canvas.dot({plot.x + x.place(curve.x[i]) * plot.width, plot.bottom() - height * plot.height}, 2.4,
                 style.colour);
    }
  }
  return last;
}

}  // namespace

void draw_curves(const std::vector<Curve>& curves, const AxisOptions& axes, const PictureOptions& options,
                 const std::filesystem::path& target) {
  if (curves.empty()) throw Error(ErrorCode::usage, "no curves to draw", target);
  const Scale x = axis_over(curves, true, axes.log_x);
  Scale y = axis_over(curves, false, axes.log_y);
  if (!y.logarithmic) y = rounded(y);
  apply_range(y, options);

  Canvas canvas(target, options.width, options.height, options.scale);
  const Palette& palette = palette_of(options.dark);
  draw_frame(canvas, options);
  const Box body = body_of(options);
  const AxisLabels names{curves[0].x_label, curves[0].y_label};
  double label_room = 16;
  for (const Curve& curve : curves) {
    label_room = std::max(label_room, canvas.text_width(curve.name, kLabelSize, true) + 16);
  }
  label_room = std::min(label_room, body.width / 3);
  const double left = axis_room(canvas, y, 6, !names.y.empty());
  const Box plot{body.x + left, body.y + 4, body.width - left - label_room, body.height - 44};
  if (plot.width < 16 || plot.height < 16) throw Error(ErrorCode::usage, "the picture is too small", target);
  draw_axes(canvas, plot, x, y, names, palette);

  std::vector<EndLabel> labels;
  canvas.clip({plot.x - 1, plot.y - 3, plot.width + 4, plot.height + 6});
  for (std::size_t i = 0; i < curves.size(); ++i) {
    const LineStyle style{palette.curves[i % palette.curves.size()], 1.8,
                          (i / palette.curves.size()) % 2 == 1};
    const auto end = draw_curve(canvas, curves[i], plot, x, y, style);
    if (end && !curves[i].name.empty()) {
      labels.push_back({curves[i].name, style.colour, std::clamp(end->y, plot.y, plot.bottom()) + 4, 0});
    }
  }
  canvas.unclip();
  spread(labels, plot.y + 8, plot.bottom() + 4);
  for (const EndLabel& label : labels) {
    canvas.text({plot.right() + 8, label.y}, label.text, {label.colour, kLabelSize, true});
  }
  canvas.finish();
}

}  // namespace prism
