// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/worker_tables.h"

#include "app/core_texts.h"
#include "app/pages/plain_table.h"
#include "app/pages/sample_table_model.h"
#include "app/pages/worker_table_model.h"
#include "app/workspace.h"
#include "widgets/numbers.h"

#include <algorithm>

#include <QHeaderView>
#include <QTableView>
#include <QTableWidget>

namespace prism::app {
namespace {

/// Rows as few ranges: with one range a row, choosing thousands costs the square of their number.
QItemSelection ranges_of(const QAbstractItemModel& model, std::vector<int> rows) {
  std::sort(rows.begin(), rows.end());
  QItemSelection selection;
  const int last_column = model.columnCount() - 1;
  for (std::size_t begin = 0; begin < rows.size();) {
    std::size_t end = begin + 1;
    while (end < rows.size() && rows[end] == rows[end - 1] + 1) ++end;
    selection.append(
        QItemSelectionRange(model.index(rows[begin], 0), model.index(rows[end - 1], last_column)));
    begin = end;
  }
  return selection;
}

}  // namespace

WorkerTables::WorkerTables(Workspace& workspace, QWidget* parent)
    : QTabWidget(parent), m_workspace(workspace) {
  makeWorkers();
  makeSamples();
  makeGroups();
  setDocumentMode(true);
  addTab(m_table, tr("Workers"));
  addTab(m_sample_table, tr("Worst samples"));
  addTab(m_groups, tr("Error by group"));
}

void WorkerTables::makeWorkers() {
  m_workers = new WorkerTableModel(this);
  m_table = plain_table(m_workers, tr("Workers"));
  m_table->setSortingEnabled(true);
  m_table->sortByColumn(WorkerTableModel::Id, Qt::AscendingOrder);
  const int em = fontMetrics().averageCharWidth();
  for (int column = 0; column < WorkerTableModel::kColumns; ++column) {
    const auto title = m_workers->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    m_table->setColumnWidth(column, em * std::max<int>(9, static_cast<int>(title.size()) + 5));
  }
  connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
          &WorkerTables::takeSelection);
  connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
          [this](const QModelIndex& current) {
            if (current.isValid() && !m_linking)
              Q_EMIT currentWorkerChanged(m_workers->workerAt(current.row()));
          });
}

void WorkerTables::makeSamples() {
  m_samples = new SampleTableModel(this);
  m_sample_table = plain_table(m_samples, tr("Worst test samples"));
  m_sample_table->setSelectionMode(QAbstractItemView::SingleSelection);
  const int em = fontMetrics().averageCharWidth();
  const int widths[] = {16, 16, 24, 16, 40, 40};
  for (int column = 0; column < static_cast<int>(std::size(widths)); ++column)
    m_sample_table->setColumnWidth(column, widths[column] * em);
  m_sample_table->horizontalHeader()->setStretchLastSection(true);
  connect(m_sample_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
          [this](const QModelIndex& current) {
            if (current.isValid())
              m_workspace.setSelection(m_samples->sampleAt(current.row()).row_blocks_worst);
          });
}

void WorkerTables::makeGroups() {
  m_groups = new QTableWidget(0, 3);
  m_groups->setAccessibleName(tr("Error by group"));
  m_groups->setHorizontalHeaderLabels({tr("Group"), tr("Test samples"), tr("Error (of mean |z|²)")});
  m_groups->verticalHeader()->hide();
  m_groups->setShowGrid(false);
  m_groups->setAlternatingRowColors(true);
  m_groups->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_groups->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  m_groups->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
  m_groups->horizontalHeader()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
}

bool WorkerTables::showMap() {
  const ErrorMap& map = m_workspace.session().errorMap();
  const bool other_workers = m_workers->rowCount() != static_cast<int>(map.workers.size());
  m_workers->setMap(map);
  return other_workers;
}

void WorkerTables::takeSelection() {
  if (m_linking) return;
  std::vector<int> workers;
  // The ranges themselves: asking for selected rows looks every row up in every range.
  for (const QItemSelectionRange& range : m_table->selectionModel()->selection()) {
    for (int row = range.top(); row <= range.bottom(); ++row) workers.push_back(m_workers->workerAt(row));
  }
  m_workspace.setSelection(std::move(workers));
}

void WorkerTables::showSelection(int current) {
  m_linking = true;
  std::vector<int> rows;
  for (const int worker : m_workspace.selection()) {
    if (const int row = m_workers->rowOf(worker); row >= 0) rows.push_back(row);
  }
  m_table->selectionModel()->select(ranges_of(*m_workers, std::move(rows)),
                                    QItemSelectionModel::ClearAndSelect);
  if (const int row = m_workers->rowOf(current); row >= 0) m_table->scrollTo(m_workers->index(row, 0));
  m_linking = false;
}

void WorkerTables::showSamples() {
  const AdapterSession& session = m_workspace.session();
  m_samples->setSamples(session.worstSamples());
  const auto& groups = session.groups();
  m_groups->setRowCount(static_cast<int>(groups.size()));
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const int row = static_cast<int>(i);
    m_groups->setItem(row, 0, new QTableWidgetItem(group_text(groups[i].group)));
    const QString texts[] = {widgets::count_text(groups[i].samples), widgets::number_text(groups[i].error)};
    for (int column = 1; column <= 2; ++column) {
      auto* item = new QTableWidgetItem(texts[column - 1]);
      item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
      m_groups->setItem(row, column, item);
    }
  }
}

}  // namespace prism::app
