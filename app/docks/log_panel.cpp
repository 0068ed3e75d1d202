// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/docks/log_panel.h"

#include "app/log_model.h"

#include <algorithm>

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QTableView>

namespace prism::app {

LogPanel::LogPanel(LogModel& model, QWidget* parent)
    : QWidget(parent), m_model(model), m_filter(new LogFilter(this)), m_table(new QTableView(this)) {
  m_filter->setSourceModel(&model);
  m_table->setModel(m_filter);
  m_table->setAccessibleName(tr("Log lines"));
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_table->setShowGrid(false);
  m_table->setWordWrap(false);
  m_table->verticalHeader()->hide();
  m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 6);
  QHeaderView* header = m_table->horizontalHeader();
  header->setHighlightSections(false);
  header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  header->setStretchLastSection(true);
  header->resizeSection(LogModel::kTime, 80);
  header->resizeSection(LogModel::kLevel, 80);

  auto* level = new QComboBox(this);
  level->setAccessibleName(tr("Lowest level shown"));
  level->addItems({tr("All levels"), tr("Warnings and errors"), tr("Errors only")});
  auto* text = new QLineEdit(this);
  text->setAccessibleName(tr("Filter the log"));
  text->setPlaceholderText(tr("Filter"));
  text->setClearButtonEnabled(true);
  auto* copy = new QPushButton(tr("Copy"), this);
  copy->setToolTip(tr("Copy the selected lines, or all that are shown"));
  auto* controls = new QHBoxLayout;
  controls->setSpacing(8);
  controls->addWidget(level);
  controls->addWidget(text, 1);
  controls->addWidget(copy);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(8, 8, 8, 8);
  layout->setSpacing(8);
  layout->addLayout(controls);
  layout->addWidget(m_table, 1);

  connect(level, &QComboBox::currentIndexChanged, this,
          [this](int index) { m_filter->setLowestLevel(static_cast<LogLevel>(std::max(index, 0))); });
  connect(text, &QLineEdit::textChanged, m_filter, &LogFilter::setText);
  connect(copy, &QPushButton::clicked, this, &LogPanel::copySelected);
  auto* keys = new QShortcut(QKeySequence::Copy, m_table, nullptr, nullptr, Qt::WidgetShortcut);
  connect(keys, &QShortcut::activated, this, &LogPanel::copySelected);
  connect(m_filter, &QAbstractItemModel::rowsInserted, m_table, &QTableView::scrollToBottom);
}

void LogPanel::copySelected() {
  std::vector<int> rows;
  for (const QModelIndex& row : m_table->selectionModel()->selectedRows()) {
    rows.push_back(m_filter->mapToSource(row).row());
  }
  if (rows.empty()) {
    for (int row = 0; row < m_filter->rowCount(); ++row) {
      rows.push_back(m_filter->mapToSource(m_filter->index(row, 0)).row());
    }
  }
  std::sort(rows.begin(), rows.end());
  QStringList lines;
  for (const int row : rows) lines << m_model.line(row);
  QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

}  // namespace prism::app
