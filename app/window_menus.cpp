// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MainWindow that is menus, shortcuts and the command palette.
#include "app/about.h"
#include "app/command_palette.h"
#include "app/main_window.h"
#include "app/page.h"
#include "app/recent_files.h"
#include "app/workspace.h"
#include "widgets/icons.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QDockWidget>
#include <QFileInfo>
#include <QMenuBar>
#include <QSettings>
#include <QStackedWidget>
#include <QUndoStack>

namespace prism::app {

QAction* MainWindow::newAction(QMenu* menu, const QString& text, const QString& icon,
                               const QKeySequence& keys, const QString& tip, std::function<void()> run) {
  QAction* action = menu->addAction(text);
  if (!icon.isEmpty()) action->setIcon(widgets::icon(icon));
  action->setShortcut(keys);
  action->setStatusTip(tip);
  action->setToolTip(tip.isEmpty() ? text : tip);
  connect(action, &QAction::triggered, this, std::move(run));
  return action;
}

void MainWindow::buildFileMenu() {
  QMenu* menu = menuBar()->addMenu(tr("&File"));
  const auto open_side = [this](Side side, bool folder) {
    const QString title = side == Side::upper ? tr("Open upper model") : tr("Open lower model");
    askOpen(title, tr("Models (*.safetensors *.gguf *.pt *.bin *.npy);;All files (*)"), folder,
            [this, side](const QString& path) { m_workspace->pair().open(side, path); });
  };
  newAction(menu, tr("Open &upper model folder…"), QStringLiteral("folder"), QKeySequence(tr("Ctrl+O")),
            tr("The model whose output is mapped"), [=] { open_side(Side::upper, true); });
  newAction(menu, tr("Open upper model file…"), QStringLiteral("open"), {}, {},
            [=] { open_side(Side::upper, false); });
  newAction(menu, tr("Open &lower model folder…"), QStringLiteral("folder"), QKeySequence(tr("Ctrl+Shift+O")),
            tr("The model whose input is reached"), [=] { open_side(Side::lower, true); });
  newAction(menu, tr("Open lower model file…"), QStringLiteral("open"), {}, {},
            [=] { open_side(Side::lower, false); });
  newAction(menu, tr("Open &adapter…"), QStringLiteral("open"), QKeySequence(tr("Ctrl+Alt+A")), {}, [this] {
    askOpen(tr("Open adapter"), tr("Adapters (*.prism);;All files (*)"), false,
            [this](const QString& path) { m_workspace->openAdapter(path); });
  });
  menu->addSeparator();
  newAction(menu, tr("Open &project…"), QStringLiteral("open"), QKeySequence(tr("Ctrl+Alt+O")), {}, [this] {
    askOpen(tr("Open project"), tr("Projects (*.prismproj);;All files (*)"), false,
            [this](const QString& path) { openProject(path); });
  });
  m_recent_menu = menu->addMenu(widgets::icon(QStringLiteral("recent")), tr("&Recent files"));
  connect(m_recent_menu, &QMenu::aboutToShow, this, &MainWindow::fillRecentMenu);
  newAction(
      menu, tr("Open the built-in pair"), QStringLiteral("open"), {},
      tr("Two small models that come with the program"), [this] {
        if (!openDemo()) {
          tell(tr("The built-in pair is not installed: set PRISM_DEMO_DATA to the folder that holds it."),
               {});
        }
      });
  menu->addSeparator();
  newAction(menu, tr("&Save project"), QStringLiteral("save"), QKeySequence::Save, {},
            [this] { saveCurrentProject({}); });
  newAction(menu, tr("Save project as…"), QStringLiteral("save"), {}, {}, [this] { askSaveProject(); });
  QAction* adapter = newAction(menu, tr("Save adap&ter as…"), QStringLiteral("save"),
                               QKeySequence(tr("Ctrl+Shift+S")), {}, [this] { askSaveAdapter(); });
  const auto follow = [this, adapter] { adapter->setEnabled(m_workspace->session().adapter() != nullptr); };
  connect(&m_workspace->session(), &AdapterSession::adapterChanged, adapter, follow);
  follow();
  menu->addSeparator();
  newAction(menu, tr("&Quit"), {}, QKeySequence(tr("Ctrl+Q")), {}, [this] { close(); });
}

void MainWindow::fillRecentMenu() {
  m_recent_menu->clear();
  const QList<RecentFiles::Entry> entries = RecentFiles::entries();
  for (const RecentFiles::Entry& entry : entries) {
    const QString kind = entry.kind == QLatin1String("upper")     ? tr("upper model")
                         : entry.kind == QLatin1String("lower")   ? tr("lower model")
                         : entry.kind == QLatin1String("adapter") ? tr("adapter")
                                                                  : tr("project");
    const bool present = QFileInfo::exists(entry.path);
    QAction* action = newAction(
        m_recent_menu,
        (present ? tr("%1 — %2") : tr("%1 — %2 (missing)")).arg(QFileInfo(entry.path).fileName(), kind), {},
        {}, entry.path, [this, entry] {
          if (entry.kind == QLatin1String("project")) {
            openProject(entry.path);
          } else if (entry.kind == QLatin1String("adapter")) {
            m_workspace->openAdapter(entry.path);
          } else {
            m_workspace->pair().open(entry.kind == QLatin1String("upper") ? Side::upper : Side::lower,
                                     entry.path);
          }
        });
    action->setEnabled(present);
  }
  if (entries.isEmpty()) m_recent_menu->addAction(tr("Nothing has been opened yet"))->setEnabled(false);
  m_recent_menu->addSeparator();
  newAction(m_recent_menu, tr("Clear this list"), {}, {}, {}, [] {
    RecentFiles::clear();
  })->setEnabled(!entries.isEmpty());
}

void MainWindow::buildEditMenu() {
  QMenu* menu = menuBar()->addMenu(tr("&Edit"));
  m_undo_action = newAction(menu, tr("Undo"), QStringLiteral("undo"), QKeySequence::Undo, {},
                            [this] { m_workspace->undo(); });
  m_redo_action = newAction(menu, tr("Redo"), QStringLiteral("redo"), QKeySequence(tr("Ctrl+Shift+Z")), {},
                            [this] { m_workspace->redo(); });
  const auto follow = [this] {
    const QUndoStack& stack = m_workspace->undoStack();
    m_undo_action->setEnabled(m_workspace->canUndo());
    m_redo_action->setEnabled(m_workspace->canRedo());
    m_undo_action->setText(stack.canUndo() ? tr("Undo: %1").arg(stack.undoText()) : tr("Undo"));
    m_redo_action->setText(stack.canRedo() ? tr("Redo: %1").arg(stack.redoText()) : tr("Redo"));
  };
  connect(m_workspace.get(), &Workspace::undoChanged, this, follow);
  follow();
  menu->addSeparator();
  newAction(menu, tr("Select no workers"), {}, QKeySequence(tr("Ctrl+Shift+A")), {},
            [this] { m_workspace->setSelection({}); });
  newAction(menu, tr("Select faulty workers"), QStringLiteral("warning"), QKeySequence(tr("Ctrl+Shift+F")),
            {}, [this] { m_workspace->setSelection(m_workspace->session().faulty()); });
}

void MainWindow::buildWorkMenu() {
  QMenu* menu = menuBar()->addMenu(tr("&Work"));
  AdapterSession& session = m_workspace->session();
  QAction* train = newAction(menu, tr("&Train workers"), QStringLiteral("train"), QKeySequence(tr("Ctrl+T")),
                             tr("Fit every tile of the map to the data"), [this] {
                               m_workspace->train();
                               showPage(QStringLiteral("workers"));
                             });
  QAction* repair = newAction(menu, tr("&Retrain faulty workers"), QStringLiteral("retrain"),
                              QKeySequence(tr("Ctrl+R")), tr("Fit only the tiles that are wrong again"),
                              [this, &session] { session.retrain(session.faulty()); });
  QAction* stop =
      newAction(menu, tr("&Stop"), QStringLiteral("stop"), QKeySequence(tr("Ctrl+.")),
                tr("Stop work on the adapter; what is finished is kept"), [&session] { session.cancel(); });
  menu->addSeparator();
  QAction* keep = newAction(menu, tr("Keep this version for &comparison"), QStringLiteral("compare"), {}, {},
                            [&session] { session.keepAsReference(); });
  newAction(menu, tr("Open an adapter for comparison…"), QStringLiteral("compare"), {}, {}, [this, &session] {
    askOpen(tr("Open an adapter for comparison"), tr("Adapters (*.prism);;All files (*)"), false,
            [&session](const QString& path) { session.openReference(path); });
  });
  QAction* drop =
      newAction(menu, tr("End the comparison"), {}, {}, {}, [&session] { session.clearReference(); });
  const auto follow = [this, train, repair, stop, keep, drop, &session] {
    train->setEnabled(m_workspace->canTrain());
    repair->setEnabled(!session.busy() && session.state() == AdapterSession::State::ready &&
                       !session.faulty().empty());
    stop->setEnabled(session.busy());
    keep->setEnabled(session.adapter() != nullptr);
    drop->setEnabled(session.reference() != nullptr);
  };
  for (const auto signal :
       {&AdapterSession::stateChanged, &AdapterSession::adapterChanged, &AdapterSession::referenceChanged}) {
    connect(&session, signal, this, follow);
  }
  connect(m_workspace.get(), &Workspace::planChanged, this, follow);
  connect(m_workspace.get(), &Workspace::dataChanged, this, follow);
  follow();
}

void MainWindow::buildViewMenu() {
  QMenu* menu = menuBar()->addMenu(tr("&View"));
  QMenu* pages = menu->addMenu(tr("&Pages"));
  int number = 1;
  for (Page* page : m_pages) {
    const QKeySequence keys =
        number <= 9 ? QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + number)) : QKeySequence();
    ++number;
    newAction(pages, page->info().title, page->info().icon, keys, page->info().purpose,
              [this, id = page->info().id] { showPage(id); });
  }
  QMenu* palettes = menu->addMenu(widgets::icon(QStringLiteral("palette")), tr("P&alette"));
  auto* group = new QActionGroup(this);
  const auto palette = [&](const QString& text, widgets::ColourScheme scheme) {
    QAction* action = newAction(palettes, text, {}, {}, {}, [this, scheme] {
      setPaletteScheme(scheme);
      if (m_options.remember) QSettings().setValue(QStringLiteral("palette"), static_cast<int>(scheme));
    });
    action->setCheckable(true);
    action->setChecked(widgets::Theme::instance().scheme() == scheme);
    group->addAction(action);
  };
  palette(tr("Light"), widgets::ColourScheme::light);
  palette(tr("Dark"), widgets::ColourScheme::dark);
  palette(tr("Follow the system"), widgets::ColourScheme::system);
  menu->addSeparator();
  for (const auto& [dock, icon] : {std::pair{m_jobs_dock, "jobs"}, std::pair{m_log_dock, "log"},
                                   std::pair{m_inspector_dock, "inspector"}}) {
    QAction* toggle = dock->toggleViewAction();
    toggle->setIcon(widgets::icon(QLatin1String(icon)));
    menu->addAction(toggle);
  }
  menu->addSeparator();
  newAction(menu, tr("Larger text"), QStringLiteral("zoom-in"), QKeySequence::ZoomIn, {},
            [this] { zoom(1); });
  newAction(menu, tr("Smaller text"), QStringLiteral("zoom-out"), QKeySequence::ZoomOut, {},
            [this] { zoom(-1); });
  newAction(menu, tr("Normal text"), {}, QKeySequence(tr("Ctrl+0")), {}, [this] { zoom(0); });
  newAction(menu, tr("Full screen"), QStringLiteral("full-screen"), QKeySequence(Qt::Key_F11), {}, [this] {
    if (isFullScreen()) {
      showNormal();
    } else {
      showFullScreen();
    }
  });
}

