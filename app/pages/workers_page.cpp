// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/workers_page.h"

#include "app/pages/figures_line.h"
#include "app/pages/plain_table.h"
#include "app/pages/sample_table_model.h"
#include "app/pages/tile_inspector.h"
#include "app/pages/worker_table_model.h"
#include "app/pages/worker_tools.h"
#include "app/workspace.h"
#include "widgets/colour_legend.h"
#include "widgets/empty_state.h"
#include "widgets/histogram_view.h"
#include "widgets/icons.h"
#include "widgets/numbers.h"
#include "widgets/tile_grid_view.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>
#include <QTableWidget>
#include <QVBoxLayout>

namespace prism::app {
namespace {

constexpr int kWorstSamples = 50;

PageInfo page_info() {
  return {QStringLiteral("workers"), WorkersPage::tr("Workers"),
          WorkersPage::tr("which tiles of the map are good, which are not"), QStringLiteral("workers")};
}

bool same_tiles(const Plan& a, const Plan& b) {
  return a.d_in == b.d_in && a.d_out == b.d_out && a.workers.size() == b.workers.size() &&
         std::equal(a.workers.begin(), a.workers.end(), b.workers.begin(),
                    [](const Worker& x, const Worker& y) { return x.rows == y.rows && x.cols == y.cols; });
}

}  // namespace

WorkersPage::WorkersPage(Workspace& workspace, QWidget* parent) : Page(page_info(), workspace, parent) {
  m_inspector = new TileInspector(workspace.jobs(), this);
  m_inspector->hide();
  makeActions();
  m_vertical = new QSplitter(Qt::Vertical);
  m_vertical->setChildrenCollapsible(false);
  m_vertical->addWidget(makePicture());
  m_vertical->addWidget(makeTables());
  m_vertical->setStretchFactor(0, 3);
  m_vertical->setStretchFactor(1, 2);

  m_figures = new QLabel;
  m_figures->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_repair = new QLabel;
  m_repair->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_repair->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  auto* footer = new QHBoxLayout;
  footer->addWidget(m_figures, 1);
  footer->addWidget(m_repair);
  auto* full = new QWidget;
  auto* full_layout = new QVBoxLayout(full);
  full_layout->setContentsMargins(0, 0, 0, 0);
  full_layout->addWidget(m_vertical, 1);
  full_layout->addLayout(footer);

  m_empty = new widgets::EmptyState;
  m_empty->addAction(m_train);
  m_stack = new QStackedWidget;
  m_stack->addWidget(m_empty);
  m_stack->addWidget(full);
  setBody(m_stack);
  connectSession();
  showState();
  showMap();
  showFigures();
}

void WorkersPage::makeActions() {
  AdapterSession& session = workspace().session();
  m_metric = new QComboBox;
  m_metric->setAccessibleName(tr("Metric shown"));
  for (const MetricInfo& info : all_metrics()) {
    m_metric->addItem(metricName(info.metric), static_cast<int>(info.metric));
    m_metric->setItemData(m_metric->count() - 1, metricMeaning(info.metric), Qt::ToolTipRole);
  }
  connect(m_metric, &QComboBox::currentIndexChanged, this,
          [this] { setMetric(static_cast<Metric>(m_metric->currentData().toInt())); });

  m_train = new QAction(widgets::icon(QStringLiteral("train")), tr("Train"), this);
  connect(m_train, &QAction::triggered, this, [this] {
    if (workspace().session().state() == AdapterSession::State::training) {
      workspace().session().cancel();
    } else {
      workspace().train();
    }
  });

  m_retrain = new QAction(widgets::icon(QStringLiteral("retrain")), tr("Retrain"), this);
  connect(m_retrain, &QAction::triggered, this, [this, &session] { session.retrain(retrainTarget()); });
  m_retrain_faulty = new QAction(tr("Retrain all faulty workers"), this);
  connect(m_retrain_faulty, &QAction::triggered, this, [&session] { session.retrain(session.faulty()); });
  m_retrain_selected = new QAction(tr("Retrain selected workers"), this);
  connect(m_retrain_selected, &QAction::triggered, this,
          [this, &session] { session.retrain(workspace().selection()); });
  auto* retrain_menu = new QMenu(this);
  retrain_menu->addAction(m_retrain_faulty);
  retrain_menu->addAction(m_retrain_selected);
  m_retrain->setMenu(retrain_menu);
  m_retrain->setProperty("split", true);  // the button itself retrains, its arrow opens the menu

  m_tools = new WorkerTools(
      workspace(), [this] { return m_grid->metric(); }, this);

  addHeaderWidget(m_metric);
  addHeaderAction(m_tools->action());
  addHeaderAction(m_train);
  addHeaderAction(m_retrain, true);
}

QWidget* WorkersPage::makePicture() {
  m_grid = new widgets::TileGridView;
  m_grid->setAccessibleName(tr("Workers of all pipes"));
  m_grid->setMinimumSize(320, 160);
  connect(m_grid, &widgets::TileGridView::selectionChanged, this, [this](const std::vector<int>& workers) {
    if (!m_linking) workspace().setSelection(workers);
  });
  connect(m_grid, &widgets::TileGridView::rangeChanged, this,
          [this] { m_histogram->setScale(m_grid->scale()); });
  connect(m_grid->legend(), &widgets::ColourLegend::rangeEdited, this, [this] { m_user_range = true; });
  connect(m_grid->legend(), &widgets::ColourLegend::resetRequested, this, [this] { m_user_range = true; });
  connect(m_grid, &widgets::TileGridView::currentChanged, this, &WorkersPage::setCurrentWorker);
  connect(m_grid, &widgets::TileGridView::hovered, this, [this](int worker) {
    m_histogram->setMarker(worker < 0 ? std::numeric_limits<double>::quiet_NaN()
                                      : m_grid->shownValue(worker));
  });
  m_histogram = new widgets::HistogramView;
  m_histogram->setAccessibleName(tr("Histogram of the metric"));
  m_histogram->setMinimumWidth(180);
  m_histogram->setLogarithmicCounts(true);  // five broken tiles must show beside five hundred healthy ones
  connect(m_histogram, &widgets::HistogramView::rangeSelected, this,
          [this](double, double, const std::vector<int>& workers) { workspace().setSelection(workers); });
  connect(m_histogram, &widgets::HistogramView::rangeCleared, this, [this] { workspace().setSelection({}); });
  m_histogram_title = new QLabel;
  m_histogram_title->setWordWrap(true);
  auto* side = new QWidget;
  auto* side_layout = new QVBoxLayout(side);
  side_layout->setContentsMargins(0, 0, 0, 0);
  side_layout->addWidget(m_histogram_title);
  side_layout->addWidget(m_histogram, 1);
  m_horizontal = new QSplitter(Qt::Horizontal);
  m_horizontal->setChildrenCollapsible(false);
  m_horizontal->addWidget(m_grid);
  m_horizontal->addWidget(side);
  m_horizontal->setStretchFactor(0, 4);
  m_horizontal->setStretchFactor(1, 1);
  return m_horizontal;
}

QWidget* WorkersPage::makeTables() {
  m_workers = new WorkerTableModel(this);
  m_table = plain_table(m_workers, tr("Workers"));
  m_table->setSortingEnabled(true);
  m_table->sortByColumn(WorkerTableModel::Id, Qt::AscendingOrder);
  const int em = fontMetrics().averageCharWidth();
  for (int column = 0; column < WorkerTableModel::kColumns; ++column) {
    const auto title = m_workers->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    m_table->setColumnWidth(column, em * std::max<int>(9, static_cast<int>(title.size()) + 5));
  }
  connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
    if (m_linking) return;
    std::vector<int> workers;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
      workers.push_back(m_workers->workerAt(index.row()));
    std::sort(workers.begin(), workers.end());
    workspace().setSelection(workers);
  });
  connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
          [this](const QModelIndex& current) {
            if (current.isValid() && !m_linking) setCurrentWorker(m_workers->workerAt(current.row()));
          });

  m_samples = new SampleTableModel(this);
  m_sample_table = plain_table(m_samples, tr("Worst test samples"));
  m_sample_table->setSelectionMode(QAbstractItemView::SingleSelection);
  const int widths[] = {16, 16, 24, 16, 40, 40};
  for (int column = 0; column < static_cast<int>(std::size(widths)); ++column)
    m_sample_table->setColumnWidth(column, widths[column] * em);
  m_sample_table->horizontalHeader()->setStretchLastSection(true);
  connect(m_sample_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
          [this](const QModelIndex& current) {
            if (!current.isValid()) return;
            std::vector<int> workers = m_samples->sampleAt(current.row()).row_blocks_worst;
            std::sort(workers.begin(), workers.end());
            workspace().setSelection(workers);
          });

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

  m_tabs = new QTabWidget;
  m_tabs->setDocumentMode(true);
  m_tabs->addTab(m_table, tr("Workers"));
  m_tabs->addTab(m_sample_table, tr("Worst samples"));
  m_tabs->addTab(m_groups, tr("Error by group"));
  connect(m_tabs, &QTabWidget::currentChanged, this, [this] { activate(); });
  return m_tabs;
}

