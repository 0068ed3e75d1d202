// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/time_view.h"

#include "widgets/numbers.h"
#include "widgets/theme.h"
#include "widgets/value_scale.h"

#include <algorithm>
#include <cmath>

#include <QEvent>
#include <QPaintEvent>
#include <QPainter>

namespace prism::widgets {

namespace {

constexpr double kLeftCharacters = 12;
constexpr double kRightCharacters = 8;

}  // namespace

TimeView::TimeView(TimeAxis& axis, QWidget* parent) : QWidget(parent), m_axis(axis) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setAttribute(Qt::WA_OpaquePaintEvent);
  connect(&axis, &TimeAxis::shownChanged, this, &TimeView::contentChanged);
  connect(&axis, &TimeAxis::selectionChanged, this, [this] { update(); });
  connect(&axis, &TimeAxis::cursorChanged, this, [this] { updateLine(m_drawn_cursor, m_axis.cursor()); });
  connect(&axis, &TimeAxis::playheadChanged, this,
          [this] { updateLine(m_drawn_playhead, m_axis.playhead()); });
  connect(&Theme::instance(), &Theme::changed, this, &TimeView::contentChanged);
}

QRectF TimeView::plotIn(const QSizeF& size) const {
  const double em = QFontMetricsF(font()).averageCharWidth();
  const double left = std::ceil(kLeftCharacters * em);
  const double right = std::ceil(kRightCharacters * em);
  return {left, 2, std::max(1.0, size.width() - left - right), std::max(1.0, size.height() - 4)};
}

QRectF TimeView::plotRect() const {
  return plotIn(size());
}

double TimeView::pixelOf(double seconds) const {
  const QRectF plot = plotRect();
  return pixel_of(seconds, m_axis.shown(), plot.left(), plot.width());
}

double TimeView::timeOf(double pixel) const {
  const QRectF plot = plotRect();
  return std::clamp(time_of(pixel, m_axis.shown(), plot.left(), plot.width()), 0.0, m_axis.duration());
}

void TimeView::contentChanged() {
  m_content = {};
  update();
}

void TimeView::updateLine(std::optional<double>& drawn, std::optional<double> now) {
  // A moving line repaints two strips, not the view.
  for (const std::optional<double>& at : {drawn, now}) {
    if (at) update(QRectF(pixelOf(*at) - 3, 0, 7, height()).toAlignedRect());
  }
  drawn = now;
}

void TimeView::paintOverlay(QPainter&, const QRectF&) const {}

void TimeView::paintEvent(QPaintEvent* event) {
  const ThemeColours& c = colours();
  const double ratio = devicePixelRatioF();
  const QSize pixels = QSizeF(QSizeF(size()) * ratio).toSize();
  const QRectF plot = plotRect();
  if (m_content.size() != pixels && !pixels.isEmpty()) {
    m_content = QImage(pixels, QImage::Format_RGB32);
    m_content.setDevicePixelRatio(ratio);
    m_content.fill(c.base);
    QPainter painter(&m_content);
    painter.setFont(font());
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_axis.duration() > 0) paintContent(painter, plot, m_axis.shown(), ratio);
  }
  QPainter painter(this);
  painter.setClipRect(event->rect());
  painter.drawImage(QPointF(0, 0), m_content);
  if (m_axis.duration() > 0) {
    painter.save();
    painter.setClipRect(plot.adjusted(-1, -2, 1, 2), Qt::IntersectClip);
    if (const auto& selection = m_axis.selection()) {
      const QRectF area(QPointF(pixelOf(selection->begin), plot.top()),
                        QPointF(pixelOf(selection->end), plot.bottom()));
      QColor shade = c.accent;
      shade.setAlphaF(0.22F);
      painter.fillRect(area, shade);
      painter.setPen(QPen(c.accent, 1));
      painter.drawLine(area.topLeft(), area.bottomLeft());
      painter.drawLine(area.topRight(), area.bottomRight());
    }
    paintOverlay(painter, plot);
    if (const auto cursor = m_axis.cursor()) {
      const double x = pixelOf(*cursor);
      painter.setPen(QPen(blended(c.base, c.text, 0.6), 1, Qt::DashLine));
      painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    }
    if (const auto playhead = m_axis.playhead()) {
      // Two colours, so that it is seen on dark and on bright parts of a picture.
      const double x = pixelOf(*playhead);
      painter.setPen(QPen(c.base, 3));
      painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
      painter.setPen(QPen(c.error, 1.5));
      painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    }
    painter.restore();
  }
  m_drawn_cursor = m_axis.cursor();
  m_drawn_playhead = m_axis.playhead();
  if (hasFocus()) {
    painter.setPen(QPen(c.accent, 1));
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
  }
}

