// SPDX-License-Identifier: GPL-3.0-or-later
// The part of InferencePage that builds it: actions, menus, the parts of the page, what is kept of them.
#include "app/inference_session.h"
#include "app/pages/continuation_panel.h"
#include "app/pages/generation_panel.h"
#include "app/pages/inference_page.h"
#include "app/pages/plain_table.h"
#include "app/pages/prompt_edit.h"
#include "app/pages/run_history_model.h"
#include "app/pages/step_table_model.h"
#include "app/pages/stitch_panel.h"
#include "app/workspace.h"
#include "core/base/atomic_file.h"
#include "widgets/empty_state.h"
#include "widgets/icons.h"
#include "widgets/tile_grid_view.h"

#include <algorithm>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonArray>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace prism::app {

namespace {

constexpr qsizetype kHistoryCharacters = 2'000'000;  ///< of texts kept in the session

PageInfo page_info() {
  return {QStringLiteral("inference"), InferencePage::tr("Inference"),
          InferencePage::tr("text in at the upper model, through the adapter, out at the lower"),
          QStringLiteral("inference")};
}

}  // namespace

InferencePage::InferencePage(Workspace& workspace, QWidget* parent) : Page(page_info(), workspace, parent) {
  makeActions();
  auto* full = new QWidget;
  auto* layout = new QVBoxLayout(full);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  m_warning = new QLabel;
  m_warning->setWordWrap(true);
  m_warning->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_warning->hide();
  m_vertical = new QSplitter(Qt::Vertical);
  m_vertical->setChildrenCollapsible(false);
  m_vertical->addWidget(makePrompt());
  m_vertical->addWidget(makeTexts());
  m_tabs = new QTabWidget;
  m_tabs->setDocumentMode(true);
  m_tabs->addTab(makeSteps(), tr("Steps"));
  m_stitch = new StitchPanel(workspace.inference());
  addAction(m_stitch->measureAction());
  addAction(m_stitch->measureSampledAction());
  m_tabs->addTab(m_stitch, tr("Stitched perplexity"));
  m_tabs->addTab(makeHistory(), tr("History"));
  m_vertical->addWidget(m_tabs);
  m_vertical->setStretchFactor(0, 2);
  m_vertical->setStretchFactor(1, 4);
  m_vertical->setStretchFactor(2, 6);
  m_figures = new QLabel;
  m_figures->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_figures->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  m_activity = new QLabel;
  m_activity->setAccessibleName(tr("What the models do"));
  auto* footer = new QHBoxLayout;
  footer->addWidget(m_figures, 1);
  footer->addWidget(m_activity);
  layout->addWidget(m_warning);
  layout->addWidget(m_vertical, 1);
  layout->addLayout(footer);

  m_empty = new widgets::EmptyState;
  m_empty->addAction(m_train);
  m_empty->addAction(m_open_upper);
  m_empty->addAction(m_open_lower);
  m_stack = new QStackedWidget;
  m_stack->addWidget(m_empty);
  m_stack->addWidget(full);
  setBody(m_stack);

  InferenceSession& session = workspace.inference();
  connect(&session, &InferenceSession::stateChanged, this, &InferencePage::showState);
  connect(&session, &InferenceSession::activityChanged, this,
          [this, &session] { m_activity->setText(session.activity()); });
  connect(&session, &InferenceSession::runChanged, this, &InferencePage::showRun);
  connect(&session, &InferenceSession::runGrew, this, &InferencePage::showGrowth);
  connect(&session, &InferenceSession::secondChanged, this, &InferencePage::showSecond);
  connect(&session, &InferenceSession::historyChanged, this, &InferencePage::showHistory);
  connect(&session, &InferenceSession::measured, this, [this] { m_tabs->setCurrentWidget(m_stitch); });
  connect(&workspace.session(), &AdapterSession::stateChanged, this, &InferencePage::showState);
  connect(&workspace.session(), &AdapterSession::adapterChanged, this, &InferencePage::showState);
  connect(&workspace, &Workspace::dataChanged, this, &InferencePage::showState);
  connect(&workspace, &Workspace::planChanged, this, &InferencePage::showState);
  showRun();
  showHistory();
}

