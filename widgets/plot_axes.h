// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QRectF>
#include <QString>

class QPainter;

namespace prism::widgets {

/// Shown part of an axis; in decades (log10 of the values) when logarithmic.
struct AxisRange {
  double low = 0;
  double high = 1;
  bool logarithmic = false;
};
struct AxisTick {
  double at = 0;  ///< in the axis' own units
  QString label;
};
/// Round ticks with labels, at most about `most`; ones and where there is room twos and fives a decade.
[[nodiscard]] std::vector<AxisTick> axis_ticks(const AxisRange& range, int most);
/// Ticks below a plot and light grid lines in it.
void paint_x_axis(QPainter& painter, const QRectF& plot, const AxisRange& range);

}  // namespace prism::widgets
