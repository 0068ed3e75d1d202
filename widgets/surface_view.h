// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/exportable.h"
#include "widgets/matrix_pyramid.h"
#include "widgets/value_scale.h"

#include <cstdint>
#include <vector>

#include <QPointF>
#include <QWidget>

namespace prism::widgets {

/// A matrix as a shaded surface seen at an angle. Drag or arrows turn it, wheel or + − zoom, double-click or
/// Home goes back. Large matrices are shown by the means of at most 128 × 128 blocks.
class SurfaceView final : public QWidget, public Exportable {
  Q_OBJECT

 public:
  explicit SurfaceView(QWidget* parent = nullptr);

  void setMatrix(std::int64_t rows, std::int64_t cols, std::vector<float> values, const QString& name);
  void setCells(const MatrixCells& cells, const QString& name);
  void clear();
  void setScale(const ValueScale& scale);    ///< until called as MatrixView chooses it
  void setAngles(double turn, double tilt);  ///< degrees; tilt 5 (flat) … 90 (from above)
  [[nodiscard]] double turn() const noexcept { return m_turn; }
  [[nodiscard]] double tilt() const noexcept { return m_tilt; }
  void reset();

  [[nodiscard]] QString exportName() const override;
  [[nodiscard]] QSizeF exportSize() const override;
  void paintPicture(QPainter& painter, const QSizeF& size) const override;
  [[nodiscard]] QString csv() const override;
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 Q_SIGNALS:
  void turned(double turn, double tilt);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  struct Projection;
  [[nodiscard]] Projection projection(const QSizeF& size) const;
  void paintBox(QPainter& painter, const Projection& view) const;
  void paintLabels(QPainter& painter, const Projection& view) const;
  void turnBy(double turn, double tilt);

  MatrixCells m_cells;  ///< at most 128 × 128
  QString m_name;
  ValueScale m_scale;
  bool m_own_scale = false;
  double m_least = 0, m_greatest = 0;
  double m_turn, m_tilt;  ///< degrees
  double m_zoom = 1;
  QPointF m_last;
};

}  // namespace prism::widgets
