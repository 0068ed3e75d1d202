// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;

namespace prism::app {

class Workspace;

/// The controls of the layout and of training: they show the workspace's options and change them at once
/// (each change is one undoable step).
class PlanControls final : public QWidget {
  Q_OBJECT

 public:
  explicit PlanControls(Workspace& workspace, QWidget* parent = nullptr);

 private:
  void showOptions();
  void apply(const QString& what);

  Workspace& m_workspace;
  bool m_showing = false;  ///< controls are being set by us, not by the user
  QSpinBox* m_workers;
  QSpinBox* m_pipes;
  QComboBox* m_tile;
  QComboBox* m_remainder;
  QLineEdit* m_hierarchy;
  QComboBox* m_recipe;
  QComboBox* m_solver;
  QCheckBox* m_auto_ridge;
  QLineEdit* m_ridge;
  QSpinBox* m_rank;
  QCheckBox* m_double;
  QSpinBox* m_seed;
};

}  // namespace prism::app
