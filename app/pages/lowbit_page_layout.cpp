// SPDX-License-Identifier: GPL-3.0-or-later
// The part of LowBitPage that builds it and keeps its state.
#include "app/lowbit_session.h"
#include "app/pages/grid_editor.h"
#include "app/pages/lowbit_controls.h"
#include "app/pages/lowbit_page.h"
#include "app/pages/lowbit_panels.h"
#include "app/pages/lowbit_run_model.h"
#include "app/pages/lowbit_step_model.h"
#include "app/pages/plain_table.h"
#include "app/pages/quantise_panel.h"
#include "app/workspace.h"
#include "widgets/curve_view.h"
#include "widgets/empty_state.h"
#include "widgets/icons.h"

#include <algorithm>

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonDocument>
#include <QLabel>
#include <QMenu>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace prism::app {

namespace {

constexpr int kRefreshMs = 80;

PageInfo page_info() {
  return {QStringLiteral("lowbit"), LowBitPage::tr("Low-bit lab"),
          LowBitPage::tr("training on a small table of values without float copies, held against fp32"),
          QStringLiteral("lowbit")};
}

QSplitter* splitter(Qt::Orientation orientation) {
  auto* made = new QSplitter(orientation);
  made->setChildrenCollapsible(false);
  return made;
}

}  // namespace

LowBitPage::LowBitPage(Workspace& workspace, QWidget* parent) : Page(page_info(), workspace, parent) {
  makeActions();
  m_rows = splitter(Qt::Vertical);
  m_rows->addWidget(makePictures());
  m_rows->addWidget(makeTables());
  m_rows->setStretchFactor(0, 3);
  m_rows->setStretchFactor(1, 2);
  m_columns = splitter(Qt::Horizontal);
  m_columns->addWidget(makeControls());
  m_columns->addWidget(m_rows);
  m_columns->setStretchFactor(0, 0);
  m_columns->setStretchFactor(1, 1);
  m_note = new QLabel;
  m_note->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_note->setWordWrap(true);
  auto* body = new QWidget;
  auto* column = new QVBoxLayout(body);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  column->addWidget(m_columns, 1);
  column->addWidget(m_note);
  setBody(body);
  m_refresh.setSingleShot(true);
  m_refresh.setInterval(kRefreshMs);
  connect(&m_refresh, &QTimer::timeout, this, &LowBitPage::showRun);
  m_controls->setSettings(workspace.lowbit().settings());
  connectSession();
  showState();
}

void LowBitPage::makeActions() {
  LowBitSession& session = workspace().lowbit();
  const auto action = [this](const QString& icon, const QString& text, const QString& tip) {
    auto* made = icon.isEmpty() ? new QAction(text, this) : new QAction(widgets::icon(icon), text, this);
    made->setToolTip(tip);
    return made;
  };
  m_train = action(QStringLiteral("train"), tr("Train"), {});
  connect(m_train, &QAction::triggered, this, [this, &session] {
    if (session.training()) {
      session.cancel();
    } else {
      m_chosen = 0;
      session.train();
    }
  });
  m_compare =
      action({}, tr("Compare grids and updates"),
             tr("Train every chosen grid with every chosen update on the same data, order, steps and seed"));
  connect(m_compare, &QAction::triggered, this, [this, &session] {
    m_chosen = 0;
    session.compare();
  });
  m_resume = action({}, tr("Resume the chosen run"), tr("Go on from its last checkpoint"));
  connect(m_resume, &QAction::triggered, this, [this, &session] {
    if (const LabRun* run = chosen()) session.resume(run->serial);
  });
  m_stop_one = action({}, tr("Stop the chosen run"), tr("It keeps a checkpoint; others go on"));
  connect(m_stop_one, &QAction::triggered, this, [this, &session] {
    if (const LabRun* run = chosen()) session.cancel(run->serial);
  });
  m_remove = action({}, tr("Remove the chosen run"), tr("Edit, Undo brings it back"));
  connect(m_remove, &QAction::triggered, this, [this, &session] {
    if (const LabRun* run = chosen()) session.remove(run->serial);
  });
  m_csv = action({}, tr("Export the table of runs…"), tr("All runs with their figures as CSV"));
  connect(m_csv, &QAction::triggered, this, &LowBitPage::exportTable);
  auto* menu = new QMenu(this);
  menu->addAction(m_compare);
  menu->addSeparator();
  for (QAction* each : {m_resume, m_stop_one, m_remove}) menu->addAction(each);
  menu->addSeparator();
  menu->addAction(m_csv);
  for (QAction* each : {m_compare, m_resume, m_stop_one, m_remove, m_csv}) addAction(each);
  m_train->setMenu(menu);
  m_train->setProperty("split", true);
  addHeaderAction(m_train, true);
  m_export = action(QStringLiteral("export"), tr("Export packed"),
                    tr("The chosen run's weights as packed codes, scales and table (safetensors)"));
  connect(m_export, &QAction::triggered, this, &LowBitPage::exportRun);
  addHeaderAction(m_export);
}

