// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/spectrogram_view.h"

#include "widgets/numbers.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>

#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QTextStream>

namespace prism::widgets {

namespace {
constexpr double kRangeStep = 3;  ///< of the unit, a key press
}  // namespace

SpectrogramView::SpectrogramView(TimeAxis& axis, QWidget* parent) : TimeView(axis, parent) {
  setAccessibleName(tr("Spectrogram"));
}

void SpectrogramView::setPicture(FramePicture picture, const QString& name) {
  m_picture = std::move(picture);
  m_name = name;
  updateScale();
}

void SpectrogramView::setColourMap(ColourMap map) {
  m_map = map;
  updateScale();
}

void SpectrogramView::setRange(double low, double high) {
  m_range = {low, high};
  updateScale();
}

void SpectrogramView::setAutomaticRange() {
  m_range.reset();
  updateScale();
}

void SpectrogramView::updateScale() {
  m_scale = frame_scale(m_picture, m_map);
  if (m_range) {
    m_scale.low = m_range->first;
    m_scale.high = m_range->second;
  }
  contentChanged();
}

void SpectrogramView::paintContent(QPainter& painter, const QRectF& plot, const TimeSpan& shown,
                                   double ratio) const {
  const ThemeColours& c = colours();
  paint_row_name(painter, plot, m_name);
  if (m_picture.empty()) return;
  const QSize pixels = QSizeF(plot.size() * ratio).toSize();
  painter.drawImage(plot, render_frames(m_picture, shown, pixels, m_scale, c.base.rgb(),
                                        blended(c.window, c.muted, 0.55).rgb()));
  paintRows(painter, plot);
}

void SpectrogramView::paintRows(QPainter& painter, const QRectF& plot) const {
  const QFontMetricsF metrics(painter.font());
  painter.setPen(colours().muted);
  double free_below = plot.bottom();
  const auto label = [&](double y, const QString& text) {
    const double top = std::clamp(y - metrics.height() / 2, plot.top(), plot.bottom() - metrics.height());
    if (top + metrics.height() > free_below + 1) return;
    free_below = top;
    painter.drawLine(QPointF(plot.right(), y), QPointF(plot.right() + 3, y));
    painter.drawText(QRectF(plot.right() + 6, top, 200, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     text);
  };
  const double row_height = plot.height() / static_cast<double>(m_picture.values->dim);
  if (!m_picture.hz.empty()) {
    for (const double hz : {0.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0, 16000.0}) {
      const auto at = std::lower_bound(m_picture.hz.begin(), m_picture.hz.end(), hz);
      if (at == m_picture.hz.end() || (at == m_picture.hz.begin() && hz > 0)) continue;
      const double row = static_cast<double>(at - m_picture.hz.begin());
      label(plot.bottom() - (row + 0.5) * row_height,
            hz >= 1000 ? tr("%1 kHz").arg(hz / 1000) : tr("%1 Hz").arg(hz));
    }
    return;
  }
  for (qsizetype i = m_picture.labels.size(); i-- > 0;)
    label(plot.top() + (static_cast<double>(i) + 0.5) * row_height, m_picture.labels[i]);
}

QString SpectrogramView::rowText(std::int64_t row) const {
  if (const auto at = static_cast<std::size_t>(row); at < m_picture.hz.size())
    return tr("%1 Hz").arg(count_text(std::lround(m_picture.hz[at])));
  return row < m_picture.labels.size() ? m_picture.labels[row] : tr("row %1").arg(row);
}

QString SpectrogramView::cellText(std::int64_t frame, std::int64_t row) const {
  const double begin = m_picture.first_seconds + static_cast<double>(frame) * m_picture.hop_seconds;
  const QString value =
      (number_text(m_picture.value(frame, row)) + QLatin1Char(' ') + m_picture.unit).trimmed();
  return QStringLiteral("%1 · %2 · %3 %4\n%5")
      .arg(time_text(begin), rowText(row), m_picture.quantity, value, tr("frame %1").arg(count_text(frame)));
}

QString SpectrogramView::describe(const QPointF& position) const {
  const QRectF plot = plotRect();
  const auto cell = frame_at(m_picture, timeOf(position.x()), (position.y() - plot.top()) / plot.height());
  return cell ? cellText(cell->first, cell->second) : QString();
}

QString SpectrogramView::describeAt(double seconds) const {
  const auto cell = frame_at(m_picture, seconds, m_height);
  return cell ? cellText(cell->first, cell->second) : QString();
}

bool SpectrogramView::keyPressed(QKeyEvent* event) {
  if (m_picture.empty()) return false;
  const double row = 1.0 / static_cast<double>(m_picture.values->dim);
  switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down: {
      m_height = std::clamp(m_height + (event->key() == Qt::Key_Up ? -row : row), row / 2, 1 - row / 2);
      const QString text = describeAt(axis().cursor().value_or(axis().shown().begin));
      setAccessibleDescription(text);
      Q_EMIT hovered(text);
      return true;
    }
    case Qt::Key_BracketLeft:
      setRange(m_scale.low - kRangeStep, m_scale.high);
      return true;
    case Qt::Key_BracketRight:
      if (m_scale.low + kRangeStep < m_scale.high) setRange(m_scale.low + kRangeStep, m_scale.high);
      return true;
    default:
      return false;
  }
}

void SpectrogramView::addMenuActions(QMenu& menu) {
  QAction* reset = menu.addAction(tr("Automatic colour range"), this, &SpectrogramView::setAutomaticRange);
  reset->setEnabled(m_range.has_value());
  QMenu* range = menu.addMenu(tr("Colour range"));
  for (const int span : {40, 60, 80, 100}) {
    range->addAction(tr("%1 %2 below the loudest").arg(span).arg(m_picture.unit), this,
                     [this, span] { setRange(m_scale.high - span, m_scale.high); });
  }
  range->menuAction()->setVisible(m_picture.unit == QLatin1String("dB"));
  QMenu* maps = menu.addMenu(tr("Colours"));
  const auto add = [&](const QString& text, ColourMap map) {
    QAction* action = maps->addAction(text, this, [this, map] { setColourMap(map); });
    action->setCheckable(true);
    action->setChecked(m_map == map);
  };
  add(tr("Viridis"), ColourMap::viridis);
  add(tr("Cividis"), ColourMap::cividis);
  menu.addSeparator();
}

QString SpectrogramView::exportName() const {
  return m_picture.hz.empty() ? QStringLiteral("upsampling") : QStringLiteral("spectrogram");
}

QString SpectrogramView::csv() const {
  QString text;
  if (m_picture.empty()) return text;
  QTextStream out(&text);
  out << "begin_s";
  for (std::int64_t row = 0; row < m_picture.values->dim; ++row) out << ',' << csv_text(rowText(row));
  out << '\n';
  for (std::int64_t frame = 0; frame < m_picture.values->frames; ++frame) {
    const double begin = m_picture.first_seconds + static_cast<double>(frame) * m_picture.hop_seconds;
    if (begin + m_picture.hop_seconds <= axis().shown().begin || begin >= axis().shown().end) continue;
    out << csv_number(begin);
    for (std::int64_t row = 0; row < m_picture.values->dim; ++row)
      out << ',' << csv_number(m_picture.value(frame, row));
    out << '\n';
  }
  return text;
}

QSize SpectrogramView::sizeHint() const {
  return {600, 150};
}

QSize SpectrogramView::minimumSizeHint() const {
  return {240, 32};
}

}  // namespace prism::widgets