void InferencePage::makeActions() {
  m_run = new QAction(widgets::icon(QStringLiteral("play")), tr("Run"), this);
  m_run->setShortcut(QKeySequence(tr("Ctrl+Return")));
  connect(m_run, &QAction::triggered, this, &InferencePage::runOrStop);
  m_stop = new QAction(widgets::icon(QStringLiteral("stop")), tr("Stop the models"), this);
  m_stop->setShortcut(QKeySequence(Qt::Key_Escape));
  m_stop->setShortcutContext(Qt::WidgetWithChildrenShortcut);
  connect(m_stop, &QAction::triggered, this, [this] { workspace().inference().stop(); });
  addAction(m_stop);
  makeSecondMenu();
  makeExportMenu();
  addHeaderAction(m_second_action);
  addHeaderAction(m_export);
  addHeaderAction(m_run, true);

  m_train = new QAction(widgets::icon(QStringLiteral("train")), tr("Train the adapter"), this);
  connect(m_train, &QAction::triggered, this, [this] { workspace().train(); });
  const auto open = [this](Side side) {
    const QString title = side == Side::upper ? tr("Open upper model") : tr("Open lower model");
    const QString path = QFileDialog::getExistingDirectory(this, title);
    if (!path.isEmpty()) workspace().pair().open(side, path);
  };
  m_open_upper = new QAction(widgets::icon(QStringLiteral("folder")), tr("Open upper model…"), this);
  connect(m_open_upper, &QAction::triggered, this, [open] { open(Side::upper); });
  m_open_lower = new QAction(widgets::icon(QStringLiteral("folder")), tr("Open lower model…"), this);
  connect(m_open_lower, &QAction::triggered, this, [open] { open(Side::lower); });
}

