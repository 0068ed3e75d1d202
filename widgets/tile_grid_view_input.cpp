// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/colour_legend.h"
#include "widgets/icons.h"
#include "widgets/tile_grid_input.h"
#include "widgets/tile_grid_view.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

namespace prism::widgets {
namespace {

constexpr double kWheelStep = 120;  ///< eighths of a degree a wheel notch
constexpr int kMostPixels = 256;    ///< smallest cell at the strongest zoom

}  // namespace

bool TileGridView::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const int worker = m_hovered;
    if (worker >= 0) QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), describe(worker), this);
    return true;
  }
  return QWidget::event(event);
}

void TileGridView::setHovered(int worker, const QPointF& global) {
  if (worker == m_hovered) return;
  m_hovered = worker;
  m_legend->setValueMarker(shownValue(worker >= 0 ? worker : m_current));
  if (worker >= 0) {
    QToolTip::showText(global.toPoint() + QPoint(12, 12), describe(worker), this);
  } else {
    QToolTip::hideText();
  }
  update();
  Q_EMIT hovered(worker);
}

void TileGridView::toggle(int worker) {
  std::vector<int> next = m_selection;
  const auto place = std::lower_bound(next.begin(), next.end(), worker);
  if (place != next.end() && *place == worker) {
    next.erase(place);
  } else {
    next.insert(place, worker);
  }
  changeSelection(std::move(next));
}

void TileGridView::mousePressEvent(QMouseEvent* event) {
  Input& input = *m_input;
  input.press = event->position();
  input.last = event->position();
  if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && input.space_down)) {
    input.mode = Input::Mode::pan;
    input.space_used = true;
    setCursor(Qt::ClosedHandCursor);
  } else if (event->button() == Qt::LeftButton) {
    input.mode = Input::Mode::press;
    input.add = (event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier)) != 0;
  }
}

void TileGridView::mouseMoveEvent(QMouseEvent* event) {
  Input& input = *m_input;
  const QPointF position = event->position();
  if (input.mode == Input::Mode::pan) {
    const QPoint step = toContent(position) - toContent(input.last);
    input.last = position;
    panBy(-step);
    return;
  }
  if (input.mode == Input::Mode::press &&
      (position - input.press).manhattanLength() >= QApplication::startDragDistance()) {
    input.mode = Input::Mode::rubber;
    setHovered(-1, {});
  }
  if (input.mode == Input::Mode::rubber) {
    input.rubber = QRectF(input.press, position).normalized();
    update();
    return;
  }
  setHovered(workerAt(position), event->globalPosition());
}

void TileGridView::endRubber(const QPointF& position, bool add) {
  const QRect area = QRect(toContent(m_input->press), toContent(position)).normalized();
  std::vector<int> next = m_geometry.workersIn(area);
  if (add) next.insert(next.end(), m_selection.begin(), m_selection.end());
  m_input->rubber = {};
  update();
  changeSelection(std::move(next));
}

void TileGridView::mouseReleaseEvent(QMouseEvent* event) {
  Input& input = *m_input;
  const Input::Mode mode = std::exchange(input.mode, Input::Mode::none);
  if (mode == Input::Mode::pan) {
    unsetCursor();
  } else if (mode == Input::Mode::rubber) {
    endRubber(event->position(), input.add);
  } else if (mode == Input::Mode::press) {
    const int worker = workerAt(input.press);
    if (worker >= 0) setCurrent(worker);
    if (worker >= 0 && input.add) {
      toggle(worker);
    } else if (!input.add) {
      changeSelection(worker >= 0 ? std::vector<int>{worker} : std::vector<int>{});
    }
  }
}

void TileGridView::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) fit();
}

void TileGridView::leaveEvent(QEvent*) {
  setHovered(-1, {});
}

void TileGridView::wheelEvent(QWheelEvent* event) {
  m_input->wheel += event->angleDelta().y() / kWheelStep;
  const auto steps = static_cast<int>(m_input->wheel);
  if (steps != 0) {
    m_input->wheel -= steps;
    zoomAt(event->position(), steps);
  }
  event->accept();
}

void TileGridView::zoomBy(int steps) {
  zoomAt(QRectF(canvasRect()).center(), steps);
}