QWidget* LowBitPage::makeControls() {
  m_controls = new LowBitControls;
  auto* area = new QScrollArea;
  area->setWidget(m_controls);
  area->setWidgetResizable(true);
  area->setFrameShape(QFrame::NoFrame);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area->setAccessibleName(tr("Options of the training"));
  area->setMinimumWidth(272);
  return area;
}

QWidget* LowBitPage::makePictures() {
  m_curve_kind = new QComboBox;
  m_curve_kind->setAccessibleName(tr("Curves"));
  m_curve_kind->addItem(tr("Training loss"));
  m_curve_kind->addItem(tr("Validation loss"));
  connect(m_curve_kind, &QComboBox::currentIndexChanged, this, &LowBitPage::showCurves);
  m_curves = new widgets::CurveView;
  m_curves->setName(tr("low-bit loss"));
  m_curves->setAccessibleName(tr("Loss of all runs"));
  m_curves->setMinimumSize(240, 140);
  auto* left = new QWidget;
  auto* column = new QVBoxLayout(left);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  auto* head = new QHBoxLayout;
  head->addWidget(m_curve_kind);
  head->addStretch();
  column->addLayout(head);
  column->addWidget(m_curves, 1);

  m_occupancy = new OccupancyPanel;
  m_flips = new FlipPanel;
  m_memory = new MemoryPanel;
  m_pictures = new QTabWidget;
  m_pictures->setDocumentMode(true);
  m_pictures->addTab(m_occupancy, tr("Table use"));
  m_pictures->addTab(m_flips, tr("Flips"));
  m_pictures->addTab(m_memory, tr("Memory"));
  for (ViewChooser* each : std::initializer_list<ViewChooser*>{m_occupancy, m_flips, m_memory}) {
    connect(each, &ViewChooser::viewChanged, this, &LowBitPage::showRun);
  }
  connect(m_pictures, &QTabWidget::currentChanged, this, &LowBitPage::showRun);
  m_views = splitter(Qt::Horizontal);
  m_views->addWidget(left);
  m_views->addWidget(m_pictures);
  m_views->setStretchFactor(0, 1);
  m_views->setStretchFactor(1, 1);
  m_empty = new widgets::EmptyState;
  m_empty->addAction(m_train);
  m_empty->addAction(m_compare);
  m_stack = new QStackedWidget;
  m_stack->addWidget(m_empty);
  m_stack->addWidget(m_views);
  return m_stack;
}

