// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/page.h"

#include <QTimer>

class QAction;
class QComboBox;
class QLabel;
class QSplitter;
class QStackedWidget;
class QTabWidget;
class QTableView;

namespace prism::widgets {
class CurveView;
class EmptyState;
}  // namespace prism::widgets

namespace prism::app {

struct LabRun;
class FlipPanel;
class GridEditor;
class LowBitControls;
class LowBitRunModel;
class LowBitStepModel;
class MemoryPanel;
class OccupancyPanel;
class QuantisePanel;

/// The Low-bit lab: training on a small table of values without float copies, beside what it must match.
class LowBitPage final : public Page {
  Q_OBJECT

 public:
  explicit LowBitPage(Workspace& workspace, QWidget* parent = nullptr);

  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;
  void activate() override;
  [[nodiscard]] bool busy() const override;

 private:
  void makeActions();
  QWidget* makeControls();
  QWidget* makePictures();
  QWidget* makeTables();
  void connectSession();

  void showState();
  void showCurves();
  void showRun();
  void refreshSoon(int serial);
  void exportRun();
  void exportTable();
  [[nodiscard]] const LabRun* chosen() const;

  LowBitControls* m_controls;
  LowBitRunModel* m_runs;
  QTableView* m_table;
  LowBitStepModel* m_steps;
  QComboBox* m_curve_kind;
  widgets::CurveView* m_curves;
  QStackedWidget* m_stack;  ///< what to do first, or the pictures
  widgets::EmptyState* m_empty;
  QTabWidget* m_pictures;
  QTabWidget* m_tabs;
  OccupancyPanel* m_occupancy;
  FlipPanel* m_flips;
  MemoryPanel* m_memory;
  GridEditor* m_editor;
  QuantisePanel* m_quantise;
  QLabel* m_note;
  QSplitter* m_columns;
  QSplitter* m_rows;
  QSplitter* m_views;
  QAction* m_train;
  QAction* m_compare;
  QAction* m_resume;
  QAction* m_stop_one;
  QAction* m_remove;
  QAction* m_export;
  QAction* m_csv;
  QTimer m_refresh;  ///< pictures follow at most some ten times a second
  int m_chosen = 0;  ///< serial; 0: what is at work, else the newest
};

}  // namespace prism::app
