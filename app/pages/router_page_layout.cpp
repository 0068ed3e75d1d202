// SPDX-License-Identifier: GPL-3.0-or-later
// The part of RouterPage that builds it and keeps its state.
#include "app/inference_session.h"
#include "app/pages/firing_table_model.h"
#include "app/pages/plain_table.h"
#include "app/pages/route_controls.h"
#include "app/pages/router_page.h"
#include "app/router_session.h"
#include "app/workspace.h"
#include "widgets/curve_view.h"
#include "widgets/empty_state.h"
#include "widgets/icons.h"
#include "widgets/matrix_view.h"
#include "widgets/tile_grid_view.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonDocument>
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

constexpr int kEvaluateMs = 40;  // a dragged slider asks for what it passes, not for every step

PageInfo page_info() {
  return {QStringLiteral("router"), RouterPage::tr("Router"),
          RouterPage::tr("which experts work for which input, and what choosing them costs and buys"),
          QStringLiteral("router")};
}

}  // namespace

RouterPage::RouterPage(Workspace& workspace, QWidget* parent) : Page(page_info(), workspace, parent) {
  makeActions();
  m_controls = new RouteControls;
  m_horizontal = new QSplitter(Qt::Horizontal);
  m_horizontal->setChildrenCollapsible(false);
  m_horizontal->addWidget(makePicture());
  m_horizontal->addWidget(makeSide());
  m_horizontal->setStretchFactor(0, 3);
  m_horizontal->setStretchFactor(1, 2);
  m_tabs = new QTabWidget;
  m_tabs->setDocumentMode(true);
  m_tabs->addTab(makeCurves(), tr("Quality and training"));
  m_tabs->addTab(makeFirings(), tr("Single inputs"));
  m_vertical = new QSplitter(Qt::Vertical);
  m_vertical->setChildrenCollapsible(false);
  m_vertical->addWidget(m_horizontal);
  m_vertical->addWidget(m_tabs);
  m_vertical->setStretchFactor(0, 1);
  m_vertical->setStretchFactor(1, 1);

  m_figures = new QLabel;
  m_figures->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_notes = new QLabel;
  m_notes->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_notes->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  m_notes->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  auto* footer = new QHBoxLayout;
  footer->setSpacing(16);
  footer->addWidget(m_figures);
  footer->addWidget(m_notes, 1);
  auto* full = new QWidget;
  auto* layout = new QVBoxLayout(full);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  layout->addWidget(m_controls->budgetRow());
  layout->addWidget(m_vertical, 1);
  layout->addLayout(footer);

  m_empty = new widgets::EmptyState;
  m_empty->addAction(m_train_adapter);
  m_stack = new QStackedWidget;
  m_stack->addWidget(m_empty);
  m_stack->addWidget(full);
  setBody(m_stack);
  connectSessions();
  m_controls->setOptions(workspace.router().options());
  showAdapter();
  showLive();
  showResult();
  showFirings();
}

void RouterPage::makeActions() {
  RouterSession& router = workspace().router();
  m_train = new QAction(widgets::icon(QStringLiteral("train")), tr("Train router"), this);
  connect(m_train, &QAction::triggered, this, [&router] {
    if (router.training()) {
      router.cancel();
    } else {
      router.train(false);
    }
  });
  m_afresh = new QAction(tr("Train the router from the start"), this);
  m_afresh->setToolTip(tr("Forget the epochs of a training that was stopped"));
  connect(m_afresh, &QAction::triggered, this, [&router] { router.train(true); });
  auto* menu = new QMenu(this);
  menu->addAction(m_afresh);
  addAction(m_afresh);
  m_train->setMenu(menu);
  m_train->setProperty("split", true);
  addHeaderAction(m_train, true);
  m_train_adapter = new QAction(widgets::icon(QStringLiteral("train")), tr("Train the adapter"), this);
  connect(m_train_adapter, &QAction::triggered, this, [this] { workspace().train(); });
}

QWidget* RouterPage::makePicture() {
  m_grid_title = new QLabel;
  m_grid_title->setWordWrap(true);
  m_grid = new widgets::TileGridView;
  m_grid->setAccessibleName(tr("How often each worker is active"));
  m_grid->setMetric(Metric::utilisation);
  m_grid->setMinimumSize(320, 140);
  connect(m_grid, &widgets::TileGridView::selectionChanged, this,
          [this](const std::vector<int>& workers) { workspace().setSelection(workers); });
  auto* picture = new QWidget;
  auto* column = new QVBoxLayout(picture);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  column->addWidget(m_grid_title);
  column->addWidget(m_grid, 1);
  return picture;
}

