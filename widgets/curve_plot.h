// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/curve_view.h"
#include "widgets/qcustomplot.h"

#include <memory>
#include <optional>
#include <vector>

class QLabel;

namespace prism::widgets {

/// The QCustomPlot inside a CurveView and what belongs to it. Only for the parts of CurveView.
struct CurveView::Plot {
  explicit Plot(CurveView* view);

  void rebuild();
  void applyTheme();
  void placeLabels();
  void fit();
  void showCrosshair();
  void setAxisKind(QCPAxis* axis, bool logarithmic);
  [[nodiscard]] bool wantsLog(bool horizontal) const;
  /// Nearest x of any curve to a pixel column; none without points.
  [[nodiscard]] std::optional<double> nearestX(double pixel) const;
  /// Value of a curve at x: its own where it has a point there, interpolated between points, NaN outside.
  struct Reading {
    double value;
    bool exact;
  };
  [[nodiscard]] static Reading read(const Curve& curve, double x);

  CurveView* view;
  QCustomPlot* plot;
  QLabel* readout;
  std::vector<Curve> curves;
  std::vector<GuideLine> guides;
  Axis axis_x = Axis::automatic;
  Axis axis_y = Axis::automatic;
  bool log_x = false;
  bool log_y = false;
  std::optional<bool> points;
  QString name;
  bool user_range = false;
  std::optional<double> crosshair;

  QCPItemLine* crosshair_line = nullptr;
  std::vector<QCPItemTracer*> dots;
  std::vector<QCPItemText*> curve_labels;
  std::vector<QCPItemStraightLine*> guide_lines;
  std::vector<QCPItemText*> guide_labels;
};

}  // namespace prism::widgets
