// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MainWindow that keeps unsaved work safe from a crash, and brings it back after one.
#include "app/main_window.h"
#include "app/paths.h"
#include "app/project_file.h"
#include "app/workspace.h"
#include "widgets/error_bar.h"

#include <QFile>
#include <QFileInfo>

namespace prism::app {

namespace {
const QString kAdapter = QStringLiteral("autosaved_adapter");
}  // namespace

void MainWindow::autosave() {
  if (!m_folder || m_restoring) return;
  if (!m_workspace->dirty()) {
    // All is in files: what was autosaved before is older than they are.
    m_autosaved_adapter.reset();
    m_autosaved_state = {};
    QFile::remove(m_folder->autosaveFile());
    return;
  }
  // What was recovered stands in its own file until the adapter is read from it again.
  if (!m_recovering.isEmpty() && m_workspace->session().busy() && !m_workspace->session().adapter()) return;
  m_recovering.clear();
  QJsonObject state = fullState(QStringLiteral("/"));
  state[QStringLiteral("project")] = m_project_path;
  const AdapterSession& session = m_workspace->session();
  std::shared_ptr<const Adapter> adapter = session.dirty() ? session.adapter() : nullptr;
  const QString adapter_file = m_folder->autosaveAdapter();
  state[kAdapter] = adapter ? adapter_file : QString();
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
  Choices choices;
  choices.emplace_back(tr("Recover"),
                       [this, last, name] { askBeforeReplacing(name, [this, last] { recover(last); }); });
  if (!last.project.isEmpty()) {
    choices.emplace_back(tr("Open last save"), [this, last, name] {
      askBeforeReplacing(name, [this, last] {
        openProjectNow(last.project);
        discard(last);
      });
    });
  }
  choices.emplace_back(tr("Discard"), [last] { discard(last); });
  m_error_bar->show({widgets::ErrorBar::Severity::warning,
                     tr("The program ended unexpectedly; unsaved work on %1 from %2 can be recovered.")
                         .arg(name, last.saved_at),
                     {},
                     std::move(choices)});
}

void MainWindow::recover(const CrashedSession& session) {
  m_restoring = true;
  m_project_path = session.project;
  QJsonObject state = session.state;
  const QString saved = state[kAdapter].toString();
  const bool with_adapter = !saved.isEmpty() && QFileInfo::exists(saved);
  if (!saved.isEmpty()) state.remove(QStringLiteral("adapter"));
  if (with_adapter && m_folder) {
    // Into this window's own folder, so that the crashed one can go. The recovery file is there before it
    // goes, not at the next autosave: a second crash must lose nothing either.
    m_recovering = m_folder->path() + QStringLiteral("/recovered.prism");
    QFile::remove(m_recovering);
    QFile::remove(m_recovering + QStringLiteral(".history"));
    QFile::rename(saved, m_recovering);
    QFile::rename(saved + QStringLiteral(".history"), m_recovering + QStringLiteral(".history"));
    state[kAdapter] = m_recovering;
  }
  if (m_folder) {
    try {
      write_project(m_folder->autosaveFile(), state);
    } catch (const Error& error) {
      tell(tr("The recovered work could not be kept safe: %1. Save it now.")
               .arg(QString::fromStdString(error.reason())),
           QString::fromStdString(error.what()));
    }
  }
  m_workspace->fromJson(state, QStringLiteral("/"));
  restorePageStates(state);
  m_workspace->markUnsaved();
  m_restoring = false;
  if (with_adapter) {
    const QString kept = m_recovering.isEmpty() ? saved : m_recovering;
    connect(
        &m_workspace->session(), &AdapterSession::adapterChanged, this, [this] { autosave(); },
        static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
    m_workspace->openAdapter(kept, true);
  } else {
    autosave();
  }
  updateTitle();
  if (m_folder) discard(session);
}

}  // namespace prism::app
