// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/colour_legend.h"
#include "widgets/icons.h"
#include "widgets/matrix_view.h"

#include <algorithm>
#include <cmath>

#include <QContextMenuEvent>
#include <QEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

namespace prism::widgets {
namespace {

constexpr double kZoomStep = 1.25;
constexpr double kMostPixels = 64;  ///< a source element at the strongest zoom

}  // namespace

std::optional<std::pair<std::int64_t, std::int64_t>> MatrixView::elementAt(const QPointF& position) const {
  const QRectF canvas(canvasRect());
  if (empty() || !canvas.contains(position)) return std::nullopt;
  const double col = std::floor((position.x() - canvas.left()) / m_view.scale_x + m_view.origin.x());
  const double row = std::floor((position.y() - canvas.top()) / m_view.scale_y + m_view.origin.y());
  const MatrixCells& base = m_pyramid.level(0);
  if (row < 0 || col < 0 || row >= static_cast<double>(base.source_rows) ||
      col >= static_cast<double>(base.source_cols)) {
    return std::nullopt;
  }
  return std::pair(static_cast<std::int64_t>(row), static_cast<std::int64_t>(col));
}

double MatrixView::valueOf(std::int64_t row, std::int64_t col) const {
  const MatrixCells& base = m_pyramid.level(0);
  const std::int64_t at = row * base.rows / base.source_rows * base.cols + col * base.cols / base.source_cols;
  return static_cast<double>(m_pyramid.values(0, m_which)[static_cast<std::size_t>(at)]);
}

void MatrixView::setCurrent(std::optional<std::pair<std::int64_t, std::int64_t>> element) {
  if (element && (empty() || element->first < 0 || element->second < 0 ||
                  element->first >= m_pyramid.level(0).source_rows ||
                  element->second >= m_pyramid.level(0).source_cols)) {
    element.reset();
  }
  if (element == m_current) return;
  m_current = element;
  m_legend->setValueMarker(m_current ? valueOf(m_current->first, m_current->second) : std::nan(""));
  update();
}

void MatrixView::setView(const View& view) {
  if (view == m_view) return;
  m_view = view;
  m_fitted = false;
  place();
}

void MatrixView::fit() {
  m_fitted = true;
  m_view.origin = {};
  place();
  Q_EMIT viewChanged();
}

void MatrixView::zoomAt(const QPointF& position, int steps) {
  if (empty() || steps == 0) return;
  const QRectF canvas(canvasRect());
  const QPointF inside = position - canvas.topLeft();
  const QPointF pivot(inside.x() / m_view.scale_x + m_view.origin.x(),
                      inside.y() / m_view.scale_y + m_view.origin.y());
  const View whole = fittedView(canvas.size());
  const auto scaled = [steps](double scale, double least) {
    double next = std::clamp(scale * std::pow(kZoomStep, steps), least, std::max(least, kMostPixels));
    // Above one pixel an element only whole pixels are used; a step always changes something.
    if (next > 1) {
      next = steps > 0 ? std::max(std::ceil(scale + 1e-9), std::round(next))
                       : std::min(std::floor(scale), std::round(next));
      if (next == scale) next += steps > 0 ? 1 : -1;
    }
    return std::clamp(next, least, std::max(least, kMostPixels));
  };
  m_view.scale_x = scaled(m_view.scale_x, whole.scale_x);
  m_view.scale_y = scaled(m_view.scale_y, whole.scale_y);
  m_view.origin = QPointF(pivot.x() - inside.x() / m_view.scale_x, pivot.y() - inside.y() / m_view.scale_y);
  m_fitted = m_view.scale_x <= whole.scale_x && m_view.scale_y <= whole.scale_y;
  place();
  Q_EMIT viewChanged();
}

void MatrixView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  place();
}

void MatrixView::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::FontChange) place();
}

void MatrixView::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) return;
  m_drag = event->position();
  setCursor(Qt::ClosedHandCursor);
}

void MatrixView::mouseMoveEvent(QMouseEvent* event) {
  if (m_drag) {
    const QPointF step = event->position() - *m_drag;
    m_drag = event->position();
    const QPointF before = m_view.origin;
    m_view.origin -= QPointF(step.x() / m_view.scale_x, step.y() / m_view.scale_y);
    place();
    if (m_view.origin != before) Q_EMIT viewChanged();
    return;
  }
  pointAt(event->position());
  if (m_current) {
    QToolTip::showText(event->globalPosition().toPoint() + QPoint(12, 12),
                       describe(m_current->first, m_current->second), this);
  } else {
    QToolTip::hideText();
  }
}

