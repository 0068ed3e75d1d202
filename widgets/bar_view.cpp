// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bar_view.h"

#include "widgets/numbers.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QTextStream>
#include <QToolTip>

namespace prism::widgets {
namespace {

constexpr double kGap = 8;        // between name, bar and value
constexpr double kThickest = 22;  // of a bar in a row
constexpr double kWidest = 44;    // of a column

void fill(QPainter& painter, const QRectF& rect, bool striped) {
  const ThemeColours& c = colours();
  if (rect.width() <= 0 || rect.height() <= 0) return;
  if (!striped) {
    painter.fillRect(rect, c.accent);
    return;
  }
  painter.fillRect(rect, blended(c.base, c.muted, 0.35));
  painter.save();
  painter.setClipRect(rect);
  painter.setPen(QPen(c.muted, 1.2));
  for (double x = rect.left() - rect.height(); x < rect.right() + rect.height(); x += 6) {
    painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()));
  }
  painter.restore();
}

}  // namespace

struct BarView::Place {
  QRectF strip;  ///< everything that belongs to the bar
  QRectF bar, name, value;
};

BarView::BarView(Direction direction, QWidget* parent) : QWidget(parent), m_direction(direction) {
  setFocusPolicy(Qt::StrongFocus);
  connect(&Theme::instance(), &Theme::changed, this, [this] { update(); });
}

void BarView::setBars(std::vector<Bar> bars) {
  if (bars == m_bars) return;
  const bool other_count = bars.size() != m_bars.size();
  m_bars = std::move(bars);
  m_current = std::min(m_current, static_cast<int>(m_bars.size()) - 1);
  QStringList all;
  for (int i = 0; i < static_cast<int>(m_bars.size()); ++i) all << describe(i);
  setAccessibleDescription(all.join(QStringLiteral("; ")));
  if (other_count) updateGeometry();
  update();
}

void BarView::setMaximum(double maximum) {
  m_maximum = maximum;
  update();
}

void BarView::setLabels(const QString& title, const QString& names, const QString& values) {
  m_title = title;
  m_names = names;
  m_values = values;
  setAccessibleName(title);
}

void BarView::setEmptyText(const QString& text) {
  m_empty = text;
  update();
}

double BarView::maximum() const {
  if (m_maximum > 0) return m_maximum;
  double most = 0;
  for (const Bar& bar : m_bars) {
    if (std::isfinite(bar.value)) most = std::max(most, bar.value);
  }
  return most > 0 ? most : 1;
}

double BarView::rowHeight() const {
  return QFontMetricsF(font()).height() + 8;
}

QString BarView::describe(int bar) const {
  if (bar < 0 || bar >= static_cast<int>(m_bars.size())) return {};
  const Bar& of = m_bars[static_cast<std::size_t>(bar)];
  return QStringLiteral("%1: %2").arg(of.name, of.text);
}

std::vector<BarView::Place> BarView::placesIn(const QSizeF& size) const {
  std::vector<Place> places;
  if (m_bars.empty()) return places;
  const QFontMetricsF metrics(font());
  const double most = maximum();
  const auto share = [most](double value) {
    return std::isfinite(value) ? std::clamp(value / most, 0.0, 1.0) : 0.0;
  };
  const auto count = static_cast<double>(m_bars.size());
  if (m_direction == Direction::rows) {
    double names = 0, values = 0;
    for (const Bar& bar : m_bars) {
      names = std::max(names, metrics.horizontalAdvance(bar.name));
      values = std::max(values, metrics.horizontalAdvance(bar.text));
    }
    names = std::min(names, size.width() * 0.45);
    const double room = std::max(8.0, size.width() - names - values - 2 * kGap - 2);
    const double height = std::min(rowHeight() * 1.4, std::max(metrics.height(), size.height() / count));
    const double thick = std::min(kThickest, height - 6);
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
      Place place;
      place.strip = QRectF(0, static_cast<double>(i) * height, size.width(), height);
      place.name = QRectF(0, place.strip.top(), names, height);
      place.bar =
          QRectF(names + kGap, place.strip.center().y() - thick / 2, share(m_bars[i].value) * room, thick);
      place.value = QRectF(place.bar.right() + kGap, place.strip.top(), values + 2, height);
      places.push_back(place);
    }
    return places;
  }
  const double line = metrics.height();
  const double room = std::max(8.0, size.height() - 2 * line - 8);
  const double step = size.width() / count;
  const double wide = std::clamp(step - 4, 1.0, kWidest);
  for (std::size_t i = 0; i < m_bars.size(); ++i) {
    Place place;
    place.strip = QRectF(static_cast<double>(i) * step, 0, step, size.height());
    const double height = share(m_bars[i].value) * room;
    place.bar = QRectF(place.strip.center().x() - wide / 2, line + 4 + room - height, wide, height);
    place.name = QRectF(place.strip.left(), line + 6 + room, step, line);
    place.value = QRectF(place.strip.left(), place.bar.top() - line - 1, step, line);
    places.push_back(place);
  }
  return places;
}

QRectF BarView::barRect(int bar) const {
  const auto places = placesIn(size());
  return bar >= 0 && bar < static_cast<int>(places.size()) ? places[static_cast<std::size_t>(bar)].bar
                                                           : QRectF();
}

int BarView::barAt(const QPointF& position) const {
  const auto places = placesIn(size());
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i].strip.contains(position)) return static_cast<int>(i);
  }
  return -1;
}

