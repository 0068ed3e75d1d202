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
class QTableWidget;

namespace prism::widgets {
class CurveView;
class EmptyState;
class MatrixView;
class TileGridView;
}  // namespace prism::widgets

namespace prism::app {

class FiringTableModel;
class RouteControls;

/// Which experts work for which input: training gates, their use, what a smaller budget costs.
class RouterPage final : public Page {
  Q_OBJECT

 public:
  explicit RouterPage(Workspace& workspace, QWidget* parent = nullptr);

  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;
  void activate() override;
  [[nodiscard]] bool busy() const override;

 private:
  void makeActions();
  QWidget* makePicture();
  QWidget* makeSide();
  QWidget* makeCurves();
  QWidget* makeFirings();
  void connectSessions();

  void showState();
  void showAdapter();
  void showUse();
  void showCosts();
  void showLive();
  void showResult();
  void showFirings();
  void showFiring();
  void askForFigures();
  void askForFirings();

  QStackedWidget* m_stack;
  widgets::EmptyState* m_empty;
  RouteControls* m_controls;
  widgets::TileGridView* m_grid;
  QLabel* m_grid_title;
  QTableWidget* m_pipes;
  QLabel* m_costs;
  QTabWidget* m_tabs;
  widgets::CurveView* m_loss;
  widgets::CurveView* m_quality;
  widgets::CurveView* m_sweep;
  QLabel* m_sweep_note;
  QComboBox* m_firing_source;
  FiringTableModel* m_firings;
  QTableView* m_firing_table;
  widgets::MatrixView* m_firing_picture;
  QLabel* m_firing_note;
  QLabel* m_figures;
  QLabel* m_notes;
  QSplitter* m_vertical;
  QSplitter* m_horizontal;
  QAction* m_train;
  QAction* m_afresh;
  QAction* m_train_adapter;
  QTimer m_evaluate_soon;
  bool m_wanted = true;  ///< figures are to be asked for when the page is seen
};

}  // namespace prism::app
