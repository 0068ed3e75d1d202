// SPDX-License-Identifier: GPL-3.0-or-later
// The part of TimeView that follows mouse and keys.
#include "widgets/icons.h"
#include "widgets/time_view.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

namespace prism::widgets {

namespace {
constexpr double kCursorSteps = 100;  ///< arrow keys a shown stretch
constexpr double kPanShare = 0.1;     ///< of the shown stretch a wheel step with Shift
}  // namespace

bool TimeView::pressed(QMouseEvent*) {
  return false;
}
bool TimeView::moved(QMouseEvent*) {
  return false;
}
bool TimeView::released(QMouseEvent*) {
  return false;
}
bool TimeView::keyPressed(QKeyEvent*) {
  return false;
}
void TimeView::addMenuActions(QMenu&) {}

void TimeView::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::FontChange) contentChanged();
}

void TimeView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  contentChanged();
}

void TimeView::mousePressEvent(QMouseEvent* event) {
  m_double = false;
  if (pressed(event)) return;
  if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) return;
  m_press = event->position();
  m_last_x = event->position().x();
  m_dragging = false;
  m_selecting = event->button() == Qt::LeftButton && event->modifiers().testFlag(Qt::ShiftModifier);
  m_anchor = timeOf(event->position().x());
}

void TimeView::mouseMoveEvent(QMouseEvent* event) {
  const QPointF at = event->position();
  if (m_press) {
    if (!m_dragging && std::abs(at.x() - m_press->x()) < QApplication::startDragDistance()) return;
    if (!m_dragging) setCursor(m_selecting ? Qt::IBeamCursor : Qt::ClosedHandCursor);
    m_dragging = true;
    if (m_selecting) {
      m_axis.setSelection(TimeSpan{m_anchor, timeOf(at.x())});
    } else {
      m_axis.pan((m_last_x - at.x()) / plotRect().width() * m_axis.shown().length());
    }
    m_last_x = at.x();
    return;
  }
  if (moved(event)) return;
  const QRectF plot = plotRect();
  const bool inside = at.x() >= plot.left() && at.x() <= plot.right() && m_axis.duration() > 0;
  m_axis.setCursor(inside ? std::optional(timeOf(at.x())) : std::nullopt);
  const QString text = inside ? describe(at) : QString();
  Q_EMIT hovered(text);
  if (text.isEmpty()) {
    QToolTip::hideText();
  } else {
    QToolTip::showText(event->globalPosition().toPoint() + QPoint(12, 12), text, this);
  }
}

void TimeView::mouseReleaseEvent(QMouseEvent* event) {
  if (released(event)) return;
  const bool click = m_press && !m_dragging && !m_double && event->button() == Qt::LeftButton;
  m_press.reset();
  m_dragging = false;
  unsetCursor();
  if (!click || m_axis.duration() <= 0) return;
  if (m_selecting) {
    m_axis.setSelection(std::nullopt);
  } else {
    m_axis.requestSeek(timeOf(event->position().x()));
  }
}

void TimeView::mouseDoubleClickEvent(QMouseEvent*) {
  m_press.reset();
  m_double = true;
  m_axis.fit();
}

void TimeView::leaveEvent(QEvent*) {
  if (hasFocus()) return;
  m_axis.setCursor(std::nullopt);
  Q_EMIT hovered({});
}

void TimeView::wheelEvent(QWheelEvent* event) {
  event->accept();
  const QPoint delta = event->angleDelta();
  const bool pans = event->modifiers().testFlag(Qt::ShiftModifier) || delta.x() != 0;
  if (pans) {
    const int along = delta.x() != 0 ? delta.x() : delta.y();
    m_axis.pan(-along / 120.0 * kPanShare * m_axis.shown().length());
    return;
  }
  m_wheel += delta.y() / 120.0;
  const auto steps = static_cast<int>(m_wheel);
  m_wheel -= steps;
  m_axis.zoomAt(timeOf(event->position().x()), steps);
}

void TimeView::moveCursor(double seconds, bool select) {
  const double from = m_axis.cursor().value_or(m_axis.shown().begin);
  const double to = std::clamp(seconds, 0.0, m_axis.duration());
  if (select) {
    const auto& selection = m_axis.selection();
    // The end the cursor stands at moves, the other stays.
    const double anchor = !selection ? from : selection->begin == from ? selection->end : selection->begin;
    m_axis.setSelection(TimeSpan{anchor, to});
  }
  m_axis.setCursor(to);
  const TimeSpan& shown = m_axis.shown();
  if (to < shown.begin) m_axis.pan(to - shown.begin);
  if (to > shown.end) m_axis.pan(to - shown.end);
  const QString text = describeAt(to);
  setAccessibleDescription(text);
  Q_EMIT hovered(text);
}

void TimeView::keyPressEvent(QKeyEvent* event) {
  if (handleCopyKey(event) || keyPressed(event)) return;
  const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
  const double step = m_axis.shown().length() / kCursorSteps;
  const double cursor = m_axis.cursor().value_or(m_axis.shown().begin);
  switch (event->key()) {
    case Qt::Key_Left:
      return moveCursor(cursor - step, shift);
    case Qt::Key_Right:
      return moveCursor(cursor + step, shift);
    case Qt::Key_Return:
    case Qt::Key_Enter:
      return m_axis.requestSeek(cursor);
    case Qt::Key_Space:
      Q_EMIT m_axis.playRequested();
      return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
      return m_axis.zoomAt(m_axis.cursor().value_or(m_axis.shown().begin + m_axis.shown().length() / 2), 1);
    case Qt::Key_Minus:
      return m_axis.zoomAt(m_axis.cursor().value_or(m_axis.shown().begin + m_axis.shown().length() / 2), -1);
    case Qt::Key_Home:
      return m_axis.fit();
    case Qt::Key_Escape:
      if (!m_axis.selection()) break;
      return m_axis.setSelection(std::nullopt);
    default:
      break;
  }
  QWidget::keyPressEvent(event);
}

void TimeView::contextMenuEvent(QContextMenuEvent* event) {
  showPictureMenu(this, event->globalPos(), [this](QMenu& menu) {
    addMenuActions(menu);
    menu.addAction(icon(QStringLiteral("fit")), tr("Show everything"), &m_axis, &TimeAxis::fit);
    QAction* selection = menu.addAction(tr("Show the selection"), this, [this] {
      if (m_axis.selection()) m_axis.setShown(*m_axis.selection());
    });
    QAction* none =
        menu.addAction(tr("End the selection"), this, [this] { m_axis.setSelection(std::nullopt); });
    selection->setEnabled(m_axis.selection().has_value());
    none->setEnabled(m_axis.selection().has_value());
  });
}

}  // namespace prism::widgets
