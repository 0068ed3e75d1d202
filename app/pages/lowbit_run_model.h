// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lowbit_run.h"

#include <memory>
#include <vector>

#include <QAbstractTableModel>

namespace prism::app {

class LowBitSession;

/// The lab's trainings, one a row, oldest first; figures of running ones follow their steps.
class LowBitRunModel final : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column {
    Name,
    State,
    Size,
    Steps,
    Loss,
    Validation,
    Against,
    Bytes,
    Flips,
    Agreement,
    Used,
    Zero,
    Speed,
    Peak,
    ColumnCount
  };

  explicit LowBitRunModel(const LowBitSession& session, QObject* parent = nullptr);

  /// Rows came, went or changed their state.
  void refresh();
  /// Figures of one run changed.
  void refreshRun(int serial);
  [[nodiscard]] const LabRun* runAt(int row) const;
  [[nodiscard]] int rowOf(int serial) const;

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  /// Header and rows; exact numbers.
  [[nodiscard]] QString csv() const;
  /// "running, 40 %".
  [[nodiscard]] static QString stateText(const LabRun& run);

 private:
  /// The number in a cell; NaN where it is not known or the cell holds words.
  [[nodiscard]] double valueAt(const LabRun& run, int column) const;
  [[nodiscard]] QVariant textAt(const LabRun& run, int column) const;

  const LowBitSession& m_session;
  std::vector<std::shared_ptr<LabRun>> m_runs;
};

}  // namespace prism::app
