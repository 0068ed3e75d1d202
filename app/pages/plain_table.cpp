// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/plain_table.h"

#include <QHeaderView>
#include <QTableView>

namespace prism::app {

QTableView* plain_table(QAbstractItemModel* model, const QString& accessible_name) {
  auto* table = new QTableView;
  table->setModel(model);
  table->setAccessibleName(accessible_name);
  table->setSelectionBehavior(QAbstractItemView::SelectRows);
  table->setShowGrid(false);
  table->setAlternatingRowColors(true);
  table->setWordWrap(false);
  table->verticalHeader()->hide();
  table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 6);
  return table;
}

}  // namespace prism::app
