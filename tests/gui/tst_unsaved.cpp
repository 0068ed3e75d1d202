// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing unsaved goes without being asked for: opening something else, saving, closing, recovering.
#include "app/main_window.h"
#include "app/project_file.h"
#include "app/recent_files.h"
#include "app/workspace.h"
#include "core/base/log.h"
#include "tests/gui/gui_support.h"
#include "widgets/error_bar.h"

#include <QAbstractButton>
#include <QDir>
#include <QFileInfo>
#include <QJsonObject>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTest>

using namespace prism;
using namespace prism::app;
using prism::test::text;
using prism::test::wait_for;

class TestUnsaved : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() {
    set_log_sink([](LogLevel, const std::string&) {});
  }
  void init() {
    m_settings = std::make_unique<test::PrivateSettings>();
    m_folder = std::make_unique<test::TemporaryFolder>();
    const auto [x, z] = test::write_matrices(m_folder->path(), 300, 12, 8);
    m_x = text(x);
    m_z = text(z);
    m_window = std::make_unique<MainWindow>(MainWindow::Options{.remember = true});
    m_window->show();
    workspace().openPaths({m_x, m_z});
    QVERIFY(idle());
    TrainOptions options = workspace().options();
    options.workers = 6;
    workspace().setOptions(options);
  }
  void cleanup() { m_window.reset(); }

  void openingAnotherAdapterAsks() {
    train();
    session().save(path("a.prism"));
    QVERIFY(idle());
    session().corrupt({1}, Corruption::zero, 0);
    QVERIFY(idle());
    QVERIFY(session().dirty());
    const auto mine = session().adapter();
    workspace().openPaths({path("a.prism")});
    QVERIFY(idle());
    QVERIFY2(m_window->errorBar().sentence().contains("a.prism"),
             qPrintable(m_window->errorBar().sentence()));
    QVERIFY(session().adapter() == mine);
    choose("Cancel");
    QVERIFY(idle());
    QVERIFY(session().adapter() == mine);
    QVERIFY(session().dirty());
    QCOMPARE(m_window->errorBar().count(), 0);

    workspace().openAdapter(path("a.prism"));
    choose("Discard");
    QVERIFY(idle());
    QVERIFY(session().adapter() != mine);
    QVERIFY(!session().dirty());
    QVERIFY(session().faulty().empty());
  }

  void savingFirstKeepsTheWork() {
    train();
    session().save(path("a.prism"));
    QVERIFY(idle());
    train();
    session().save(path("b.prism"));
    QVERIFY(idle());
    session().corrupt({2}, Corruption::zero, 0);
    QVERIFY(idle());
    session().retrain({2});
    QVERIFY(idle());
    QVERIFY(session().dirty());
    workspace().openAdapter(path("a.prism"));
    choose("Save");
    QVERIFY(wait_for([&] { return session().path() == path("a.prism") && !session().busy(); }));
    session().close();
    workspace().openAdapter(path("b.prism"));
    QVERIFY(idle());
    QCOMPARE(session().adapter()->workers[2].generation, 1);
  }

  void brokenTilesDoNotReplaceHealthyOnes() {
    train();
    session().save(path("a.prism"));
    QVERIFY(idle());
    session().corrupt({1, 3}, Corruption::zero, 0);
    QVERIFY(idle());
    m_window->saveProject(path("p.prismproj"));
    QVERIFY(idle());
    QVERIFY2(m_window->errorBar().sentence().contains("a.prism"),
             qPrintable(m_window->errorBar().sentence()));
    QVERIFY(!QFileInfo::exists(path("p.prismproj")));
    choose("Save as a-2.prism");
    QVERIFY(idle());
    QCOMPARE(read_project(path("p.prismproj"))["adapter"].toString(), QString("a-2.prism"));
    QVERIFY(!workspace().dirty());
    QVERIFY(load_adapter(path("a.prism").toStdString()).changed_workers().empty());
    QCOMPARE(load_adapter(path("a-2.prism").toStdString()).changed_workers(), (std::vector<int>{1, 3}));
    // Over its own broken file: nothing to ask, and the mapped tiles it was read from stay whole.
    session().corrupt({5}, Corruption::zero, 0);
    QVERIFY(idle());
    m_window->saveProject(path("p.prismproj"));
    QVERIFY(idle());
    QCOMPARE(m_window->errorBar().count(), 0);
    QCOMPARE(load_adapter(path("a-2.prism").toStdString()).changed_workers(), (std::vector<int>{1, 3, 5}));
    session().retrain({1, 3, 5});
    QVERIFY(idle());
    QVERIFY(session().faulty().empty());
  }

  void anEditWhileSavingStaysUnsaved() {
    m_window->saveProject(path("p.prismproj"));
    TrainOptions options = workspace().options();
    options.workers = 4;
    workspace().setOptions(options);
    QVERIFY(idle());
    QVERIFY(workspace().dirty());
    m_window->saveProject(path("p.prismproj"));
    QVERIFY(idle());
    QVERIFY(!workspace().dirty());
  }

  void anotherProjectAsks() {
    write_project(path("other.prismproj"), {{"prism_project", 1}});
    QVERIFY(workspace().dirty());
    m_window->openProject(path("other.prismproj"));
    QVERIFY(m_window->projectPath().isEmpty());
    choose("Cancel");
    QVERIFY(m_window->projectPath().isEmpty());
    QCOMPARE(workspace().options().workers, 6);
    m_window->openProject(path("other.prismproj"));
    choose("Discard");
    QVERIFY(idle());
    QCOMPARE(m_window->projectPath(), path("other.prismproj"));
    QVERIFY(!workspace().dirty());
    m_window->openProject(path("other.prismproj"));
    QCOMPARE(m_window->errorBar().count(), 0);
  }

  void anotherModelAsksForTokenEdits() {
    const auto up = test::write_model(m_folder->path(), "up", 12);
    const auto down = test::write_model(m_folder->path(), "down", 8);
    const auto third = test::write_model(m_folder->path(), "third", 10);
    workspace().openPaths({text(up), text(down)});
    QVERIFY(idle());
    workspace().pair().setExcluded({3}, true);
    QVERIFY(idle());
    workspace().pair().open(Side::upper, text(third));
    QCOMPARE(workspace().pair().path(Side::upper), text(up));
    choose("Cancel");
    QCOMPARE(workspace().pair().edits().size(), std::size_t{1});
    workspace().pair().open(Side::upper, text(third));
    choose("Discard");
    QVERIFY(idle());
    QCOMPARE(workspace().pair().path(Side::upper), text(third));
    QVERIFY(workspace().pair().edits().empty());
  }

  void workUnderWayIsStoppedOnlyWhenAsked() {
    train();
    session().save(path("a.prism"));
    QVERIFY(idle());
    workspace().train();
    QVERIFY(session().changing());
    workspace().openAdapter(path("a.prism"));
    choose("Stop and go on");
    // Either the training had something to keep, which is asked about, or the file is opened.
    const auto asked = [&] { return m_window->errorBar().count() > 0; };
    const auto opened = [&] {
      return !session().busy() && !session().dirty() && session().path() == path("a.prism");
    };
    QVERIFY(wait_for([&] { return asked() || opened(); }));
    if (asked()) choose("Discard");
    QVERIFY(wait_for(opened));
  }

  void closingDuringTrainingSavesAndCloses() {
    m_window->saveProject(path("p.prismproj"));
    QVERIFY(idle());
    train();
    workspace().train();
    m_window->close();
    QVERIFY(m_window->isVisible());
    answer(QMessageBox::Save);
    QVERIFY(wait_for([&] { return !m_window->isVisible(); }));
    QVERIFY(QFileInfo::exists(path("p.prism")));
    QCOMPARE(read_project(path("p.prismproj"))["adapter"].toString(), QString("p.prism"));
  }

  void closingCanBeCancelledAndDiscarded() {
    m_window->close();
    answer(QMessageBox::Cancel);
    QVERIFY(m_window->isVisible());
    m_window->close();
    answer(QMessageBox::Discard);
    QVERIFY(wait_for([&] { return !m_window->isVisible(); }));
  }

  void aFailedSaveKeepsTheWindowAndSaysWhy() {
    m_window->saveProject(path("p.prismproj"));
    QVERIFY(idle());
    train();
    session().save("/dev/null/no/a.prism");
    QVERIFY(idle());
    QVERIFY(m_window->errorBar().count() > 0);
    QVERIFY(session().dirty());
  }

  void recoveredWorkIsSafeAtOnce() {
    train();
    m_window->autosave();
    QVERIFY(idle());
    const QString sessions = m_settings->path() + "/XDG_DATA_HOME/prism-workbench/sessions";
    const QString left = crash(sessions, "first");
    m_window.reset();
    m_window = std::make_unique<MainWindow>(MainWindow::Options{.remember = true});
    auto found = find_crashed_sessions(m_settings->path() + "/XDG_DATA_HOME/prism-workbench");
    QCOMPARE(found.size(), std::size_t{1});
    m_window->recover(found.front());
    // Before the event loop turned once: killed now, nothing would be lost.
    QString own;
    for (const QString& name : QDir(sessions).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
      if (QFileInfo::exists(sessions + "/" + name + "/autosave.json")) own = sessions + "/" + name;
    }
    QVERIFY(!own.isEmpty());
    QVERIFY(!QFileInfo::exists(left));
    const QJsonObject state = read_project(own + "/autosave.json");
    QVERIFY(QFileInfo::exists(state["autosaved_adapter"].toString()));
    QVERIFY(idle());
    // And once it is read, the ordinary autosave has it.
    QVERIFY(wait_for([&] {
      return read_project(own + "/autosave.json")["autosaved_adapter"].toString().endsWith("autosave.prism");
    }));
    QCOMPARE(session().state(), AdapterSession::State::ready);
    QVERIFY(session().dirty());
  }

  void whatIsSavedNeedsNoRecovery() {
    train();
    m_window->autosave();
    QVERIFY(idle());
    const QString pattern = m_settings->path() + "/XDG_DATA_HOME/prism-workbench/sessions";
    const auto kept = [&] {
      const QStringList names = QDir(pattern).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
      return names.size() == 1 && QFileInfo::exists(pattern + "/" + names[0] + "/autosave.json");
    };
    QVERIFY(kept());
    m_window->saveProject(path("p.prismproj"));
    QVERIFY(idle());
    QVERIFY(!kept());
  }

  void recentFilesHearOfAFileOnce() {
    train();
    session().save(path("a.prism"));
    QVERIFY(idle());
    session().close();
    QSignalSpy opened(&workspace(), &Workspace::fileOpened);
    workspace().openAdapter(path("a.prism"));
    QVERIFY(idle());
    session().corrupt({1}, Corruption::zero, 0);
    QVERIFY(idle());
    session().retrain({1});
    QVERIFY(idle());
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened[0][0].toString(), path("a.prism"));
  }

 private:
  Workspace& workspace() { return m_window->workspace(); }
  AdapterSession& session() { return m_window->workspace().session(); }
  QString path(const char* name) { return text(*m_folder / name); }
  bool idle() {
    return wait_for([this] { return !workspace().busy() && !session().busy(); });
  }
  void train() {
    workspace().train();
    QVERIFY(idle());
    QCOMPARE(session().state(), AdapterSession::State::ready);
  }
  void choose(const QString& button) {
    QAbstractButton* found = nullptr;  // its buttons come and go with the event loop
    const auto there = [&] {
      for (QAbstractButton* each : m_window->errorBar().findChildren<QAbstractButton*>()) {
        if (each->text() == button && each->isVisible()) found = each;
      }
      return found != nullptr;
    };
    QVERIFY2(wait_for(there, 10'000), qPrintable(button + ": " + m_window->errorBar().sentence()));
    found->click();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  }
  void answer(QMessageBox::StandardButton button) {
    QMessageBox* box = nullptr;
    QVERIFY(wait_for([&] { return (box = m_window->findChild<QMessageBox*>("closing")) != nullptr; }));
    box->button(button)->click();
    delete box;  // it would go by itself with an outer event loop, which a test does not have
  }
  /// Keeps what a process killed now would leave.
  QString crash(const QString& sessions, const QString& name) {
    const QStringList names = QDir(sessions).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    const QString left = sessions + "/" + name;
    QDir().mkpath(left);
    for (const char* file : {"/autosave.json", "/autosave.prism"}) {
      QFile::copy(sessions + "/" + names[0] + file, left + file);
    }
    QJsonObject state = read_project(left + "/autosave.json");
    state["autosaved_adapter"] = left + "/autosave.prism";
    write_project(left + "/autosave.json", state);
    return left;
  }

  std::unique_ptr<test::PrivateSettings> m_settings;
  std::unique_ptr<test::TemporaryFolder> m_folder;
  QString m_x, m_z;
  std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestUnsaved)
#include "tst_unsaved.moc"