void BarView::paintRow(QPainter& painter, const Place& place, const Bar& bar) const {
  const QFontMetricsF metrics(font());
  painter.setPen(colours().text);
  painter.drawText(place.name, Qt::AlignLeft | Qt::AlignVCenter,
                   metrics.elidedText(bar.name, Qt::ElideRight, place.name.width() + 1));
  fill(painter, place.bar, bar.striped);
  painter.setPen(colours().text);
  painter.drawText(place.value, Qt::AlignLeft | Qt::AlignVCenter, bar.text);
}

void BarView::paintColumn(QPainter& painter, const Place& place, const Bar& bar, bool named) const {
  fill(painter, place.bar, bar.striped);
  painter.setPen(colours().line);
  const double base = place.bar.bottom();
  painter.drawLine(QPointF(place.strip.left(), base), QPointF(place.strip.right(), base));
  if (!named) return;
  painter.setPen(colours().text);
  painter.drawText(place.name.adjusted(-20, 0, 20, 0), Qt::AlignHCenter | Qt::AlignTop, bar.name);
  if (QFontMetricsF(font()).horizontalAdvance(bar.text) > place.strip.width()) return;
  painter.setPen(colours().muted);
  painter.drawText(place.value.adjusted(-20, 0, 20, 0), Qt::AlignHCenter | Qt::AlignVCenter, bar.text);
}

void BarView::paintInto(QPainter& painter, const QSizeF& size) const {
  painter.setFont(font());
  if (m_bars.empty()) {
    painter.setPen(colours().muted);
    painter.drawText(QRectF(QPointF(0, 0), size).adjusted(8, 8, -8, -8), Qt::AlignCenter | Qt::TextWordWrap,
                     m_empty);
    return;
  }
  const auto places = placesIn(size);
  // Names that would touch each other: only every n-th column is named, the others tell theirs on hover.
  std::size_t every = 1;
  if (m_direction == Direction::columns) {
    double widest = 0;
    for (const Bar& bar : m_bars) {
      widest = std::max(widest, QFontMetricsF(font()).horizontalAdvance(bar.name) + 4);
    }
    every = static_cast<std::size_t>(std::max(1.0, std::ceil(widest / places.front().strip.width())));
  }
  const std::size_t middle = (m_bars.size() - 1) / 2;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const std::size_t from_middle = i > middle ? i - middle : middle - i;
    if (m_direction == Direction::rows) {
      paintRow(painter, places[i], m_bars[i]);
    } else {
      paintColumn(painter, places[i], m_bars[i], from_middle % every == 0);
    }
  }
}

void BarView::paintPicture(QPainter& painter, const QSizeF& size) const {
  painter.fillRect(QRectF(QPointF(0, 0), size), colours().window);
  painter.translate(8, 8);
  paintInto(painter, size - QSizeF(16, 16));
  painter.translate(-8, -8);
}

void BarView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paintInto(painter, size());
  if (!hasFocus() || m_bars.empty()) return;
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(colours().accent, 1));
  const auto places = placesIn(size());
  const auto at = static_cast<std::size_t>(std::max(0, m_current));
  painter.drawRect(places[at].strip.adjusted(0, 0, -1, -1));
}

bool BarView::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const int bar = barAt(help->pos());
    if (bar >= 0) {
      const Bar& of = m_bars[static_cast<std::size_t>(bar)];
      QToolTip::showText(help->globalPos(),
                         QStringLiteral("%1 (%2)").arg(describe(bar), full_number_text(of.value)), this);
    } else {
      QToolTip::hideText();
    }
    return true;
  }
  return QWidget::event(event);
}

void BarView::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
  m_current = barAt(event->position());
  update();
}

void BarView::keyPressEvent(QKeyEvent* event) {
  if (handleCopyKey(event)) return;
  const int key = event->key();
  const int step = key == Qt::Key_Right || key == Qt::Key_Down ? 1
                   : key == Qt::Key_Left || key == Qt::Key_Up  ? -1
                                                               : 0;
  if (step == 0 || m_bars.empty()) return QWidget::keyPressEvent(event);
  m_current = std::clamp(m_current + step, 0, static_cast<int>(m_bars.size()) - 1);
  const QRectF bar = barRect(m_current);
  QToolTip::showText(mapToGlobal(bar.center().toPoint()), describe(m_current), this);
  update();
}

void BarView::contextMenuEvent(QContextMenuEvent* event) {
  showPictureMenu(this, event->globalPos());
}

QString BarView::exportName() const {
  return m_title.isEmpty() ? QStringLiteral("bars") : m_title.toLower().replace(u' ', u'-');
}

QSizeF BarView::exportSize() const {
  return {std::max(width(), 360) + 16.0, std::max(height(), 160) + 16.0};
}

QString BarView::csv() const {
  QString text;
  QTextStream out(&text);
  out << csv_text(m_names) << ',' << csv_text(m_values) << '\n';
  for (const Bar& bar : m_bars) out << csv_text(bar.name) << ',' << csv_number(bar.value) << '\n';
  return text;
}

QSize BarView::sizeHint() const {
  return {360, std::max(160, minimumSizeHint().height())};
}

QSize BarView::minimumSizeHint() const {
  const QFontMetrics metrics(font());
  if (m_direction == Direction::columns) return {160, 4 * metrics.height()};
  return {200, static_cast<int>(m_bars.size()) * (metrics.height() + 2)};
}

}  // namespace prism::widgets
