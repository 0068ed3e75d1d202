// SPDX-License-Identifier: GPL-3.0-or-later
// The part of TierView that follows mouse and keys.
#include "widgets/tier_geometry.h"
#include "widgets/tier_view.h"

#include <algorithm>

#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

namespace prism::widgets {

namespace {
constexpr double kGrip = 5;  ///< pixels either side of a boundary
constexpr double kFreeStep = 0.005;
}  // namespace

std::optional<TierView::Boundary> TierView::boundaryAt(const QPointF& position) const {
  const int row = rowAt(position.y());
  if (row < 0 || !m_rows[static_cast<std::size_t>(row)].editable || axis().duration() <= 0)
    return std::nullopt;
  const double tolerance = kGrip / plotRect().width() * axis().shown().length();
  const auto found =
      boundary_near(m_rows[static_cast<std::size_t>(row)].intervals, timeOf(position.x()), tolerance);
  return found ? std::optional(Boundary{row, *found}) : std::nullopt;
}

void TierView::place(const Boundary& boundary, double seconds) {
  auto& intervals = m_rows[static_cast<std::size_t>(boundary.row)].intervals;
  intervals[static_cast<std::size_t>(boundary.index)].end = seconds;
  intervals[static_cast<std::size_t>(boundary.index) + 1].begin = seconds;
  contentChanged();
}

bool TierView::pressed(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return false;
  const auto boundary = boundaryAt(event->position());
  m_chosen = boundary;
  update();
  if (!boundary) return false;
  m_drag = boundary;
  m_row = boundary->row;
  m_taken_at = timeOfBoundary(*boundary);
  return true;
}

bool TierView::moved(QMouseEvent* event) {
  if (!m_drag) return false;
  const auto& intervals = m_rows[static_cast<std::size_t>(m_drag->row)].intervals;
  const double to = moved_boundary(intervals, m_drag->index, timeOf(event->position().x()), m_step, m_least);
  axis().setCursor(to);
  if (to == timeOfBoundary(*m_drag)) return true;
  place(*m_drag, to);
  QToolTip::showText(
      event->globalPosition().toPoint() + QPoint(12, 12),
      intervalText(m_drag->row, m_drag->index) + u'\n' + intervalText(m_drag->row, m_drag->index + 1), this);
  // Those who listen may set other rows, which ends the drag.
  const Boundary at = *m_drag;
  Q_EMIT boundaryDragged(at.row, at.index, to);
  return true;
}

bool TierView::released(QMouseEvent*) {
  if (!m_drag) return false;
  const Boundary at = *m_drag;
  m_drag.reset();
  update();
  const double to = timeOfBoundary(at);
  if (to != m_taken_at) Q_EMIT boundaryMoved(at.row, at.index, m_taken_at, to);
  return true;
}

void TierView::mouseMoveEvent(QMouseEvent* event) {
  if (!m_drag && event->buttons() == Qt::NoButton) {
    const auto hovered = boundaryAt(event->position());
    if (hovered != m_hovered) {
      m_hovered = hovered;
      if (m_hovered) {
        setCursor(Qt::SplitHCursor);
      } else {
        unsetCursor();
      }
      update();
    }
  }
  TimeView::mouseMoveEvent(event);
}

void TierView::leaveEvent(QEvent* event) {
  m_hovered.reset();
  update();
  TimeView::leaveEvent(event);
}

void TierView::choose(int step) {
  const auto& intervals = m_rows[static_cast<std::size_t>(m_row)].intervals;
  const double from = m_chosen && m_chosen->row == m_row ? timeOfBoundary(*m_chosen)
                                                         : axis().cursor().value_or(axis().shown().begin);
  std::optional<int> best;
  for (int i = 0; i + 1 < static_cast<int>(intervals.size()); ++i) {
    if (!is_boundary(intervals, i)) continue;
    const double at = intervals[static_cast<std::size_t>(i)].end;
    if (step > 0 && at > from) {
      best = i;
      break;
    }
    if (step < 0 && at < from) best = i;
  }
  if (!best) return;
  m_chosen = Boundary{m_row, *best};
  axis().setCursor(timeOfBoundary(*m_chosen));
  const TimeSpan& shown = axis().shown();
  const double at = timeOfBoundary(*m_chosen);
  if (at < shown.begin || at > shown.end) axis().pan(at - shown.begin - shown.length() / 2);
  setAccessibleDescription(intervalText(m_row, *best) + u'\n' + intervalText(m_row, *best + 1));
  Q_EMIT hovered(accessibleDescription());
  update();
}

bool TierView::keyPressed(QKeyEvent* event) {
  if (m_rows.empty()) return false;
  const bool left = event->key() == Qt::Key_Left, right = event->key() == Qt::Key_Right;
  if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down) {
    m_row = std::clamp(m_row + (event->key() == Qt::Key_Up ? -1 : 1), 0, static_cast<int>(m_rows.size()) - 1);
    m_chosen.reset();
    setAccessibleDescription(describeAt(axis().cursor().value_or(axis().shown().begin)));
    Q_EMIT hovered(accessibleDescription());
    update();
    return true;
  }
  if (!left && !right) return false;
  if (event->modifiers().testFlag(Qt::ControlModifier)) {
    choose(left ? -1 : 1);
    return true;
  }
  if (event->modifiers().testFlag(Qt::AltModifier)) {
    if (!m_chosen || !m_rows[static_cast<std::size_t>(m_chosen->row)].editable) return true;
    const Boundary at = *m_chosen;
    const double from = timeOfBoundary(at);
    const double step = m_step > 0 ? m_step : kFreeStep;
    const double to = moved_boundary(m_rows[static_cast<std::size_t>(at.row)].intervals, at.index,
                                     from + (left ? -step : step), m_step, m_least);
    if (to == from) return true;
    place(at, to);
    axis().setCursor(to);
    setAccessibleDescription(intervalText(at.row, at.index) + u'\n' + intervalText(at.row, at.index + 1));
    Q_EMIT hovered(accessibleDescription());
    Q_EMIT boundaryMoved(at.row, at.index, from, to);
    return true;
  }
  return false;
}

}  // namespace prism::widgets
