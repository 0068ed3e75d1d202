// SPDX-License-Identifier: GPL-3.0-or-later
// The part of TileGridView that places: legend, cells, what is visible.
#include "widgets/colour_legend.h"
#include "widgets/numbers.h"
#include "widgets/theme.h"
#include "widgets/tile_grid_input.h"
#include "widgets/tile_grid_view.h"

#include <algorithm>
#include <cmath>

#include <QFontMetrics>
#include <QResizeEvent>

namespace prism::widgets {

QRect TileGridView::canvasRect() const {
  return m_legend->isHidden() ? rect() : rect().adjusted(0, 0, -m_legend->width() - 8, 0);
}

void TileGridView::placeLegend() {
  const bool visible = !planMode() && m_input->legend_wanted;
  if (m_legend->isHidden() == visible) {
    m_legend->setVisible(visible);
    layOut();
  }
  const int wide = m_legend->sizeHint().width();
  const int high = std::min(height(), 320);
  m_legend->setGeometry(width() - wide, 0, wide, high);
}

TileGridMargins TileGridView::margins(double ratio) const {
  const QFontMetrics metrics(font());
  const auto device = [ratio](int points) { return static_cast<int>(std::lround(points * ratio)); };
  TileGridMargins margins;
  margins.top = device(metrics.height() + 6);
  margins.gap = device(16);
  margins.right = device(2);
  margins.bottom = device(2);
  margins.left = device(2);
  if (planMode()) {
    margins.left = device(metrics.horizontalAdvance(count_text(m_plan.d_out)) + 8);
    margins.bottom = device(metrics.height() + 4);
    margins.right = device(metrics.horizontalAdvance(count_text(m_plan.d_in)) / 2 + 2);
  }
  return margins;
}

void TileGridView::layOut() {
  m_input->outline_valid = false;
  m_input->stale = true;
  const double ratio = devicePixelRatioF();
  if (m_fitted) {
    m_geometry.fit(QSizeF(QSizeF(canvasRect().size()) * ratio).toSize(), margins(ratio));
  } else {
    m_geometry.layOut(m_geometry.cell(), m_geometry.columns(), margins(ratio));
  }
  clampOrigin();
}

void TileGridView::clampOrigin() {
  const QSize canvas = QSizeF(QSizeF(canvasRect().size()) * devicePixelRatioF()).toSize();
  const auto clamp = [](int origin, int content, int room) {
    if (content <= room) return -(room - content) / 2;
    return std::clamp(origin, 0, content - room);
  };
  m_origin = {clamp(m_origin.x(), m_geometry.size().width(), canvas.width()),
              clamp(m_origin.y(), m_geometry.size().height(), canvas.height())};
}

void TileGridView::refreshView() {
  const QSize canvas = QSizeF(QSizeF(canvasRect().size()) * devicePixelRatioF()).toSize();
  const QRect visible(m_origin, canvas);
  if (visible != m_input->visible || m_geometry.cell() != m_input->cell || m_input->stale) {
    m_renderer.setView(m_geometry, visible);
    m_input->visible = visible;
    m_input->cell = m_geometry.cell();
    m_input->stale = false;
  }
  const QRegion dirty = m_renderer.update();
  if (dirty.isEmpty()) return;
  if (m_renderer.image().rect() == dirty.boundingRect()) {
    update();
    return;
  }
  const double ratio = devicePixelRatioF();
  for (const QRect& part : dirty) {
    // Marks (fault crosses) reach a little over their cells.
    const QRectF logical(part.x() / ratio, part.y() / ratio, part.width() / ratio, part.height() / ratio);
    update(logical.toAlignedRect().adjusted(-8, -8, 8, 8));
  }
}

void TileGridView::fit() {
  m_fitted = true;
  layOut();
  refreshView();
}

void TileGridView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  placeLegend();
  layOut();
  refreshView();
}

int TileGridView::workerAt(const QPointF& position) const {
  if (!QRectF(canvasRect()).contains(position)) return -1;
  return m_geometry.workerAt(toContent(position));
}

QRectF TileGridView::cellRect(int worker) const {
  const double ratio = devicePixelRatioF();
  const QRect cell = m_geometry.cellRect(worker).translated(-m_origin);
  return {cell.x() / ratio, cell.y() / ratio, cell.width() / ratio, cell.height() / ratio};
}

QPoint TileGridView::toContent(const QPointF& position) const {
  const double ratio = devicePixelRatioF();
  return QPoint(static_cast<int>(std::floor(position.x() * ratio)),
                static_cast<int>(std::floor(position.y() * ratio))) +
         m_origin;
}

QSize TileGridView::sizeHint() const {
  return {720, 360};
}

QSize TileGridView::minimumSizeHint() const {
  return {240, 140};
}

}  // namespace prism::widgets
