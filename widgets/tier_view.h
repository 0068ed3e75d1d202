// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/types/alignment.h"
#include "widgets/time_view.h"

#include <optional>
#include <vector>

namespace prism::widgets {

/// A row of labelled stretches of time.
struct TierRow {
  QString name;
  std::vector<TierInterval> intervals;
  bool editable = false;
  bool compared = false;  ///< the reference beside it: drawn quieter
};

/// Alignment tiers under each other. Boundaries of editable rows are dragged; with the keyboard Ctrl+Left and
/// Ctrl+Right choose a boundary, Alt+Left and Alt+Right move it by a step, Up and Down choose the row.
class TierView final : public TimeView {
  Q_OBJECT

 public:
  explicit TierView(TimeAxis& axis, QWidget* parent = nullptr);

  void setRows(std::vector<TierRow> rows);
  [[nodiscard]] const std::vector<TierRow>& rows() const noexcept { return m_rows; }
  /// Boundaries move by whole steps (a mel frame), intervals stay at least `least` long.
  void setStep(double step, double least);

  struct Boundary {
    int row = 0;
    int index = 0;  ///< between intervals index and index + 1
    bool operator==(const Boundary&) const = default;
  };
  [[nodiscard]] std::optional<Boundary> boundaryAt(const QPointF& position) const;
  [[nodiscard]] std::optional<Boundary> chosen() const noexcept { return m_chosen; }
  [[nodiscard]] bool dragging() const noexcept { return m_drag.has_value(); }
  [[nodiscard]] QRectF rowRect(int row, const QRectF& plot) const;

  [[nodiscard]] QString describe(const QPointF& position) const override;
  [[nodiscard]] QString describeAt(double seconds) const override;
  [[nodiscard]] QString exportName() const override;
  [[nodiscard]] QString csv() const override;
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 Q_SIGNALS:
  /// While a boundary is under the hand; the view shows it there already.
  void boundaryDragged(int row, int boundary, double seconds);
  /// Let go at another place than it was taken.
  void boundaryMoved(int row, int boundary, double from, double to);

 protected:
  void paintContent(QPainter& painter, const QRectF& plot, const TimeSpan& shown,
                    double ratio) const override;
  void paintOverlay(QPainter& painter, const QRectF& plot) const override;
  bool pressed(QMouseEvent* event) override;
  bool moved(QMouseEvent* event) override;
  bool released(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  bool keyPressed(QKeyEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  void place(const Boundary& boundary, double seconds);
  void choose(int step);
  [[nodiscard]] int rowAt(double y) const;
  [[nodiscard]] QString intervalText(int row, int interval) const;
  [[nodiscard]] double timeOfBoundary(const Boundary& boundary) const;

  std::vector<TierRow> m_rows;
  double m_step = 0;
  double m_least = 0.001;
  std::optional<Boundary> m_chosen, m_hovered, m_drag;
  double m_taken_at = 0;
  int m_row = 0;  ///< the keyboard's
};

}  // namespace prism::widgets
