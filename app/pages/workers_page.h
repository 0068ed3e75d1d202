// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/page.h"

#include <vector>

class QAction;
class QComboBox;
class QLabel;
class QSplitter;
class QStackedWidget;

namespace prism::widgets {
class EmptyState;
}

namespace prism::app {

class Notice;
class TileInspector;
class TrainMenu;
class WorkerPicture;
class WorkerTables;
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
  QAction* makeRetrain();
  QWidget* makeBody();
  void connectSession();

  void showState();
  void showMissingData();
  void showMap();
  void showFigures();
  void showSelection();
  void askForGain();
  void updateRetrain();
  void setCurrentWorker(int worker);
  void locateData();
  [[nodiscard]] std::vector<int> retrainTarget() const;

  TileInspector* m_inspector;
  QStackedWidget* m_stack;
  widgets::EmptyState* m_empty;
  Notice* m_missing;
  QAction* m_analyse;
  QSplitter* m_vertical;
  WorkerPicture* m_picture;
  WorkerTables* m_tables;
  QComboBox* m_metric;
  QLabel* m_figures;
  QLabel* m_repair;
  TrainMenu* m_train;
  QAction* m_retrain;
  QAction* m_retrain_faulty;
  QAction* m_retrain_selected;
  WorkerTools* m_tools;
  double m_predicted = 0;
  bool m_predicted_known = false;
  bool m_linking = false;  ///< a selection is being spread to the other views
  bool m_samples_wanted = true;
};

}  // namespace prism::app
