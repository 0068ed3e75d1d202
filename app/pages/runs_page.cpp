// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/runs_page.h"

#include "app/pages/run_details.h"
#include "app/pages/runs_model.h"
#include "app/paths.h"
#include "app/workspace.h"
#include "core/base/log.h"
#include "core/workflow/run_inputs.h"
#include "widgets/curve_view.h"
#include "widgets/empty_state.h"
#include "widgets/icons.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include <QAction>
#include <QCoreApplication>
#include <QFileInfo>
#include <QHeaderView>
#include <QLineEdit>
#include <QProcess>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QUndoCommand>
#include <QUndoStack>
#include <QVBoxLayout>

namespace prism::app {

namespace {

constexpr int kRefreshMs = 200;

/// Deleting records can be taken back: the command keeps them.
class DeleteRuns final : public QUndoCommand {
 public:
  using Apply = std::function<void(const std::vector<RunRecord>&, bool keep)>;
  DeleteRuns(const QString& text, std::vector<RunRecord> records, Apply apply)
      : QUndoCommand(text), m_records(std::move(records)), m_apply(std::move(apply)) {}
  void undo() override { m_apply(m_records, true); }
  void redo() override { m_apply(m_records, false); }

 private:
  std::vector<RunRecord> m_records;
  Apply m_apply;
};

}  // namespace

RunsPage::RunsPage(Workspace& workspace, QWidget* parent)
    : Page({QStringLiteral("runs"), tr("Runs"), tr("everything that was run: look again, compare, run again"),
            QStringLiteral("runs")},
           workspace, parent),
      m_model(new RunsModel(this)),
      m_filter(new QSortFilterProxyModel(this)) {
  m_rerun = new QAction(widgets::icon(QStringLiteral("refresh"), widgets::IconColour::on_accent),
                        tr("Run again"), this);
  m_rerun->setToolTip(tr("The same command with the same options and seed"));
  m_delete = new QAction(widgets::icon(QStringLiteral("delete")), tr("Delete"), this);
  m_delete->setToolTip(tr("Delete the selected records; Edit, Undo brings them back"));
  addHeaderAction(m_rerun, true);
  addHeaderAction(m_delete);
  connect(m_rerun, &QAction::triggered, this, &RunsPage::rerun);
  connect(m_delete, &QAction::triggered, this, &RunsPage::removeSelected);

  m_stack = new QStackedWidget(this);
  auto* empty = new widgets::EmptyState(
      QStringLiteral("runs"), tr("No runs yet"),
      tr("Train an adapter here or with prismoe: every run is kept with its options, seed and figures."));
  auto* train = new QAction(tr("Train workers"), this);
  connect(train, &QAction::triggered, this, [this] { this->workspace().train(); });
  empty->addAction(train);
  m_stack->addWidget(empty);
  m_splitter = new QSplitter(Qt::Horizontal);
  m_splitter->addWidget(makeTable());
  m_splitter->addWidget(makeDetails());
  m_splitter->setSizes({700, 480});
  m_stack->addWidget(m_splitter);
  setBody(m_stack);

  m_refresh_soon.setSingleShot(true);
  m_refresh_soon.setInterval(kRefreshMs);
  connect(&m_refresh_soon, &QTimer::timeout, this, &RunsPage::refresh);
  connect(&workspace.jobs(), &JobCenter::ended, this,
          [this](JobTicket, const QString&, const JobEvent&, bool quiet) {
            if (!quiet && m_visible_once) m_refresh_soon.start();
          });
  updateActions();
}

QWidget* RunsPage::makeTable() {
  auto* side = new QWidget;
  auto* column = new QVBoxLayout(side);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  m_search = new QLineEdit;
  m_search->setPlaceholderText(tr("Filter by command, outcome, figures or id"));
  m_search->setAccessibleName(tr("Filter the runs"));
  m_search->setClearButtonEnabled(true);
  m_filter->setSourceModel(m_model);
  m_filter->setFilterKeyColumn(-1);
  m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
  m_filter->setSortRole(RunsModel::kSortRole);
  m_table = new QTableView;
  m_table->setModel(m_filter);
  m_table->setAccessibleName(tr("Runs"));
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
  m_table->setSortingEnabled(true);
  m_table->sortByColumn(RunsModel::kStarted, Qt::DescendingOrder);
  m_table->setShowGrid(false);
  m_table->setWordWrap(false);
  m_table->verticalHeader()->hide();
  m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 8);
  QHeaderView* header = m_table->horizontalHeader();
  header->setHighlightSections(false);
  header->resizeSection(RunsModel::kStarted, 150);
  header->resizeSection(RunsModel::kCommand, 84);
  header->resizeSection(RunsModel::kOutcome, 84);
  header->resizeSection(RunsModel::kSeconds, 76);
  header->resizeSection(RunsModel::kR2, 72);
  header->setSectionResizeMode(RunsModel::kFigures, QHeaderView::Stretch);
  header->setSectionHidden(RunsModel::kId, true);  // heads the details, and the filter finds it
  column->addWidget(m_search);
  column->addWidget(m_table, 1);
  connect(m_search, &QLineEdit::textChanged, m_filter, &QSortFilterProxyModel::setFilterFixedString);
  connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunsPage::loadSelected);
  return side;
}

