// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/colour_legend.h"
#include "widgets/metric_text.h"
#include "widgets/numbers.h"
#include "widgets/theme.h"
#include "widgets/tile_grid_input.h"
#include "widgets/tile_grid_view.h"

#include <algorithm>
#include <cmath>

#include <QPainter>
#include <QTextStream>

namespace prism::widgets {
namespace {

constexpr int kMostVectorCells = 20000;  ///< exports with more cells carry an image instead of rectangles

/// Ink on a halo: readable on every colour of a map.
template <typename Draw>
void with_halo(QPainter& painter, const QColor& ink, double width, const Draw& draw) {
  painter.setPen(QPen(colours().base, width + 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
  draw();
  painter.setPen(QPen(ink, width, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
  draw();
}

QRectF scaled(const QRect& rect, double ratio) {
  return {rect.x() / ratio, rect.y() / ratio, rect.width() / ratio, rect.height() / ratio};
}

}  // namespace

QString TileGridView::pipeTitle(int pipe) const {
  const PipePlan& plan = m_plan.pipes[static_cast<std::size_t>(pipe)];
  const QString tile = QStringLiteral("%1 × %2").arg(count_text(plan.tile_rows), count_text(plan.tile_cols));
  if (plan.experts > 1) {
    return tr("Pipe %1 · %2 positions × %3 experts of %4")
        .arg(pipe + 1)
        .arg(plan.positions)
        .arg(plan.experts)
        .arg(tile);
  }
  const QString grid = QStringLiteral("%1 × %2").arg(plan.grid_rows).arg(plan.grid_cols);
  return plan.kind == PipeKind::level ? tr("Level %1 · %2 tiles of %3").arg(pipe + 1).arg(grid, tile)
                                      : tr("Pipe %1 · %2 tiles of %3").arg(pipe + 1).arg(grid, tile);
}

void TileGridView::paintLabels(QPainter& painter, const TileGridGeometry& geometry, const QPoint& origin,
                               double ratio) const {
  const ThemeColours& c = colours();
  const QFontMetricsF metrics(painter.font());
  for (int pipe = 0; pipe < geometry.pipes(); ++pipe) {
    const QRectF cells = scaled(geometry.pipeRect(pipe).translated(-origin), ratio);
    const double room = std::max(cells.width(), metrics.horizontalAdvance(tr("Pipe %1").arg(pipe + 1)));
    painter.setPen(c.text);
    painter.drawText(QRectF(cells.left(), cells.top() - metrics.height() - 4, room, metrics.height()),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(pipeTitle(pipe), Qt::ElideRight, room));
    if (!planMode()) continue;
    painter.setPen(c.muted);
    // Tile borders in matrix units, as many as there is room for; first and last always.
    const PipePlan& plan = m_plan.pipes[static_cast<std::size_t>(pipe)];
    const auto label_edges = [&](const std::vector<int>& edges, std::int64_t tile, std::int64_t extent,
                                 bool across) {
      const double least = across ? metrics.horizontalAdvance(count_text(extent)) + 10 : metrics.height();
      const auto last = edges.size() - 1;
      const double end = (edges[last] - (across ? origin.x() : origin.y())) / ratio;
      double previous = -1e9;
      for (std::size_t i = 0; i <= last; ++i) {
        const double at = (edges[i] - (across ? origin.x() : origin.y())) / ratio;
        if (i != last && (at - previous < least || end - at < least)) continue;
        previous = at;
        const QString text = count_text(i == last ? extent : static_cast<std::int64_t>(i) * tile);
        const QRectF place =
            across ? QRectF(at - 60, cells.bottom() + 2, 120, metrics.height())
                   : QRectF(cells.left() - 126, at - metrics.height() / 2, 120, metrics.height());
        painter.drawText(place, across ? Qt::AlignHCenter | Qt::AlignTop : Qt::AlignRight | Qt::AlignVCenter,
                         text);
      }
    };
    label_edges(geometry.columnEdges(pipe), plan.tile_cols, m_plan.d_in, true);
    label_edges(geometry.rowEdges(pipe), plan.tile_rows, m_plan.d_out, false);
  }
}

void TileGridView::paintMarks(QPainter& painter, const TileGridGeometry& geometry, const QRect& visible,
                              double ratio) const {
  const ThemeColours& c = colours();
  painter.setBrush(Qt::NoBrush);
  const auto place_of = [&](int worker) {
    return scaled(geometry.fillRect(worker).translated(-visible.topLeft()), ratio);
  };
  const auto shown = [&](int worker) { return geometry.cellRect(worker).intersects(visible); };
  if (m_map) {
    const std::size_t count = std::min(m_map->workers.size(), static_cast<std::size_t>(geometry.workers()));
    for (std::size_t id = 0; id < count; ++id) {
      const auto worker = static_cast<int>(id);
      if (!m_map->workers[id].faulty || !shown(worker)) continue;
      const QRectF cell = place_of(worker);
      const double arm = std::clamp(std::min(cell.width(), cell.height()) * 0.28, 2.5, 6.0);
      const QPointF centre = cell.center();
      with_halo(painter, c.error, 1.5, [&] {
        painter.drawLine(centre + QPointF(-arm, -arm), centre + QPointF(arm, arm));
        painter.drawLine(centre + QPointF(-arm, arm), centre + QPointF(arm, -arm));
      });
    }
  }
  for (const int worker : m_lit) {
    if (worker < 0 || worker >= geometry.workers() || !shown(worker)) continue;
    const QRectF cell = place_of(worker);
    const double radius = std::clamp(std::min(cell.width(), cell.height()) * 0.3, 2.0, 8.0);
    with_halo(painter, c.accent, 1.5, [&] { painter.drawEllipse(cell.center(), radius, radius); });
  }
}

void TileGridView::paintOutlines(QPainter& painter) const {
  const ThemeColours& c = colours();
  const double ratio = devicePixelRatioF();
  Input& input = *m_input;
  if (!input.outline_valid) {
    // Only borders between a selected and another cell: a selected block gets one frame.
    input.outline.clear();
    const auto selected = [this](const QPoint& point) {
      const int worker = m_geometry.workerAt(point);
      return worker >= 0 && std::binary_search(m_selection.begin(), m_selection.end(), worker);
    };
    for (const int worker : m_selection) {
      const QRect cell = m_geometry.cellRect(worker);
      const QPoint middle = cell.center();
      const int right = cell.right() + 1;
      const int bottom = cell.bottom() + 1;
      if (!selected({cell.left() - 1, middle.y()}))
        input.outline.emplace_back(cell.left(), cell.top(), cell.left(), bottom);
      if (!selected({right, middle.y()})) input.outline.emplace_back(right, cell.top(), right, bottom);
      if (!selected({middle.x(), cell.top() - 1}))
        input.outline.emplace_back(cell.left(), cell.top(), right, cell.top());
      if (!selected({middle.x(), bottom})) input.outline.emplace_back(cell.left(), bottom, right, bottom);
    }
    input.outline_valid = true;
  }
  std::vector<QLineF> lines;
  const QRect near = input.visible.adjusted(-2, -2, 2, 2);
  for (const QLine& line : input.outline) {
    if (!near.intersects(QRect(line.p1(), line.p2()))) continue;
    lines.emplace_back(QPointF(line.p1() - m_origin) / ratio, QPointF(line.p2() - m_origin) / ratio);
  }
  painter.setRenderHint(QPainter::Antialiasing, false);
  with_halo(painter, c.text, 2, [&] { painter.drawLines(lines.data(), static_cast<int>(lines.size())); });
  const auto outline = [&](int worker, const QColor& colour) {
    if (worker < 0 || worker >= m_geometry.workers()) return;
    const QRectF cell = cellRect(worker);
    with_halo(painter, colour, 1, [&] { painter.drawRect(cell.adjusted(-1, -1, 0, 0)); });
  };
  if (hasFocus() || m_hovered < 0) outline(m_current, c.accent);
  outline(m_hovered, c.accent);
}

void TileGridView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ThemeColours& c = colours();
  const double ratio = devicePixelRatioF();
  if (m_input->visible.size() != QSizeF(QSizeF(canvasRect().size()) * ratio).toSize()) {
    // The screen's pixel ratio changed without a resize.
    layOut();
    refreshView();
  }
  painter.fillRect(rect(), c.base);
  const QRect canvas = canvasRect();
  painter.setClipRect(canvas);
  const QImage& image = m_renderer.image();
  painter.drawImage(QRectF(0, 0, image.width() / ratio, image.height() / ratio), image);
  painter.setRenderHint(QPainter::Antialiasing);
  paintLabels(painter, m_geometry, m_origin, ratio);
  paintMarks(painter, m_geometry, m_input->visible, ratio);
  paintOutlines(painter);
  if (m_input->mode == Input::Mode::rubber) {
    QColor fill = c.accent;
    fill.setAlphaF(0.18F);
    painter.setBrush(fill);
    painter.setPen(QPen(c.accent, 1));
    painter.drawRect(m_input->rubber);
  }
  if (hasFocus()) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(c.accent, 1));
    painter.drawRect(canvas.adjusted(0, 0, -1, -1));
  }
}

QString TileGridView::exportName() const {
  if (planMode()) return QStringLiteral("plan");
  const QString key = QString::fromLatin1(info_of(m_metric).key);
  return m_reference ? QStringLiteral("workers-%1-difference").arg(key)
                     : QStringLiteral("workers-%1").arg(key);
}

QSizeF TileGridView::exportSize() const {
  return QSizeF(std::max(width(), 640), std::max(height(), 280));
}

void TileGridView::paintPicture(QPainter& painter, const QSizeF& size) const {
  constexpr int kMargin = 12;
  const ThemeColours& c = colours();
  painter.fillRect(QRectF(QPointF(0, 0), size), c.base);
  painter.translate(kMargin, kMargin);
  painter.setFont(font());
  QSize area = size.toSize() - QSize(2 * kMargin, 2 * kMargin);
  if (!planMode()) {
    const int wide = m_legend->sizeHint().width();
    const QRectF place(area.width() - wide, 0, wide, std::min(area.height(), 320));
    const QString name = m_reference ? tr("Δ %1").arg(metric_label(m_metric)) : metric_label(m_metric);
    ColourLegend::paint(painter, place, scale(), name, metric_unit(m_metric), font());
    area.rwidth() -= wide + 16;
  }
  TileGridGeometry geometry(m_plan);
  geometry.fit(area, margins(1));
  const QRect whole(QPoint(0, 0), geometry.size());
  if (geometry.workers() > kMostVectorCells) {
    TileGridRenderer renderer = m_renderer;
    renderer.setView(geometry, whole);
    renderer.update();
    painter.drawImage(0, 0, renderer.image());
  } else {
    const std::vector<QRgb> tints = planMode() ? planTints() : std::vector<QRgb>();
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int worker = 0; worker < geometry.workers(); ++worker) {
      const QRect cell = geometry.fillRect(worker);
      const double value = shownValue(worker);
      if (planMode() || !std::isnan(value)) {
        painter.fillRect(
            cell, QColor(planMode() ? tints[static_cast<std::size_t>(worker)] : scale().colour(value)));
        continue;
      }
      painter.fillRect(cell, c.window);
      painter.setPen(QPen(blended(c.window, c.muted, 0.55), 1));
      painter.drawLine(cell.bottomLeft(), cell.topRight());
    }
    painter.setRenderHint(QPainter::Antialiasing);
  }
  paintLabels(painter, geometry, {}, 1);
  paintMarks(painter, geometry, whole, 1);
}

QString TileGridView::csv() const {
  QString text;
  QTextStream out(&text);
  const QString key = QString::fromLatin1(info_of(m_metric).key);
  out << "worker,pipe,row,column,expert,output_begin,output_end,input_begin,input_end";
  if (m_map) out << ',' << key;
  if (m_reference) out << ',' << key << "_reference," << key << "_difference";
  if (m_map) out << ",faulty";
  out << '\n';
  for (const Worker& tile : m_plan.workers) {
    out << tile.id << ',' << tile.pipe << ',' << tile.row << ',' << tile.col << ',' << tile.expert << ','
        << qint64(tile.rows.begin) << ',' << qint64(tile.rows.end) << ',' << qint64(tile.cols.begin) << ','
        << qint64(tile.cols.end);
    if (m_map) {
      const auto id = static_cast<std::size_t>(tile.id);
      out << ',' << csv_number(value_in(*m_map, tile.id, m_metric));
      if (m_reference) {
        out << ',' << csv_number(value_in(*m_reference, tile.id, m_metric)) << ','
            << csv_number(shownValue(tile.id));
      }
      out << ',' << (id < m_map->workers.size() && m_map->workers[id].faulty ? 1 : 0);
    }
    out << '\n';
  }
  return text;
}

}  // namespace prism::widgets
