// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/types/worker_figures.h"

#include <QSplitter>

class QLabel;

namespace prism::widgets {
class HistogramView;
class TileGridView;
}  // namespace prism::widgets

namespace prism::app {

class Workspace;

/// The heatmap of all workers with the histogram of what it shows. Selection goes to the workspace and comes
/// from there.
class WorkerPicture final : public QSplitter {
  Q_OBJECT

 public:
  explicit WorkerPicture(Workspace& workspace, QWidget* parent = nullptr);

  [[nodiscard]] widgets::TileGridView& grid() const noexcept { return *m_grid; }
  void setMetric(Metric metric);
  [[nodiscard]] Metric shownMetric() const;
  void showMap();
  void showReference();
  void showSelection();

 private:
  void useUsualRange();
  void fillHistogram();

  Workspace& m_workspace;
  widgets::TileGridView* m_grid;
  widgets::HistogramView* m_histogram;
  QLabel* m_title;
  bool m_user_range = false;  ///< the user dragged the legend: leave the range alone
};

}  // namespace prism::app
