// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/samples/data.h"

#include <QDialog>
#include <QObject>
#include <QString>

class QAction;
class QComboBox;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QLabel;

namespace prism::app {

class Workspace;

/// Ways to train on activations instead of weights, as entries of a menu: both open models run over a text
/// that the user chooses or the upper model writes.
class TextTraining final : public QObject {
  Q_OBJECT

 public:
  explicit TextTraining(Workspace& workspace, QObject* parent = nullptr);

  [[nodiscard]] QAction* onText() const noexcept { return m_on_text; }
  [[nodiscard]] QAction* onSampledText() const noexcept { return m_on_sampled; }
  [[nodiscard]] QAction* onWeights() const noexcept { return m_on_weights; }

 private:
  void showState();
  void ask();
  void start(const DataSpec& data);

  Workspace& m_workspace;
  QAction* m_on_text;
  QAction* m_on_sampled;
  QAction* m_on_weights;
};

/// Which text, which layers, and what the map must give.
class TextDataDialog final : public QDialog {
  Q_OBJECT

 public:
  explicit TextDataDialog(const DataSpec& models, QWidget* parent = nullptr);

  [[nodiscard]] DataSpec data() const;

 private:
  void showState();

  DataSpec m_models;
  QLineEdit* m_text;
  QSpinBox* m_exit;
  QComboBox* m_target;
  QSpinBox* m_entry;
  QSpinBox* m_samples;
  QLabel* m_problem;
  QPushButton* m_ok;
};

}  // namespace prism::app
