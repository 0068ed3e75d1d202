// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace prism::app {

class Workspace;

/// The Train button: trains on what is chosen, its arrow opens the menu that chooses — the open pair, or
/// matrices and pairs in its place. While training runs it cancels.
class TrainMenu final : public QObject {
  Q_OBJECT

 public:
  /// `parent` is also the parent of the dialogs.
  TrainMenu(Workspace& workspace, QWidget* parent);

  [[nodiscard]] QAction* action() const noexcept { return m_action; }
  /// More ways to train are added to its end.
  [[nodiscard]] QMenu* menu() const noexcept { return m_menu; }

 private:
  void refresh();

  Workspace& m_workspace;
  QMenu* m_menu;
  QAction* m_action;
  QAction* m_pair;
};

/// Asks for matrices or a file of pairs that the next trainings use instead of the pair.
void choose_matrices(Workspace& workspace, QWidget* parent);

}  // namespace prism::app