void MainWindow::buildHelpMenu() {
  QMenu* menu = menuBar()->addMenu(tr("&Help"));
  newAction(menu, tr("&Help for this page"), QStringLiteral("help"), QKeySequence(Qt::Key_F1), {},
            [this] { showHelp(); });
  newAction(menu, tr("Command &palette…"), QStringLiteral("search"), QKeySequence(tr("Ctrl+Shift+P")),
            tr("Find any action by typing"), [this] { showPalette(); });
  newAction(menu, tr("Keyboard &shortcuts…"), QStringLiteral("info"), QKeySequence(tr("Ctrl+?")), {},
            [this] { show_shortcuts(commands(), this); });
  menu->addSeparator();
  newAction(menu, tr("&About Prism Workbench…"), {}, {}, {}, [this] { show_about(this); });
}

std::vector<Command> MainWindow::commands() const {
  std::vector<Command> commands;
  const std::function<void(const QMenu*, const QString&)> collect = [&](const QMenu* menu,
                                                                        const QString& place) {
    for (QAction* action : menu->actions()) {
      if (action->menu() != nullptr) {
        if (action->menu() != m_recent_menu) collect(action->menu(), plain_text(*action));
      } else if (!action->isSeparator()) {
        commands.push_back({place + QStringLiteral(": ") + plain_text(*action), place, action, {}});
      }
    }
  };
  for (QAction* action : menuBar()->actions()) {
    if (action->menu() != nullptr) collect(action->menu(), plain_text(*action));
  }
  for (Page* page : m_pages) {
    for (QAction* action : page->actions()) {
      if (action->isSeparator() || plain_text(*action).isEmpty()) continue;
      auto* self = const_cast<MainWindow*>(this);
      commands.push_back({page->info().title + QStringLiteral(": ") + plain_text(*action), page->info().title,
                          action, [self, id = page->info().id] { self->showPage(id); }});
    }
  }
  return commands;
}

void MainWindow::showPalette() {
  auto* palette = new CommandPalette(commands(), this);
  palette->setAttribute(Qt::WA_DeleteOnClose);
  palette->open();
}

void MainWindow::showHelp() {
  const Page* page = currentPage();
  if (page != nullptr) show_help(page->info().id, page->info().title, this);
}

}  // namespace prism::app
