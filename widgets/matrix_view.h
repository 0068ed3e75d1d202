// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/exportable.h"
#include "widgets/matrix_pyramid.h"
#include "widgets/value_scale.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include <QImage>
#include <QPointF>
#include <QWidget>

namespace prism::widgets {

class ColourLegend;

/// A matrix as an image, rows downwards. Wheel zooms, drag pans, double-click or Home fits, arrows move the
/// inspected element; hovering tells its exact value. Above 1024 × 1024 a reduced level is drawn until zoomed
/// in.
class MatrixView final : public QWidget, public Exportable {
  Q_OBJECT

 public:
  explicit MatrixView(QWidget* parent = nullptr);

  /// rows·cols values, row by row. `name` tells what the values are ("weight").
  void setMatrix(std::int64_t rows, std::int64_t cols, std::vector<float> values, const QString& name);
  void setCells(MatrixCells cells, const QString& name);
  /// Built elsewhere, since reducing a large matrix takes longer than a window may stand still.
  void setPyramid(MatrixPyramid pyramid, const QString& name);
  void clear();
  [[nodiscard]] bool empty() const noexcept { return m_pyramid.levels() == 0; }
  /// Numbers in labels and tooltips start here: a slice, a tile.
  void setIndexOffset(std::int64_t first_row, std::int64_t first_col);
  void setAxisNames(const QString& rows, const QString& cols);  ///< default "row", "column"

  void setColourMap(ColourMap map);  ///< until called: diverging when both signs occur, else cividis
  void setAutomaticColourMap();
  void setCellValue(CellValue which);
  void setRange(double low, double high);
  void setAutomaticRange();
  [[nodiscard]] const ValueScale& scale() const noexcept { return m_scale; }
  void setLegendVisible(bool visible);
  /// Off: cells stretch to fill the view, for axes of different kinds. On until called.
  void setSquareCells(bool square);
  void fit();
  void zoomAt(const QPointF& position, int steps);

  /// Element at a widget position, in the source matrix; none outside.
  [[nodiscard]] std::optional<std::pair<std::int64_t, std::int64_t>> elementAt(const QPointF& position) const;
  [[nodiscard]] QString describe(std::int64_t row, std::int64_t col) const;
  /// Outlines an element without signalling (linked views); none hides it.
  void setCurrent(std::optional<std::pair<std::int64_t, std::int64_t>> element);
  /// Zoom and place, for two linked views: pixels a source element, source element at the top left.
  struct View {
    double scale_x = 1, scale_y = 1;
    QPointF origin;
    bool operator==(const View&) const = default;
  };
  [[nodiscard]] const View& view() const noexcept { return m_view; }
  void setView(const View& view);

  [[nodiscard]] QString exportName() const override;
  [[nodiscard]] QSizeF exportSize() const override;
  void paintPicture(QPainter& painter, const QSizeF& size) const override;
  /// At most 1024² cells: the level that fits, with a header that tells the block size.
  [[nodiscard]] QString csv() const override;
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 Q_SIGNALS:
  void hovered(qint64 row, qint64 col, double value);
  void left();
  void viewChanged();  ///< zoomed or panned by the user
  void rangeChanged(double low, double high, bool automatic);

 protected:
  void changeEvent(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  [[nodiscard]] QRect canvasRect() const;
  [[nodiscard]] View fittedView(const QSizeF& area) const;
  [[nodiscard]] QImage render(const View& view, const QSize& pixels, double ratio) const;
  void updateScale();
  void place();
  void pointAt(const QPointF& position);
  void paintAxes(QPainter& painter, const QRectF& area, const View& view) const;
  [[nodiscard]] double valueOf(std::int64_t row, std::int64_t col) const;

  MatrixPyramid m_pyramid;
  QString m_name, m_row_name, m_col_name;
  std::int64_t m_first_row = 0, m_first_col = 0;
  CellValue m_which = CellValue::mean;
  std::optional<ColourMap> m_map;
  std::optional<std::pair<double, double>> m_range;
  ValueScale m_scale;
  View m_view;
  bool m_fitted = true;
  bool m_square = true;
  QImage m_image;  ///< of m_view; null when out of date
  std::optional<std::pair<std::int64_t, std::int64_t>> m_current;
  std::optional<QPointF> m_drag;
  double m_wheel = 0;  ///< part of a wheel step not used yet
  ColourLegend* m_legend;
  bool m_legend_wanted = true;
};

}  // namespace prism::widgets