void WorkersPage::connectSession() {
  AdapterSession& session = workspace().session();
  connect(&session, &AdapterSession::stateChanged, this, &WorkersPage::showState);
  connect(&session, &AdapterSession::errorMapChanged, this, &WorkersPage::showMap);
  connect(&session, &AdapterSession::figuresChanged, this, &WorkersPage::showFigures);
  connect(&session, &AdapterSession::repaired, this, &WorkersPage::showFigures);
  connect(&session, &AdapterSession::referenceChanged, this, &WorkersPage::showReference);
  connect(&session, &AdapterSession::samplesChanged, this, &WorkersPage::showSamples);
  connect(&session, &AdapterSession::adapterChanged, this, [this] {
    m_samples_wanted = true;
    m_inspector->show(workspace().session().adapter(), m_grid->current());
    activate();
  });
  connect(&session, &AdapterSession::gainPredicted, this,
          [this](const std::vector<int>& workers, double gain) {
            if (workers != retrainTarget()) return;
            m_predicted = gain;
            m_predicted_known = true;
            updateRetrain();
          });
  connect(&workspace(), &Workspace::selectionChanged, this, &WorkersPage::showSelection);
  connect(&workspace(), &Workspace::planChanged, this, &WorkersPage::showState);
  connect(&workspace(), &Workspace::dataChanged, this, &WorkersPage::showState);
}

