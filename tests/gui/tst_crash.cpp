// SPDX-License-Identifier: GPL-3.0-or-later
// A window killed with unsaved work, as a process of its own, and what the next one makes of it.
#include "app/main_window.h"
#include "app/recovery.h"
#include "app/workspace.h"
#include "core/base/log.h"
#include "tests/gui/gui_support.h"
#include "widgets/error_bar.h"

#include <csignal>

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QTest>

using namespace prism;
using namespace prism::app;
using prism::test::text;
using prism::test::wait_for;

namespace {

constexpr const char* kChild = "PRISM_CRASH_CHILD";  ///< folder with x.npy and z.npy

bool idle(MainWindow& window) {
  return wait_for([&] { return !window.workspace().busy() && !window.workspace().session().busy(); });
}

/// Trains, keeps a project, breaks a tile, is killed before anything else is saved.
int run_child(const QString& folder) {
  MainWindow window({.remember = true});
  window.show();
  Workspace& workspace = window.workspace();
  workspace.openPaths({folder + "/x.npy", folder + "/z.npy"});
  if (!idle(window)) return 1;
  TrainOptions options = workspace.options();
  options.workers = 6;
  workspace.setOptions(options);
  workspace.train();
  if (!idle(window)) return 1;
  window.saveProject(folder + "/work.prismproj");
  if (!idle(window)) return 1;
  workspace.session().corrupt({2}, Corruption::flip, 0);
  if (!idle(window)) return 1;
  window.autosave();
  if (!idle(window)) return 1;
  std::raise(SIGKILL);
  return 1;
}

}  // namespace

class TestCrash : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() {
    set_log_sink([](LogLevel, const std::string&) {});
  }
  void init() {
    m_settings = std::make_unique<test::PrivateSettings>();
    m_folder = std::make_unique<test::TemporaryFolder>();
    test::write_matrices(m_folder->path(), 300, 12, 8);
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(kChild, text(m_folder->path()));
    child.setProcessEnvironment(environment);
    child.start(QCoreApplication::applicationFilePath(), QStringList());
    QVERIFY(child.waitForFinished(60'000));
    QCOMPARE(child.exitStatus(), QProcess::CrashExit);
    QVERIFY(QFileInfo::exists(path("work.prismproj")));
    m_window = std::make_unique<MainWindow>(MainWindow::Options{.remember = true});
    m_window->show();
    m_window->offerRecovery();
    QCOMPARE(m_window->errorBar().count(), 1);
    QVERIFY2(m_window->errorBar().sentence().contains("work"), qPrintable(m_window->errorBar().sentence()));
  }
  void cleanup() { m_window.reset(); }

  void recoverBringsTheUnsavedWorkBack() {
    choose("Recover");
    QVERIFY(idle(*m_window));
    QCOMPARE(m_window->projectPath(), path("work.prismproj"));
    QCOMPARE(session().state(), AdapterSession::State::ready);
    QCOMPARE(session().faulty(), std::vector<int>{2});
    QVERIFY(session().dirty());
    QCOMPARE(m_window->workspace().options().workers, 6);
    nothingIsOfferedAgain();
  }

  void theLastSaveIsOpenedInstead() {
    choose("Open last save");
    QVERIFY(idle(*m_window));
    QCOMPARE(m_window->projectPath(), path("work.prismproj"));
    QCOMPARE(session().state(), AdapterSession::State::ready);
    QVERIFY(session().faulty().empty());
    QVERIFY(!m_window->workspace().dirty());
    nothingIsOfferedAgain();
  }

  void discardingForgetsIt() {
    choose("Discard");
    QVERIFY(m_window->projectPath().isEmpty());
    QVERIFY(session().adapter() == nullptr);
    QVERIFY(QFileInfo::exists(path("work.prismproj")));
    nothingIsOfferedAgain();
  }

 private:
  AdapterSession& session() { return m_window->workspace().session(); }
  QString path(const char* name) { return text(*m_folder / name); }
  void nothingIsOfferedAgain() {
    QVERIFY(find_crashed_sessions(m_settings->path() + "/XDG_DATA_HOME/prism-workbench").empty());
  }
  void choose(const QString& button) {
    for (QAbstractButton* each : m_window->errorBar().findChildren<QAbstractButton*>()) {
      if (each->text() == button) return each->click();
    }
    QFAIL(qPrintable("no button " + button));
  }

  std::unique_ptr<test::PrivateSettings> m_settings;
  std::unique_ptr<test::TemporaryFolder> m_folder;
  std::unique_ptr<MainWindow> m_window;
};

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  if (qEnvironmentVariableIsSet(kChild)) {
    QCoreApplication::setOrganizationName(QStringLiteral("prism-workbench-test"));
    QCoreApplication::setApplicationName(QStringLiteral("prism-workbench-test"));
    return run_child(qEnvironmentVariable(kChild));
  }
  TestCrash test;
  return QTest::qExec(&test, argc, argv);
}
#include "tst_crash.moc"
