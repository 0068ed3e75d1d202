// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabWidget>

class QTableView;
class QTableWidget;

namespace prism::app {

class SampleTableModel;
class WorkerTableModel;
class Workspace;

/// The tables behind the heatmap: all workers, the worst test samples, errors by group. Selection goes to the
/// workspace and comes from there.
class WorkerTables final : public QTabWidget {
  Q_OBJECT

 public:
  explicit WorkerTables(Workspace& workspace, QWidget* parent = nullptr);

  /// True when other workers than before are shown, so that the selection must be set again.
  bool showMap();
  void showSamples();
  /// Marks the selection and scrolls to `current` (−1: nowhere).
  void showSelection(int current);
  /// A tab that needs the worst samples is shown.
  [[nodiscard]] bool wantsSamples() const { return currentIndex() > 0; }

 Q_SIGNALS:
  void currentWorkerChanged(int worker);

 private:
  void makeWorkers();
  void makeSamples();
  void makeGroups();
  void takeSelection();

  Workspace& m_workspace;
  WorkerTableModel* m_workers;
  QTableView* m_table;
  SampleTableModel* m_samples;
  QTableView* m_sample_table;
  QTableWidget* m_groups;
  bool m_linking = false;  ///< the workspace's selection is being shown
};

}  // namespace prism::app