QWidget* LowBitPage::makeTables() {
  LowBitSession& session = workspace().lowbit();
  m_runs = new LowBitRunModel(session, this);
  m_table = plain_table(m_runs, tr("Low-bit runs"));
  m_table->setSelectionMode(QAbstractItemView::SingleSelection);
  m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
  for (QAction* each : {m_export, m_resume, m_stop_one, m_remove, m_csv}) m_table->addAction(each);
  QHeaderView* header = m_table->horizontalHeader();
  header->setHighlightSections(false);
  const QFontMetrics metrics(header->font());
  for (int column = 0; column < LowBitRunModel::ColumnCount; ++column) {
    const QString title = m_runs->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    const QString sample = column == LowBitRunModel::Name    ? QStringLiteral("uniform15 · vote")
                           : column == LowBitRunModel::State ? LowBitRunModel::tr("running, %1 %").arg(40)
                           : column == LowBitRunModel::Steps
                               ? LowBitRunModel::tr("%1 of %2").arg(1000).arg(1000)
                               : QStringLiteral("+12.3 %");
    const int wide = std::max(metrics.horizontalAdvance(title), metrics.horizontalAdvance(sample));
    header->resizeSection(column, wide + (column == LowBitRunModel::Name ? 32 : 14));
  }
  connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
          [this](const QModelIndex& index) {
            const LabRun* run = m_runs->runAt(index.row());
            if (run == nullptr) return;
            m_chosen = run->serial;
            showState();
          });
  m_steps = new LowBitStepModel(this);
  QTableView* steps = plain_table(m_steps, tr("Steps of the chosen run"));
  steps->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
  m_editor = new GridEditor(workspace().jobs());
  m_quantise = new QuantisePanel(workspace());
  m_tabs = new QTabWidget;
  m_tabs->setDocumentMode(true);
  m_tabs->addTab(m_table, tr("Runs"));
  m_tabs->addTab(steps, tr("Steps"));
  m_tabs->addTab(m_editor, tr("Own table"));
  m_tabs->addTab(m_quantise, tr("Quantise"));
  return m_tabs;
}

void LowBitPage::connectSession() {
  LowBitSession& session = workspace().lowbit();
  connect(&session, &LowBitSession::stateChanged, this, &LowBitPage::showState);
  connect(&session, &LowBitSession::grew, this, &LowBitPage::refreshSoon);
  connect(&session, &LowBitSession::settingsChanged, this, [this, &session] {
    m_controls->setSettings(session.settings());
    m_editor->setValues(session.settings().own_table);
    m_quantise->setOwnTable(session.settings().own_table);
  });
  connect(m_controls, &LowBitControls::changed, this,
          [this, &session] { session.setSettings(m_controls->settings()); });
  connect(m_editor, &GridEditor::changed, m_controls, &LowBitControls::setOwnTable);
  connect(m_editor, &GridEditor::changed, m_quantise, &QuantisePanel::setOwnTable);
  connect(&workspace(), &Workspace::dataChanged, this, &LowBitPage::showState);
  m_editor->setValues(session.settings().own_table);
  m_quantise->setOwnTable(session.settings().own_table);
}

QJsonObject LowBitPage::saveState() const {
  const auto state = [](const QSplitter* of) { return QString::fromLatin1(of->saveState().toBase64()); };
  const QByteArray text = QByteArray::fromStdString(dump_json(to_json(workspace().lowbit().settings())));
  return {{QStringLiteral("settings"), QJsonDocument::fromJson(text).object()},
          {QStringLiteral("curves"), m_curve_kind->currentIndex()},
          {QStringLiteral("picture"), m_pictures->currentIndex()},
          {QStringLiteral("tab"), m_tabs->currentIndex()},
          {QStringLiteral("columns"), state(m_columns)},
          {QStringLiteral("rows"), state(m_rows)},
          {QStringLiteral("views"), state(m_views)}};
}

void LowBitPage::restoreState(const QJsonObject& state) {
  if (const QJsonValue settings = state[QStringLiteral("settings")]; settings.isObject()) {
    try {
      const QByteArray text = QJsonDocument(settings.toObject()).toJson(QJsonDocument::Compact);
      workspace().lowbit().setSettings(lab_settings_of(parse_json(text.toStdString(), {})));
    } catch (const Error& error) {
      Q_EMIT workspace().problemRaised(
          tr("The low-bit options of the project cannot be read, so the defaults are used."),
          QString::fromStdString(error.what()));
    }
  }
  const auto restore = [&state](QSplitter* to, const char* key) {
    const QByteArray bytes = QByteArray::fromBase64(state[QLatin1String(key)].toString().toLatin1());
    if (!bytes.isEmpty()) to->restoreState(bytes);
  };
  restore(m_columns, "columns");
  restore(m_rows, "rows");
  restore(m_views, "views");
  m_curve_kind->setCurrentIndex(state[QStringLiteral("curves")].toInt());
  m_pictures->setCurrentIndex(state[QStringLiteral("picture")].toInt());
  m_tabs->setCurrentIndex(state[QStringLiteral("tab")].toInt());
}

}  // namespace prism::app