void TileGridView::zoomAt(const QPointF& position, int steps) {
  if (m_geometry.pipes() == 0 || steps == 0) return;
  int cell = m_geometry.cell();
  for (int i = 0; i < std::abs(steps); ++i) {
    cell = steps > 0 ? std::max(cell + 1, static_cast<int>(cell * 1.25))
                     : std::min(cell - 1, static_cast<int>(cell / 1.25));
  }
  cell = std::clamp(cell, 1, kMostPixels);
  if (cell == m_geometry.cell()) return;
  // What is under the cursor stays there: remembered as a place in its pipe, which has its own pixel edges.
  const QPoint pixel = toContent(position);
  int pipe = 0;
  int nearest = -1;
  for (int i = 0; i < m_geometry.pipes(); ++i) {
    const QRect rect = m_geometry.pipeRect(i);
    const QPoint inside(std::clamp(pixel.x(), rect.left(), rect.right()),
                        std::clamp(pixel.y(), rect.top(), rect.bottom()));
    const int distance = (pixel - inside).manhattanLength();
    if (nearest < 0 || distance < nearest) {
      nearest = distance;
      pipe = i;
    }
  }
  const QRectF before(m_geometry.pipeRect(pipe));
  const QPointF place((pixel.x() - before.x()) / before.width(), (pixel.y() - before.y()) / before.height());
  m_fitted = false;
  m_geometry.layOut(cell, m_geometry.columns(), margins(devicePixelRatioF()));
  const QRectF after(m_geometry.pipeRect(pipe));
  const QPointF target(after.x() + place.x() * after.width(), after.y() + place.y() * after.height());
  m_origin = target.toPoint() - (pixel - m_origin);
  m_input->outline_valid = false;
  m_input->stale = true;
  clampOrigin();
  refreshView();
}

void TileGridView::panBy(const QPoint& content) {
  const QPoint before = m_origin;
  m_origin += content;
  clampOrigin();
  if (m_origin == before) return;
  m_fitted = false;
  refreshView();
}

void TileGridView::showCell(int worker) {
  const QSize canvas = m_input->visible.size();
  const QRect cell = m_geometry.cellRect(worker);
  const auto reach = [](int origin, int room, int first, int last) {
    if (first < origin) return first;
    return last >= origin + room ? last - room + 1 : origin;
  };
  const QPoint wanted(reach(m_origin.x(), canvas.width(), cell.left(), cell.right()),
                      reach(m_origin.y(), canvas.height(), cell.top(), cell.bottom()));
  panBy(wanted - m_origin);
}

void TileGridView::moveCurrent(int dx, int dy, bool extend) {
  if (m_geometry.workers() == 0) return;
  const int next = m_current < 0 ? 0 : m_geometry.neighbour(m_current, dx, dy);
  setCurrent(next);
  std::vector<int> workers{next};
  if (extend) workers.insert(workers.end(), m_selection.begin(), m_selection.end());
  changeSelection(std::move(workers));
}

void TileGridView::keyPressEvent(QKeyEvent* event) {
  if (handleCopyKey(event)) return;
  const bool shift = (event->modifiers() & Qt::ShiftModifier) != 0;
  if (event->matches(QKeySequence::SelectAll)) {
    std::vector<int> all(m_plan.workers.size());
    std::iota(all.begin(), all.end(), 0);
    changeSelection(std::move(all));
    return;
  }
  switch (event->key()) {
    case Qt::Key_Left:
      return moveCurrent(-1, 0, shift);
    case Qt::Key_Right:
      return moveCurrent(1, 0, shift);
    case Qt::Key_Up:
      return moveCurrent(0, -1, shift);
    case Qt::Key_Down:
      return moveCurrent(0, 1, shift);
    case Qt::Key_Space:
      if (!event->isAutoRepeat()) {
        m_input->space_down = true;
        m_input->space_used = false;
      }
      return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (m_current >= 0) Q_EMIT activated(m_current);
      return;
    case Qt::Key_Escape:
      // Nothing to give up here: let the window have it.
      if (m_selection.empty()) return event->ignore();
      return changeSelection({});
    case Qt::Key_Plus:
    case Qt::Key_Equal:
      return zoomBy(1);
    case Qt::Key_Minus:
      return zoomBy(-1);
    case Qt::Key_Home:
      return fit();
    default:
      QWidget::keyPressEvent(event);
  }
}

void TileGridView::keyReleaseEvent(QKeyEvent* event) {
  if (event->key() != Qt::Key_Space || event->isAutoRepeat()) return QWidget::keyReleaseEvent(event);
  const bool toggles = m_input->space_down && !m_input->space_used;
  m_input->space_down = false;
  if (toggles && m_current >= 0) toggle(m_current);
}

void TileGridView::contextMenuEvent(QContextMenuEvent* event) {
  showPictureMenu(this, event->globalPos(), [this](QMenu& menu) {
    menu.addAction(icon(QStringLiteral("fit")), tr("Fit to window"), this, &TileGridView::fit);
    if (planMode()) return;
    QAction* reset = menu.addAction(tr("Automatic colour range"), this, &TileGridView::setAutomaticRange);
    reset->setEnabled(m_range.has_value());
  });
}

}  // namespace prism::widgets
