// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/envelope.h"
#include "widgets/time_view.h"

#include <memory>
#include <vector>

namespace prism::widgets {

/// Extremes of each of `columns` equal parts of a span, a column a pixel. Neighbours share a sample, so that
/// the drawn line has no gaps.
[[nodiscard]] std::vector<SampleRange> waveform_columns(const Envelope& envelope, const TimeSpan& span,
                                                        int columns);

/// Samples over time; single samples as points where there is room.
class WaveformView final : public TimeView {
  Q_OBJECT

 public:
  explicit WaveformView(TimeAxis& axis, QWidget* parent = nullptr);

  /// Built elsewhere when it is long; null shows nothing. `name` stands in the margin.
  void setEnvelope(std::shared_ptr<const Envelope> envelope, const QString& name);
  [[nodiscard]] const std::shared_ptr<const Envelope>& envelope() const noexcept { return m_envelope; }
  /// Magnitude at the upper edge: the peak, rounded up; 1 for loud sounds.
  [[nodiscard]] double scale() const noexcept { return m_scale; }

  [[nodiscard]] QString describe(const QPointF& position) const override;
  [[nodiscard]] QString describeAt(double seconds) const override;
  [[nodiscard]] QString exportName() const override;
  [[nodiscard]] QString csv() const override;  ///< extremes of at most 4 096 parts of what is shown
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  void paintContent(QPainter& painter, const QRectF& plot, const TimeSpan& shown,
                    double ratio) const override;

 private:
  std::shared_ptr<const Envelope> m_envelope;
  QString m_name;
  double m_scale = 1;
};

}  // namespace prism::widgets
