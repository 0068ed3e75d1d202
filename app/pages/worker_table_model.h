// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/types/worker_figures.h"

#include <vector>

#include <QAbstractTableModel>

namespace prism::app {

/// The workers of an adapter with all metrics; sorts itself. A row is not a worker id: ask workerAt and
/// rowOf.
class WorkerTableModel final : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { Id, Pipe, Row, Col, Expert, State, FirstMetric };
  static constexpr int kColumns = FirstMetric + kMetricCount;
  [[nodiscard]] static int columnOf(Metric metric) { return FirstMetric + static_cast<int>(metric); }

  using QAbstractTableModel::QAbstractTableModel;

  /// Cheap to call while the map fills: rows keep their places unless the number of workers changes.
  void setMap(const ErrorMap& map);
  [[nodiscard]] int workerAt(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
  [[nodiscard]] int rowOf(int worker) const;  ///< −1 when there is no such worker

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  void sort(int column, Qt::SortOrder order) override;

 private:
  [[nodiscard]] double number(int worker, int column) const;
  [[nodiscard]] bool known(int worker) const;
  void sortRows();

  ErrorMap m_map;
  std::vector<int> m_rows;    ///< worker of each row
  std::vector<int> m_row_of;  ///< row of each worker
  int m_sort_column = Id;
  Qt::SortOrder m_sort_order = Qt::AscendingOrder;
};

/// Translated name of a metric, for headers and choosers; and with its unit.
[[nodiscard]] QString metricName(Metric metric);
[[nodiscard]] QString metricTitle(Metric metric);
/// One sentence: what the metric says.
[[nodiscard]] QString metricMeaning(Metric metric);

}  // namespace prism::app
