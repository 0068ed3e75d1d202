// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/exportable.h"

#include <vector>

#include <QRectF>
#include <QString>
#include <QWidget>

namespace prism::widgets {

/// Named quantities as bars from 0, all on one linear scale. As rows: name, bar, value; as columns: names
/// below, values above where there is room. Hover tells the exact value; arrows move from bar to bar.
class BarView final : public QWidget, public Exportable {
  Q_OBJECT

 public:
  struct Bar {
    QString name;
    double value = 0;      ///< not negative; NaN draws none
    QString text;          ///< the value as people read it
    bool striped = false;  ///< another kind of quantity: told by the stripes and by its name
    bool operator==(const Bar&) const = default;
  };
  enum class Direction { rows, columns };

  explicit BarView(Direction direction, QWidget* parent = nullptr);

  void setBars(std::vector<Bar> bars);
  [[nodiscard]] const std::vector<Bar>& bars() const noexcept { return m_bars; }
  /// The scale's end; 0: the largest value.
  void setMaximum(double maximum);
  /// For exports and screen readers; `names` and `values` head the CSV.
  void setLabels(const QString& title, const QString& names, const QString& values);
  /// Said in the middle while there are no bars.
  void setEmptyText(const QString& text);

  /// The bar itself and the whole strip that belongs to it.
  [[nodiscard]] QRectF barRect(int bar) const;
  [[nodiscard]] int barAt(const QPointF& position) const;  ///< −1 for none
  [[nodiscard]] QString describe(int bar) const;
  [[nodiscard]] int current() const noexcept { return m_current; }

  [[nodiscard]] QString exportName() const override;
  [[nodiscard]] QSizeF exportSize() const override;
  void paintPicture(QPainter& painter, const QSizeF& size) const override;
  [[nodiscard]] QString csv() const override;
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  struct Place;
  [[nodiscard]] std::vector<Place> placesIn(const QSizeF& size) const;
  void paintInto(QPainter& painter, const QSizeF& size) const;
  void paintRow(QPainter& painter, const Place& place, const Bar& bar) const;
  void paintColumn(QPainter& painter, const Place& place, const Bar& bar, bool named) const;
  [[nodiscard]] double maximum() const;
  [[nodiscard]] double rowHeight() const;

  Direction m_direction;
  std::vector<Bar> m_bars;
  double m_maximum = 0;
  QString m_title, m_names, m_values, m_empty;
  int m_current = -1;
};

}  // namespace prism::widgets