QWidget* WorkersPage::inspector() {
  return m_inspector;
}

void WorkersPage::showState() {
  const AdapterSession& session = workspace().session();
  const auto state = session.state();
  const bool training = state == AdapterSession::State::training;
  QString why;
  const bool can_train = workspace().canTrain(&why);
  m_train->setText(training ? tr("Cancel training") : tr("Train"));
  m_train->setIcon(widgets::icon(training ? QStringLiteral("cancel") : QStringLiteral("train")));
  m_train->setEnabled(training || can_train);
  m_train->setToolTip(
      training ? tr("Stop; tiles that are finished are kept")
               : (why.isEmpty() ? tr("Train all workers by least squares in the background") : why));
  if (state == AdapterSession::State::none) {
    m_empty->setText(QStringLiteral("workers"), tr("Nothing is trained yet"),
                     can_train ? tr("Train the adapter to see its workers, or open a .prism file.") : why);
    m_stack->setCurrentIndex(0);
  } else {
    m_stack->setCurrentIndex(1);
  }
  const bool ready = state == AdapterSession::State::ready && !session.busy();
  m_tools->action()->setEnabled(ready || state == AdapterSession::State::unanalysed);
  askForGain();
  activate();
}

void WorkersPage::showMap() {
  const AdapterSession& session = workspace().session();
  const ErrorMap& map = session.errorMap();
  m_grid->setPlan(session.plan());
  if (map.workers.empty()) {
    m_grid->clearErrorMap();
  } else {
    m_grid->setErrorMap(map);
  }
  const bool other_workers = m_workers->rowCount() != static_cast<int>(map.workers.size());
  m_workers->setMap(map);
  if (!m_user_range) useUsualRange();
  fillHistogram();
  // While the map fills, the selection stays as it is: only other workers need it set again.
  if (other_workers) {
    showSelection();
  } else {
    askForGain();
  }
}

