// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/coverage_bar.h"

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

constexpr double kBarHeight = 20;
constexpr double kSwatch = 10;
constexpr double kLeast = 3;  ///< width of the smallest class
constexpr double kGap = 16;   ///< between labels

QColor colour_of(CoverageBar::Role role) {
  const ThemeColours& c = colours();
  switch (role) {
    case CoverageBar::Role::good:
      return c.good;
    case CoverageBar::Role::accent:
      return c.accent;
    case CoverageBar::Role::warning:
      return c.warning;
    case CoverageBar::Role::error:
      return c.error;
    case CoverageBar::Role::muted:
      return blended(c.base, c.muted, 0.55);
  }
  return c.accent;
}

/// Full, striped one way, striped the other, dotted: segments differ without their colours too.
void fill(QPainter& painter, const QRectF& rect, CoverageBar::Role role, std::size_t index) {
  const QColor colour = colour_of(role);
  painter.fillRect(rect, colour);
  if (index == 0) return;
  painter.save();
  painter.setClipRect(rect);
  painter.setPen(QPen(blended(colour, colours().base, 0.45), 1.2));
  const double slant = index % 2 == 1 ? 1 : -1;
  const double period = index <= 2 ? 6 : 12;
  for (double x = rect.left() - rect.height(); x < rect.right() + rect.height(); x += period) {
    painter.drawLine(QPointF(x, slant > 0 ? rect.bottom() : rect.top()),
                     QPointF(x + rect.height(), slant > 0 ? rect.top() : rect.bottom()));
  }
  painter.restore();
}

}  // namespace

struct CoverageBar::Layout {
  QRectF bar;
  std::vector<QRectF> parts;   ///< of the bar
  std::vector<QRectF> labels;  ///< swatch and text
  double height = 0;
};

CoverageBar::CoverageBar(QWidget* parent) : QWidget(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName(tr("Coverage"));
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
  connect(&Theme::instance(), &Theme::changed, this, [this] { update(); });
}

void CoverageBar::setSegments(std::vector<Segment> segments) {
  m_segments = std::move(segments);
  m_current = std::min(m_current, static_cast<int>(m_segments.size()) - 1);
  QStringList all;
  for (int i = 0; i < static_cast<int>(m_segments.size()); ++i) all << describe(i);
  setAccessibleDescription(all.join(QStringLiteral("; ")));
  updateGeometry();
  update();
}

void CoverageBar::setName(const QString& name) {
  m_name = name;
  setAccessibleName(name);
}

QString CoverageBar::describe(int segment) const {
  if (segment < 0 || segment >= static_cast<int>(m_segments.size())) return {};
  std::int64_t total = 0;
  for (const Segment& one : m_segments) total += one.count;
  const Segment& of = m_segments[static_cast<std::size_t>(segment)];
  const double share = total > 0 ? 100.0 * static_cast<double>(of.count) / static_cast<double>(total) : 0;
  const bool tiny = of.count > 0 && share < 0.1;
  const QString percent = tiny ? QStringLiteral("< 0.1") : number_text(std::round(share * 10) / 10);
  return QStringLiteral("%1 %2 (%3 %)").arg(of.name, count_text(of.count), percent);
}

CoverageBar::Layout CoverageBar::layOut(double width) const {
  const QFontMetricsF metrics(font());
  Layout layout;
  layout.bar = QRectF(0, 1, width, kBarHeight);
  std::int64_t total = 0;
  for (const Segment& one : m_segments) total += one.count;
  // A class with few members is still seen; the largest one makes room for it.
  std::vector<double> widths;
  double used = 0;
  for (const Segment& one : m_segments) {
    const double share = total > 0 ? static_cast<double>(one.count) / static_cast<double>(total) : 0;
    widths.push_back(one.count > 0 ? std::max(kLeast, share * width) : 0);
    used += widths.back();
  }
  if (total > 0) *std::max_element(widths.begin(), widths.end()) -= used - width;
  double x = 0;
  double label_x = 0;
  double label_y = kBarHeight + 8;
  for (std::size_t i = 0; i < m_segments.size(); ++i) {
    layout.parts.emplace_back(x, layout.bar.top(), widths[i], kBarHeight);
    x += widths[i];
    const double text = kSwatch + 6 + metrics.horizontalAdvance(describe(static_cast<int>(i)));
    if (label_x > 0 && label_x + text > width) {
      label_x = 0;
      label_y += metrics.height() + 2;
    }
    layout.labels.emplace_back(label_x, label_y, text, metrics.height());
    label_x += text + kGap;
  }
  layout.height = label_y + metrics.height() + 2;
  return layout;
}

