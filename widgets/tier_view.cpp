// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tier_view.h"

#include "widgets/numbers.h"
#include "widgets/theme.h"
#include "widgets/tier_geometry.h"

#include <algorithm>
#include <cmath>

#include <QPainter>

namespace prism::widgets {

TierView::TierView(TimeAxis& axis, QWidget* parent) : TimeView(axis, parent) {
  setAccessibleName(tr("Alignment"));
}

void TierView::setRows(std::vector<TierRow> rows) {
  m_rows = std::move(rows);
  m_hovered.reset();
  m_drag.reset();
  const auto gone = [this](const Boundary& each) {
    return each.row >= static_cast<int>(m_rows.size()) ||
           !is_boundary(m_rows[static_cast<std::size_t>(each.row)].intervals, each.index);
  };
  if (m_chosen && gone(*m_chosen)) m_chosen.reset();
  m_row = std::clamp(m_row, 0, std::max(0, static_cast<int>(m_rows.size()) - 1));
  updateGeometry();
  contentChanged();
}

void TierView::setStep(double step, double least) {
  m_step = step;
  m_least = least;
}

QRectF TierView::rowRect(int row, const QRectF& plot) const {
  const double height = plot.height() / std::max(1.0, static_cast<double>(m_rows.size()));
  return {plot.left(), plot.top() + row * height, plot.width(), height};
}

int TierView::rowAt(double y) const {
  const QRectF plot = plotRect();
  if (m_rows.empty() || y < plot.top() || y >= plot.bottom()) return -1;
  return static_cast<int>((y - plot.top()) / plot.height() * static_cast<double>(m_rows.size()));
}

double TierView::timeOfBoundary(const Boundary& boundary) const {
  return m_rows[static_cast<std::size_t>(boundary.row)]
      .intervals[static_cast<std::size_t>(boundary.index)]
      .end;
}

void TierView::paintContent(QPainter& painter, const QRectF& plot, const TimeSpan& shown, double) const {
  const ThemeColours& c = colours();
  const QFontMetricsF metrics(painter.font());
  for (int r = 0; r < static_cast<int>(m_rows.size()); ++r) {
    const TierRow& row = m_rows[static_cast<std::size_t>(r)];
    const QRectF area = rowRect(r, plot).adjusted(0, 0, 0, -3);
    paint_row_name(painter, area, row.name);
    painter.save();
    painter.setClipRect(area.adjusted(0, -1, 1, 1), Qt::IntersectClip);
    const QColor fill = row.compared ? blended(c.base, c.line, 0.35) : blended(c.base, c.accent, 0.13);
    for (std::size_t i = first_shown(row.intervals, shown.begin); i < row.intervals.size(); ++i) {
      const TierInterval& each = row.intervals[i];
      if (each.begin >= shown.end) break;
      const double left = pixel_of(each.begin, shown, plot.left(), plot.width());
      const double right = pixel_of(each.end, shown, plot.left(), plot.width());
      const QRectF box(QPointF(left, area.top()), QPointF(right, area.bottom()));
      if (!each.text.empty()) painter.fillRect(box, fill);
      painter.setPen(QPen(row.compared ? c.muted : c.accent, 1, row.compared ? Qt::DotLine : Qt::SolidLine));
      painter.drawLine(box.topLeft(), box.bottomLeft());
      painter.drawLine(box.topRight(), box.bottomRight());
      // The label stays in sight while its interval is cut by the edge.
      const QRectF seen = box.intersected(area).adjusted(2, 0, -2, 0);
      const QString text = QString::fromStdString(each.text);
      if (text.isEmpty() || seen.width() < metrics.averageCharWidth()) continue;
      const bool fits = metrics.horizontalAdvance(text) <= seen.width();
      if (!fits && seen.width() < 2.5 * metrics.averageCharWidth()) continue;
      painter.setPen(row.compared ? c.muted : c.text);
      painter.drawText(seen, Qt::AlignCenter,
                       fits ? text : metrics.elidedText(text, Qt::ElideRight, seen.width()));
    }
    painter.setPen(QPen(c.line, 1));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    painter.restore();
  }
}

void TierView::paintOverlay(QPainter& painter, const QRectF& plot) const {
  const ThemeColours& c = colours();
  for (const auto& [boundary, width] :
       {std::pair(m_chosen, 3.0), std::pair(m_hovered, 2.5), std::pair(m_drag, 3.0)}) {
    if (!boundary || boundary->row >= static_cast<int>(m_rows.size())) continue;
    const QRectF area = rowRect(boundary->row, plot).adjusted(0, 0, 0, -3);
    const double x = pixelOf(timeOfBoundary(*boundary));
    painter.setPen(QPen(c.warning, width));
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
  }
}

QString TierView::intervalText(int row, int interval) const {
  const TierRow& tier = m_rows[static_cast<std::size_t>(row)];
  if (interval < 0) return {};
  const TierInterval& each = tier.intervals[static_cast<std::size_t>(interval)];
  const QString label = each.text.empty() ? tr("silence") : QString::fromStdString(each.text);
  QString text = tr("%1: %2\n%3 to %4 · %5 ms")
                     .arg(tier.name, label, time_text(each.begin), time_text(each.end),
                          number_text((each.end - each.begin) * 1000));
  if (m_step > 0) {
    text += QStringLiteral(" · ") +
            tr("%n frame(s)", nullptr, static_cast<int>(std::lround((each.end - each.begin) / m_step)));
  }
  return text;
}

QString TierView::describe(const QPointF& position) const {
  const int row = rowAt(position.y());
  if (row < 0) return {};
  return intervalText(row,
                      interval_at(m_rows[static_cast<std::size_t>(row)].intervals, timeOf(position.x())));
}

QString TierView::describeAt(double seconds) const {
  if (m_rows.empty()) return {};
  return intervalText(m_row, interval_at(m_rows[static_cast<std::size_t>(m_row)].intervals, seconds));
}

QString TierView::exportName() const {
  return QStringLiteral("alignment");
}

QString TierView::csv() const {
  QString text = QStringLiteral("tier,begin_s,end_s,label\n");
  for (const TierRow& row : m_rows) {
    for (const TierInterval& each : row.intervals) {
      text += QStringLiteral("%1,%2,%3,%4\n")
                  .arg(csv_text(row.name), csv_number(each.begin), csv_number(each.end),
                       csv_text(QString::fromStdString(each.text)));
    }
  }
  return text;
}

QSize TierView::sizeHint() const {
  const int rows = std::max(1, static_cast<int>(m_rows.size()));
  return {600, 4 + rows * (fontMetrics().height() + 11)};
}

QSize TierView::minimumSizeHint() const {
  const int rows = std::max(1, static_cast<int>(m_rows.size()));
  return {240, 4 + rows * (fontMetrics().height() + 7)};
}

}  // namespace prism::widgets