QWidget* RunsPage::makeDetails() {
  auto* side = new QSplitter(Qt::Vertical);
  m_details = new RunDetails;
  m_curves = new widgets::CurveView;
  m_curves->setAccessibleName(tr("Curves of the selected runs"));
  m_curves->setName(tr("runs"));
  m_curves->hide();
  side->addWidget(m_details);
  side->addWidget(m_curves);
  side->setSizes({400, 260});
  return side;
}

void RunsPage::activate() {
  m_visible_once = true;
  refresh();
}

bool RunsPage::busy() const {
  JobCenter& jobs = workspace().jobs();
  return m_refresh_soon.isActive() || jobs.alive(m_index_job) || jobs.alive(m_load_job);
}

void RunsPage::refresh() {
  JobCenter& jobs = workspace().jobs();
  jobs.drop(m_index_job);
  const QString title = tr("Reading the run records");
  m_index_job = jobs.run<std::vector<RunRow>>(
      Lane::io, title, this,
      [file = data_folder() + QStringLiteral("/runs.sqlite")](const RunControl&) {
        RunsIndex index(RunStore(), file);
        index.refresh();
        return index.rows();
      },
      [this](std::vector<RunRow> rows) {
        const std::vector<std::string> before = selectedIds();
        m_model->setRows(std::move(rows));
        m_stack->setCurrentIndex(m_model->rowCount() > 0 ? 1 : 0);
        selectRuns(before);
      },
      [this, title](const JobEvent& event) {
        if (event.end == JobEnd::failed) {
          Q_EMIT workspace().problemRaised(sentence_of(title, event), QString::fromStdString(event.message));
        }
      },
      true);
}

void RunsPage::selectRuns(const std::vector<std::string>& ids) {
  QItemSelection selection;
  int first = -1;  // with nothing chosen yet: the newest run that has a result
  for (int row = 0; row < m_filter->rowCount(); ++row) {
    const RunRow& run = m_model->row(m_filter->mapToSource(m_filter->index(row, 0)).row());
    if (first < 0 && !std::isnan(run.r2)) first = row;
    if (std::find(ids.begin(), ids.end(), run.id.toStdString()) != ids.end()) {
      selection.select(m_filter->index(row, 0), m_filter->index(row, RunsModel::kColumns - 1));
    }
  }
  if (selection.isEmpty() && m_filter->rowCount() > 0) {
    const int row = std::max(first, 0);
    selection.select(m_filter->index(row, 0), m_filter->index(row, RunsModel::kColumns - 1));
  }
  m_table->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
  loadSelected();
}

std::vector<std::string> RunsPage::selectedIds() const {
  std::vector<std::string> ids;
  for (const QModelIndex& index : m_table->selectionModel()->selectedRows()) {
    ids.push_back(m_model->row(m_filter->mapToSource(index).row()).id.toStdString());
  }
  return ids;
}

void RunsPage::loadSelected() {
  JobCenter& jobs = workspace().jobs();
  jobs.drop(m_load_job);
  const std::vector<std::string> ids = selectedIds();
  if (ids.empty()) {
    showRecords({});
    return;
  }
  m_load_job = jobs.run<std::vector<RunRecord>>(
      Lane::preview, tr("Reading run records"), this,
      [ids](const RunControl& control) {
        std::vector<RunRecord> records;
        const RunStore store;
        for (const std::string& id : ids) {
          control.check();
          records.push_back(store.load(id));
        }
        return records;
      },
      [this](std::vector<RunRecord> records) { showRecords(std::move(records)); }, {}, true);
}

