// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/frame_renderer.h"
#include "widgets/time_view.h"

#include <optional>
#include <utility>

namespace prism::widgets {

/// Values of frames over time as an image: a mel or STFT spectrogram, or how an upsampling spreads units over
/// frames.
class SpectrogramView final : public TimeView {
  Q_OBJECT

 public:
  explicit SpectrogramView(TimeAxis& axis, QWidget* parent = nullptr);

  /// `name` stands in the margin. A hand-set range is kept.
  void setPicture(FramePicture picture, const QString& name);
  [[nodiscard]] const FramePicture& picture() const noexcept { return m_picture; }
  void setColourMap(ColourMap map);
  void setRange(double low, double high);
  void setAutomaticRange();
  [[nodiscard]] const ValueScale& scale() const noexcept { return m_scale; }

  [[nodiscard]] QString describe(const QPointF& position) const override;
  [[nodiscard]] QString describeAt(double seconds) const override;
  [[nodiscard]] QString exportName() const override;
  [[nodiscard]] QString csv() const override;  ///< frames shown, a row each
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  void paintContent(QPainter& painter, const QRectF& plot, const TimeSpan& shown,
                    double ratio) const override;
  bool keyPressed(QKeyEvent* event) override;
  void addMenuActions(QMenu& menu) override;

 private:
  void updateScale();
  void paintRows(QPainter& painter, const QRectF& plot) const;
  [[nodiscard]] QString rowText(std::int64_t row) const;
  [[nodiscard]] QString cellText(std::int64_t frame, std::int64_t row) const;

  FramePicture m_picture;
  QString m_name;
  ColourMap m_map = ColourMap::viridis;
  std::optional<std::pair<double, double>> m_range;
  ValueScale m_scale;
  double m_height = 0.5;  ///< of the keyboard's cursor, from the top
};

}  // namespace prism::widgets
