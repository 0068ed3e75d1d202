// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_palette.h"
#include "app/jobs_model.h"
#include "app/log_model.h"
#include "app/pages/run_details.h"
#include "app/pages/runs_model.h"

#include <atomic>
#include <cmath>
#include <limits>
#include <memory>
#include <thread>

#include <QAbstractItemModelTester>
#include <QAction>
#include <QLineEdit>
#include <QTest>
#include <QTreeWidgetItem>

using namespace prism;
using namespace prism::app;

class TestGuiModels : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void jobsFollowTheirLife() {
    JobCenter jobs;
    JobsModel model(jobs);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    std::atomic<bool> go = false;
    jobs.submit(Lane::io, "work", this,
                [&](const RunControl& control) {
                  control.progress("counting", 1, 4, "rows");
                  while (!go && !control.stop_requested())
                    std::this_thread::sleep_for(std::chrono::milliseconds(1));
                },
                {});
    QCOMPARE(model.rowCount(), 1);
    QVERIFY(model.ticket(0));
    QTRY_COMPARE(model.index(0, JobsModel::kState).data().toString(), QString("counting"));
    QCOMPARE(model.index(0, JobsModel::kProgress).data(JobsModel::kFractionRole).toDouble(), 0.25);
    QVERIFY(model.summary().startsWith("work"));
    go = true;
    QTRY_COMPARE(model.index(0, JobsModel::kState).data().toString(), QString("done"));
    QVERIFY(!model.ticket(0));
    QVERIFY(model.summary().isEmpty());
    model.clearFinished();
    QCOMPARE(model.rowCount(), 0);
  }
  void quietJobsLeaveTheList() {
    JobCenter jobs;
    JobsModel model(jobs);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    jobs.submit(
        Lane::preview, "quiet", this, [](const RunControl&) {}, {}, true);
    QTRY_COMPARE(model.rowCount(), 0);
  }
  void failedJobSaysWhy() {
    JobCenter jobs;
    JobsModel model(jobs);
    jobs.submit(Lane::io, "broken", this,
                [](const RunControl&) { throw Error(ErrorCode::io, "the drive is gone", "/a"); }, {});
    QTRY_VERIFY(model.index(0, JobsModel::kState).data().toString().contains("the drive is gone"));
  }
  void logKeepsAndFilters() {
    LogModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    LogFilter filter;
    filter.setSourceModel(&model);
    QAbstractItemModelTester filter_tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.listen();
    std::thread other([] { log(LogLevel::warning, "from another thread"); });
    other.join();
    log_info("plain");
    QTRY_COMPARE(model.rowCount(), 2);
    filter.setLowestLevel(LogLevel::warning);
    QCOMPARE(filter.rowCount(), 1);
    QVERIFY(filter.index(0, LogModel::kText).data().toString().contains("another thread"));
    filter.setLowestLevel(LogLevel::info);
    filter.setText("PLAIN");
    QCOMPARE(filter.rowCount(), 1);
    QVERIFY(model.line(1).endsWith("plain"));
  }
  void logDropsTheOldest() {
    LogModel model;
    for (int i = 0; i < 5003; ++i) model.add(LogLevel::info, QString::number(i));
    QCOMPARE(model.rowCount(), 5000);
    QVERIFY(model.line(0).endsWith("3"));
  }
  void commandsAreFoundAndForgotten() {
    auto train = std::make_unique<QAction>("&Train workers…");
    QAction undo("Undo");
    QCOMPARE(plain_text(*train), QString("Train workers"));
    CommandModel model({{"Work: Train workers", "Work", train.get(), {}}, {"Edit: Undo", "Edit", &undo, {}}});
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 2);
    model.setQuery("trw");
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.command(0).text, QString("Work: Train workers"));
    undo.setEnabled(false);
    model.setQuery("undo");
    QVERIFY(!(model.flags(model.index(0)) & Qt::ItemIsEnabled));
    train.reset();
    model.setQuery("train");
    QCOMPARE(model.rowCount(), 0);
  }
  void paletteTriggersTheChosen() {
    QAction action("Do it");
    int done = 0, shown = 0;
    connect(&action, &QAction::triggered, this, [&] { ++done; });
    CommandPalette palette({{"Page: Do it", "Page", &action, [&] { ++shown; }}}, nullptr);
    palette.show();
    auto* query = palette.findChild<QLineEdit*>();
    QVERIFY(query != nullptr);
    QTest::keyClicks(query, "doit");
    QTest::keyClick(query, Qt::Key_Down);
    QTest::keyClick(query, Qt::Key_Return);
    QCOMPARE(done, 1);
    QCOMPARE(shown, 1);
    QVERIFY(!palette.isVisible());
  }
  void runsShowFigures() {
    RunsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    RunRow row;
    row.id = "20260101-000000-abcdef";
    row.command = "train";
    row.seconds = 1.5;
    row.r2 = 0.80213;
    RunRow bare = row;
    bare.r2 = std::numeric_limits<double>::quiet_NaN();
    model.setRows({row, bare});
    QCOMPARE(model.index(0, RunsModel::kR2).data().toString(), QString("0.8021"));
    QCOMPARE(model.index(0, RunsModel::kR2).data(Qt::ToolTipRole).toString(), QString("0.80213"));
    QCOMPARE(model.index(1, RunsModel::kR2).data().toString(), QString());
  }
  void twoRunsSideBySide() {
    RunRecord a = begin_run("train", {{"workers", 512}, {"seed", 0}});
    RunRecord b = begin_run("train", {{"workers", 256}, {"seed", 0}});
    a.figures = {{"curves", {{{"name", "ridge"}, {"x", {1, 2}}, {"y", {0.1, nullptr}}}}}};
    b.figures = a.figures;
    RunDetails details;
    details.show({a, b});
    QCOMPARE(details.columnCount(), 3);
    const QList<QTreeWidgetItem*> differ =
        details.findItems("≠ workers", Qt::MatchExactly | Qt::MatchRecursive);
    QCOMPARE(differ.size(), 1);
    QCOMPARE(differ.front()->text(1), QString("512"));
    QCOMPARE(differ.front()->text(2), QString("256"));
    QCOMPARE(details.findItems("≠ seed", Qt::MatchExactly | Qt::MatchRecursive).size(), 0);
    QCOMPARE(details.findItems("curves", Qt::MatchExactly | Qt::MatchRecursive).size(), 0);
    const std::vector<Curve> curves = curves_of({a, b});
    QCOMPARE(curves.size(), std::size_t{2});
    QVERIFY(curves[0].name.ends_with(": ridge"));
    QVERIFY(std::isnan(curves[0].y[1]));
  }
};

QTEST_MAIN(TestGuiModels)
#include "tst_gui_models.moc"