void RunsPage::showRecords(std::vector<RunRecord> records) {
  m_records = std::move(records);
  m_details->show(m_records);
  std::vector<Curve> curves = curves_of(m_records);
  m_curves->setVisible(!curves.empty());
  m_curves->setCurves(std::move(curves));
  m_curves->fit();
  updateActions();
}

void RunsPage::updateActions() {
  m_rerun->setEnabled(m_records.size() == 1 && m_process == nullptr);
  m_delete->setEnabled(!m_records.empty());
}

void RunsPage::rerun() {
  if (m_records.size() != 1) return;
  const RunRecord record = m_records.front();
  try {
    const DataSpec source = data_of(record);
    if (record.command == "train" && !source.empty()) {
      if (workspace().session().busy()) {
        Q_EMIT workspace().problemRaised(
            tr("Other work on the adapter is still running; run it again when that has ended."), {});
        return;
      }
      workspace().session().train(source, options_of(record));
      return;
    }
  } catch (const Error& error) {
    Q_EMIT workspace().problemRaised(tr("This record cannot be run again: its options cannot be read."),
                                     QString::fromStdString(error.what()));
    return;
  }
  rerunOutside(record);
}

RunsPage::~RunsPage() {
  if (m_process == nullptr) return;
  m_process->disconnect(this);  // its end would be told to a page that is half gone
  m_process->kill();
  m_process->waitForFinished(1000);
}

// Other commands belong to the command line, which repeats them exactly.
void RunsPage::rerunOutside(const RunRecord& record) {
  const QString program = QCoreApplication::applicationDirPath() + QStringLiteral("/prismoe");
  if (!QFileInfo(program).isExecutable()) {
    Q_EMIT workspace().problemRaised(
        tr("Running \"%1\" again needs the command line program prismoe beside this one; install it.")
            .arg(QString::fromStdString(record.command)),
        {});
    return;
  }
  m_process = new QProcess(this);
  m_process->setProcessChannelMode(QProcess::MergedChannels);
  connect(m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
    const QString output = QString::fromUtf8(m_process->readAll()).trimmed();
    m_process->deleteLater();
    m_process = nullptr;
    if (code != 0 || status != QProcess::NormalExit) {
      Q_EMIT workspace().problemRaised(
          tr("The run could not be repeated; its inputs may have moved. See the details."), output);
    } else if (!output.isEmpty()) {
      log_info(output.toStdString());
    }
    updateActions();
    refresh();
  });
  connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
    if (error != QProcess::FailedToStart) return;  // every other trouble ends with finished()
    Q_EMIT workspace().problemRaised(tr("The command line program could not be started."),
                                     m_process->errorString());
    m_process->deleteLater();
    m_process = nullptr;
    updateActions();
  });
  m_process->start(program,
                   {QStringLiteral("runs"), QStringLiteral("rerun"), QString::fromStdString(record.id)});
  updateActions();
}

void RunsPage::removeSelected() {
  if (m_records.empty()) return;
  const auto apply = [this](const std::vector<RunRecord>& records, bool keep) {
    workspace().jobs().submit(
        Lane::io, keep ? tr("Bringing back run records") : tr("Deleting run records"), this,
        [records, keep](const RunControl&) {
          const RunStore store;
          for (const RunRecord& record : records) {
            if (keep) {
              store.save(record);
            } else {
              store.remove(record.id);
            }
          }
        },
        [this](const JobEvent& event) {
          if (event.end == JobEnd::failed) {
            Q_EMIT workspace().problemRaised(sentence_of(tr("Changing the run records"), event),
                                             QString::fromStdString(event.message));
          }
          refresh();
        });
  };
  const std::vector<RunRecord> records = m_records;
  m_table->clearSelection();
  workspace().undoStack().push(new DeleteRuns(
      tr("Delete %n run record(s)", nullptr, static_cast<int>(records.size())), records, apply));
}

QJsonObject RunsPage::saveState() const {
  return {{QStringLiteral("filter"), m_search->text()},
          {QStringLiteral("splitter"), QString::fromLatin1(m_splitter->saveState().toBase64())}};
}

void RunsPage::restoreState(const QJsonObject& state) {
  m_search->setText(state[QStringLiteral("filter")].toString());
  m_splitter->restoreState(QByteArray::fromBase64(state[QStringLiteral("splitter")].toString().toLatin1()));
}

}  // namespace prism::app
