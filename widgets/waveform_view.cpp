// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/waveform_view.h"

#include "widgets/numbers.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QPainter>
#include <QTextStream>

namespace prism::widgets {

namespace {

constexpr double kPointsFrom = 4;      ///< pixels a sample
constexpr float kFullScale = 0.9995F;  ///< clipped from here
constexpr int kMostCsvRows = 4096;

double round_up(double peak) {
  for (const double scale : {0.01, 0.02, 0.05, 0.1, 0.2, 0.5}) {
    if (peak <= scale) return scale;
  }
  return std::max(1.0, peak);
}

}  // namespace

std::vector<SampleRange> waveform_columns(const Envelope& envelope, const TimeSpan& span, int columns) {
  std::vector<SampleRange> found;
  const double rate = envelope.audio()->rate;
  found.reserve(static_cast<std::size_t>(std::max(0, columns)));
  for (int i = 0; i < columns; ++i) {
    const double from = (span.begin + span.length() * i / columns) * rate;
    const double to = (span.begin + span.length() * (i + 1) / columns) * rate;
    const auto begin = static_cast<std::int64_t>(std::floor(from));
    found.push_back(
        envelope.range(begin, std::max(begin + 1, static_cast<std::int64_t>(std::floor(to)) + 1)));
  }
  return found;
}

WaveformView::WaveformView(TimeAxis& axis, QWidget* parent) : TimeView(axis, parent) {
  setAccessibleName(tr("Waveform"));
}

void WaveformView::setEnvelope(std::shared_ptr<const Envelope> envelope, const QString& name) {
  m_envelope = std::move(envelope);
  m_name = name;
  m_scale = m_envelope ? round_up(static_cast<double>(m_envelope->peak())) : 1;
  contentChanged();
}

void WaveformView::paintContent(QPainter& painter, const QRectF& plot, const TimeSpan& shown,
                                double ratio) const {
  const ThemeColours& c = colours();
  paint_row_name(painter, plot, m_name);
  const double middle = plot.center().y();
  painter.setPen(QPen(blended(c.base, c.line, 0.8), 1));
  painter.drawLine(QPointF(plot.left(), middle), QPointF(plot.right(), middle));
  if (!m_envelope || m_envelope->samples() == 0) return;
  const QFontMetricsF metrics(painter.font());
  const auto tick = [&](double y, const QString& text) {
    painter.setPen(c.muted);
    painter.drawText(QRectF(plot.right() + 6, y - metrics.height() / 2, 200, metrics.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, text);
  };
  tick(plot.top() + metrics.height() / 2, number_text(m_scale));
  tick(plot.bottom() - metrics.height() / 2, number_text(-m_scale));
  painter.save();
  painter.setClipRect(plot, Qt::IntersectClip);
  const double half = plot.height() / 2 - 1;
  const auto y_of = [&](float value) { return middle - std::clamp(value / m_scale, -1.0, 1.0) * half; };
  const double rate = m_envelope->audio()->rate;
  const double pixels_a_sample = plot.width() / std::max(1e-9, shown.length() * rate);
  if (pixels_a_sample >= 1) {
    const auto first = std::max<std::int64_t>(0, static_cast<std::int64_t>(shown.begin * rate) - 1);
    const auto last = std::min(m_envelope->samples() - 1, static_cast<std::int64_t>(shown.end * rate) + 1);
    QPolygonF line;
    for (std::int64_t i = first; i <= last; ++i) {
      const float value = m_envelope->audio()->samples[static_cast<std::size_t>(i)];
      if (!std::isfinite(value)) continue;
      line << QPointF(pixel_of(static_cast<double>(i) / rate, shown, plot.left(), plot.width()), y_of(value));
    }
    painter.setPen(QPen(c.accent, 1.25));
    painter.drawPolyline(line);
    if (pixels_a_sample >= kPointsFrom) {
      painter.setBrush(c.accent);
      for (const QPointF& point : line) painter.drawEllipse(point, 1.75, 1.75);
    }
  } else {
    const int columns = std::max(1, static_cast<int>(std::lround(plot.width() * ratio)));
    const std::vector<SampleRange> ranges = waveform_columns(*m_envelope, shown, columns);
    QVector<QLineF> lines, clipped, broken;
    lines.reserve(columns);
    for (int i = 0; i < columns; ++i) {
      const SampleRange& range = ranges[static_cast<std::size_t>(i)];
      const double x = plot.left() + (i + 0.5) / ratio;
      const double top = y_of(range.greatest), bottom = y_of(range.least);
      lines << QLineF(x, top, x, std::max(bottom, top + 1 / ratio));
      if (range.greatest >= kFullScale) clipped << QLineF(x, plot.top(), x, plot.top() + 4);
      if (range.least <= -kFullScale) clipped << QLineF(x, plot.bottom() - 4, x, plot.bottom());
      if (range.not_finite > 0) broken << QLineF(x, plot.top(), x, plot.bottom());
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(blended(c.base, c.warning, 0.5), 1 / ratio));
    painter.drawLines(broken);
    painter.setPen(QPen(c.accent, 1 / ratio));
    painter.drawLines(lines);
    painter.setPen(QPen(c.error, 1 / ratio));
    painter.drawLines(clipped);
  }
  painter.restore();
}

QString WaveformView::describe(const QPointF& position) const {
  return describeAt(timeOf(position.x()));
}

QString WaveformView::describeAt(double seconds) const {
  if (!m_envelope || m_envelope->samples() == 0) return {};
  const double rate = m_envelope->audio()->rate;
  const double samples_a_pixel = axis().shown().length() * rate / plotRect().width();
  const auto at = static_cast<std::int64_t>(std::lround(seconds * rate));
  if (samples_a_pixel <= 1) {
    const std::int64_t index = std::clamp<std::int64_t>(at, 0, m_envelope->samples() - 1);
    return tr("%1 · sample %2 is %3")
        .arg(time_text(static_cast<double>(index) / rate, 1 / rate), count_text(index),
             full_number_text(
                 static_cast<double>(m_envelope->audio()->samples[static_cast<std::size_t>(index)])));
  }
  const auto half = static_cast<std::int64_t>(std::ceil(samples_a_pixel / 2));
  const SampleRange range = m_envelope->range(at - half, at + half);
  QString text = tr("%1 · from %2 to %3")
                     .arg(time_text(seconds), number_text(static_cast<double>(range.least)),
                          number_text(static_cast<double>(range.greatest)));
  if (range.greatest >= kFullScale || range.least <= -kFullScale) text += u'\n' + tr("clipped here");
  if (range.not_finite > 0)
    text += u'\n' +
            tr("%n sample(s) are not numbers; they are silent", nullptr, static_cast<int>(range.not_finite));
  return text;
}

QString WaveformView::exportName() const {
  return QStringLiteral("waveform");
}

QString WaveformView::csv() const {
  QString text = QStringLiteral("begin_s,end_s,least,greatest\n");
  if (!m_envelope || m_envelope->samples() == 0) return text;
  const TimeSpan& shown = axis().shown();
  const int rows = std::clamp(static_cast<int>(shown.length() * m_envelope->audio()->rate), 1, kMostCsvRows);
  const std::vector<SampleRange> ranges = waveform_columns(*m_envelope, shown, rows);
  QTextStream out(&text, QIODevice::Append);
  for (int i = 0; i < rows; ++i) {
    const SampleRange& range = ranges[static_cast<std::size_t>(i)];
    out << csv_number(shown.begin + shown.length() * i / rows) << ','
        << csv_number(shown.begin + shown.length() * (i + 1) / rows) << ','
        << csv_number(static_cast<double>(range.least)) << ','
        << csv_number(static_cast<double>(range.greatest)) << '\n';
  }
  out.flush();
  return text;
}

QSize WaveformView::sizeHint() const {
  return {600, 90};
}

QSize WaveformView::minimumSizeHint() const {
  return {240, 28};
}

}  // namespace prism::widgets