QWidget* RouterPage::makeSide() {
  const QString names[] = {tr("Active"), tr("Entropy"),  tr("Effective"), tr("Max share"),
                           tr("Dead"),   tr("Coverage"), tr("Gate sum")};
  const QString tips[] = {tr("Workers active for one input on average"),
                          tr("Entropy of the load, 1 when it is even"),
                          tr("Effective number of workers, exp of the entropy"),
                          tr("Largest share of the load that one worker carries"),
                          tr("Workers that are never active"),
                          tr("Whether every output row block has an active worker for every input"),
                          tr("Mean sum of gates a row block: 1 neither shrinks nor blows up the output")};
  m_pipes =
      new QTableWidget(static_cast<int>(std::size(names)), 0);  // a figure a row: few pipes, narrow place
  m_pipes->setAccessibleName(tr("Use of the workers by pipe"));
  for (int row = 0; row < m_pipes->rowCount(); ++row) {
    auto* item = new QTableWidgetItem(names[row]);
    item->setToolTip(tips[row]);
    item->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_pipes->setVerticalHeaderItem(row, item);
  }
  m_pipes->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_pipes->setShowGrid(false);
  m_pipes->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_pipes->verticalHeader()->setDefaultSectionSize(m_pipes->fontMetrics().height() + 4);
  m_pipes->verticalHeader()->setHighlightSections(false);
  m_pipes->horizontalHeader()->setHighlightSections(false);
  m_pipes->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
  // All of it where there is room; where there is not, it scrolls, and the window still fits 1280×720.
  m_pipes->setMinimumHeight(3 * (m_pipes->fontMetrics().height() + 4) + 24);
  m_costs = new QLabel;
  m_costs->setWordWrap(true);
  m_costs->setTextInteractionFlags(Qt::TextSelectableByMouse);
  auto* side = new QWidget;
  auto* column = new QVBoxLayout(side);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  column->addWidget(m_pipes, 1);
  column->addWidget(m_costs);
  column->addWidget(m_controls);
  return side;
}

QWidget* RouterPage::makeCurves() {
  m_sweep = new widgets::CurveView;
  m_sweep->setName(tr("quality against k"));
  m_sweep->setAccessibleName(tr("Quality against the number of active workers"));
  m_loss = new widgets::CurveView;
  m_loss->setName(tr("router loss"));
  m_loss->setAccessibleName(tr("Loss of the router training"));
  m_quality = new widgets::CurveView;
  m_quality->setName(tr("router R²"));
  m_quality->setAccessibleName(tr("R² of the router training"));
  for (widgets::CurveView* view : {m_sweep, m_loss, m_quality}) view->setMinimumSize(220, 100);
  m_sweep_note = new QLabel;
  m_sweep_note->setWordWrap(true);
  auto* left = new QWidget;
  auto* column = new QVBoxLayout(left);
  column->setContentsMargins(0, 8, 0, 0);
  column->setSpacing(4);
  column->addWidget(m_sweep_note);
  column->addWidget(m_sweep, 1);
  auto* right = new QSplitter(Qt::Horizontal);
  right->setChildrenCollapsible(false);
  right->addWidget(m_loss);
  right->addWidget(m_quality);
  auto* all = new QSplitter(Qt::Horizontal);
  all->setChildrenCollapsible(false);
  all->addWidget(left);
  all->addWidget(right);
  all->setStretchFactor(0, 1);
  all->setStretchFactor(1, 1);
  return all;
}

