// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lowbit_run.h"

#include <vector>

#include <QAbstractTableModel>

namespace prism::app {

/// The steps of one low-bit run, newest last: the table behind its curves.
class LowBitStepModel final : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { Step, Loss, Validation, Rate, Flips, Agreement, Used, Zero, Speed, ColumnCount };

  using QAbstractTableModel::QAbstractTableModel;

  /// Steps that are there stay, new ones are appended.
  void show(const LabRun* run);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  [[nodiscard]] double valueAt(int row, int column) const;

  int m_serial = 0;
  bool m_low_bit = true;
  std::vector<LowBitStep> m_steps;
  std::vector<LowBitValidation> m_validations;
};

}  // namespace prism::app
