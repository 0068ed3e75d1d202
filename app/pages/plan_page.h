// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/page.h"

class QAction;
class QLabel;
class QSplitter;
class QStackedWidget;
class QTableWidget;

namespace prism::widgets {
class EmptyState;
class TileGridView;
}  // namespace prism::widgets

namespace prism::app {

/// The map cut into tiles, drawn to scale, with what it costs beside a dense matrix.
class PlanPage final : public Page {
  Q_OBJECT

 public:
  explicit PlanPage(Workspace& workspace, QWidget* parent = nullptr);

  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;

 private:
  void showPlan();
  void fillPipes();
  void fillCosts();

  QStackedWidget* m_stack;
  widgets::EmptyState* m_empty;
  widgets::TileGridView* m_grid;
  QTableWidget* m_pipes;
  QTableWidget* m_costs;
  QLabel* m_notes;
  QSplitter* m_splitter;
  QAction* m_train;
};

}  // namespace prism::app