QWidget* RouterPage::makeFirings() {
  m_firing_source = new QComboBox;
  m_firing_source->setAccessibleName(tr("Inputs"));
  m_firing_source->addItem(tr("Validation rows"));
  m_firing_source->addItem(tr("Last prompt of the Inference page"));
  connect(m_firing_source, &QComboBox::currentIndexChanged, this, &RouterPage::askForFirings);
  m_firing_note = new QLabel;
  m_firing_note->setWordWrap(true);
  m_firings = new FiringTableModel(this);
  m_firing_table = plain_table(m_firings, tr("Experts that work for single inputs"));
  m_firing_table->setSelectionMode(QAbstractItemView::SingleSelection);
  const int em = fontMetrics().averageCharWidth();
  m_firing_table->horizontalHeader()->setDefaultSectionSize(28 * em);
  const auto widths = [this, em] {
    m_firing_table->setColumnWidth(FiringTableModel::Row, 8 * em);
    m_firing_table->setColumnWidth(FiringTableModel::Upper, 15 * em);
    m_firing_table->setColumnWidth(FiringTableModel::Lower, 15 * em);
    m_firing_table->setColumnWidth(FiringTableModel::Active, 9 * em);
  };
  connect(m_firings, &QAbstractItemModel::modelReset, this, widths);
  connect(m_firing_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
          &RouterPage::showFiring);
  m_firing_picture = new widgets::MatrixView;
  m_firing_picture->setAccessibleName(tr("Share of every expert for every input"));
  m_firing_picture->setAxisNames(tr("input"), tr("expert"));
  m_firing_picture->setMinimumSize(200, 100);
  auto* head = new QHBoxLayout;
  head->setSpacing(8);
  head->addWidget(m_firing_source);
  head->addWidget(m_firing_note, 1);
  head->addStretch();
  auto* views = new QSplitter(Qt::Horizontal);
  views->setChildrenCollapsible(false);
  views->addWidget(m_firing_table);
  views->addWidget(m_firing_picture);
  views->setStretchFactor(0, 3);
  views->setStretchFactor(1, 2);
  auto* tab = new QWidget;
  auto* column = new QVBoxLayout(tab);
  column->setContentsMargins(0, 8, 0, 0);
  column->setSpacing(8);
  column->addLayout(head);
  column->addWidget(views, 1);
  return tab;
}

void RouterPage::connectSessions() {
  RouterSession& router = workspace().router();
  AdapterSession& session = workspace().session();
  connect(&router, &RouterSession::stateChanged, this, &RouterPage::showState);
  connect(&router, &RouterSession::liveChanged, this, &RouterPage::showLive);
  connect(&router, &RouterSession::resultChanged, this, &RouterPage::showResult);
  connect(&router, &RouterSession::resultChanged, this, &RouterPage::showLive);
  connect(&router, &RouterSession::figuresChanged, this, &RouterPage::showUse);
  connect(&router, &RouterSession::firingsChanged, this, &RouterPage::showFirings);
  connect(&router, &RouterSession::optionsChanged, this,
          [this, &router] { m_controls->setOptions(router.options()); });
  connect(&session, &AdapterSession::adapterChanged, this, &RouterPage::showAdapter);
  connect(&workspace(), &Workspace::dataChanged, this, &RouterPage::showState);
  connect(&workspace(), &Workspace::planChanged, this, &RouterPage::showState);
  connect(&workspace(), &Workspace::selectionChanged, this,
          [this] { m_grid->setSelection(workspace().selection()); });
  connect(&workspace().inference(), &InferenceSession::runChanged, this, [this] {
    if (m_firing_source->currentIndex() == 1) showFirings();
  });
  m_evaluate_soon.setSingleShot(true);
  m_evaluate_soon.setInterval(kEvaluateMs);
  connect(&m_evaluate_soon, &QTimer::timeout, this, [this] {
    askForFigures();
    askForFirings();
  });
  connect(m_controls, &RouteControls::changed, this,
          [this, &router] { router.setOptions(m_controls->options()); });
  connect(m_controls, &RouteControls::budgetMoved, this, [this] {
    if (!m_evaluate_soon.isActive()) m_evaluate_soon.start();
  });
}

QJsonObject RouterPage::saveState() const {
  const auto state = [](const QSplitter* splitter) {
    return QString::fromLatin1(splitter->saveState().toBase64());
  };
  RouteOptions options = workspace().router().options();
  options.checkpoint.clear();
  const QByteArray text = QByteArray::fromStdString(dump_json(options.to_json()));
  return {{QStringLiteral("options"), QJsonDocument::fromJson(text).object()},
          {QStringLiteral("tab"), m_tabs->currentIndex()},
          {QStringLiteral("vertical"), state(m_vertical)},
          {QStringLiteral("horizontal"), state(m_horizontal)}};
}

void RouterPage::restoreState(const QJsonObject& state) {
  if (const QJsonValue options = state[QStringLiteral("options")]; options.isObject()) {
    try {
      const QByteArray text = QJsonDocument(options.toObject()).toJson(QJsonDocument::Compact);
      workspace().router().setOptions(RouteOptions::from_json(parse_json(text.toStdString(), {})));
    } catch (const Error& error) {
      Q_EMIT workspace().problemRaised(
          tr("The router options of the project cannot be read, so the defaults are used."),
          QString::fromStdString(error.what()));
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

}  // namespace prism::app
