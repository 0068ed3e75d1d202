// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/inference_run.h"

#include <vector>

#include <QAbstractTableModel>

namespace prism::app {

/// Prompts that were run, newest first, and what came of them.
class RunHistoryModel final : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { Started, Prompt, Upper, Lower, Alone, Adapter, Speed, ColumnCount };

  using QAbstractTableModel::QAbstractTableModel;

  void setRuns(const std::vector<InferenceRun>& runs);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  struct Row {
    QString cells[ColumnCount];
    QString whole;  ///< tooltip of the texts
  };
  std::vector<Row> m_rows;
};

}  // namespace prism::app
