// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MatrixView that draws.
#include "widgets/colour_legend.h"
#include "widgets/matrix_view.h"
#include "widgets/numbers.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>

#include <QPainter>

namespace prism::widgets {
namespace {
constexpr int kHatchPeriod = 5;
}  // namespace

QImage MatrixView::render(const View& view, const QSize& pixels, double ratio) const {
  QImage image(pixels, QImage::Format_RGB32);
  const ThemeColours& c = colours();
  image.fill(c.base);
  const MatrixCells& base = m_pyramid.level(0);
  // Pixels a base cell; the level whose cells are at least a pixel is drawn.
  const double cell_x = view.scale_x * ratio * static_cast<double>(base.source_cols) / base.cols;
  const double cell_y = view.scale_y * ratio * static_cast<double>(base.source_rows) / base.rows;
  int level = 0;
  while (level + 1 < m_pyramid.levels() && std::min(cell_x, cell_y) * std::pow(2, level) < 0.75) ++level;
  const MatrixCells& cells = m_pyramid.level(level);
  const std::vector<float>& values = m_pyramid.values(level, m_which);
  const double factor = std::pow(2, level);
  const auto lines = [factor](int count, int most, double origin, double pixel_units, double source,
                              double base_count) {
    // Which cell every pixel row or column shows; −1 beyond the matrix.
    std::vector<int> shown(static_cast<std::size_t>(count), -1);
    for (int i = 0; i < count; ++i) {
      const double at = origin + (i + 0.5) / pixel_units;
      if (at < 0 || at >= source) continue;
      shown[static_cast<std::size_t>(i)] =
          std::min(most - 1, static_cast<int>(at * base_count / source / factor));
    }
    return shown;
  };
  const std::vector<int> cols = lines(pixels.width(), cells.cols, view.origin.x(), view.scale_x * ratio,
                                      static_cast<double>(base.source_cols), base.cols);
  const std::vector<int> rows = lines(pixels.height(), cells.rows, view.origin.y(), view.scale_y * ratio,
                                      static_cast<double>(base.source_rows), base.rows);
  // Colours come from a table: 10⁶ pixels a frame while panning.
  std::vector<QRgb> table(1024);
  for (std::size_t i = 0; i < table.size(); ++i) {
    const Rgb rgb = colour_at(m_scale.map, static_cast<double>(i) / static_cast<double>(table.size() - 1));
    table[i] = qRgb(rgb.r, rgb.g, rgb.b);
  }
  const QRgb hatch_ground = c.window.rgb();
  const QRgb hatch_line = blended(c.window, c.muted, 0.55).rgb();
  for (int y = 0; y < pixels.height(); ++y) {
    const int row = rows[static_cast<std::size_t>(y)];
    if (row < 0) continue;
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
    const float* source =
        values.data() + static_cast<std::size_t>(row) * static_cast<std::size_t>(cells.cols);
    for (int x = 0; x < pixels.width(); ++x) {
      const int col = cols[static_cast<std::size_t>(x)];
      if (col < 0) continue;
      const double place = m_scale.place(source[col]);
      if (std::isnan(place)) {
        line[x] = (x + y) % kHatchPeriod == 0 ? hatch_line : hatch_ground;
      } else {
        line[x] = table[static_cast<std::size_t>(place * static_cast<double>(table.size() - 1) + 0.5)];
      }
    }
  }
  return image;
}

void MatrixView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ThemeColours& c = colours();
  painter.fillRect(rect(), c.base);
  if (empty()) return;
  const QRect canvas = canvasRect();
  const double ratio = devicePixelRatioF();
  const QSize pixels = QSizeF(QSizeF(canvas.size()) * ratio).toSize();
  if (m_image.size() != pixels && !pixels.isEmpty()) m_image = render(m_view, pixels, ratio);
  painter.drawImage(QRectF(canvas), m_image);
  paintAxes(painter, QRectF(canvas), m_view);
  if (m_current) {
    const QRectF cell(
        canvas.left() + (static_cast<double>(m_current->second) - m_view.origin.x()) * m_view.scale_x,
        canvas.top() + (static_cast<double>(m_current->first) - m_view.origin.y()) * m_view.scale_y,
        std::max(3.0, m_view.scale_x), std::max(3.0, m_view.scale_y));
    painter.setClipRect(canvas.adjusted(-2, -2, 2, 2));
    painter.setPen(QPen(c.base, 3));
    painter.drawRect(cell.adjusted(-1, -1, 0, 0));
    painter.setPen(QPen(c.accent, 1));
    painter.drawRect(cell.adjusted(-1, -1, 0, 0));
    painter.setClipping(false);
  }
  if (hasFocus()) {
    painter.setPen(QPen(c.accent, 1));
    painter.drawRect(canvas.adjusted(-1, -1, 0, 0));
  }
}