void WorkersPage::showReference() {
  const AdapterSession& session = workspace().session();
  if (session.reference() && same_tiles(session.reference()->plan, session.plan()) &&
      session.referenceMap().workers.size() == session.errorMap().workers.size()) {
    m_grid->setReference(session.referenceMap(), session.referenceName());
  } else {
    m_grid->clearReference();
    if (session.reference()) {
      Q_EMIT workspace().problemRaised(tr("%1 is cut into other tiles, so the two cannot be compared tile by "
                                          "tile. Choose an adapter with the same plan.")
                                           .arg(session.referenceName()),
                                       {});
    }
  }
  if (!m_user_range) useUsualRange();
  fillHistogram();
}

void WorkersPage::fillHistogram() {
  const Metric metric = m_grid->metric();
  const std::size_t count = workspace().session().errorMap().workers.size();
  std::vector<double> values(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = m_grid->shownValue(static_cast<int>(i));
  const bool logarithmic =
      all_metrics()[static_cast<std::size_t>(metric)].logarithmic && !m_grid->differenceMode();
  m_histogram->setValues(std::move(values), logarithmic);
  m_histogram->setLabel(metricName(metric),
                        QString::fromUtf8(all_metrics()[static_cast<std::size_t>(metric)].unit));
  m_histogram->setScale(m_grid->scale());
  const bool threshold = metric == Metric::deviation && !m_grid->differenceMode();
  m_histogram->setReferenceLine(threshold ? kFaultyDeviation : std::numeric_limits<double>::quiet_NaN(),
                                tr("faulty"));
  m_histogram_title->setText(metricMeaning(metric));
}

void WorkersPage::setMetric(Metric metric) {
  m_user_range = false;
  m_grid->setMetric(metric);
  useUsualRange();
  fillHistogram();
}

// Below their accuracy deviation and gain are rounding: a range from there makes healthy tiles look alike and
// broken ones stand out, which the percentiles of the values themselves would not.
void WorkersPage::useUsualRange() {
  const Metric metric = m_grid->metric();
  const bool absolute = metric == Metric::deviation || metric == Metric::gain;
  if (!absolute || m_grid->differenceMode()) {
    m_grid->setAutomaticRange();
    return;
  }
  double high = 1e-3;
  for (const WorkerFigures& figures : workspace().session().errorMap().workers) {
    const double value = figures.value(metric);
    if (std::isfinite(value)) high = std::max(high, value);
  }
  m_grid->setRange(metric == Metric::deviation ? 1e-12 : 1e-9, high);
}

void WorkersPage::setCurrentWorker(int worker) {
  m_inspector->show(workspace().session().adapter(), worker);
  if (worker >= 0 && m_grid->current() != worker) m_grid->setCurrent(worker);
}

void WorkersPage::showSelection() {
  if (m_linking) return;
  m_linking = true;
  const std::vector<int>& selection = workspace().selection();
  m_grid->setSelection(selection);
  QItemSelection rows;
  for (const int worker : selection) {
    const int row = m_workers->rowOf(worker);
    if (row >= 0)
      rows.select(m_workers->index(row, 0), m_workers->index(row, WorkerTableModel::kColumns - 1));
  }
  m_table->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
  if (!selection.empty()) {
    // The tile under the user's hand stays the current one, so that Shift+arrow extends from it.
    const bool keep = std::binary_search(selection.begin(), selection.end(), m_grid->current());
    const int shown = keep ? m_grid->current() : selection.front();
    const int row = m_workers->rowOf(shown);
    if (row >= 0) m_table->scrollTo(m_workers->index(row, 0));
    setCurrentWorker(shown);
  }
  m_linking = false;
  askForGain();
}

void WorkersPage::askForGain() {
  m_predicted_known = false;
  const auto target = retrainTarget();
  const AdapterSession& session = workspace().session();
  if (!target.empty() && session.state() == AdapterSession::State::ready && !session.busy()) {
    workspace().session().predictGain(target);
  }
  updateRetrain();
}

// One click repairs what is faulty; with nothing faulty it retrains what is selected.
std::vector<int> WorkersPage::retrainTarget() const {
  std::vector<int> faulty = workspace().session().faulty();
  return faulty.empty() ? workspace().selection() : faulty;
}

void WorkersPage::updateRetrain() {
  const AdapterSession& session = workspace().session();
  const bool ready = session.state() == AdapterSession::State::ready && !session.busy();
  const int faulty = static_cast<int>(session.faulty().size());
  const int selected = static_cast<int>(workspace().selection().size());
  m_retrain_faulty->setEnabled(ready && faulty > 0);
  m_retrain_selected->setEnabled(ready && selected > 0);
  const int target = faulty > 0 ? faulty : selected;
  QString text =
      faulty > 0 ? tr("Retrain %n faulty", nullptr, faulty) : tr("Retrain %n selected", nullptr, selected);
  if (target == 0) text = tr("No faulty worker");
  if (target > 0 && m_predicted_known && std::isfinite(m_predicted)) {
    const QString sign = m_predicted >= 0 ? QStringLiteral("+") : QString();
    text += tr("  ↑ %1%2 of |Z|²").arg(sign, widgets::number_text(m_predicted));
  }
  m_retrain->setText(text);
  m_retrain->setEnabled(ready && target > 0);
  m_retrain->setToolTip(target == 0
                            ? tr("Every worker is as its solver left it; select some to retrain them anyway")
                            : tr("Solve these workers again with all others frozen; can be undone"));
}

void WorkersPage::showFigures() {
  const AdapterSession& session = workspace().session();
  const auto& repair = session.lastRepair();
  m_figures->setText(FiguresLine::of(session.figures()));
  m_figures->setToolTip(session.figures().notes.join(QLatin1Char('\n')));
  m_repair->setText(repair ? FiguresLine::of(*repair) : QString());
}

void WorkersPage::showSamples() {
  const AdapterSession& session = workspace().session();
  m_samples->setSamples(session.worstSamples());
  const auto& groups = session.groups();
  m_groups->setRowCount(static_cast<int>(groups.size()));
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const int row = static_cast<int>(i);
    m_groups->setItem(row, 0, new QTableWidgetItem(QString::fromStdString(groups[i].group)));
    const QString texts[] = {widgets::count_text(groups[i].samples), widgets::number_text(groups[i].error)};
    for (int column = 1; column <= 2; ++column) {
      auto* item = new QTableWidgetItem(texts[column - 1]);
      item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
      m_groups->setItem(row, column, item);
    }
  }
}

