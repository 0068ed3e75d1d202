// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/types/histogram.h"
#include "widgets/exportable.h"
#include "widgets/value_scale.h"

#include <optional>
#include <utility>
#include <vector>

#include <QString>
#include <QWidget>

namespace prism::widgets {

/// Equal-width bins of the finite values (equal in decades when logarithmic, of the positive ones).
[[nodiscard]] Histogram bin_values(const std::vector<double>& values, int bins, bool logarithmic);

/// How values are distributed. A range is selected by dragging over the bars; its ends can be dragged after,
/// or moved by Left and Right (Shift: the other end); double-click or Esc clears it. Wheel zooms along the
/// values, middle drag pans.
class HistogramView final : public QWidget, public Exportable {
  Q_OBJECT

 public:
  explicit HistogramView(QWidget* parent = nullptr);

  /// Bins them itself; indices of values are those rangeSelected gives.
  void setValues(std::vector<double> values, bool logarithmic = false);
  /// Already binned: range selection gives no indices.
  void setHistogram(const Histogram& histogram);
  void setLabel(const QString& name, const QString& unit);
  /// Bars in the colours of a heatmap beside it; none: accent.
  void setScale(const std::optional<ValueScale>& scale);
  void setLogarithmicCounts(bool logarithmic);
  /// Selected range without signalling; none clears.
  void setRange(const std::optional<std::pair<double, double>>& range);
  [[nodiscard]] const std::optional<std::pair<double, double>>& range() const noexcept { return m_range; }
  /// Where the worker under the cursor elsewhere lies; NaN for none.
  void setMarker(double value);
  /// A fixed line with a name ("threshold"); NaN for none.
  void setReferenceLine(double value, const QString& name);
  void fit();

  [[nodiscard]] const Histogram& histogram() const noexcept { return m_histogram; }
  [[nodiscard]] std::vector<int> indicesInRange() const;
  [[nodiscard]] QRectF plotRect() const;
  [[nodiscard]] double valueAt(double x) const;
  [[nodiscard]] double positionOf(double value) const;

  [[nodiscard]] QString exportName() const override;
  [[nodiscard]] QSizeF exportSize() const override;
  void paintPicture(QPainter& painter, const QSizeF& size) const override;
  [[nodiscard]] QString csv() const override;
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 Q_SIGNALS:
  /// low ≤ value ≤ high; `indices` into setValues, ascending. Also while dragging.
  void rangeSelected(double low, double high, const std::vector<int>& indices);
  void rangeCleared();

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  enum class Drag { none, low, high, span, pan };
  [[nodiscard]] QRectF plotRect(const QSizeF& size) const;
  [[nodiscard]] double binEdge(int bin) const;
  [[nodiscard]] double axis(double value) const;
  void select(double a, double b);
  void clearRange();
  void hoverAt(const QPointF& position, const QPointF& global);
  void paintInto(QPainter& painter, const QSizeF& size, bool interactive) const;
  [[nodiscard]] QString headline() const;

  std::vector<double> m_values;
  Histogram m_histogram;  ///< low and high in decades when logarithmic
  bool m_logarithmic = false;
  bool m_log_counts = false;
  QString m_name, m_unit, m_line_name;
  std::optional<ValueScale> m_scale;
  std::optional<std::pair<double, double>> m_range;
  double m_marker, m_line;
  double m_view_low = 0, m_view_high = 1;  ///< shown part of the axis
  Drag m_drag = Drag::none;
  double m_press_value = 0, m_press_x = 0, m_press_low = 0, m_press_high = 0;
  bool m_moved = false;
  int m_hover_bin = -1;
};

}  // namespace prism::widgets
