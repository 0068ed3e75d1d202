// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/types/plan.h"
#include "core/types/worker_figures.h"
#include "widgets/exportable.h"
#include "widgets/tile_grid_renderer.h"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <QWidget>

namespace prism::widgets {

class ColourLegend;

/// The map cut into tiles, every pipe to scale: by default the plan itself; with an error map each tile in
/// the colour of one metric; with a reference too, the difference to it.
///
/// Mouse: click selects, Ctrl+click toggles, drag selects a rectangle, wheel zooms, middle button or Space
/// and drag pans, double-click fits. Keys: arrows move, Shift+arrows extend, Space toggles, Enter activates,
/// Ctrl+A all, Esc none, + − zoom, Home fits, Ctrl+C copies, menu key opens the picture menu.
class TileGridView final : public QWidget, public Exportable {
  Q_OBJECT

 public:
  explicit TileGridView(QWidget* parent = nullptr);
  ~TileGridView() override;

  /// Forgets values, reference and selection when the plan has other workers.
  void setPlan(const Plan& plan);
  [[nodiscard]] const Plan& plan() const noexcept { return m_plan; }
  /// Values by worker id; workers not known yet are hatched. Cheap to call at 30 Hz: only changed cells are
  /// painted again.
  void setErrorMap(const ErrorMap& map);
  void clearErrorMap();  ///< back to the plan picture
  void setMetric(Metric metric);
  [[nodiscard]] Metric metric() const noexcept { return m_metric; }
  /// Difference mode: error map minus `reference`, diverging colours centred on 0. Must have as many workers.
  void setReference(const ErrorMap& reference, const QString& name);
  void clearReference();
  [[nodiscard]] bool differenceMode() const noexcept { return m_reference.has_value(); }

  void setColourMap(ColourMap map);  ///< viridis or cividis; differences are always diverging
  void setRange(double low, double high);
  void setAutomaticRange();
  [[nodiscard]] const ValueScale& scale() const;
  void setLegendVisible(bool visible);

  /// Ascending worker ids; unknown ids are dropped. Signals only when it changes.
  void setSelection(std::vector<int> workers);
  [[nodiscard]] const std::vector<int>& selection() const noexcept { return m_selection; }
  /// Outlined like a hovered cell and scrolled into view: for linked tables. −1 for none.
  void setCurrent(int worker);
  [[nodiscard]] int current() const noexcept { return m_current; }
  /// Workers lit by a bright ring (active ones during inference).
  void setLit(std::vector<int> workers);
  void fit();
  void zoomBy(int steps);

  /// Shown value of a worker (the difference in difference mode); NaN when there is none.
  [[nodiscard]] double shownValue(int worker) const;
  /// The tooltip: place, ranges, exact value, faulty or not.
  [[nodiscard]] QString describe(int worker) const;
  /// Worker at a widget position, −1 for none; and the cell's rectangle there.
  [[nodiscard]] int workerAt(const QPointF& position) const;
  [[nodiscard]] QRectF cellRect(int worker) const;
  [[nodiscard]] const TileGridRenderer& renderer() const noexcept { return m_renderer; }
  [[nodiscard]] ColourLegend* legend() const noexcept { return m_legend; }

  [[nodiscard]] QString exportName() const override;
  [[nodiscard]] QSizeF exportSize() const override;
  void paintPicture(QPainter& painter, const QSizeF& size) const override;
  [[nodiscard]] QString csv() const override;

  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 Q_SIGNALS:
  void hovered(int worker);  ///< −1 when the mouse left the cells
  void selectionChanged(const std::vector<int>& workers);
  void activated(int worker);  ///< Enter
  void currentChanged(int worker);
  void rangeChanged(double low, double high, bool automatic);

 protected:
  using QWidget::metric;  // the paint device's; without this it would be hidden by ours
  bool event(QEvent* event) override;
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
  void keyReleaseEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  struct Input;
  void rebuildValues();
  void updateScale();
  void applyTheme();
  void placeLegend();
  void layOut();
  void clampOrigin();
  void refreshView();
  void setHovered(int worker, const QPointF& global);
  void moveCurrent(int dx, int dy, bool extend);
  void showCell(int worker);
  void zoomAt(const QPointF& position, int steps);
  void panBy(const QPoint& content);
  void changeSelection(std::vector<int> workers);
  void toggle(int worker);
  void endRubber(const QPointF& position, bool add);
  [[nodiscard]] QRect canvasRect() const;
  [[nodiscard]] QPoint toContent(const QPointF& position) const;
  [[nodiscard]] TileGridMargins margins(double ratio) const;
  [[nodiscard]] std::vector<QRgb> planTints() const;
  [[nodiscard]] bool planMode() const noexcept { return !m_map.has_value(); }
  [[nodiscard]] QString pipeTitle(int pipe) const;
  /// Both draw with the painter in logical units; `origin` is the content pixel at (0, 0).
  void paintLabels(QPainter& painter, const TileGridGeometry& geometry, const QPoint& origin,
                   double ratio) const;
  void paintMarks(QPainter& painter, const TileGridGeometry& geometry, const QRect& visible,
                  double ratio) const;
  void paintOutlines(QPainter& painter) const;

  Plan m_plan;
  std::optional<ErrorMap> m_map;
  std::optional<ErrorMap> m_reference;
  QString m_reference_name;
  Metric m_metric = Metric::deviation;
  ColourMap m_colour_map = ColourMap::cividis;
  std::optional<std::pair<double, double>> m_range;
  std::vector<int> m_selection;
  std::vector<int> m_lit;
  int m_current = -1;
  int m_hovered = -1;

  TileGridGeometry m_geometry;
  TileGridRenderer m_renderer;
  QPoint m_origin;       ///< content pixel at the canvas' top left, device pixels
  bool m_fitted = true;  ///< follows the size until zoomed or panned
  ColourLegend* m_legend;
  std::unique_ptr<Input> m_input;
};

}  // namespace prism::widgets
