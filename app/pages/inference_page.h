// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/page.h"

class QAction;
class QLabel;
class QMenu;
class QSplitter;
class QStackedWidget;
class QTabWidget;
class QTableView;

namespace prism::widgets {
class EmptyState;
class TileGridView;
}  // namespace prism::widgets

namespace prism::app {

class ContinuationPanel;
class GenerationPanel;
class PromptEdit;
class RunHistoryModel;
class StepTableModel;
class StitchPanel;

/// Text through the upper model, the adapter and the lower model.
class InferencePage final : public Page {
  Q_OBJECT

 public:
  explicit InferencePage(Workspace& workspace, QWidget* parent = nullptr);

  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;
  [[nodiscard]] bool busy() const override;

 private:
  void makeActions();
  void makeSecondMenu();
  void makeExportMenu();
  QWidget* makePrompt();
  QWidget* makeTexts();
  QWidget* makeSteps();
  QWidget* makeHistory();

  void runOrStop();
  void showState();
  void showEmpty();
  void showRun();
  void showGrowth();
  void showSecond();
  void showHistory();
  void showStep();
  void showFigures();
  void saveText(const QString& title, const QString& name, const QString& filter, const QString& text);

  QStackedWidget* m_stack;
  widgets::EmptyState* m_empty;
  PromptEdit* m_prompt;
  GenerationPanel* m_generation;
  QLabel* m_warning;
  ContinuationPanel* m_upper;
  ContinuationPanel* m_through;
  ContinuationPanel* m_second;
  ContinuationPanel* m_alone;
  QTabWidget* m_tabs;
  StepTableModel* m_steps;
  QTableView* m_step_table;
  QLabel* m_step_title;
  widgets::TileGridView* m_grid;
  StitchPanel* m_stitch;
  RunHistoryModel* m_runs;
  QTableView* m_run_table;
  QLabel* m_figures;
  QLabel* m_activity;
  QSplitter* m_vertical;
  QSplitter* m_horizontal;
  QSplitter* m_step_splitter;
  QAction* m_run;
  QAction* m_stop;
  QAction* m_second_action;
  QAction* m_export;
  QAction* m_train;
  QAction* m_open_upper;
  QAction* m_open_lower;
  int m_shown_run = -1;  ///< serial of the run on show
  bool m_follow = true;  ///< the newest step is lit until the user chooses one
};

}  // namespace prism::app
