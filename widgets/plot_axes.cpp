// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot_axes.h"

#include "widgets/numbers.h"
#include "widgets/theme.h"
#include "widgets/value_scale.h"

#include <algorithm>
#include <cmath>

#include <QPainter>

namespace prism::widgets {

std::vector<AxisTick> axis_ticks(const AxisRange& range, int most) {
  std::vector<AxisTick> ticks;
  if (!range.logarithmic) {
    for (const double value : round_ticks(range.low, range.high, most))
      ticks.push_back({value, number_text(value)});
    return ticks;
  }
  const int first = static_cast<int>(std::ceil(range.low - 1e-9));
  const int last = static_cast<int>(std::floor(range.high + 1e-9));
  const int step = std::max(1, (last - first + most) / std::max(1, most));
  const bool fine = (last - first + 1) * 3 <= most;
  // From a decade before, whose 2 and 5 may be in sight; steps stand on multiples, so that panning keeps
  // them.
  for (int decade = first - 1; decade <= last; ++decade) {
    if (decade % step != 0) continue;
    for (const double factor : {1.0, 2.0, 5.0}) {
      if (factor > 1 && !fine) break;
      const double at = decade + std::log10(factor);
      if (at < range.low - 1e-9 || at > range.high + 1e-9) continue;
      ticks.push_back({at, number_text(factor * std::pow(10.0, decade))});
    }
  }
  if (ticks.size() >= 2) return ticks;
  // Less than about a decade is shown: round values say more than one power of ten.
  ticks.clear();
  for (const double value : round_ticks(std::pow(10.0, range.low), std::pow(10.0, range.high), most)) {
    if (value > 0) ticks.push_back({std::log10(value), number_text(value)});
  }
  return ticks;
}

void paint_x_axis(QPainter& painter, const QRectF& plot, const AxisRange& range) {
  const ThemeColours& c = colours();
  const QFontMetricsF metrics(painter.font());
  const int most = std::max(2, static_cast<int>(plot.width() / (metrics.averageCharWidth() * 10)));
  double free_from = plot.left() - 30;
  for (const AxisTick& tick : axis_ticks(range, most)) {
    const double x = plot.left() + (tick.at - range.low) / (range.high - range.low) * plot.width();
    painter.setPen(QPen(blended(c.base, c.line, 0.7), 1));
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    const double wide = metrics.horizontalAdvance(tick.label);
    if (x - wide / 2 < free_from) continue;
    free_from = x + wide / 2 + 8;
    painter.setPen(c.muted);
    painter.drawText(QRectF(x - wide / 2 - 2, plot.bottom() + 4, wide + 4, metrics.height()), Qt::AlignCenter,
                     tick.label);
  }
  painter.setPen(QPen(c.muted, 1));
  painter.drawLine(plot.bottomLeft(), plot.bottomRight());
}

}  // namespace prism::widgets
