// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/types/figures.h"
#include "widgets/exportable.h"

#include <memory>
#include <optional>
#include <vector>

#include <QString>
#include <QWidget>

namespace prism::widgets {

/// A straight line across a plot with its name beside it: a baseline, the chosen value.
struct GuideLine {
  double value = 0;
  QString name;
  bool vertical = false;
};

/// Curves over a common axis: thin axes, light grid, names at the curves' ends, a crosshair that tells the
/// value of every curve. Wheel zooms, drag pans, double-click or Home fits; Left and Right move the crosshair
/// from point to point.
class CurveView final : public QWidget, public Exportable {
  Q_OBJECT

 public:
  enum class Axis { automatic, linear, logarithmic };

  explicit CurveView(QWidget* parent = nullptr);
  ~CurveView() override;

  /// Axis labels are those of the first curve; NaN breaks a curve. Keeps zoom while the user has zoomed.
  void setCurves(std::vector<Curve> curves);
  [[nodiscard]] const std::vector<Curve>& curves() const;
  void setGuides(std::vector<GuideLine> guides);
  /// automatic: logarithmic when all values are positive and span more than three decades.
  void setAxes(Axis x, Axis y);
  [[nodiscard]] bool logarithmicX() const;
  [[nodiscard]] bool logarithmicY() const;
  /// Points drawn as well as lines (default: up to 40 points a curve).
  void setPointsVisible(bool visible);
  void setName(const QString& name);  ///< for exports and screen readers
  void fit();
  /// Crosshair at x without signalling (linked views); none hides it.
  void setCrosshair(std::optional<double> x);
  [[nodiscard]] std::optional<double> crosshair() const;
  /// "x 12 · a 0.5 · b 0.25": values of all curves at the crosshair.
  [[nodiscard]] QString readout() const;
  /// Shown range of an axis, for linked views and tests.
  struct Range {
    double x_low, x_high, y_low, y_high;
  };
  [[nodiscard]] Range shownRange() const;
  void setShownRange(const Range& range);

  [[nodiscard]] QString exportName() const override;
  [[nodiscard]] QSizeF exportSize() const override;
  void paintPicture(QPainter& painter, const QSizeF& size) const override;
  [[nodiscard]] QString csv() const override;
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 Q_SIGNALS:
  void crosshairMoved(double x);
  void crosshairLeft();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  struct Plot;
  std::unique_ptr<Plot> m_plot;
};

}  // namespace prism::widgets
