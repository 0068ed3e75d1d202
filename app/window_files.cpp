// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MainWindow that opens files and remembers the session.
#include "app/main_window.h"
#include "app/page.h"
#include "app/paths.h"
#include "app/project_file.h"
#include "app/recent_files.h"
#include "app/workspace.h"
#include "core/base/error.h"
#include "core/base/log.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QListWidget>
#include <QMimeData>
#include <QSettings>

namespace prism::app {

namespace {

const QString kPages = QStringLiteral("pages");
const QString kPage = QStringLiteral("page");

QString session_file() {
  return data_folder() + QStringLiteral("/session.json");
}

}  // namespace

void MainWindow::openAtStart(const QStringList& files, const QString& page) {
  bool restored = false;
  if (m_options.remember) {
    QSettings settings;
    restoreGeometry(settings.value(QStringLiteral("geometry")).toByteArray());
    restoreState(settings.value(QStringLiteral("docks")).toByteArray());
    m_inspector_wanted = settings.value(QStringLiteral("inspector"), true).toBool();
    if (const int steps = settings.value(QStringLiteral("zoom")).toInt(); steps != 0) zoom(steps);
  }
  if (!files.isEmpty()) {
    m_workspace->openPaths(files);
  } else {
    restored = m_options.remember && restoreSession();
    if (!restored) openDemo();
  }
  if (!page.isEmpty() && !showPage(page)) {
    QStringList ids;
    for (const Page* known : m_pages) ids << known->info().id;
    tell(tr("There is no page \"%1\"; the pages are %2.").arg(page, ids.join(QStringLiteral(", "))), {});
  }
  if (m_page_list->currentRow() < 0) m_page_list->setCurrentRow(0);
  if (m_options.remember) offerRecovery();
}

bool MainWindow::openDemo() {
  const auto pair = demo_pair();
  if (!pair) return false;
  m_workspace->pair().open(pair->first, pair->second);
  return true;
}

void MainWindow::askOpen(const QString& title, const QString& filter, bool folder,
                         std::function<void(const QString&)> open) {
  QSettings settings;
  const QString key = QStringLiteral("last_folder");
  auto* dialog = new QFileDialog(this, title, settings.value(key).toString(), folder ? QString() : filter);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(folder ? QFileDialog::Directory : QFileDialog::ExistingFile);
  if (folder) dialog->setOption(QFileDialog::ShowDirsOnly);
  connect(dialog, &QFileDialog::fileSelected, this, [this, open = std::move(open), key](const QString& path) {
    if (m_options.remember) QSettings().setValue(key, QFileInfo(path).absolutePath());
    open(path);
  });
  dialog->open();
}

QJsonObject MainWindow::fullState(const QString& folder) const {
  QJsonObject state = m_workspace->toJson(folder);
  QJsonObject pages;
  for (const Page* page : m_pages) {
    if (const QJsonObject own = page->saveState(); !own.isEmpty()) pages[page->info().id] = own;
  }
  state[kPages] = pages;
  if (const Page* page = currentPage()) state[kPage] = page->info().id;
  return state;
}

void MainWindow::restorePageStates(const QJsonObject& state) {
  const QJsonObject pages = state[kPages].toObject();
  for (Page* page : m_pages) {
    if (const QJsonValue own = pages[page->info().id]; own.isObject()) page->restoreState(own.toObject());
  }
  showPage(state[kPage].toString());
}

void MainWindow::openProject(const QString& path) {
  askBeforeReplacing(QFileInfo(path).fileName(), [this, path] { openProjectNow(path); });
}

void MainWindow::openProjectNow(const QString& path) {
  try {
    const QString absolute = QFileInfo(path).absoluteFilePath();
    const QJsonObject project = read_project(absolute);
    m_project_path = absolute;
    m_workspace->fromJson(project, QFileInfo(absolute).absolutePath());
    restorePageStates(project);
    if (m_options.remember) RecentFiles::add(absolute, QStringLiteral("project"));
  } catch (const Error& error) {
    tell(tr("The project %1 cannot be opened: %2. Choose another, or restore it from a copy.")
             .arg(QFileInfo(path).fileName(), QString::fromStdString(error.reason())),
         QString::fromStdString(error.what()));
  }
  updateTitle();
}

void MainWindow::saveSession() {
  QSettings settings;
  settings.setValue(QStringLiteral("geometry"), saveGeometry());
  settings.setValue(QStringLiteral("docks"), saveState());
  settings.setValue(QStringLiteral("inspector"), m_inspector_wanted);
  settings.setValue(QStringLiteral("zoom"), m_zoom);
  QJsonObject state = fullState(QStringLiteral("/"));
  state[QStringLiteral("project")] = m_project_path;
  if (m_discarded) {
    // What was given up must not come back: a project as its file has it, else just the files.
    for (const char* key : {"options", "edits", "normalise"}) state.remove(QLatin1String(key));
    state[QStringLiteral("reopen")] = !m_project_path.isEmpty();
  }
  try {
    write_project(session_file(), state);
  } catch (const Error& error) {
    log_warning(std::string("the session could not be kept: ") + error.what());
  }
}

bool MainWindow::restoreSession() {
  if (!QFileInfo::exists(session_file())) return false;
  try {
    const QJsonObject state = read_project(session_file());
    const auto named = [&](const char* key) { return !state[QLatin1String(key)].toString().isEmpty(); };
    if (!named("upper") && !named("lower") && !named("adapter") && !state.contains(QStringLiteral("data"))) {
      return false;
    }
    const QString project = state[QStringLiteral("project")].toString();
    if (state[QStringLiteral("reopen")].toBool() && QFileInfo::exists(project)) {
      openProject(project);
      return true;
    }
    m_project_path = project;
    m_workspace->fromJson(state, QStringLiteral("/"));
    restorePageStates(state);
    return true;
  } catch (const Error& error) {
    log_warning(std::string("the last session could not be restored: ") + error.what());
    return false;
  }
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  for (const QUrl& url : event->mimeData()->urls()) {
    if (url.isLocalFile()) {
      event->acceptProposedAction();
      return;
    }
  }
}

void MainWindow::dropEvent(QDropEvent* event) {
  QStringList paths;
  for (const QUrl& url : event->mimeData()->urls()) {
    if (url.isLocalFile()) paths << url.toLocalFile();
  }
  if (paths.isEmpty()) return;
  event->acceptProposedAction();
  m_workspace->openPaths(paths);
}

}  // namespace prism::app