QSizeF TimeView::exportSize() const {
  return {std::max(640.0, 1.0 * width()), std::max(120.0, height() + 30.0)};
}

void TimeView::paintPicture(QPainter& painter, const QSizeF& size) const {
  painter.fillRect(QRectF(QPointF(0, 0), size), colours().base);
  if (m_axis.duration() <= 0) return;
  painter.setFont(font());
  painter.setRenderHint(QPainter::Antialiasing);
  const double below = QFontMetricsF(font()).height() + 10;
  const QRectF plot = plotIn(QSizeF(size.width(), size.height() - below));
  paintContent(painter, plot, m_axis.shown(), 2);
  paint_time_ticks(painter, plot, m_axis.shown());
}

void paint_row_name(QPainter& painter, const QRectF& plot, const QString& name) {
  const QFontMetricsF metrics(painter.font());
  const QRectF margin(4, plot.top(), plot.left() - 10, plot.height());
  painter.setPen(colours().muted);
  painter.drawText(margin, Qt::AlignLeft | Qt::AlignVCenter,
                   metrics.elidedText(name, Qt::ElideRight, margin.width()));
}

void paint_time_ticks(QPainter& painter, const QRectF& plot, const TimeSpan& shown) {
  const ThemeColours& c = colours();
  const QFontMetricsF metrics(painter.font());
  const int most = std::max(2, static_cast<int>(plot.width() / (metrics.averageCharWidth() * 12)));
  const std::vector<double> ticks = round_ticks(shown.begin, shown.end, most);
  const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : shown.length();
  for (const double tick : ticks) {
    const double x = pixel_of(tick, shown, plot.left(), plot.width());
    const QString label = time_text(tick, step);
    const double wide = metrics.horizontalAdvance(label) + 4;
    painter.setPen(QPen(c.muted, 1));
    painter.drawLine(QPointF(x, plot.bottom()), QPointF(x, plot.bottom() + 4));
    painter.drawText(QRectF(x - wide / 2, plot.bottom() + 4, wide, metrics.height()), Qt::AlignCenter, label);
  }
  painter.setPen(QPen(c.line, 1));
  painter.drawLine(plot.bottomLeft(), plot.bottomRight());
}

TimeRuler::TimeRuler(TimeAxis& axis, QWidget* parent) : TimeView(axis, parent) {
  setAccessibleName(tr("Time axis"));
}

QRectF TimeRuler::plotIn(const QSizeF& size) const {
  const QRectF plot = TimeView::plotIn(size);
  return {plot.left(), 0, plot.width(), 1};
}

void TimeRuler::paintContent(QPainter& painter, const QRectF& plot, const TimeSpan& shown, double) const {
  paint_time_ticks(painter, plot, shown);
}

QString TimeRuler::describe(const QPointF& position) const {
  return time_text(timeOf(position.x()));
}

QString TimeRuler::describeAt(double seconds) const {
  return time_text(seconds);
}

QString TimeRuler::exportName() const {
  return QStringLiteral("time");
}

QString TimeRuler::csv() const {
  return QStringLiteral("begin,end\n%1,%2\n")
      .arg(csv_number(axis().shown().begin), csv_number(axis().shown().end));
}

QSize TimeRuler::sizeHint() const {
  return {400, fontMetrics().height() + 8};
}

QSize TimeRuler::minimumSizeHint() const {
  return {200, fontMetrics().height() + 8};
}

}  // namespace prism::widgets
