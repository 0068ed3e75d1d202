// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_window.h"
#include "app/page.h"
#include "app/project_file.h"
#include "app/recent_files.h"
#include "app/workspace.h"
#include "tests/gui/gui_support.h"
#include "widgets/error_bar.h"

#include <algorithm>

#include <QDir>
#include <QFileInfo>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace prism;
using namespace prism::app;
using prism::test::text;
using prism::test::wait_for;

class TestProject : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init() { m_settings = std::make_unique<test::PrivateSettings>(); }

  void roundTripWithRelativePaths() {
    const test::TemporaryFolder folder;
    const auto upper = test::write_model(folder / "models", "up", 12);
    const auto lower = test::write_model(folder / "models", "down", 8);
    const QString path = text(folder / "work" / "mine.prismproj");
    QDir().mkpath(text(folder / "work"));
    {
      MainWindow window({.remember = true});
      Workspace& workspace = window.workspace();
      workspace.openPaths({text(upper), text(lower)});
      QVERIFY(idle(window));
      TrainOptions options = workspace.options();
      options.workers = 6;
      options.seed = 5;
      workspace.setOptions(options);
      workspace.pair().setExcluded({9}, true);
      QVERIFY(idle(window));
      workspace.train();
      QVERIFY(idle(window));
      workspace.setSelection({1, 4});
      window.showPage("tensor");
      window.saveProject(path);
      QVERIFY(idle(window));
      QVERIFY(!workspace.dirty());
      QCOMPARE(window.projectPath(), path);
    }
    const QJsonObject project = read_project(path);
    QCOMPARE(project["upper"].toString(), QString("../models/up"));
    QCOMPARE(project["adapter"].toString(), QString("mine.prism"));

    // The whole folder may move.
    QVERIFY(QDir().rename(text(folder / "work"), text(folder / "elsewhere")));
    MainWindow window({.remember = true});
    window.openProject(text(folder / "elsewhere" / "mine.prismproj"));
    QVERIFY(idle(window));
    Workspace& workspace = window.workspace();
    QCOMPARE(workspace.pair().path(Side::upper), text(upper));
    QCOMPARE(workspace.options().workers, 6);
    QCOMPARE(workspace.options().seed, std::uint64_t{5});
    QVERIFY(workspace.pair().map()->pairs[9].excluded);
    QCOMPARE(workspace.session().state(), AdapterSession::State::ready);
    QCOMPARE(workspace.selection(), (std::vector<int>{1, 4}));
    QCOMPARE(window.currentPage()->info().id, QString("tensor"));
    QVERIFY(!workspace.dirty());
    // Models and adapter are opened side by side: which is ready last is chance.
    const auto recent = RecentFiles::entries();
    QVERIFY(
        std::any_of(recent.begin(), recent.end(), [](const auto& entry) { return entry.kind == "adapter"; }));
  }

  void missingFilesAreTold() {
    const test::TemporaryFolder folder;
    const auto lower = test::write_model(folder.path(), "down", 8);
    const QString path = text(folder / "p.prismproj");
    write_project(path,
                  {{"prism_project", 1}, {"upper", "gone"}, {"lower", "down"}, {"adapter", "gone.prism"}});
    MainWindow window({.remember = false});
    window.openProject(path);
    QVERIFY(idle(window));
    QCOMPARE(window.errorBar().count(), 2);
    QVERIFY(window.errorBar().sentence().contains("gone"));
    QCOMPARE(window.workspace().pair().state(Side::lower), ModelPair::State::ready);
    QCOMPARE(window.workspace().pair().state(Side::upper), ModelPair::State::empty);
  }

  void brokenProjectChangesNothing() {
    const test::TemporaryFolder folder;
    QFile file(text(folder / "b.prismproj"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"prism_project\": 7}");
    file.close();
    MainWindow window({.remember = false});
    window.openProject(file.fileName());
    QCOMPARE(window.errorBar().count(), 1);
    QVERIFY(window.projectPath().isEmpty());
  }

  void recentFilesKeepTheNewest() {
    for (int i = 0; i < 20; ++i) RecentFiles::add(QString("/m/%1 with space").arg(i), "upper");
    RecentFiles::add("/m/18 with space", "upper");
    const auto entries = RecentFiles::entries();
    QCOMPARE(entries.size(), 12);
    QCOMPARE(entries[0].path, QString("/m/18 with space"));
    QCOMPARE(entries[1].path, QString("/m/19 with space"));
  }

  void crashIsRecovered() {
    const test::TemporaryFolder folder;
    const auto [x, z] = test::write_matrices(folder.path(), 300, 12, 8);
    CrashedSession crashed;
    {
      MainWindow window({.remember = true});
      Workspace& workspace = window.workspace();
      workspace.openPaths({text(x), text(z)});
      QVERIFY(idle(window));
      TrainOptions options = workspace.options();
      options.workers = 6;
      workspace.setOptions(options);
      workspace.train();
      QVERIFY(idle(window));
      window.autosave();
      QVERIFY(idle(window));
      // Keep what a killed process would leave; this window then ends well.
      const QDir sessions(m_settings->path() + "/XDG_DATA_HOME/prism-workbench/sessions");
      const QStringList names = sessions.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
      QCOMPARE(names.size(), 1);
      const QString left = sessions.filePath("crashed");
      QDir().mkpath(left);
      for (const char* name : {"/autosave.json", "/autosave.prism"}) {
        QVERIFY(QFile::copy(sessions.filePath(names[0]) + name, left + name));
      }
      QJsonObject state = read_project(left + "/autosave.json");
      state["autosaved_adapter"] = left + "/autosave.prism";
      write_project(left + "/autosave.json", state);
    }
    MainWindow window({.remember = true});
    window.offerRecovery();
    QCOMPARE(window.errorBar().count(), 1);
    const auto found = find_crashed_sessions(m_settings->path() + "/XDG_DATA_HOME/prism-workbench");
    QCOMPARE(found.size(), std::size_t{1});
    window.recover(found.front());
    QVERIFY(idle(window));
    QCOMPARE(window.workspace().options().workers, 6);
    QCOMPARE(window.workspace().session().state(), AdapterSession::State::ready);
    QVERIFY(window.workspace().session().dirty());
    QVERIFY(window.workspace().session().path().isEmpty());
    QVERIFY(find_crashed_sessions(m_settings->path() + "/XDG_DATA_HOME/prism-workbench").empty());
  }

 private:
  static bool idle(MainWindow& window) {
    return wait_for([&] { return !window.workspace().busy() && !window.workspace().session().busy(); });
  }
  std::unique_ptr<test::PrivateSettings> m_settings;
};

QTEST_MAIN(TestProject)
#include "tst_project.moc"
