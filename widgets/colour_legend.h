// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/value_scale.h"

#include <QString>
#include <QWidget>

namespace prism::widgets {

/// The colour bar of a heatmap with ticks and unit. Its ends are dragged (or moved with Up and Down, Tab
/// changes the end) to edit the range; double-click or Home gives the range back to the view.
class ColourLegend final : public QWidget {
  Q_OBJECT

 public:
  explicit ColourLegend(QWidget* parent = nullptr);

  void setScale(const ValueScale& scale);
  [[nodiscard]] const ValueScale& scale() const noexcept { return m_scale; }
  /// Name and unit of the values, shown above the bar.
  void setLabel(const QString& name, const QString& unit);
  /// False: the range came from the data; shown in the tooltip.
  void setEdited(bool edited);
  void setValueMarker(double value);  ///< a tick at the hovered value; NaN for none

  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;
  /// The bar itself, in widget coordinates.
  [[nodiscard]] QRect barRect() const;
  /// Draws a legend elsewhere (exports).
  static void paint(QPainter& painter, const QRectF& area, const ValueScale& scale, const QString& name,
                    const QString& unit, const QFont& font);

 Q_SIGNALS:
  void rangeEdited(double low, double high);
  void resetRequested();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  enum class End { none, low, high };
  [[nodiscard]] End endAt(const QPointF& point) const;
  void moveEnd(End end, double value);

  ValueScale m_scale;
  ValueScale m_pressed_scale;
  QString m_name;
  QString m_unit;
  double m_marker;
  bool m_edited = false;
  End m_drag = End::none;
  End m_key_end = End::high;
};

}  // namespace prism::widgets
