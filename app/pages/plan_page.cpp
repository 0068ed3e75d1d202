// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/plan_page.h"

#include "app/core_texts.h"
#include "app/pages/plan_controls.h"
#include "app/workspace.h"
#include "core/base/text_format.h"
#include "core/plan/plan.h"
#include "widgets/empty_state.h"
#include "widgets/icons.h"
#include "widgets/numbers.h"
#include "widgets/tile_grid_view.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>

namespace prism::app {
namespace {

PageInfo page_info() {
  return {QStringLiteral("plan"), PlanPage::tr("Plan"),
          PlanPage::tr("how the map is cut into tiles, and what that costs"), QStringLiteral("plan")};
}

QTableWidget* small_table(const QStringList& header, const QString& name) {
  auto* table = new QTableWidget(0, static_cast<int>(header.size()));
  table->setAccessibleName(name);
  table->setHorizontalHeaderLabels(header);
  table->verticalHeader()->hide();
  table->setShowGrid(false);
  table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table->setSelectionBehavior(QAbstractItemView::SelectRows);
  table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 8);
  table->setFocusPolicy(Qt::TabFocus);
  return table;
}

void set_cell(QTableWidget* table, int row, int column, const QString& text, const QString& tip = {}) {
  auto* item = new QTableWidgetItem(text);
  item->setToolTip(tip.isEmpty() ? text : tip);
  item->setTextAlignment((column == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
  table->setItem(row, column, item);
}

/// Tables that show all their rows: no inner scrolling for four lines.
void fit_height(QTableWidget* table) {
  int height = table->horizontalHeader()->sizeHint().height() + 2 * table->frameWidth() + 2;
  for (int row = 0; row < table->rowCount(); ++row) height += table->rowHeight(row);
  table->setFixedHeight(std::min(height, 260));
}

QString kind_text(PipeKind kind) {
  switch (kind) {
    case PipeKind::custom:
      return PlanPage::tr("custom");
    case PipeKind::cube:
      return PlanPage::tr("cube");
    case PipeKind::level:
      return PlanPage::tr("level");
  }
  return {};
}

}  // namespace

PlanPage::PlanPage(Workspace& workspace, QWidget* parent) : Page(page_info(), workspace, parent) {
  m_train = new QAction(widgets::icon(QStringLiteral("train")), tr("Train"), this);
  m_train->setToolTip(tr("Train all workers of this plan"));
  connect(m_train, &QAction::triggered, &workspace, &Workspace::train);
  addHeaderAction(m_train, true);

  m_grid = new widgets::TileGridView;
  m_grid->setAccessibleName(tr("Tiles of the plan"));
  m_grid->setMinimumSize(320, 220);
  m_pipes = small_table({tr("Pipe"), tr("Grid"), tr("Tile"), tr("Experts"), tr("Workers")}, tr("Pipes"));
  m_costs = small_table({tr("Cost a position"), tr("Dense"), tr("This plan"), tr("Ratio")}, tr("Costs"));
  m_notes = new QLabel;
  m_notes->setWordWrap(true);
  m_notes->setTextInteractionFlags(Qt::TextSelectableByMouse);

  auto* picture = new QWidget;
  auto* picture_layout = new QVBoxLayout(picture);
  picture_layout->setContentsMargins(0, 0, 0, 0);
  picture_layout->addWidget(m_grid, 1);
  picture_layout->addWidget(m_notes);

  m_empty = new widgets::EmptyState;
  m_stack = new QStackedWidget;
  m_stack->addWidget(m_empty);
  m_stack->addWidget(picture);

  auto* side = new QWidget;
  auto* side_layout = new QVBoxLayout(side);
  side_layout->setContentsMargins(12, 0, 0, 0);
  side_layout->setSpacing(12);
  side_layout->addWidget(new PlanControls(workspace));
  side_layout->addWidget(m_costs);
  side_layout->addWidget(m_pipes);
  side_layout->addStretch(1);
  auto* controls = new QScrollArea;
  controls->setWidgetResizable(true);
  controls->setFrameShape(QFrame::NoFrame);
  controls->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  controls->setWidget(side);
  controls->setMinimumWidth(fontMetrics().averageCharWidth() * 58);

  m_splitter = new QSplitter(Qt::Horizontal);
  m_splitter->setChildrenCollapsible(false);
  m_splitter->addWidget(m_stack);
  m_splitter->addWidget(controls);
  m_splitter->setStretchFactor(0, 1);
  m_splitter->setStretchFactor(1, 0);
  setBody(m_splitter);

  connect(&workspace, &Workspace::planChanged, this, &PlanPage::showPlan);
  connect(&workspace, &Workspace::dataChanged, this, &PlanPage::showPlan);
  connect(&workspace.session(), &AdapterSession::stateChanged, this, &PlanPage::showPlan);
  showPlan();
}

void PlanPage::showPlan() {
  QString why;
  m_train->setEnabled(workspace().canTrain(&why));
  m_train->setToolTip(why.isEmpty() ? tr("Train all workers of this plan") : why);
  const Plan& plan = workspace().plan();
  if (plan.workers.empty()) {
    const QString problem = workspace().planProblem();
    m_empty->setText(
        QStringLiteral("plan"), tr("There is no plan yet"),
        problem.isEmpty() ? tr("Open two models on the Pair page; their widths decide the plan.") : problem);
    m_stack->setCurrentIndex(0);
    return;
  }
  m_stack->setCurrentIndex(1);
  m_grid->setPlan(plan);
  fillPipes();
  fillCosts();
  QStringList notes;
  for (const std::string& note : plan.notes) notes << note_text(note);
  m_notes->setText(notes.join(QLatin1Char('\n')));
  m_notes->setVisible(!notes.isEmpty());
}

void PlanPage::fillPipes() {
  const Plan& plan = workspace().plan();
  m_pipes->setRowCount(static_cast<int>(plan.pipes.size()));
  for (std::size_t i = 0; i < plan.pipes.size(); ++i) {
    const PipePlan& pipe = plan.pipes[i];
    const int row = static_cast<int>(i);
    set_cell(m_pipes, row, 0, tr("%1, %2").arg(row + 1).arg(kind_text(pipe.kind)));
    set_cell(m_pipes, row, 1, QStringLiteral("%1 × %2").arg(pipe.grid_rows).arg(pipe.grid_cols),
             tr("%1 rows of tiles (outputs) × %2 columns (inputs); this pipe has %3 of the positions")
                 .arg(pipe.grid_rows)
                 .arg(pipe.grid_cols)
                 .arg(pipe.positions));
    set_cell(m_pipes, row, 2, QStringLiteral("%1 × %2").arg(pipe.tile_rows).arg(pipe.tile_cols),
             tr("outputs × inputs, as stored"));
    set_cell(m_pipes, row, 3, widgets::count_text(pipe.experts));
    set_cell(m_pipes, row, 4, widgets::count_text(pipe.workers));
  }
  fit_height(m_pipes);
}

void PlanPage::fillCosts() {
  const PlanCosts costs = count_costs(workspace().plan());
  struct Row {
    QString name;
    std::int64_t dense, plan;
    bool bytes;
  };
  const Row rows[] = {
      {tr("Multiply-adds"), costs.macs_dense, costs.macs_active, false},
      {tr("Stored, f32"), costs.bytes_dense, costs.bytes_stored, true},
      {tr("Read a position"), costs.bytes_dense, costs.bytes_active, true},
  };
  m_costs->setRowCount(static_cast<int>(std::size(rows)));
  for (int row = 0; row < m_costs->rowCount(); ++row) {
    const auto& [name, dense, own, bytes] = rows[row];
    const auto text = [bytes = bytes](std::int64_t value) {
      return QString::fromStdString(bytes ? format_bytes(static_cast<std::uint64_t>(value))
                                          : format_count(static_cast<double>(value)));
    };
    set_cell(m_costs, row, 0, name);
    set_cell(m_costs, row, 1, text(dense), widgets::count_text(dense));
    set_cell(m_costs, row, 2, text(own), widgets::count_text(own));
    set_cell(m_costs, row, 3,
             tr("%1 ×").arg(widgets::number_text(static_cast<double>(own) / static_cast<double>(dense))));
  }
  fit_height(m_costs);
}

QJsonObject PlanPage::saveState() const {
  return {{QStringLiteral("splitter"), QString::fromLatin1(m_splitter->saveState().toBase64())}};
}

void PlanPage::restoreState(const QJsonObject& state) {
  const QByteArray splitter = QByteArray::fromBase64(state[QStringLiteral("splitter")].toString().toLatin1());
  if (!splitter.isEmpty()) m_splitter->restoreState(splitter);
}

}  // namespace prism::app
