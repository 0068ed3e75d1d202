// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace.h"
#include "core/base/atomic_file.h"
#include "core/base/log.h"
#include "tests/gui/gui_support.h"

#include <QFileInfo>
#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

using namespace prism;
using namespace prism::app;
using prism::test::text;
using prism::test::wait_for;

class TestWorkspace : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() {
    set_log_sink([](LogLevel, const std::string&) {});
    m_settings = std::make_unique<test::PrivateSettings>();
  }

  void droppedModelsFillTheSides() {
    const test::TemporaryFolder folder;
    const auto upper = test::write_model(folder.path(), "upper", 12);
    const auto lower = test::write_model(folder.path(), "lower", 8);
    Workspace workspace(text(folder / "work"));
    QVERIFY(!workspace.canTrain());
    workspace.openPaths({text(upper)});
    QVERIFY(wait_for([&] { return !workspace.busy(); }));
    QCOMPARE(workspace.pair().state(Side::upper), ModelPair::State::ready);
    QCOMPARE(workspace.pair().state(Side::lower), ModelPair::State::empty);
    workspace.openPaths({text(lower)});
    QVERIFY(wait_for([&] { return !workspace.busy() && workspace.pair().map() != nullptr; }));
    QCOMPARE(workspace.pair().width(Side::upper), 12);
    QCOMPARE(workspace.pair().width(Side::lower), 8);
    QCOMPARE(workspace.plan().d_in, 12);
    QCOMPARE(workspace.plan().d_out, 8);
    QVERIFY(!workspace.plan().workers.empty());
    QCOMPARE(workspace.pair().map()->counts[1], 96);
    QString why;
    QVERIFY2(workspace.canTrain(&why), qPrintable(why));
  }

  void unknownFilesAreToldInOneSentence() {
    const test::TemporaryFolder folder;
    write_file(folder / "notes.txt", "nothing of use");
    Workspace workspace(text(folder / "work"));
    QSignalSpy problems(&workspace, &Workspace::problemRaised);
    workspace.openPaths({text(folder / "notes.txt")});
    QVERIFY(problems.wait(10'000));
    QVERIFY(problems[0][0].toString().contains("notes.txt"));
    workspace.pair().open(Side::upper, text(folder / "missing"));
    QVERIFY(problems.wait(10'000));
    QCOMPARE(workspace.pair().state(Side::upper), ModelPair::State::failed);
    QVERIFY(!workspace.pair().problem(Side::upper).isEmpty());
  }

  void editsOfPairsAreUndone() {
    const test::TemporaryFolder folder;
    Workspace workspace(text(folder / "work"));
    workspace.openPaths(
        {text(test::write_model(folder.path(), "a", 12)), text(test::write_model(folder.path(), "b", 8))});
    QVERIFY(wait_for([&] { return !workspace.busy() && workspace.pair().map() != nullptr; }));
    ModelPair& pair = workspace.pair();
    QVERIFY(pair.editsFile().isEmpty());
    pair.setExcluded({3, 4}, true);
    pair.overridePair(5, {7});
    QVERIFY(wait_for([&] { return !workspace.busy(); }));
    QVERIFY(pair.map()->pairs[3].excluded);
    QCOMPARE(pair.map()->pairs[5].lower, std::vector<std::int32_t>{7});
    QVERIFY(QFileInfo::exists(pair.editsFile()));
    QVERIFY(workspace.dirty());
    QVERIFY(workspace.canUndo());
    workspace.undo();
    QVERIFY(wait_for([&] { return !workspace.busy(); }));
    QCOMPARE(pair.map()->pairs[5].lower, std::vector<std::int32_t>{5});
    QVERIFY(pair.map()->pairs[3].excluded);
    workspace.undo();
    QVERIFY(pair.edits().empty());
    workspace.redo();
    QCOMPARE(pair.edits().size(), std::size_t{2});
    QVERIFY(wait_for([&] { return !workspace.busy(); }));
  }

  void optionsReplanAndMerge() {
    const test::TemporaryFolder folder;
    Workspace workspace(text(folder / "work"));
    workspace.openPaths(
        {text(test::write_model(folder.path(), "a", 12)), text(test::write_model(folder.path(), "b", 8))});
    QVERIFY(wait_for([&] { return !workspace.busy(); }));
    TrainOptions options = workspace.options();
    const int before = options.workers;
    for (const int workers : {8, 6, 4}) {
      options.workers = workers;
      workspace.setOptions(options, "workers");
    }
    QCOMPARE(workspace.plan().workers.size(), std::size_t{4});
    QCOMPARE(workspace.undoStack().count(), 1);
    workspace.undo();
    QCOMPARE(workspace.options().workers, before);
    options.workers = 0;
    workspace.setOptions(options, "workers");
    QVERIFY(workspace.plan().workers.empty());
    QVERIFY(!workspace.planProblem().isEmpty());
    QVERIFY(!workspace.canTrain());
  }

  void selectionIsSortedAndShared() {
    const test::TemporaryFolder folder;
    Workspace workspace(text(folder / "work"));
    QSignalSpy changed(&workspace, &Workspace::selectionChanged);
    workspace.setSelection({5, 1, 5});
    QCOMPARE(workspace.selection(), (std::vector<int>{1, 5}));
    workspace.setSelection({1, 5});
    QCOMPARE(changed.count(), 1);
  }

  void twoMatricesReplaceThePair() {
    const test::TemporaryFolder folder;
    const auto [x, z] = test::write_matrices(folder.path(), 200, 10, 6);
    Workspace workspace(text(folder / "work"));
    workspace.openPaths({text(x), text(z)});
    QVERIFY(wait_for([&] { return !workspace.busy(); }));
    QCOMPARE(workspace.data().x, x);
    QCOMPARE(workspace.plan().d_in, 10);
    QCOMPARE(workspace.plan().d_out, 6);
    QVERIFY(workspace.canTrain());
  }

  void oneMatrixGoesToTheTensorPage() {
    const test::TemporaryFolder folder;
    const auto [x, z] = test::write_matrices(folder.path(), 20, 10, 6);
    Workspace workspace(text(folder / "work"));
    QSignalSpy opened(&workspace, &Workspace::fileOpened);
    workspace.openPaths({text(x)});
    QVERIFY(opened.wait(10'000));
    QCOMPARE(opened[0][1].toString(), QString("tensor"));
  }

 private:
  std::unique_ptr<test::PrivateSettings> m_settings;
};

QTEST_GUILESS_MAIN(TestWorkspace)
#include "tst_workspace.moc"
