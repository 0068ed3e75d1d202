// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/workers_page.h"

#include "app/pages/data_dialog.h"
#include "app/pages/figures_line.h"
#include "app/pages/notice.h"
#include "app/pages/tile_inspector.h"
#include "app/pages/train_menu.h"
#include "app/pages/worker_picture.h"
#include "app/pages/worker_table_model.h"
#include "app/pages/worker_tables.h"
#include "app/pages/worker_tools.h"
#include "app/text_training.h"
#include "app/workspace.h"
#include "widgets/empty_state.h"
#include "widgets/icons.h"
#include "widgets/numbers.h"
#include "widgets/tile_grid_view.h"

#include <algorithm>
#include <cmath>

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace prism::app {
namespace {

constexpr int kWorstSamples = 50;

PageInfo page_info() {
  return {QStringLiteral("workers"), WorkersPage::tr("Workers"),
          WorkersPage::tr("which tiles of the map are good, which are not"), QStringLiteral("workers")};
}

}  // namespace

WorkersPage::WorkersPage(Workspace& workspace, QWidget* parent) : Page(page_info(), workspace, parent) {
  m_inspector = new TileInspector(workspace.jobs(), this);
  m_inspector->hide();
  m_picture = new WorkerPicture(workspace);
  m_tables = new WorkerTables(workspace);
  makeActions();
  m_empty = new widgets::EmptyState;
  m_empty->addAction(m_train->action());
  m_stack = new QStackedWidget;
  m_stack->addWidget(m_empty);
  m_stack->addWidget(makeBody());
  setBody(m_stack);
  connectSession();
  showState();
  showMap();
  showFigures();
}

void WorkersPage::makeActions() {
  m_metric = new QComboBox;
  m_metric->setAccessibleName(tr("Metric shown"));
  for (const MetricInfo& info : all_metrics()) {
    m_metric->addItem(metricName(info.metric), static_cast<int>(info.metric));
    m_metric->setItemData(m_metric->count() - 1, metricMeaning(info.metric), Qt::ToolTipRole);
  }
  connect(m_metric, &QComboBox::currentIndexChanged, this,
          [this] { m_picture->setMetric(static_cast<Metric>(m_metric->currentData().toInt())); });
  m_tools = new WorkerTools(
      workspace(), [this] { return m_picture->shownMetric(); }, this);
  m_train = new TrainMenu(workspace(), this);
  new TextTraining(workspace(), m_train->menu(), this);
  m_retrain = makeRetrain();
  addHeaderWidget(m_metric);
  addHeaderAction(m_tools->action());
  addHeaderAction(m_train->action());
  addHeaderAction(m_retrain, true);
}

QAction* WorkersPage::makeRetrain() {
  AdapterSession& session = workspace().session();
  auto* retrain = new QAction(widgets::icon(QStringLiteral("retrain")), tr("Retrain"), this);
  connect(retrain, &QAction::triggered, this, [this, &session] { session.retrain(retrainTarget()); });
  m_retrain_faulty = new QAction(tr("Retrain all faulty workers"), this);
  connect(m_retrain_faulty, &QAction::triggered, this, [&session] { session.retrain(session.faulty()); });
  m_retrain_selected = new QAction(tr("Retrain selected workers"), this);
  connect(m_retrain_selected, &QAction::triggered, this,
          [this, &session] { session.retrain(workspace().selection()); });
  auto* menu = new QMenu(this);
  menu->addAction(m_retrain_faulty);
  menu->addAction(m_retrain_selected);
  retrain->setMenu(menu);
  retrain->setProperty("split", true);  // the button itself retrains, its arrow opens the menu
  return retrain;
}

QWidget* WorkersPage::makeBody() {
  m_missing = new Notice;
  m_analyse = new QAction(tr("Analyse"), this);
  m_analyse->setToolTip(tr("Work the figures out with the data the adapter names"));
  connect(m_analyse, &QAction::triggered, this,
          [this] { workspace().session().analyseWith(workspace().session().data()); });
  auto* locate = new QAction(widgets::icon(QStringLiteral("folder")), tr("Locate data…"), this);
  locate->setToolTip(tr("Choose the data this adapter was trained on, where it is now"));
  connect(locate, &QAction::triggered, this, &WorkersPage::locateData);
  m_missing->addAction(m_analyse);
  m_missing->addAction(locate);

  m_vertical = new QSplitter(Qt::Vertical);
  m_vertical->setChildrenCollapsible(false);
  m_vertical->addWidget(m_picture);
  m_vertical->addWidget(m_tables);
  m_vertical->setStretchFactor(0, 3);
  m_vertical->setStretchFactor(1, 2);
  m_figures = new QLabel;
  m_figures->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_figures->setWordWrap(true);  // a long line must not widen the window
  m_repair = new QLabel;
  m_repair->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_repair->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  auto* footer = new QHBoxLayout;
  footer->addWidget(m_figures, 1);
  footer->addWidget(m_repair);
  auto* body = new QWidget;
  auto* layout = new QVBoxLayout(body);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(m_missing);
  layout->addWidget(m_vertical, 1);
  layout->addLayout(footer);
  return body;
}

void WorkersPage::connectSession() {
  AdapterSession& session = workspace().session();
  connect(&session, &AdapterSession::stateChanged, this, &WorkersPage::showState);
  connect(&session, &AdapterSession::errorMapChanged, this, &WorkersPage::showMap);
  connect(&session, &AdapterSession::figuresChanged, this, &WorkersPage::showFigures);
  connect(&session, &AdapterSession::repaired, this, &WorkersPage::showFigures);
  connect(&session, &AdapterSession::referenceChanged, m_picture, &WorkerPicture::showReference);
  connect(&session, &AdapterSession::samplesChanged, m_tables, &WorkerTables::showSamples);
  connect(&session, &AdapterSession::adapterChanged, this, [this] {
    m_samples_wanted = true;
    m_inspector->show(workspace().session().adapter(), m_picture->grid().current());
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
  connect(&m_picture->grid(), &widgets::TileGridView::currentChanged, this, &WorkersPage::setCurrentWorker);
  connect(m_tables, &WorkerTables::currentWorkerChanged, this, &WorkersPage::setCurrentWorker);
  connect(m_tables, &QTabWidget::currentChanged, this, [this] { activate(); });
}

QWidget* WorkersPage::inspector() {
  return m_inspector;
}

void WorkersPage::showState() {
  const AdapterSession& session = workspace().session();
  const auto state = session.state();
  if (state == AdapterSession::State::none) {
    QString why;
    const bool can_train = workspace().canTrain(&why);
    m_empty->setText(QStringLiteral("workers"), tr("Nothing is trained yet"),
                     can_train ? tr("Train the adapter to see its workers, or open a .prism file.") : why);
    m_stack->setCurrentIndex(0);
  } else {
    m_stack->setCurrentIndex(1);
  }
  const bool ready = state == AdapterSession::State::ready && !session.busy();
  m_tools->action()->setEnabled(ready || state == AdapterSession::State::unanalysed);
  showMissingData();
  askForGain();
  activate();
}

void WorkersPage::showMissingData() {
  const AdapterSession& session = workspace().session();
  if (session.state() != AdapterSession::State::unanalysed || session.busy()) {
    m_missing->setText({});
    return;
  }
  const bool named = !session.data().empty();
  m_analyse->setVisible(named);
  m_missing->setText(
      named ? tr("The figures of this adapter are not worked out: its data could not be read where it was.")
            : tr("The adapter does not say what it was trained on, so its figures cannot be worked out."));
}

void WorkersPage::locateData() {
  AdapterSession& session = workspace().session();
  auto* dialog = new DataDialog(
      tr("Data of this adapter"), tr("Analyse"),
      {DataDialog::models, DataDialog::matrices, DataDialog::pairs, DataDialog::text}, session.data(), this);
  connect(dialog, &DataDialog::chosen, &session, &AdapterSession::analyseWith);
  dialog->open();
}

void WorkersPage::showMap() {
  m_picture->showMap();
  // While the map fills, the selection stays as it is: only other workers need it set again.
  if (m_tables->showMap()) {
    showSelection();
  } else {
    askForGain();
  }
}

void WorkersPage::setCurrentWorker(int worker) {
  m_inspector->show(workspace().session().adapter(), worker);
  widgets::TileGridView& grid = m_picture->grid();
  if (worker >= 0 && grid.current() != worker) grid.setCurrent(worker);
}

void WorkersPage::showSelection() {
  if (m_linking) return;
  m_linking = true;
  const std::vector<int>& selection = workspace().selection();
  m_picture->showSelection();
  // The tile under the user's hand stays the current one, so that Shift+arrow extends from it.
  const int current = m_picture->grid().current();
  const bool keep = std::binary_search(selection.begin(), selection.end(), current);
  const int shown = selection.empty() ? -1 : keep ? current : selection.front();
  m_tables->showSelection(shown);
  if (shown >= 0) setCurrentWorker(shown);
  m_linking = false;
  askForGain();
}

void WorkersPage::askForGain() {
  m_predicted_known = false;
  const auto target = retrainTarget();
  AdapterSession& session = workspace().session();
  if (!target.empty() && session.state() == AdapterSession::State::ready && !session.busy()) {
    session.predictGain(target);
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

void WorkersPage::activate() {
  AdapterSession& session = workspace().session();
  const bool wanted = m_samples_wanted && m_tables->wantsSamples() && isVisible();
  if (!wanted || session.state() != AdapterSession::State::ready) return;
  m_samples_wanted = false;
  session.findWorstSamples(kWorstSamples);
}

QJsonObject WorkersPage::saveState() const {
  const auto state = [](const QSplitter* splitter) {
    return QString::fromLatin1(splitter->saveState().toBase64());
  };
  const char* key = all_metrics()[static_cast<std::size_t>(m_picture->shownMetric())].key;
  return {{QStringLiteral("metric"), QString::fromLatin1(key)},
          {QStringLiteral("tab"), m_tables->currentIndex()},
          {QStringLiteral("vertical"), state(m_vertical)},
          {QStringLiteral("horizontal"), state(m_picture)}};
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
  restore(m_picture, "horizontal");
  m_tables->setCurrentIndex(state[QStringLiteral("tab")].toInt());
}

bool WorkersPage::busy() const {
  return workspace().session().busy() || m_inspector->busy();
}

}  // namespace prism::app
