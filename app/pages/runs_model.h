// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/runs_index.h"

#include <vector>

#include <QAbstractTableModel>

namespace prism::app {

class RunsModel final : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { kStarted, kCommand, kOutcome, kSeconds, kR2, kFigures, kId, kColumns };
  enum Role { kSortRole = Qt::UserRole };

  using QAbstractTableModel::QAbstractTableModel;

  void setRows(std::vector<RunRow> rows);
  [[nodiscard]] const RunRow& row(int row) const { return m_rows[static_cast<std::size_t>(row)]; }

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  std::vector<RunRow> m_rows;
};

}  // namespace prism::app
