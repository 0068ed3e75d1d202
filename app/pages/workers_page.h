// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/page.h"
#include "core/types/worker_figures.h"

class QAction;
class QComboBox;
class QLabel;
class QSplitter;
class QStackedWidget;
class QTabWidget;
class QTableView;
class QTableWidget;

namespace prism::widgets {
class EmptyState;
class HistogramView;
class TileGridView;
}  // namespace prism::widgets

namespace prism::app {

class SampleTableModel;
class TileInspector;
class WorkerTableModel;
class WorkerTools;

/// Which tiles of the map are good and which are not; repair.
class WorkersPage final : public Page {
  Q_OBJECT

 public:
  explicit WorkersPage(Workspace& workspace, QWidget* parent = nullptr);

  [[nodiscard]] QWidget* inspector() override;
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;
  void activate() override;
  [[nodiscard]] bool busy() const override;

 private:
  void makeActions();
  QWidget* makePicture();
  QWidget* makeTables();
  void connectSession();

  void showState();
  void showMap();
  void showReference();
  void showFigures();
  void showSamples();
  void showSelection();
  void askForGain();
  void updateRetrain();
  void setMetric(Metric metric);
  void useUsualRange();
  void setCurrentWorker(int worker);
  void fillHistogram();
  [[nodiscard]] std::vector<int> retrainTarget() const;

  TileInspector* m_inspector;
  QStackedWidget* m_stack;
  widgets::EmptyState* m_empty;
  QSplitter* m_vertical;
  QSplitter* m_horizontal;
  widgets::TileGridView* m_grid;
  widgets::HistogramView* m_histogram;
  QLabel* m_histogram_title;
  QTabWidget* m_tabs;
  WorkerTableModel* m_workers;
  QTableView* m_table;
  SampleTableModel* m_samples;
  QTableView* m_sample_table;
  QTableWidget* m_groups;
  QComboBox* m_metric;
  QLabel* m_figures;
  QLabel* m_repair;
  QAction* m_train;
  QAction* m_retrain;
  QAction* m_retrain_faulty;
  QAction* m_retrain_selected;
  WorkerTools* m_tools;
  double m_predicted = 0;
  bool m_predicted_known = false;
  bool m_linking = false;  ///< a selection is being spread to the other views
  bool m_samples_wanted = true;
  bool m_user_range = false;  ///< the user dragged the legend: leave the range alone
};

}  // namespace prism::app
