// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/colour_legend.h"

#include "widgets/numbers.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace prism::widgets {
namespace {

constexpr int kBarWidth = 14;
constexpr int kGrip = 7;        ///< height of the triangles at the ends
constexpr double kStep = 0.05;  ///< share of the range a key press moves an end
constexpr double kReach = 9;    ///< pixels around an end that grab it

QFont small_font(const QFont& font) {
  QFont small = tabular(font);
  if (small.pointSizeF() > 0) small.setPointSizeF(small.pointSizeF() * 0.9);
  return small;
}

/// The bar inside an area: below one line of name and unit, with room for half a number at both ends.
QRectF bar_in(const QRectF& area, const QFont& font, int lines) {
  const QFontMetricsF metrics(small_font(font));
  const double top = area.top() + lines * metrics.height() + metrics.height() / 2 + 4;
  const double bottom = area.bottom() - metrics.height() / 2 - 2;
  return {area.left() + kGrip, top, kBarWidth, std::max(10.0, bottom - top)};
}

int label_lines(const QString& name, const QString& unit) {
  return (name.isEmpty() ? 0 : 1) + (unit.isEmpty() ? 0 : 1);
}

}  // namespace

ColourLegend::ColourLegend(QWidget* parent)
    : QWidget(parent), m_marker(std::numeric_limits<double>::quiet_NaN()) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setAccessibleName(tr("Colour range"));
}

void ColourLegend::setScale(const ValueScale& scale) {
  if (scale == m_scale || m_drag != End::none) return;
  m_scale = scale;
  setAccessibleDescription(
      tr("From %1 to %2 %3").arg(number_text(scale.low), number_text(scale.high), m_unit));
  update();
}

void ColourLegend::setLabel(const QString& name, const QString& unit) {
  m_name = name;
  m_unit = unit;
  updateGeometry();
  update();
}

void ColourLegend::setEdited(bool edited) {
  m_edited = edited;
}

void ColourLegend::setValueMarker(double value) {
  if (value == m_marker || (std::isnan(value) && std::isnan(m_marker))) return;
  m_marker = value;
  update();
}

QSize ColourLegend::sizeHint() const {
  const QFontMetrics metrics(small_font(font()));
  const int numbers = kGrip + kBarWidth + 8 + metrics.horizontalAdvance(QStringLiteral("−0.00000"));
  const int text = std::max(metrics.horizontalAdvance(m_name), metrics.horizontalAdvance(m_unit));
  return {std::max(numbers, std::min(text + 4, numbers * 2)), 200};
}

QSize ColourLegend::minimumSizeHint() const {
  return {sizeHint().width(), 80};
}

QRect ColourLegend::barRect() const {
  return bar_in(QRectF(rect()), font(), label_lines(m_name, m_unit)).toRect();
}

void ColourLegend::paint(QPainter& painter, const QRectF& area, const ValueScale& scale, const QString& name,
                         const QString& unit, const QFont& font) {
  const ThemeColours& c = colours();
  const QFont small = small_font(font);
  const QFontMetricsF metrics(small);
  const QRectF bar = bar_in(area, font, label_lines(name, unit));
  painter.save();
  painter.setFont(small);
  double y = area.top();
  const auto line = [&](const QString& text, const QColor& colour) {
    if (text.isEmpty()) return;
    painter.setPen(colour);
    painter.drawText(QRectF(area.left(), y, area.width(), metrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(text, Qt::ElideRight, area.width()));
    y += metrics.height();
  };
  line(name, c.text);
  line(unit, c.muted);

  // Every strip reaches to the bottom and is painted over by the next: no seams at any scale.
  painter.setRenderHint(QPainter::Antialiasing, false);
  const int steps = std::max(2, static_cast<int>(bar.height()));
  for (int i = 0; i < steps; ++i) {
    const Rgb rgb = colour_at(scale.map, 1 - (i + 0.5) / steps);
    const QPointF from(bar.left(), bar.top() + bar.height() * i / steps);
    painter.fillRect(QRectF(from, bar.bottomRight()), QColor(rgb.r, rgb.g, rgb.b));
  }
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(c.line, 1));
  painter.drawRect(bar);

  // Both ends are always told; round values only where they do not touch them or each other.
  const auto label = [&](double value, double at, const QColor& colour) {
    painter.setPen(c.muted);
    painter.drawLine(QPointF(bar.right(), at), QPointF(bar.right() + 3, at));
    painter.setPen(colour);
    const QRectF place(bar.right() + 6, at - metrics.height() / 2, area.right() - bar.right() - 6,
                       metrics.height());
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, number_text(value));
  };
  label(scale.high, bar.top(), c.text);
  label(scale.low, bar.bottom(), c.text);
  double last = bar.bottom();
  for (const double tick :
       scale.ticks(std::max(1, static_cast<int>(bar.height() / (2.2 * metrics.height()))))) {
    const double at = bar.bottom() - scale.place(tick) * bar.height();
    if (last - at < 1.2 * metrics.height() || at - bar.top() < 1.2 * metrics.height()) continue;
    label(tick, at, c.muted);
    last = at;
  }
  painter.restore();
}

