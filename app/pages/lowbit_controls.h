// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lowbit_run.h"

#include <utility>
#include <vector>

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QSpinBox;

namespace prism::app {

/// What the next low-bit training does: text, model, grid, update, votes, and what is to be compared.
class LowBitControls final : public QWidget {
  Q_OBJECT

 public:
  explicit LowBitControls(QWidget* parent = nullptr);

  [[nodiscard]] LabSettings settings() const;
  /// Without signalling.
  void setSettings(const LabSettings& settings);
  /// The table that "own table" stands for, as the editor has it.
  void setOwnTable(const std::vector<float>& values);
  /// How many runs the comparison has.
  [[nodiscard]] int comparedRuns() const;

 Q_SIGNALS:
  void changed();

 private:
  void makeText(QFormLayout* form);
  void makeModel(QFormLayout* form);
  void makeMethod(QFormLayout* form);
  void makeVotes(QFormLayout* form);
  void makeTraining(QFormLayout* form);
  void makeCompare(QFormLayout* form);
  void addRow(QFormLayout* form, const QString& text, const QString& meaning, QWidget* editor);
  void chooseText();
  void showText();
  void showSize();
  void showRule();
  [[nodiscard]] Grid gridOf(const QString& key) const;

  QComboBox* m_text;
  QComboBox* m_size;
  QLabel* m_size_note;
  QSpinBox* m_vocabulary;
  QComboBox* m_grid;
  QComboBox* m_update;
  QDoubleSpinBox* m_rate;
  QCheckBox* m_learn_scales;
  QDoubleSpinBox* m_z;
  QDoubleSpinBox* m_consensus;
  QDoubleSpinBox* m_fraction;
  QDoubleSpinBox* m_momentum;
  QSpinBox* m_cooldown;
  QSpinBox* m_steps;
  QSpinBox* m_batch;
  QSpinBox* m_micro;
  QSpinBox* m_context;
  QSpinBox* m_validate;
  QSpinBox* m_checkpoint;
  QSpinBox* m_seed;
  std::vector<std::pair<QString, QCheckBox*>> m_grids;    ///< to compare, by name
  std::vector<std::pair<QString, QCheckBox*>> m_updates;  ///< the same
  LabSettings m_settings;                                 ///< what has no control keeps its value
};

}  // namespace prism::app
