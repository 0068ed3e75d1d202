// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MainWindow that opens, saves, remembers and recovers.
#include "app/main_window.h"
#include "app/page.h"
#include "app/paths.h"
#include "app/project_file.h"
#include "app/recent_files.h"
#include "app/workspace.h"
#include "core/base/error.h"
#include "core/base/log.h"
#include "widgets/error_bar.h"

#include <QCloseEvent>
#include <QDir>
#include <QDragEnterEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QListWidget>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>

namespace prism::app {

namespace {

const QString kPages = QStringLiteral("pages");
const QString kPage = QStringLiteral("page");

QString session_file() {
  return data_folder() + QStringLiteral("/session.json");
}

QString with_ending(QString path, const QString& ending) {
  if (QFileInfo(path).suffix().isEmpty()) path += ending;
  return path;
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
  m_workspace->pair().open(Side::upper, pair->first);
  m_workspace->pair().open(Side::lower, pair->second);
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

void MainWindow::askSaveProject(std::function<void()> then) {
  auto* dialog = new QFileDialog(this, tr("Save project"), m_project_path, tr("Projects (*.prismproj)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QStringLiteral("prismproj"));
  connect(dialog, &QFileDialog::fileSelected, this, [this, then = std::move(then)](const QString& path) {
    saveProject(path);
    if (then) then();
  });
  dialog->open();
}

void MainWindow::askSaveAdapter(std::function<void()> then) {
  if (!m_workspace->session().adapter()) return;
  auto* dialog =
      new QFileDialog(this, tr("Save adapter"), m_workspace->session().path(), tr("Adapters (*.prism)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QStringLiteral("prism"));
  connect(dialog, &QFileDialog::fileSelected, this, [this, then = std::move(then)](const QString& path) {
    m_workspace->session().save(path);
    if (then) then();
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

void MainWindow::saveProject(const QString& chosen) {
  const QString path = QFileInfo(with_ending(chosen, QStringLiteral(".prismproj"))).absoluteFilePath();
  const QString folder = QFileInfo(path).absolutePath();
  // An adapter that was never saved would be lost from the project: it goes beside it.
  AdapterSession& session = m_workspace->session();
  QJsonObject project = fullState(folder);
  if (session.adapter() && session.dirty()) {
    QString beside = session.path();
    if (beside.isEmpty()) {
      const QString base = folder + QLatin1Char('/') + QFileInfo(path).completeBaseName();
      beside = base + QStringLiteral(".prism");
      // What lies there is somebody else's adapter.
      for (int number = 2; QFileInfo::exists(beside); ++number) {
        beside = QStringLiteral("%1-%2.prism").arg(base).arg(number);
      }
    }
    session.save(beside);
    project[QStringLiteral("adapter")] = QDir(folder).relativeFilePath(beside);
  }
  const QString title = tr("Saving %1").arg(QFileInfo(path).fileName());
  m_workspace->jobs().submit(
      Lane::io, title, this, [path, project](const RunControl&) { write_project(path, project); },
      [this, path, title](const JobEvent& event) {
        if (event.end == JobEnd::failed) {
          tell(sentence_of(title, event), QString::fromStdString(event.message));
          return;
        }
        m_project_path = path;
        m_workspace->markSaved();
        if (m_options.remember) RecentFiles::add(path, QStringLiteral("project"));
        updateTitle();
      });
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

void MainWindow::autosave() {
  if (!m_folder || !m_workspace->dirty()) return;
  QJsonObject state = fullState(QStringLiteral("/"));
  state[QStringLiteral("project")] = m_project_path;
  const AdapterSession& session = m_workspace->session();
  std::shared_ptr<const Adapter> adapter = session.dirty() ? session.adapter() : nullptr;
  const QString adapter_file = m_folder->autosaveAdapter();
  state[QStringLiteral("autosaved_adapter")] = adapter ? adapter_file : QString();
  // Nothing new since the last time: a large adapter is not written twice a minute for nothing.
  const bool same_adapter = adapter == m_autosaved_adapter;
  if (same_adapter && state == m_autosaved_state) return;
  m_autosaved_adapter = adapter;
  m_autosaved_state = state;
  if (same_adapter) adapter.reset();
  m_workspace->jobs().submit(
      Lane::io, tr("Autosave"), this,
      [file = m_folder->autosaveFile(), state, adapter, adapter_file](const RunControl&) {
        if (adapter) save_adapter(*adapter, adapter_file.toStdString());
        write_project(file, state);
      },
      [this](const JobEvent& event) {
        if (event.end == JobEnd::done) return;
        m_autosaved_adapter.reset();
        m_autosaved_state = {};
        if (event.end == JobEnd::failed) {
          tell(sentence_of(tr("Autosave"), event), QString::fromStdString(event.message));
        }
      },
      true);
}

void MainWindow::offerRecovery() {
  const std::vector<CrashedSession> crashed = find_crashed_sessions(data_folder());
  if (crashed.empty()) return;
  const CrashedSession last = crashed.front();
  const QString name =
      last.project.isEmpty() ? tr("an untitled project") : QFileInfo(last.project).completeBaseName();
  widgets::ErrorBar::Message message;
  message.severity = widgets::ErrorBar::Severity::warning;
  message.sentence = tr("The program ended unexpectedly; unsaved work on %1 from %2 can be recovered.")
                         .arg(name, last.saved_at);
  message.actions.emplace_back(tr("Recover"), [this, last] { recover(last); });
  if (!last.project.isEmpty()) {
    message.actions.emplace_back(tr("Open last save"), [this, last] {
      openProject(last.project);
      discard(last);
    });
  }
  message.actions.emplace_back(tr("Discard"), [last] { discard(last); });
  m_error_bar->show(std::move(message));
}

void MainWindow::recover(const CrashedSession& session) {
  m_project_path = session.project;
  QJsonObject state = session.state;
  const QString saved = state[QStringLiteral("autosaved_adapter")].toString();
  if (!saved.isEmpty()) state.remove(QStringLiteral("adapter"));
  m_workspace->fromJson(state, QStringLiteral("/"));
  restorePageStates(state);
  if (!saved.isEmpty() && QFileInfo::exists(saved)) {
    // Into this window's own folder, so that the crashed one can go.
    QString kept = saved;
    if (m_folder) {
      kept = m_folder->path() + QStringLiteral("/recovered.prism");
      QFile::remove(kept);
      QFile::rename(saved, kept);
      QFile::rename(saved + QStringLiteral(".history"), kept + QStringLiteral(".history"));
    }
    m_workspace->openAdapter(kept, true);
  }
  m_workspace->markUnsaved();
  updateTitle();
  autosave();
  discard(session);
}

void MainWindow::closeEvent(QCloseEvent* event) {
  if (m_options.remember && m_workspace->dirty() && !m_closing) {
    QMessageBox box(QMessageBox::Question, tr("Unsaved changes"),
                    tr("Save the changes to %1 before closing?")
                        .arg(m_project_path.isEmpty() ? tr("this project")
                                                      : QFileInfo(m_project_path).completeBaseName()),
                    QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
    box.setInformativeText(m_workspace->session().dirty()
                               ? tr("The adapter has changes that are in no file yet.")
                               : tr("The models themselves are never changed."));
    const int answer = box.exec();
    if (answer == QMessageBox::Cancel) {
      event->ignore();
      return;
    }
    if (answer == QMessageBox::Save) {
      event->ignore();
      // Closes for good once everything is written; a failed write keeps the window.
      const auto close_when_saved = [this] {
        connect(
            &m_workspace->jobs(), &JobCenter::becameIdle, this,
            [this] {
              if (!m_workspace->dirty()) close();
            },
            Qt::SingleShotConnection);
      };
      if (m_project_path.isEmpty()) {
        askSaveProject(close_when_saved);
      } else {
        saveProject(m_project_path);
        close_when_saved();
      }
      return;
    }
    m_discarded = true;
  }
  if (m_options.remember) saveSession();
  m_closing = true;
  event->accept();
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