void ColourLegend::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paint(painter, QRectF(rect()).adjusted(0, 0, -1, 0), m_scale, m_name, m_unit, font());
  const ThemeColours& c = colours();
  const QRectF bar = bar_in(QRectF(rect()), font(), label_lines(m_name, m_unit));
  painter.setRenderHint(QPainter::Antialiasing);
  const auto grip = [&](End end, double at) {
    const bool active = m_drag == end || (hasFocus() && m_key_end == end);
    painter.setPen(Qt::NoPen);
    painter.setBrush(active ? c.accent : c.muted);
    painter.drawPolygon(QPolygonF{QPointF(bar.left() - 1, at),
                                  QPointF(bar.left() - kGrip, at - kGrip / 2.0 - 1),
                                  QPointF(bar.left() - kGrip, at + kGrip / 2.0 + 1)});
  };
  grip(End::high, bar.top());
  grip(End::low, bar.bottom());
  if (!std::isnan(m_marker)) {
    const double at = bar.bottom() - m_scale.place(m_marker) * bar.height();
    painter.setPen(QPen(c.base, 4));
    painter.drawLine(QPointF(bar.left() + 1, at), QPointF(bar.right(), at));
    painter.setPen(QPen(c.text, 2));
    painter.drawLine(QPointF(bar.left() + 1, at), QPointF(bar.right(), at));
  }
}

ColourLegend::End ColourLegend::endAt(const QPointF& point) const {
  const QRect bar = barRect();
  const double to_high = std::abs(point.y() - bar.top());
  const double to_low = std::abs(point.y() - bar.bottom());
  if (std::min(to_high, to_low) > kReach) return End::none;
  return to_high <= to_low ? End::high : End::low;
}

void ColourLegend::moveEnd(End end, double value) {
  ValueScale next = m_scale;
  (end == End::high ? next.high : next.low) = value;
  // A diverging range stays centred on 0 whichever end is moved.
  if (next.map == ColourMap::diverging) {
    const double reach = std::abs(value);
    next.low = -reach;
    next.high = reach;
  }
  const bool fine = std::isfinite(next.low) && std::isfinite(next.high) && next.high > next.low &&
                    (!next.logarithmic || next.low > 0);
  if (!fine) return;
  m_scale = next;
  m_edited = true;
  update();
  Q_EMIT rangeEdited(next.low, next.high);
}

void ColourLegend::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
  m_drag = endAt(event->position());
  if (m_drag != End::none) m_key_end = m_drag;
  m_pressed_scale = m_scale;
  update();
}

void ColourLegend::mouseMoveEvent(QMouseEvent* event) {
  if (m_drag == End::none) {
    if (endAt(event->position()) != End::none) {
      setCursor(Qt::SizeVerCursor);
    } else {
      unsetCursor();
    }
    return;
  }
  // Read against the scale as it was at the press: the bar itself changes under the cursor.
  const QRect bar = barRect();
  const double place = (bar.bottom() - event->position().y()) / std::max(1, bar.height());
  moveEnd(m_drag, m_pressed_scale.value_at(place));
}

void ColourLegend::mouseReleaseEvent(QMouseEvent*) {
  m_drag = End::none;
  update();
}

void ColourLegend::mouseDoubleClickEvent(QMouseEvent*) {
  m_drag = End::none;
  m_edited = false;
  Q_EMIT resetRequested();
}

void ColourLegend::keyPressEvent(QKeyEvent* event) {
  const double direction = event->key() == Qt::Key_Up ? 1 : event->key() == Qt::Key_Down ? -1 : 0;
  if (direction != 0) {
    const double from = m_key_end == End::high ? 1.0 : 0.0;
    moveEnd(m_key_end, m_scale.value_at(from + direction * kStep));
  } else if (event->key() == Qt::Key_Home) {
    m_edited = false;
    Q_EMIT resetRequested();
  } else {
    QWidget::keyPressEvent(event);
  }
}

bool ColourLegend::event(QEvent* event) {
  if (event->type() == QEvent::KeyPress) {
    const auto* key = static_cast<QKeyEvent*>(event);
    // The first Tab goes to the other end, the next one leaves.
    const bool forward = key->key() == Qt::Key_Tab && m_key_end == End::high;
    const bool back = key->key() == Qt::Key_Backtab && m_key_end == End::low;
    if (forward || back) {
      m_key_end = forward ? End::low : End::high;
      update();
      return true;
    }
  }
  if (event->type() == QEvent::FocusIn) {
    m_key_end = static_cast<QFocusEvent*>(event)->reason() == Qt::BacktabFocusReason ? End::low : End::high;
    update();
  }
  if (event->type() == QEvent::FocusOut) update();
  if (event->type() == QEvent::ToolTip) {
    const QString range =
        tr("%1 … %2 %3").arg(full_number_text(m_scale.low), full_number_text(m_scale.high), m_unit);
    const QString how = m_edited ? tr("Range set by hand. Double-click for automatic.")
                                 : tr("Automatic range. Drag an end to change it.");
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), range + u'\n' + how, this);
    return true;
  }
  return QWidget::event(event);
}

}  // namespace prism::widgets
