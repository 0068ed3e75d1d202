// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pitch_view.h"

#include "widgets/numbers.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>

#include <QPainter>
#include <QPainterPath>

namespace prism::widgets {

namespace {

/// Hz at a time; 0 where unvoiced or outside.
double pitch_at(const PitchTrack& pitch, double seconds) {
  if (pitch.hop_seconds <= 0 || seconds < 0) return 0;
  const auto at = static_cast<std::size_t>(seconds / pitch.hop_seconds);
  return at < pitch.hz.size() ? static_cast<double>(pitch.hz[at]) : 0;
}

}  // namespace

PitchView::PitchView(TimeAxis& axis, QWidget* parent) : TimeView(axis, parent) {
  setAccessibleName(tr("Fundamental frequency"));
}

void PitchView::setTracks(std::vector<Track> tracks, const QString& name) {
  m_tracks = std::move(tracks);
  m_name = name;
  double low = 1e9, high = 0;
  for (const Track& track : m_tracks) {
    for (const float hz : track.pitch.hz) {
      if (!(hz > 0)) continue;
      low = std::min(low, static_cast<double>(hz));
      high = std::max(high, static_cast<double>(hz));
    }
  }
  m_low = high > 0 ? low * 0.9 : 60;
  m_high = high > 0 ? high * 1.1 : 500;
  contentChanged();
}

void PitchView::paintContent(QPainter& painter, const QRectF& plot, const TimeSpan& shown, double) const {
  const ThemeColours& c = colours();
  const QFontMetricsF metrics(painter.font());
  paint_row_name(painter, plot, m_name);
  const auto y_of = [&](double hz) {
    return plot.bottom() - std::log(hz / m_low) / std::log(m_high / m_low) * plot.height();
  };
  double free_below = plot.bottom() + metrics.height();
  for (const double hz : {50.0, 75.0, 100.0, 150.0, 200.0, 300.0, 400.0, 600.0, 800.0}) {
    if (hz < m_low || hz > m_high) continue;
    const double y = y_of(hz);
    painter.setPen(QPen(blended(c.base, c.line, 0.7), 1));
    painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    const double top = std::clamp(y - metrics.height() / 2, plot.top(), plot.bottom() - metrics.height());
    if (top + metrics.height() > free_below) continue;
    free_below = top;
    painter.setPen(c.muted);
    painter.drawText(QRectF(plot.right() + 6, top, 200, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     tr("%1 Hz").arg(hz));
  }
  painter.save();
  painter.setClipRect(plot, Qt::IntersectClip);
  for (std::size_t t = m_tracks.size(); t-- > 0;) {
    const PitchTrack& pitch = m_tracks[t].pitch;
    if (pitch.hop_seconds <= 0) continue;
    QPainterPath path;
    bool voiced = false;
    const auto first = static_cast<std::size_t>(std::max(0.0, shown.begin / pitch.hop_seconds - 1));
    for (std::size_t i = first; i < pitch.hz.size(); ++i) {
      const double seconds = (static_cast<double>(i) + 0.5) * pitch.hop_seconds;
      if (seconds > shown.end + pitch.hop_seconds) break;
      if (!(pitch.hz[i] > 0)) {
        voiced = false;
        continue;
      }
      const QPointF point(pixel_of(seconds, shown, plot.left(), plot.width()),
                          y_of(static_cast<double>(pitch.hz[i])));
      if (voiced) {
        path.lineTo(point);
      } else {
        path.moveTo(point - QPointF(1, 0));  // a single voiced frame is seen too
        path.lineTo(point);
      }
      voiced = true;
    }
    painter.setPen(
        QPen(series_colour(static_cast<int>(t)), t == 0 ? 2.0 : 1.5, t == 0 ? Qt::SolidLine : Qt::DashLine));
    painter.drawPath(path);
  }
  painter.restore();
}

QString PitchView::describe(const QPointF& position) const {
  return describeAt(timeOf(position.x()));
}

QString PitchView::describeAt(double seconds) const {
  if (m_tracks.empty()) return {};
  QString text = time_text(seconds);
  for (const Track& track : m_tracks) {
    const double hz = pitch_at(track.pitch, seconds);
    const QString value = hz > 0 ? tr("%1 Hz").arg(number_text(hz)) : tr("unvoiced");
    text += track.name.isEmpty() ? QStringLiteral(" · ") + value
                                 : QStringLiteral("\n%1: %2").arg(track.name, value);
  }
  return text;
}

QString PitchView::exportName() const {
  return QStringLiteral("pitch");
}

QString PitchView::csv() const {
  QString text = QStringLiteral("track,time_s,hz\n");
  for (const Track& track : m_tracks) {
    for (std::size_t i = 0; i < track.pitch.hz.size(); ++i) {
      const double seconds = static_cast<double>(i) * track.pitch.hop_seconds;
      if (seconds + track.pitch.hop_seconds <= axis().shown().begin || seconds >= axis().shown().end)
        continue;
      text += QStringLiteral("%1,%2,%3\n")
                  .arg(csv_text(track.name), csv_number(seconds),
                       csv_number(static_cast<double>(track.pitch.hz[i])));
    }
  }
  return text;
}

QSize PitchView::sizeHint() const {
  return {600, 64};
}

QSize PitchView::minimumSizeHint() const {
  return {240, 24};
}

}  // namespace prism::widgets
