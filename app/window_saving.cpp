// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MainWindow that saves, and that asks before anything unsaved would go.
#include "app/main_window.h"
#include "app/project_file.h"
#include "app/recent_files.h"
#include "app/workspace.h"
#include "widgets/error_bar.h"

#include <algorithm>

#include <QCloseEvent>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>

namespace prism::app {

namespace {

QString with_ending(QString path, const QString& ending) {
  if (QFileInfo(path).suffix().isEmpty()) path += ending;
  return path;
}

/// BASE.prism, or BASE-2.prism and so on: what lies there is somebody else's adapter.
QString free_name(const QString& base) {
  QString path = base + QStringLiteral(".prism");
  for (int number = 2; QFileInfo::exists(path); ++number) {
    path = QStringLiteral("%1-%2.prism").arg(base).arg(number);
  }
  return path;
}

}  // namespace

void MainWindow::ask(const QString& sentence, Choices choices) {
  choices.emplace_back(tr("Cancel"), nullptr);
  m_error_bar->show({widgets::ErrorBar::Severity::warning, sentence, {}, std::move(choices)});
}

void MainWindow::guard(Loss loss, const QString& what, const std::function<void()>& proceed) {
  switch (loss) {
    case Loss::running:
      ask(tr("Work on the adapter is still running. Stop it to open %1? Finished tiles are kept.").arg(what),
          {{tr("Stop and go on"), proceed}});
      return;
    case Loss::adapter:
      ask(tr("The adapter has changes that are in no file yet. Save them before opening %1?").arg(what),
          {{tr("Save"), [this, proceed] { saveAdapter(proceed); }}, {tr("Discard"), proceed}});
      return;
    case Loss::edits:
      ask(tr("Your changes of token pairs belong to the models that are open now. Save the project before "
             "opening %1?")
              .arg(what),
          {{tr("Save"), [this, proceed] { saveCurrentProject(proceed); }}, {tr("Discard"), proceed}});
      return;
  }
}

void MainWindow::askBeforeReplacing(const QString& what, const std::function<void()>& proceed) {
  if (m_workspace->session().changing()) {
    guard(Loss::running, what, [this, what, proceed] {
      m_workspace->whenFree([this, what, proceed] { askBeforeReplacing(what, proceed); });
    });
  } else if (m_workspace->dirty()) {
    ask(tr("There are changes that are in no file yet. Save the project before opening %1?").arg(what),
        {{tr("Save"), [this, proceed] { saveCurrentProject(proceed); }}, {tr("Discard"), proceed}});
  } else {
    proceed();
  }
}

void MainWindow::askSaveProject(std::function<void()> then) {
  auto* dialog = new QFileDialog(this, tr("Save project"), m_project_path, tr("Projects (*.prismproj)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QStringLiteral("prismproj"));
  connect(dialog, &QFileDialog::fileSelected, this,
          [this, then = std::move(then)](const QString& path) { saveProject(path, then); });
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
    m_workspace->session().save(path, [then](bool saved) {
      if (saved && then) then();
    });
  });
  dialog->open();
}

void MainWindow::saveAdapter(const std::function<void()>& then) {
  chooseAdapterFile({}, [this, then](const QString& file) {
    if (file.isEmpty()) {
      askSaveAdapter(then);
      return;
    }
    m_workspace->session().save(file, [then](bool saved) {
      if (saved && then) then();
    });
  });
}

void MainWindow::saveCurrentProject(const std::function<void()>& then) {
  if (m_project_path.isEmpty()) {
    askSaveProject(then);
  } else {
    saveProject(m_project_path, then);
  }
}

// Where an unsaved adapter goes: its own file, unless tiles that were broken on purpose would take the place
// of healthy ones there without being asked for.
void MainWindow::chooseAdapterFile(const QString& base, const std::function<void(const QString&)>& use) {
  const AdapterSession& session = m_workspace->session();
  const QString own = session.path();
  if (own.isEmpty()) {
    use(base.isEmpty() ? QString() : free_name(base));
    return;
  }
  const auto& workers = session.errorMap().workers;
  const auto broken = std::count_if(workers.begin(), workers.end(),
                                    [](const WorkerFigures& worker) { return worker.changed; });
  if (broken == 0 || !QFileInfo::exists(own) || session.keptBroken()) {
    use(own);
    return;
  }
  const QFileInfo file(own);
  const QString beside = free_name(file.absolutePath() + QLatin1Char('/') + file.completeBaseName());
  ask(tr("%n worker(s) of the adapter are broken. Write them over %1, or into a file of their own?", nullptr,
         static_cast<int>(broken))
          .arg(file.fileName()),
      {{tr("Save as %1").arg(QFileInfo(beside).fileName()), [use, beside] { use(beside); }},
       {tr("Overwrite"), [use, own] { use(own); }}});
}

void MainWindow::saveProject(const QString& chosen, std::function<void()> then) {
  const QString path = QFileInfo(with_ending(chosen, QStringLiteral(".prismproj"))).absoluteFilePath();
  const AdapterSession& session = m_workspace->session();
  if (!session.adapter() || !session.dirty()) {
    writeProject(path, session.path(), std::move(then));
    return;
  }
  // An adapter that was never saved would be lost from the project: it goes beside it, and first, so that the
  // project never names a file that is not there.
  const QString base = QFileInfo(path).absolutePath() + QLatin1Char('/') + QFileInfo(path).completeBaseName();
  chooseAdapterFile(base, [this, path, then = std::move(then)](const QString& file) {
    m_workspace->session().save(file, [this, path, file, then](bool saved) {
      if (saved) writeProject(path, file, then);
    });
  });
}

void MainWindow::writeProject(const QString& path, const QString& adapter, std::function<void()> then) {
  const QString folder = QFileInfo(path).absolutePath();
  QJsonObject project = fullState(folder);
  project[QStringLiteral("adapter")] = adapter.isEmpty() ? QString() : QDir(folder).relativeFilePath(adapter);
  const QString title = tr("Saving %1").arg(QFileInfo(path).fileName());
  m_workspace->jobs().submit(
      Lane::io, title, this, [path, project](const RunControl&) { write_project(path, project); },
      [this, path, title, revision = m_workspace->revision(), then = std::move(then)](const JobEvent& event) {
        if (event.end != JobEnd::done) {
          if (event.end == JobEnd::failed) {
            tell(sentence_of(title, event), QString::fromStdString(event.message));
          }
          return;
        }
        m_project_path = path;
        m_workspace->markSaved(revision);
        if (m_options.remember) RecentFiles::add(path, QStringLiteral("project"));
        updateTitle();
        if (then) then();
      });
}

void MainWindow::closeEvent(QCloseEvent* event) {
  const bool running = m_workspace->session().changing();
  if (m_options.remember && !m_closing && !m_discarded && (m_workspace->dirty() || running)) {
    event->ignore();
    askBeforeClosing();
    return;
  }
  if (m_options.remember) saveSession();
  m_closing = true;
  event->accept();
}

void MainWindow::askBeforeClosing() {
  if (const auto* asked = findChild<QMessageBox*>(QStringLiteral("closing")); asked && asked->isVisible())
    return;
  const AdapterSession& session = m_workspace->session();
  auto* box = new QMessageBox(
      QMessageBox::Question, tr("Unsaved changes"),
      tr("Save the changes to %1 before closing?")
          .arg(m_project_path.isEmpty() ? tr("this project") : QFileInfo(m_project_path).completeBaseName()),
      QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
  box->setObjectName(QStringLiteral("closing"));
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->setInformativeText(
      session.changing()
          ? tr("Work on the adapter is still running. It is stopped; finished tiles are saved.")
      : session.dirty() ? tr("The adapter has changes that are in no file yet.")
                        : tr("The models themselves are never changed."));
  connect(box, &QMessageBox::finished, this, [this](int answer) {
    if (answer == QMessageBox::Discard) {
      m_discarded = true;
      close();
    } else if (answer == QMessageBox::Save) {
      // Closes for good once everything is written; a failed write tells why and keeps the window, and an
      // edit that came meanwhile is asked about again.
      m_workspace->whenFree([this] { saveCurrentProject([this] { close(); }); });
    }
  });
  box->open();
}

}  // namespace prism::app