int CoverageBar::segmentAt(const QPointF& position) const {
  const Layout layout = layOut(width());
  for (std::size_t i = 0; i < m_segments.size(); ++i) {
    if (layout.parts[i].contains(position) || layout.labels[i].contains(position)) return static_cast<int>(i);
  }
  return -1;
}

void CoverageBar::paintPicture(QPainter& painter, const QSizeF& size) const {
  painter.fillRect(QRectF(QPointF(0, 0), size), colours().window);
  painter.setFont(font());
  paintInto(painter, size.width());
}

void CoverageBar::paintInto(QPainter& painter, double width) const {
  const ThemeColours& c = colours();
  const Layout layout = layOut(width);
  for (std::size_t i = 0; i < m_segments.size(); ++i) {
    const QRectF& part = layout.parts[i];
    if (part.width() > 0) fill(painter, part.adjusted(i == 0 ? 0 : 1, 0, 0, 0), m_segments[i].role, i);
    const QRectF& label = layout.labels[i];
    const QRectF swatch(label.left(), label.center().y() - kSwatch / 2, kSwatch, kSwatch);
    fill(painter, swatch, m_segments[i].role, i);
    painter.setPen(c.text);
    painter.drawText(label.adjusted(kSwatch + 6, 0, 4, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     describe(static_cast<int>(i)));
  }
}

void CoverageBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paintInto(painter, width());
  if (!hasFocus() || m_current < 0) return;
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(colours().accent, 1));
  const Layout layout = layOut(width());
  const auto at = static_cast<std::size_t>(m_current);
  painter.drawRect(layout.labels[at].adjusted(-2, -1, 1, 0));
  painter.setPen(QPen(colours().text, 2));
  painter.drawRect(layout.parts[at].adjusted(1, 1, -1, -1));
}

bool CoverageBar::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const int segment = segmentAt(help->pos());
    if (segment >= 0) {
      QToolTip::showText(help->globalPos(), describe(segment), this);
    } else {
      QToolTip::hideText();
    }
    return true;
  }
  return QWidget::event(event);
}

void CoverageBar::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
  const int segment = segmentAt(event->position());
  if (segment < 0) return;
  m_current = segment;
  update();
  Q_EMIT activated(segment);
}

void CoverageBar::keyPressEvent(QKeyEvent* event) {
  if (handleCopyKey(event)) return;
  const int last = static_cast<int>(m_segments.size()) - 1;
  const int direction = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
  if (direction != 0 && last >= 0) {
    m_current = std::clamp(m_current + direction, 0, last);
    update();
  } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter ||
              event->key() == Qt::Key_Space) &&
             m_current >= 0) {
    Q_EMIT activated(m_current);
  } else {
    QWidget::keyPressEvent(event);
  }
}

void CoverageBar::contextMenuEvent(QContextMenuEvent* event) {
  showPictureMenu(this, event->globalPos());
}

QString CoverageBar::exportName() const {
  return m_name.isEmpty() ? QStringLiteral("coverage") : m_name.toLower().replace(u' ', u'-');
}

QSizeF CoverageBar::exportSize() const {
  const double wide = std::max(width(), 320);
  return {wide, layOut(wide).height};
}

QString CoverageBar::csv() const {
  QString text;
  QTextStream out(&text);
  out << "class,count\n";
  for (const Segment& one : m_segments) out << csv_text(one.name) << ',' << qint64(one.count) << '\n';
  return text;
}

QSize CoverageBar::sizeHint() const {
  return {420, heightForWidth(420)};
}

QSize CoverageBar::minimumSizeHint() const {
  const QFontMetrics metrics(font());
  return {160, static_cast<int>(kBarHeight) + 10 + metrics.height()};
}

bool CoverageBar::hasHeightForWidth() const {
  return true;
}

int CoverageBar::heightForWidth(int width) const {
  return static_cast<int>(std::ceil(layOut(width).height));
}

}  // namespace prism::widgets
