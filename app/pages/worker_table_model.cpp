// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/worker_table_model.h"

#include "widgets/numbers.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace prism::app {

QString metricName(Metric metric) {
  switch (metric) {
    case Metric::deviation:
      return WorkerTableModel::tr("Deviation");
    case Metric::gain:
      return WorkerTableModel::tr("Gain");
    case Metric::isolated:
      return WorkerTableModel::tr("Isolated error");
    case Metric::residual:
      return WorkerTableModel::tr("Row residual");
    case Metric::removal:
      return WorkerTableModel::tr("Removal cost");
    case Metric::condition:
      return WorkerTableModel::tr("Condition");
    case Metric::norm:
      return WorkerTableModel::tr("Norm");
    case Metric::utilisation:
      return WorkerTableModel::tr("Utilisation");
    case Metric::generation:
      return WorkerTableModel::tr("Generation");
    case Metric::samples:
      return WorkerTableModel::tr("Samples");
    case Metric::drift:
      return WorkerTableModel::tr("Drift");
  }
  return {};
}

QString metricTitle(Metric metric) {
  const QString unit = QString::fromUtf8(all_metrics()[static_cast<std::size_t>(metric)].unit);
  return unit.isEmpty() ? metricName(metric) : WorkerTableModel::tr("%1 (%2)").arg(metricName(metric), unit);
}

QString metricMeaning(Metric metric) {
  switch (metric) {
    case Metric::deviation:
      return WorkerTableModel::tr(
          "How far the tile is from what its solver would give. Above 1e-6 it is faulty.");
    case Metric::gain:
      return WorkerTableModel::tr("What retraining this tile alone would win.");
    case Metric::isolated:
      return WorkerTableModel::tr(
          "Error of this tile alone; high for healthy tiles of a joint solution too.");
    case Metric::residual:
      return WorkerTableModel::tr("Share of the row block that the whole map leaves unexplained.");
    case Metric::removal:
      return WorkerTableModel::tr("How much the error grows when the tile is dropped.");
    case Metric::condition:
      return WorkerTableModel::tr(
          "Condition number of the tile's inputs; high means that they repeat each other.");
    case Metric::norm:
      return WorkerTableModel::tr("Frobenius norm of the tile's weights.");
    case Metric::utilisation:
      return WorkerTableModel::tr("Share of positions at which a router activates the worker.");
    case Metric::generation:
      return WorkerTableModel::tr("How often the tile was retrained.");
    case Metric::samples:
      return WorkerTableModel::tr("Training rows the tile was fitted on.");
    case Metric::drift:
      return WorkerTableModel::tr("Test error of the row block over its training error.");
  }
  return {};
}

void WorkerTableModel::setMap(const ErrorMap& map) {
  if (map.workers.size() == m_map.workers.size()) {
    m_map = map;
    const bool complete = std::find(map.known.begin(), map.known.end(), 0) == map.known.end();
    if (complete && m_sort_column >= State)
      sort(m_sort_column, m_sort_order);  // places follow the new figures
    if (!m_rows.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
    return;
  }
  beginResetModel();
  m_map = map;
  m_rows.resize(map.workers.size());
  std::iota(m_rows.begin(), m_rows.end(), 0);
  sortRows();
  endResetModel();
}

int WorkerTableModel::rowOf(int worker) const {
  return worker >= 0 && static_cast<std::size_t>(worker) < m_row_of.size()
             ? m_row_of[static_cast<std::size_t>(worker)]
             : -1;
}

int WorkerTableModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int WorkerTableModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : kColumns;
}

bool WorkerTableModel::known(int worker) const {
  const auto at = static_cast<std::size_t>(worker);
  return at >= m_map.known.size() || m_map.known[at] != 0;
}

double WorkerTableModel::number(int worker, int column) const {
  const WorkerFigures& figures = m_map.workers[static_cast<std::size_t>(worker)];
  switch (column) {
    case Id:
      return figures.id;
    case Pipe:
      return figures.pipe;
    case Row:
      return figures.row;
    case Col:
      return figures.col;
    case Expert:
      return figures.expert;
    case State:
      return figures.faulty ? 1 : 0;
    default:
      return figures.values[static_cast<std::size_t>(column - FirstMetric)];
  }
}

QVariant WorkerTableModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const int worker = workerAt(index.row());
  const WorkerFigures& figures = m_map.workers[static_cast<std::size_t>(worker)];
  const int column = index.column();
  if (role == Qt::TextAlignmentRole) {
    return QVariant::fromValue(Qt::AlignVCenter | (column == State ? Qt::AlignLeft : Qt::AlignRight));
  }
  if (role == Qt::ToolTipRole && column >= FirstMetric) {
    const Metric metric = static_cast<Metric>(column - FirstMetric);
    return tr("%1: %2").arg(metricTitle(metric), widgets::full_number_text(figures.value(metric)));
  }
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
  if (column == State) {
    if (!known(worker)) return tr("waiting");
    if (!figures.finite) return tr("✕ not finite");
    if (figures.changed) return tr("✕ changed since training");
    return figures.faulty ? tr("✕ faulty") : tr("healthy");
  }
  const double value = number(worker, column);
  if (column < FirstMetric || column == columnOf(Metric::generation) || column == columnOf(Metric::samples)) {
    return std::isnan(value) ? QStringLiteral("–") : widgets::count_text(static_cast<std::int64_t>(value));
  }
  return std::isnan(value) ? QStringLiteral("–") : widgets::number_text(value);
}

QVariant WorkerTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::ToolTipRole && section >= FirstMetric)
    return metricMeaning(static_cast<Metric>(section - FirstMetric));
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case Id:
      return tr("Worker");
    case Pipe:
      return tr("Pipe");
    case Row:
      return tr("Row");
    case Col:
      return tr("Column");
    case Expert:
      return tr("Expert");
    case State:
      return tr("State");
    default:
      return metricTitle(static_cast<Metric>(section - FirstMetric));
  }
}

void WorkerTableModel::sort(int column, Qt::SortOrder order) {
  if (column < 0 || column >= kColumns) return;
  Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
  const QModelIndexList before = persistentIndexList();
  std::vector<int> workers;
  for (const QModelIndex& index : before) workers.push_back(workerAt(index.row()));
  m_sort_column = column;
  m_sort_order = order;
  sortRows();
  QModelIndexList after;
  for (qsizetype i = 0; i < before.size(); ++i) {
    after << index(rowOf(workers[static_cast<std::size_t>(i)]), before[i].column());
  }
  changePersistentIndexList(before, after);
  Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void WorkerTableModel::sortRows() {
  // Unknown figures stand last in either order; equal ones in order of id.
  const auto less = [this](int a, int b) {
    const double x = number(a, m_sort_column);
    const double y = number(b, m_sort_column);
    if (std::isnan(x) || std::isnan(y)) return !std::isnan(x) && std::isnan(y);
    return m_sort_order == Qt::AscendingOrder ? x < y : x > y;
  };
  std::sort(m_rows.begin(), m_rows.end());
  std::stable_sort(m_rows.begin(), m_rows.end(), less);
  m_row_of.resize(m_rows.size());
  for (std::size_t row = 0; row < m_rows.size(); ++row)
    m_row_of[static_cast<std::size_t>(m_rows[row])] = static_cast<int>(row);
}

}  // namespace prism::app
