// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/docks/jobs_panel.h"

#include "app/job_center.h"
#include "app/jobs_model.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QPushButton>
#include <QShortcut>
#include <QStyledItemDelegate>
#include <QTableView>

namespace prism::app {

namespace {

/// A thin bar of the accent colour behind the percentage; a moving one is not needed for unknown totals,
/// their stage and time tell enough.
class ProgressDelegate final : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    QStyledItemDelegate::paint(painter, option, index);
    const double fraction = index.data(JobsModel::kFractionRole).toDouble();
    if (fraction <= 0 || !index.data(JobsModel::kRunningRole).toBool()) return;
    QRect bar = option.rect.adjusted(2, 0, -2, -2);
    bar.setTop(bar.bottom() - 2);
    bar.setWidth(static_cast<int>(bar.width() * fraction));
    painter->fillRect(bar, option.palette.color(QPalette::Highlight));
  }
};

}  // namespace

JobsPanel::JobsPanel(JobCenter& jobs, JobsModel& model, QWidget* parent)
    : QWidget(parent), m_jobs(jobs), m_model(model), m_table(new QTableView(this)) {
  m_table->setModel(&model);
  m_table->setAccessibleName(tr("Jobs"));
  m_table->setItemDelegateForColumn(JobsModel::kProgress, new ProgressDelegate(m_table));
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_table->setShowGrid(false);
  m_table->setTextElideMode(Qt::ElideRight);
  m_table->setWordWrap(false);
  m_table->verticalHeader()->hide();
  m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 8);
  QHeaderView* header = m_table->horizontalHeader();
  header->setHighlightSections(false);
  header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  header->setSectionResizeMode(JobsModel::kTitle, QHeaderView::Stretch);
  header->setSectionResizeMode(JobsModel::kState, QHeaderView::Stretch);
  header->resizeSection(JobsModel::kProgress, 96);
  header->resizeSection(JobsModel::kRemaining, 120);

  m_cancel = new QPushButton(tr("Cancel job"), this);
  m_cancel->setToolTip(tr("Stop the selected job; what it has finished is kept"));
  auto* clear = new QPushButton(tr("Clear finished"), this);
  clear->setToolTip(tr("Remove finished jobs from this list"));
  auto* buttons = new QVBoxLayout;
  buttons->setSpacing(8);
  buttons->addWidget(m_cancel);
  buttons->addWidget(clear);
  buttons->addStretch();
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(8, 8, 8, 8);
  layout->setSpacing(8);
  layout->addWidget(m_table, 1);
  layout->addLayout(buttons);

  connect(m_cancel, &QPushButton::clicked, this, &JobsPanel::cancelSelected);
  connect(clear, &QPushButton::clicked, this, [this] { m_model.clearFinished(); });
  auto* stop = new QShortcut(QKeySequence::Delete, m_table, nullptr, nullptr, Qt::WidgetShortcut);
  connect(stop, &QShortcut::activated, this, &JobsPanel::cancelSelected);
  connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &JobsPanel::updateButtons);
  connect(&m_model, &QAbstractItemModel::dataChanged, this, &JobsPanel::updateButtons);
  connect(&m_model, &QAbstractItemModel::rowsInserted, this, &JobsPanel::updateButtons);
  connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &JobsPanel::updateButtons);
  updateButtons();
}

void JobsPanel::cancelSelected() {
  const QModelIndexList rows = m_table->selectionModel()->selectedRows();
  for (const QModelIndex& row : rows) m_jobs.cancel(m_model.ticket(row.row()));
  // With nothing selected the running job is meant.
  if (!rows.isEmpty()) return;
  for (int row = 0; row < m_model.rowCount(); ++row) {
    if (const JobTicket ticket = m_model.ticket(row)) {
      m_jobs.cancel(ticket);
      return;
    }
  }
}

void JobsPanel::updateButtons() {
  bool active = false;
  for (int row = 0; row < m_model.rowCount() && !active; ++row) active = bool(m_model.ticket(row));
  m_cancel->setEnabled(active);
}

}  // namespace prism::app
