// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/speech/dataset.h"
#include "core/speech/dataset_check.h"

#include <memory>
#include <vector>

#include <QAbstractTableModel>

namespace prism::app {

/// The recordings of a dataset with what is odd about them: most suspicious first once they were checked.
class UtteranceTableModel final : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { Play, Id, Suspicion, Problems, Seconds, Rate, Aligned, Text, ColumnCount };
  static constexpr int kSortRole = Qt::UserRole;

  using QAbstractTableModel::QAbstractTableModel;

  /// `check` may be null: rows are then in the order of the list.
  void setDataset(std::shared_ptr<const SpeechDataset> dataset, std::shared_ptr<const DatasetCheck> check);
  [[nodiscard]] const Utterance& utteranceAt(int row) const;

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  struct Row {
    std::size_t utterance = 0;
    const UtteranceCheck* check = nullptr;
  };
  [[nodiscard]] QVariant sortValue(const Row& row, int column) const;

  std::shared_ptr<const SpeechDataset> m_dataset;
  std::shared_ptr<const DatasetCheck> m_check;
  std::vector<Row> m_rows;
};

}  // namespace prism::app
