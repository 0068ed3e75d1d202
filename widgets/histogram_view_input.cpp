// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/histogram_view.h"
#include "widgets/icons.h"
#include "widgets/numbers.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QApplication>
#include <QContextMenuEvent>
#include <QEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

namespace prism::widgets {
namespace {

constexpr double kGrab = 6;         ///< pixels around a line that grab it
constexpr double kKeyStep = 0.01;   ///< share of the shown axis a key press moves a line
constexpr double kZoomStep = 1.25;  ///< a wheel notch

}  // namespace

void HistogramView::select(double a, double b) {
  m_range = std::minmax(a, b);
  update();
  Q_EMIT rangeSelected(m_range->first, m_range->second, indicesInRange());
}

void HistogramView::clearRange() {
  if (!m_range) return;
  m_range.reset();
  update();
  Q_EMIT rangeCleared();
}

bool HistogramView::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip) return true;  // told on moving, at once
  return QWidget::event(event);
}

void HistogramView::mousePressEvent(QMouseEvent* event) {
  const double x = event->position().x();
  m_press_x = x;
  m_moved = false;
  if (event->button() == Qt::MiddleButton) {
    m_drag = Drag::pan;
    m_press_low = m_view_low;
    m_press_high = m_view_high;
    return;
  }
  if (event->button() != Qt::LeftButton) return;
  if (m_range && std::abs(x - positionOf(m_range->first)) <= kGrab) {
    m_drag = Drag::low;
  } else if (m_range && std::abs(x - positionOf(m_range->second)) <= kGrab) {
    m_drag = Drag::high;
  } else {
    m_drag = Drag::span;
    m_press_value = valueAt(x);
  }
}

void HistogramView::mouseMoveEvent(QMouseEvent* event) {
  const QRectF plot = plotRect();
  const double x = std::clamp(event->position().x(), plot.left(), plot.right());
  if (m_drag == Drag::none) {
    const bool line = m_range && (std::abs(x - positionOf(m_range->first)) <= kGrab ||
                                  std::abs(x - positionOf(m_range->second)) <= kGrab);
    setCursor(line ? Qt::SizeHorCursor : Qt::ArrowCursor);
    hoverAt(event->position(), event->globalPosition());
    return;
  }
  if (!m_moved && std::abs(x - m_press_x) < QApplication::startDragDistance() && m_drag == Drag::span) return;
  m_moved = true;
  if (m_drag == Drag::pan) {
    const double shift = (m_press_x - event->position().x()) / plot.width() * (m_press_high - m_press_low);
    m_view_low = m_press_low + shift;
    m_view_high = m_press_high + shift;
    update();
  } else if (m_drag == Drag::span) {
    select(m_press_value, valueAt(x));
  } else {
    const double fixed = m_drag == Drag::low ? m_range->second : m_range->first;
    const double value = valueAt(x);
    // Dragged past the other line, it becomes the other end.
    if ((m_drag == Drag::low) != (value <= fixed)) m_drag = m_drag == Drag::low ? Drag::high : Drag::low;
    select(fixed, value);
  }
}

void HistogramView::mouseReleaseEvent(QMouseEvent* event) {
  const Drag drag = std::exchange(m_drag, Drag::none);
  if (drag == Drag::span && !m_moved && event->button() == Qt::LeftButton) clearRange();
}

void HistogramView::mouseDoubleClickEvent(QMouseEvent*) {
  m_drag = Drag::none;
  clearRange();
  fit();
}

void HistogramView::hoverAt(const QPointF& position, const QPointF& global) {
  int bin = -1;
  const auto bins = static_cast<int>(m_histogram.counts.size());
  if (plotRect().contains(position) && bins > 0 && m_histogram.high > m_histogram.low) {
    const double at = axis(valueAt(position.x()));
    const double share = (at - m_histogram.low) / (m_histogram.high - m_histogram.low);
    if (share >= 0 && share < 1) bin = std::min(bins - 1, static_cast<int>(share * bins));
  }
  if (bin == m_hover_bin) return;
  m_hover_bin = bin;
  update();
  if (bin < 0) return QToolTip::hideText();
  const auto edge = [this](int i) { return m_logarithmic ? std::pow(10.0, binEdge(i)) : binEdge(i); };
  const QString text = tr("%1 to %2: %3")
                           .arg(full_number_text(edge(bin)), full_number_text(edge(bin + 1)),
                                count_text(m_histogram.counts[static_cast<std::size_t>(bin)]));
  QToolTip::showText(global.toPoint() + QPoint(12, 12), text, this);
}

void HistogramView::leaveEvent(QEvent*) {
  m_hover_bin = -1;
  update();
}

void HistogramView::wheelEvent(QWheelEvent* event) {
  const double notches = event->angleDelta().y() / 120.0;
  const double factor = std::pow(kZoomStep, -notches);
  const QRectF plot = plotRect();
  const double share = std::clamp((event->position().x() - plot.left()) / plot.width(), 0.0, 1.0);
  const double pivot = m_view_low + share * (m_view_high - m_view_low);
  const double whole = m_histogram.high - m_histogram.low;
  const double wide = std::clamp((m_view_high - m_view_low) * factor, whole * 1e-6, whole * 4);
  if (!(wide > 0)) return;
  m_view_low = pivot - share * wide;
  m_view_high = m_view_low + wide;
  update();
  event->accept();
}

void HistogramView::keyPressEvent(QKeyEvent* event) {
  if (handleCopyKey(event)) return;
  const int direction = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
  if (direction != 0) {
    const auto moved = [&](double value) {
      const double at = axis(value) + direction * kKeyStep * (m_view_high - m_view_low);
      return m_logarithmic ? std::pow(10.0, at) : at;
    };
    // Without a range the keys start one at the upper end: everything above the line.
    if (!m_range) {
      const double top = m_logarithmic ? std::pow(10.0, m_histogram.high) : m_histogram.high;
      return select(moved(top), top);
    }
    if ((event->modifiers() & Qt::ShiftModifier) != 0) return select(m_range->first, moved(m_range->second));
    return select(moved(m_range->first), m_range->second);
  }
  if (event->key() == Qt::Key_Escape && m_range) return clearRange();
  if (event->key() == Qt::Key_Home) return fit();
  QWidget::keyPressEvent(event);
}

void HistogramView::contextMenuEvent(QContextMenuEvent* event) {
  showPictureMenu(this, event->globalPos(), [this](QMenu& menu) {
    menu.addAction(icon(QStringLiteral("fit")), tr("Fit to window"), this, &HistogramView::fit);
    QAction* logarithmic = menu.addAction(tr("Logarithmic counts"));
    logarithmic->setCheckable(true);
    logarithmic->setChecked(m_log_counts);
    connect(logarithmic, &QAction::toggled, this, &HistogramView::setLogarithmicCounts);
    QAction* clear = menu.addAction(tr("Clear range"), this, &HistogramView::clearRange);
    clear->setEnabled(m_range.has_value());
  });
}

}  // namespace prism::widgets
