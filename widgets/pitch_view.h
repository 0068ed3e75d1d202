// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/types/audio.h"
#include "widgets/time_view.h"

#include <utility>
#include <vector>

namespace prism::widgets {

/// Fundamental frequency over time on a logarithmic axis; broken where unvoiced. Several tracks for
/// comparison, each with its name.
class PitchView final : public TimeView {
  Q_OBJECT

 public:
  struct Track {
    QString name;
    PitchTrack pitch;
  };

  explicit PitchView(TimeAxis& axis, QWidget* parent = nullptr);

  void setTracks(std::vector<Track> tracks, const QString& name);
  [[nodiscard]] const std::vector<Track>& tracks() const noexcept { return m_tracks; }
  /// Shown range in hz: the voiced values' with some room.
  [[nodiscard]] std::pair<double, double> range() const noexcept { return {m_low, m_high}; }

  [[nodiscard]] QString describe(const QPointF& position) const override;
  [[nodiscard]] QString describeAt(double seconds) const override;
  [[nodiscard]] QString exportName() const override;
  [[nodiscard]] QString csv() const override;
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  void paintContent(QPainter& painter, const QRectF& plot, const TimeSpan& shown,
                    double ratio) const override;

 private:
  std::vector<Track> m_tracks;
  QString m_name;
  double m_low = 60;
  double m_high = 500;
};

}  // namespace prism::widgets