void WorkersPage::activate() {
  AdapterSession& session = workspace().session();
  const bool wanted = m_samples_wanted && m_tabs->currentIndex() > 0 && isVisible();
  if (!wanted || session.state() != AdapterSession::State::ready) return;
  m_samples_wanted = false;
  session.findWorstSamples(kWorstSamples);
}

QJsonObject WorkersPage::saveState() const {
  const auto state = [](const QSplitter* splitter) {
    return QString::fromLatin1(splitter->saveState().toBase64());
  };
  const char* key = all_metrics()[static_cast<std::size_t>(m_grid->metric())].key;
  return {{QStringLiteral("metric"), QString::fromLatin1(key)},
          {QStringLiteral("tab"), m_tabs->currentIndex()},
          {QStringLiteral("vertical"), state(m_vertical)},
          {QStringLiteral("horizontal"), state(m_horizontal)}};
}

void WorkersPage::restoreState(const QJsonObject& state) {
  for (const MetricInfo& info : all_metrics()) {
    if (state[QStringLiteral("metric")].toString() == QLatin1String(info.key)) {
      m_metric->setCurrentIndex(m_metric->findData(static_cast<int>(info.metric)));
    }
  }
  const auto restore = [&state](QSplitter* splitter, const char* key) {
    const QByteArray bytes = QByteArray::fromBase64(state[QLatin1String(key)].toString().toLatin1());
    if (!bytes.isEmpty()) splitter->restoreState(bytes);
  };
  restore(m_vertical, "vertical");
  restore(m_horizontal, "horizontal");
  m_tabs->setCurrentIndex(state[QStringLiteral("tab")].toInt());
}

bool WorkersPage::busy() const {
  return workspace().session().busy() || m_inspector->busy();
}

}  // namespace prism::app