void InferencePage::makeSecondMenu() {
  InferenceSession& session = workspace().inference();
  m_second_action = new QAction(widgets::icon(QStringLiteral("compare")), tr("Second adapter"), this);
  m_second_action->setToolTip(tr("Another adapter that speaks beside the open one"));
  auto* menu = new QMenu(this);
  QAction* open = menu->addAction(tr("Open a second adapter…"), this, [this, &session] {
    auto* dialog =
        new QFileDialog(this, tr("Open a second adapter"), {}, tr("Adapters (*.prism);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, &session, &InferenceSession::openSecond);
    dialog->open();
  });
  QAction* reference =
      menu->addAction(tr("Use the version kept for comparison"), &session, &InferenceSession::useReference);
  QAction* none = menu->addAction(tr("Only the open adapter"), &session, &InferenceSession::clearSecond);
  connect(menu, &QMenu::aboutToShow, this, [this, &session, reference, none] {
    reference->setEnabled(workspace().session().reference() != nullptr);
    none->setEnabled(session.second() != nullptr);
  });
  for (QAction* action : {open, reference, none}) addAction(action);
  m_second_action->setMenu(menu);
}

void InferencePage::makeExportMenu() {
  m_export = new QAction(widgets::icon(QStringLiteral("export")), tr("Export"), this);
  auto* menu = new QMenu(this);
  const InferenceSession& session = workspace().inference();
  QAction* copy =
      menu->addAction(widgets::icon(QStringLiteral("copy")), tr("Copy all texts"), this,
                      [&session] { QApplication::clipboard()->setText(session.current().text()); });
  QAction* text = menu->addAction(tr("Save all texts…"), this, [this, &session] {
    saveText(tr("Save texts"), QStringLiteral("inference.txt"), tr("Texts (*.txt)"),
             session.current().text());
  });
  QAction* steps = menu->addAction(tr("Save the steps as CSV…"), this, [this, &session] {
    saveText(tr("Save steps"), QStringLiteral("steps.csv"), tr("CSV table (*.csv)"),
             session.current().stepsCsv());
  });
  for (QAction* action : {copy, text, steps}) addAction(action);
  m_export->setMenu(menu);
}

void InferencePage::saveText(const QString& title, const QString& name, const QString& filter,
                             const QString& text) {
  auto* dialog = new QFileDialog(this, title, name, filter);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QFileInfo(name).suffix());
  connect(dialog, &QFileDialog::fileSelected, this, [this, text, title](const QString& path) {
    workspace().jobs().submit(
        Lane::io, title, this,
        [text = text.toStdString(), file = std::filesystem::path(path.toStdString())](const RunControl&) {
          write_file(file, text);
        },
        [this, title](const JobEvent& event) {
          if (event.end == JobEnd::failed) {
            Q_EMIT workspace().problemRaised(sentence_of(title, event),
                                             QString::fromStdString(event.message));
          }
        });
  });
  dialog->open();
}

QWidget* InferencePage::makePrompt() {
  m_prompt = new PromptEdit;
  m_prompt->setPrompt(tr("The morning was bright and cold, and the road"));
  m_prompt->setMinimumHeight(56);
  connect(m_prompt, &PromptEdit::runRequested, this, [this] {
    if (m_run->isEnabled()) runOrStop();
  });
  connect(m_prompt, &PromptEdit::textRefused, this,
          [this](const QString& sentence) { Q_EMIT workspace().problemRaised(sentence, {}); });
  m_generation = new GenerationPanel;
  m_horizontal = new QSplitter(Qt::Horizontal);
  m_horizontal->setChildrenCollapsible(false);
  m_horizontal->addWidget(m_prompt);
  m_horizontal->addWidget(m_generation);
  m_horizontal->setStretchFactor(0, 1);
  m_horizontal->setStretchFactor(1, 0);
  return m_horizontal;
}

QWidget* InferencePage::makeTexts() {
  auto* texts = new QSplitter(Qt::Horizontal);
  texts->setChildrenCollapsible(false);
  for (ContinuationPanel** panel : {&m_upper, &m_through, &m_second, &m_alone}) {
    *panel = new ContinuationPanel;
    texts->addWidget(*panel);
  }
  m_second->hide();
  return texts;
}

QWidget* InferencePage::makeSteps() {
  m_steps = new StepTableModel(this);
  m_step_table = plain_table(m_steps, tr("Steps"));
  m_step_table->setSelectionMode(QAbstractItemView::SingleSelection);
  const int em = fontMetrics().averageCharWidth();
  m_step_table->horizontalHeader()->setDefaultSectionSize(17 * em);
  const auto widths = [this, em] {
    m_step_table->setColumnWidth(StepTableModel::Step, 7 * em);
    m_step_table->setColumnWidth(StepTableModel::Part, 11 * em);
    m_step_table->setColumnWidth(StepTableModel::Active, 9 * em);
  };
  widths();
  connect(m_steps, &QAbstractItemModel::modelReset, this, widths);
  connect(m_step_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
          [this](const QModelIndex& current) {
            m_follow = !current.isValid();
            showStep();
          });
  m_step_title = new QLabel;
  m_step_title->setWordWrap(true);
  m_grid = new widgets::TileGridView;
  m_grid->setAccessibleName(tr("Active workers"));
  m_grid->setMetric(Metric::utilisation);
  m_grid->setMinimumSize(240, 100);
  auto* side = new QWidget;
  auto* column = new QVBoxLayout(side);
  column->setContentsMargins(0, 8, 0, 0);
  column->setSpacing(4);
  column->addWidget(m_step_title);
  column->addWidget(m_grid, 1);
  m_step_splitter = new QSplitter(Qt::Horizontal);
  m_step_splitter->setChildrenCollapsible(false);
  m_step_splitter->addWidget(m_step_table);
  m_step_splitter->addWidget(side);
  m_step_splitter->setStretchFactor(0, 1);
  m_step_splitter->setStretchFactor(1, 1);
  m_step_splitter->setSizes({600, 600});
  return m_step_splitter;
}

QWidget* InferencePage::makeHistory() {
  InferenceSession& session = workspace().inference();
  m_runs = new RunHistoryModel(this);
  m_run_table = plain_table(m_runs, tr("Prompts that were run"));
  m_run_table->setSelectionMode(QAbstractItemView::SingleSelection);
  const int em = fontMetrics().averageCharWidth();
  m_run_table->horizontalHeader()->setDefaultSectionSize(26 * em);
  m_run_table->setColumnWidth(RunHistoryModel::Started, 28 * em);
  m_run_table->setColumnWidth(RunHistoryModel::Speed, 11 * em);
  m_run_table->horizontalHeader()->setSectionResizeMode(RunHistoryModel::Lower, QHeaderView::Stretch);
  connect(m_run_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
          [&session](const QModelIndex& current) {
            if (current.isValid()) session.show(current.row());
          });
  auto* again = new QPushButton(tr("Use its prompt"));
  again->setToolTip(tr("Put the chosen run's prompt and settings back above"));
  connect(again, &QPushButton::clicked, this, [this, &session] {
    const int row = m_run_table->currentIndex().row();
    if (row < 0 || row >= static_cast<int>(session.history().size())) return;
    const InferenceRun& run = session.history()[static_cast<std::size_t>(row)];
    m_prompt->setPrompt(run.prompt);
    m_generation->setSettings(run.settings);
  });
  auto* copy = new QPushButton(tr("Copy it"));
  copy->setToolTip(tr("Copy the prompt and all texts of the chosen run"));
  connect(copy, &QPushButton::clicked, this, [this, &session] {
    const int row = m_run_table->currentIndex().row();
    if (row < 0 || row >= static_cast<int>(session.history().size())) return;
    QApplication::clipboard()->setText(session.history()[static_cast<std::size_t>(row)].text());
  });
  auto* clear = new QPushButton(tr("Clear history"));
  connect(clear, &QPushButton::clicked, &session, &InferenceSession::clearHistory);
  auto* buttons = new QVBoxLayout;
  buttons->setSpacing(8);
  buttons->addWidget(again);
  buttons->addWidget(copy);
  buttons->addWidget(clear);
  buttons->addStretch();
  auto* tab = new QWidget;
  auto* row = new QHBoxLayout(tab);
  row->setContentsMargins(0, 8, 0, 0);
  row->setSpacing(8);
  row->addWidget(m_run_table, 1);
  row->addLayout(buttons);
  return tab;
}

QJsonObject InferencePage::saveState() const {
  const InferenceSession& session = workspace().inference();
  QJsonArray runs;
  qsizetype characters = 0;
  for (const InferenceRun& run : session.history()) {
    characters += run.text().size();
    if (characters > kHistoryCharacters) break;
    runs.append(run.toJson());
  }
  QJsonArray measurements;
  for (const StitchMeasurement& each : session.measurements()) measurements.append(each.toJson());
  const auto state = [](const QSplitter* splitter) {
    return QString::fromLatin1(splitter->saveState().toBase64());
  };
  return {{QStringLiteral("prompt"), m_prompt->prompt()},
          {QStringLiteral("settings"), m_generation->settings().toJson()},
          {QStringLiteral("history"), runs},
          {QStringLiteral("perplexity"), measurements},
          {QStringLiteral("tab"), m_tabs->currentIndex()},
          {QStringLiteral("vertical"), state(m_vertical)},
          {QStringLiteral("steps"), state(m_step_splitter)}};
}

void InferencePage::restoreState(const QJsonObject& state) {
  if (const QJsonValue prompt = state[QStringLiteral("prompt")]; prompt.isString()) {
    m_prompt->setPrompt(prompt.toString());
  }
  m_generation->setSettings(InferenceSettings::fromJson(state[QStringLiteral("settings")].toObject()));
  std::vector<InferenceRun> runs;
  for (const QJsonValue& run : state[QStringLiteral("history")].toArray()) {
    runs.push_back(InferenceRun::fromJson(run.toObject()));
  }
  std::vector<StitchMeasurement> measurements;
  for (const QJsonValue& each : state[QStringLiteral("perplexity")].toArray()) {
    measurements.push_back(StitchMeasurement::fromJson(each.toObject()));
  }
  workspace().inference().restore(std::move(runs), std::move(measurements));
  const auto restore = [&state](QSplitter* splitter, const char* key) {
    const QByteArray bytes = QByteArray::fromBase64(state[QLatin1String(key)].toString().toLatin1());
    if (!bytes.isEmpty()) splitter->restoreState(bytes);
  };
  restore(m_vertical, "vertical");
  restore(m_step_splitter, "steps");
  m_tabs->setCurrentIndex(state[QStringLiteral("tab")].toInt());
}

}  // namespace prism::app
