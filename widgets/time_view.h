// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/exportable.h"
#include "widgets/time_axis.h"

#include <optional>

#include <QImage>
#include <QPointF>
#include <QWidget>

namespace prism::widgets {

/// What all views over a TimeAxis have in common: the same margins, cursor, playhead and selection, and one
/// set of gestures. Wheel zooms at the pointer (with Shift it pans), drag pans, Shift+drag selects, a click
/// seeks, double-click or Home fits. Left and Right move the cursor (with Shift they select from it), Return
/// seeks, Space plays, + and − zoom, Escape ends the selection.
class TimeView : public QWidget, public Exportable {
  Q_OBJECT

 public:
  /// The axis must outlive the view.
  TimeView(TimeAxis& axis, QWidget* parent);

  [[nodiscard]] TimeAxis& axis() const noexcept { return m_axis; }
  /// Where time is drawn, equally far from left and right in every view.
  [[nodiscard]] QRectF plotRect() const;
  [[nodiscard]] double pixelOf(double seconds) const;
  [[nodiscard]] double timeOf(double pixel) const;
  /// Exact values at a place, for tooltips and screen readers; empty where there is nothing.
  [[nodiscard]] virtual QString describe(const QPointF& position) const = 0;
  /// The same for the keyboard's cursor, which has no height.
  [[nodiscard]] virtual QString describeAt(double seconds) const = 0;

  [[nodiscard]] QSizeF exportSize() const override;
  void paintPicture(QPainter& painter, const QSizeF& size) const override;

 Q_SIGNALS:
  /// describe() of what the pointer is at, or of the cursor moved by keys; empty when it left.
  void hovered(const QString& text);

 protected:
  /// Everything but cursor, playhead and selection; `plot` and `shown` need not be those on screen (exports).
  virtual void paintContent(QPainter& painter, const QRectF& plot, const TimeSpan& shown,
                            double ratio) const = 0;
  /// Over everything else, not kept between paints: what follows the pointer.
  virtual void paintOverlay(QPainter& painter, const QRectF& plot) const;
  /// Gestures of a view's own; true when it took the event.
  virtual bool pressed(QMouseEvent* event);
  virtual bool moved(QMouseEvent* event);
  virtual bool released(QMouseEvent* event);
  virtual bool keyPressed(QKeyEvent* event);
  virtual void addMenuActions(QMenu& menu);
  /// What is drawn has changed.
  void contentChanged();
  [[nodiscard]] virtual QRectF plotIn(const QSizeF& size) const;

  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;
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
  void moveCursor(double seconds, bool select);
  void updateLine(std::optional<double>& drawn, std::optional<double> now);

  TimeAxis& m_axis;
  QImage m_content;  ///< null when out of date
  std::optional<double> m_drawn_cursor, m_drawn_playhead;
  std::optional<QPointF> m_press;
  bool m_dragging = false;
  bool m_selecting = false;
  bool m_double = false;  ///< the release after a double-click is not a click
  double m_last_x = 0;
  double m_anchor = 0;  ///< where a selection began
  double m_wheel = 0;
};

/// Ticks of the time axis.
class TimeRuler final : public TimeView {
  Q_OBJECT

 public:
  explicit TimeRuler(TimeAxis& axis, QWidget* parent = nullptr);
  [[nodiscard]] QString describe(const QPointF& position) const override;
  [[nodiscard]] QString describeAt(double seconds) const override;
  [[nodiscard]] QString exportName() const override;
  [[nodiscard]] QString csv() const override;
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  void paintContent(QPainter& painter, const QRectF& plot, const TimeSpan& shown,
                    double ratio) const override;
  [[nodiscard]] QRectF plotIn(const QSizeF& size) const override;
};

/// Draws the ticks of a time axis below `plot`.
void paint_time_ticks(QPainter& painter, const QRectF& plot, const TimeSpan& shown);
/// A row's name in the margin left of `plot`, elided.
void paint_row_name(QPainter& painter, const QRectF& plot, const QString& name);

}  // namespace prism::widgets