void MatrixView::pointAt(const QPointF& position) {
  const auto element = elementAt(position);
  if (element == m_current) return;
  setCurrent(element);
  if (m_current) {
    Q_EMIT hovered(m_current->first, m_current->second, valueOf(m_current->first, m_current->second));
  } else {
    Q_EMIT left();
  }
}

void MatrixView::mouseReleaseEvent(QMouseEvent*) {
  m_drag.reset();
  unsetCursor();
}

void MatrixView::mouseDoubleClickEvent(QMouseEvent*) {
  m_drag.reset();
  fit();
}

void MatrixView::leaveEvent(QEvent*) {
  if (!m_current || hasFocus()) return;
  setCurrent(std::nullopt);
  Q_EMIT left();
}

void MatrixView::wheelEvent(QWheelEvent* event) {
  m_wheel += event->angleDelta().y() / 120.0;
  const auto steps = static_cast<int>(m_wheel);
  m_wheel -= steps;
  zoomAt(event->position(), steps);
  event->accept();
}

void MatrixView::keyPressEvent(QKeyEvent* event) {
  if (handleCopyKey(event)) return;
  const auto move = [this](int rows, int cols) {
    if (empty()) return;
    const MatrixCells& base = m_pyramid.level(0);
    auto [row, col] = m_current.value_or(std::pair<std::int64_t, std::int64_t>(-rows, -cols));
    row = std::clamp<std::int64_t>(row + rows, 0, base.source_rows - 1);
    col = std::clamp<std::int64_t>(col + cols, 0, base.source_cols - 1);
    setCurrent(std::pair(row, col));
    setAccessibleDescription(describe(row, col));
    // Keep it in sight.
    const QSizeF room(canvasRect().width() / m_view.scale_x, canvasRect().height() / m_view.scale_y);
    const auto reach = [](double origin, double span, double at) {
      return std::clamp(origin, at + 1 - span, at);
    };
    const QPointF origin(reach(m_view.origin.x(), room.width(), static_cast<double>(col)),
                         reach(m_view.origin.y(), room.height(), static_cast<double>(row)));
    if (origin != m_view.origin) {
      m_view.origin = origin;
      place();
      Q_EMIT viewChanged();
    }
    Q_EMIT hovered(row, col, valueOf(row, col));
  };
  switch (event->key()) {
    case Qt::Key_Left:
      return move(0, -1);
    case Qt::Key_Right:
      return move(0, 1);
    case Qt::Key_Up:
      return move(-1, 0);
    case Qt::Key_Down:
      return move(1, 0);
    case Qt::Key_Plus:
    case Qt::Key_Equal:
      return zoomAt(QRectF(canvasRect()).center(), 1);
    case Qt::Key_Minus:
      return zoomAt(QRectF(canvasRect()).center(), -1);
    case Qt::Key_Home:
      return fit();
    default:
      QWidget::keyPressEvent(event);
  }
}

void MatrixView::contextMenuEvent(QContextMenuEvent* event) {
  showPictureMenu(this, event->globalPos(), [this](QMenu& menu) {
    menu.addAction(icon(QStringLiteral("fit")), tr("Fit to window"), this, &MatrixView::fit);
    QAction* reset = menu.addAction(tr("Automatic colour range"), this, &MatrixView::setAutomaticRange);
    reset->setEnabled(m_range.has_value());
    QMenu* maps = menu.addMenu(tr("Colours"));
    const auto add = [&](const QString& text, std::optional<ColourMap> map) {
      QAction* action = maps->addAction(text);
      action->setCheckable(true);
      action->setChecked(m_map == map);
      connect(action, &QAction::triggered, this,
              [this, map] { map ? setColourMap(*map) : setAutomaticColourMap(); });
    };
    add(tr("Automatic"), std::nullopt);
    add(tr("Cividis"), ColourMap::cividis);
    add(tr("Viridis"), ColourMap::viridis);
    add(tr("Diverging around 0"), ColourMap::diverging);
  });
}

}  // namespace prism::widgets