void MatrixView::paintAxes(QPainter& painter, const QRectF& area, const View& view) const {
  const ThemeColours& c = colours();
  const QFontMetricsF metrics(painter.font());
  const MatrixCells& base = m_pyramid.level(0);
  painter.setPen(c.muted);
  const auto ticks = [](double origin, double room, double scale, std::int64_t count, std::int64_t first,
                        double spacing) {
    const double end = std::min(static_cast<double>(count - 1), origin + room / scale);
    std::vector<std::int64_t> found;
    for (const double at : round_ticks(static_cast<double>(first) + origin, static_cast<double>(first) + end,
                                       std::max(1, static_cast<int>(room / spacing)))) {
      if (at == std::floor(at)) found.push_back(static_cast<std::int64_t>(at) - first);
    }
    return found;
  };
  for (const std::int64_t col :
       ticks(view.origin.x(), area.width(), view.scale_x, base.source_cols, m_first_col, 70)) {
    const double x = area.left() + (static_cast<double>(col) + 0.5 - view.origin.x()) * view.scale_x;
    painter.drawText(QRectF(x - 40, area.top() - metrics.height() - 3, 80, metrics.height()), Qt::AlignCenter,
                     count_text(m_first_col + col));
    painter.drawLine(QPointF(x, area.top() - 3), QPointF(x, area.top() - 1));
  }
  for (const std::int64_t row :
       ticks(view.origin.y(), area.height(), view.scale_y, base.source_rows, m_first_row, 50)) {
    const double y = area.top() + (static_cast<double>(row) + 0.5 - view.origin.y()) * view.scale_y;
    painter.drawText(QRectF(0, y - metrics.height() / 2, area.left() - 6, metrics.height()),
                     Qt::AlignRight | Qt::AlignVCenter, count_text(m_first_row + row));
    painter.drawLine(QPointF(area.left() - 3, y), QPointF(area.left() - 1, y));
  }
}

void MatrixView::paintPicture(QPainter& painter, const QSizeF& size) const {
  painter.fillRect(QRectF(QPointF(0, 0), size), colours().base);
  if (empty()) return;
  painter.setFont(font());
  const QRect here = canvasRect();
  const double wide = m_legend->sizeHint().width();
  const QRectF area(here.left(), here.top(), size.width() - here.left() - wide - 20,
                    size.height() - here.top() - 8);
  View view = fittedView(area.size());
  // Twice the points, so that the exported image stays sharp; smooth scaling would invent values.
  constexpr double kRatio = 2;
  const auto& base = m_pyramid.level(0);
  const QSizeF shown(std::min(area.width(), view.scale_x * static_cast<double>(base.source_cols)),
                     std::min(area.height(), view.scale_y * static_cast<double>(base.source_rows)));
  const QSize pixels = QSizeF(shown * kRatio).toSize();
  painter.drawImage(QRectF(area.topLeft(), QSizeF(pixels) / kRatio), render(view, pixels, kRatio));
  paintAxes(painter, area, view);
  ColourLegend::paint(painter, QRectF(size.width() - wide - 8, 4, wide, std::min(size.height() - 8, 320.0)),
                      m_scale, m_name, {}, font());
}

}  // namespace prism::widgets
