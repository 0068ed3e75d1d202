// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_window.h"

#include "app/docks/jobs_panel.h"
#include "app/docks/log_panel.h"
#include "app/heartbeat.h"
#include "app/jobs_model.h"
#include "app/log_model.h"
#include "app/page.h"
#include "app/page_registry.h"
#include "app/paths.h"
#include "app/recent_files.h"
#include "app/workspace.h"
#include "widgets/error_bar.h"
#include "widgets/exportable.h"
#include "widgets/icons.h"

#include <algorithm>

#include <QApplication>
#include <QDockWidget>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QMenuBar>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QStatusBar>

namespace prism::app {

namespace {

constexpr int kPageListMargin = 28;  ///< beside icon and text
constexpr int kLeastPageList = 136;
constexpr int kPageIcon = 24;
constexpr int kInspectorWidth = 340;
constexpr int kAutosaveMs = 30'000;

/// Scrolls down only: never narrower than its content.
class FittingScrollArea final : public QScrollArea {
 public:
  explicit FittingScrollArea(QWidget* content) {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidget(content);
  }
  [[nodiscard]] QSize minimumSizeHint() const override {
    const int width = widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width();
    return {width, QScrollArea::minimumSizeHint().height()};
  }
};

}  // namespace

MainWindow::MainWindow(Options options, QWidget* parent)
    : QMainWindow(parent), m_options(options), m_log(new LogModel) {
  setObjectName(QStringLiteral("main"));
  load_resources();
  m_log->listen();
  const QString folder = data_folder();
  if (m_options.remember) m_folder = std::make_unique<SessionFolder>(folder);
  m_workspace = std::make_unique<Workspace>(folder);
  m_jobs_model = new JobsModel(m_workspace->jobs(), this);
  m_heartbeat = new Heartbeat(this);
  m_base_font = QApplication::font().pointSizeF();
  setWindowIcon(QIcon(QStringLiteral(":/app/prism-workbench.svg")));
  setAcceptDrops(true);
  setDockNestingEnabled(true);
  resize(1440, 900);
  setMinimumSize(960, 600);

  buildPages();
  buildDocks();
  buildFileMenu();
  buildEditMenu();
  buildWorkMenu();
  buildViewMenu();
  buildHelpMenu();

  Workspace& workspace = *m_workspace;
  connect(&workspace, &Workspace::problemRaised, this, &MainWindow::tell);
  connect(&workspace, &Workspace::dirtyChanged, this, [this] {
    updateTitle();
    if (!m_workspace->dirty()) autosave();
  });
  workspace.setGuard([this](Loss loss, const QString& what, const std::function<void()>& proceed) {
    guard(loss, what, proceed);
  });
  connect(&workspace, &Workspace::projectRequested, this, &MainWindow::openProject);
  connect(&workspace, &Workspace::fileOpened, this, [this](const QString& path, const QString& kind) {
    if (kind == QLatin1String("tensor")) {
      showPage(QStringLiteral("tensor"));
    } else if (m_options.remember) {
      RecentFiles::add(path, kind);
    }
  });
  connect(&workspace.jobs(), &JobCenter::ended, this,
          [this](JobTicket, const QString& title, const JobEvent& event, bool quiet) {
            if (event.end == JobEnd::failed) {
              m_log->add(LogLevel::error,
                         title + QStringLiteral(": ") + QString::fromStdString(event.message));
            } else if (!quiet) {
              m_log->add(LogLevel::info,
                         (event.end == JobEnd::done ? tr("%1: done in %2 s") : tr("%1: stopped after %2 s"))
                             .arg(title)
                             .arg(event.seconds, 0, 'f', 2));
            }
          });
  widgets::Exportable::setProblemHandler(
      [this](const QString& sentence, const QString& details) { tell(sentence, details); });
  if (qEnvironmentVariableIsSet("PRISM_HEARTBEAT")) {
    connect(m_heartbeat, &Heartbeat::stalled, this, [this](double ms) {
      m_log->add(LogLevel::warning, tr("The window did not answer for %1 ms.").arg(ms, 0, 'f', 0));
    });
  }
  if (m_options.remember) {
    m_autosave_timer.setInterval(kAutosaveMs);
    connect(&m_autosave_timer, &QTimer::timeout, this, &MainWindow::autosave);
    m_autosave_timer.start();
  }
  updateTitle();
}

MainWindow::~MainWindow() {
  widgets::Exportable::setProblemHandler({});
  // Pages and models refer to the workspace, the workspace's jobs to the log.
  delete takeCentralWidget();
  for (QDockWidget* dock : {m_jobs_dock, m_log_dock, m_inspector_dock}) delete dock;
  delete m_jobs_model;
  m_workspace.reset();
  delete m_log;
}

void MainWindow::buildPages() {
  auto* centre = new QWidget(this);
  auto* row = new QHBoxLayout(centre);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  m_page_list = new QListWidget(centre);
  m_page_list->setObjectName(QStringLiteral("page_list"));
  m_page_list->setAccessibleName(tr("Pages"));
  m_page_list->setFrameShape(QFrame::NoFrame);
  m_page_list->setIconSize({kPageIcon, kPageIcon});
  m_page_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_stack = new QStackedWidget(centre);
  m_error_bar = new widgets::ErrorBar(centre);
  auto* column = new QVBoxLayout;
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(m_error_bar);
  column->addWidget(m_stack, 1);
  row->addWidget(m_page_list);
  row->addLayout(column, 1);
  setCentralWidget(centre);

  int number = 1;
  for (const auto& make : page_factories()) {
    Page* page = make(*m_workspace);
    m_pages.push_back(page);
    m_stack->addWidget(page);
    auto* item = new QListWidgetItem(widgets::icon(page->info().icon), page->info().title, m_page_list);
    item->setToolTip(tr("%1 (Ctrl+%2)").arg(page->info().purpose).arg(number++));
    connect(page, &Page::inspectorChanged, this, &MainWindow::showInspector);
  }
  fitPageList();
  connect(m_page_list, &QListWidget::currentRowChanged, this, [this](int index) {
    if (index < 0 || index >= static_cast<int>(m_pages.size())) return;
    Page* page = m_pages[static_cast<std::size_t>(index)];
    m_stack->setCurrentWidget(page);
    page->activate();
    showInspector();
    updateTitle();
  });
}

void MainWindow::fitPageList() {
  int text = 0;
  const QFontMetrics metrics(m_page_list->font());
  for (const Page* page : m_pages) text = std::max(text, metrics.horizontalAdvance(page->info().title));
  const QSize size(text + kPageIcon + kPageListMargin, std::max(40, metrics.height() + 16));
  for (int row = 0; row < m_page_list->count(); ++row) m_page_list->item(row)->setSizeHint(size);
  m_page_list->setFixedWidth(std::max(kLeastPageList, size.width()));
}

void MainWindow::buildDocks() {
  const auto dock = [this](const char* name, const QString& title, QWidget* content,
                           Qt::DockWidgetArea area) {
    auto* made = new QDockWidget(title, this);
    made->setObjectName(QLatin1String(name));
    made->setWidget(content);
    addDockWidget(area, made);
    return made;
  };
  m_jobs_dock =
      dock("jobs", tr("Jobs"), new JobsPanel(m_workspace->jobs(), *m_jobs_model), Qt::BottomDockWidgetArea);
  m_log_dock = dock("log", tr("Log"), new LogPanel(*m_log), Qt::BottomDockWidgetArea);
  m_inspector = new QStackedWidget;
  auto* nothing = new QLabel(tr("Nothing is selected on this page."));
  nothing->setAlignment(Qt::AlignCenter);
  nothing->setWordWrap(true);
  nothing->setEnabled(false);
  m_inspector->addWidget(nothing);
  m_inspector_dock = dock("inspector", tr("Inspector"), m_inspector, Qt::RightDockWidgetArea);
  setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
  tabifyDockWidget(m_jobs_dock, m_log_dock);
  m_jobs_dock->raise();
  resizeDocks({m_jobs_dock}, {150}, Qt::Vertical);
  resizeDocks({m_inspector_dock}, {kInspectorWidth}, Qt::Horizontal);
  // What the user chose counts on pages that have something to inspect; the others keep the room.
  connect(m_inspector_dock->toggleViewAction(), &QAction::triggered, this,
          [this](bool shown) { m_inspector_wanted = shown; });
  m_inspector_dock->installEventFilter(this);

  m_status = new QLabel(this);
  m_status->setAccessibleName(tr("Running job"));
  statusBar()->addWidget(m_status, 1);
  const auto status = [this] {
    const QString summary = m_jobs_model->summary();
    m_status->setText(summary.isEmpty() ? tr("Ready") : summary);
  };
  connect(m_jobs_model, &QAbstractItemModel::dataChanged, this, status);
  connect(m_jobs_model, &QAbstractItemModel::rowsRemoved, this, status);
  status();
}

Page* MainWindow::page(const QString& id) const {
  const auto found =
      std::find_if(m_pages.begin(), m_pages.end(), [&](const Page* page) { return page->info().id == id; });
  return found == m_pages.end() ? nullptr : *found;
}

Page* MainWindow::currentPage() const {
  return static_cast<Page*>(m_stack->currentWidget());
}

bool MainWindow::showPage(const QString& id) {
  for (std::size_t i = 0; i < m_pages.size(); ++i) {
    if (m_pages[i]->info().id != id) continue;
    m_page_list->setCurrentRow(static_cast<int>(i));
    return true;
  }
  return false;
}

void MainWindow::showInspector() {
  Page* page = currentPage();
  QWidget* content = page != nullptr ? page->inspector() : nullptr;
  m_inspector_dock->setVisible(m_inspector_wanted && content != nullptr);
  if (content == nullptr) {
    m_inspector->setCurrentIndex(0);
    return;
  }
  QWidget* scroll = m_inspectors.value(content);
  if (scroll == nullptr) {
    scroll = new FittingScrollArea(content);
    m_inspectors.insert(content, scroll);
    m_inspector->addWidget(scroll);
  }
  m_inspector->setCurrentWidget(scroll);
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
  if (watched == m_inspector_dock && event->type() == QEvent::Close) m_inspector_wanted = false;
  return QMainWindow::eventFilter(watched, event);
}

void MainWindow::updateTitle() {
  if (m_closing) return;
  const QString name =
      m_project_path.isEmpty() ? tr("Untitled project") : QFileInfo(m_project_path).completeBaseName();
  setWindowTitle(tr("%1[*] — Prism Workbench").arg(name));
  setWindowModified(m_workspace->dirty());
}

void MainWindow::tell(const QString& sentence, const QString& details) {
  m_error_bar->showProblem(sentence, details == sentence ? QString() : details);
  m_log->add(LogLevel::error, details.isEmpty() || details == sentence
                                  ? sentence
                                  : sentence + QStringLiteral(" — ") + details);
}

void MainWindow::setPaletteScheme(widgets::ColourScheme scheme) {
  widgets::Theme::instance().apply(scheme);
}

void MainWindow::checkBlas() {
  m_workspace->jobs().run<bool>(
      Lane::compute, tr("Checking the speed of BLAS"), this,
      [](const RunControl&) { return compute_info(true).slow_blas; },
      [this](bool slow) {
        if (!slow) return;
        m_error_bar->show({widgets::ErrorBar::Severity::warning,
                           tr("Torch computes with the slow reference BLAS; install libopenblas0-pthread to "
                              "train up to 100 times faster."),
                           {},
                           {}});
      },
      {}, true);
}

void MainWindow::zoom(int steps) {
  m_zoom = steps == 0 ? 0 : std::clamp(m_zoom + steps, -4, 10);
  QFont font = QApplication::font();
  font.setPointSizeF(m_base_font * (1 + 0.1 * m_zoom));
  QApplication::setFont(font);
  fitPageList();
}

}  // namespace prism::app
