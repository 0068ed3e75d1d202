// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runs_index.h"
#include "core/base/atomic_file.h"
#include "core/base/log.h"
#include "tests/support/test_data.h"

#include <cmath>

#include <QFile>
#include <QTest>

using namespace prism;
using namespace prism::app;

class TestRunsIndex : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() {
    set_log_sink([](LogLevel, const std::string&) {});
  }
  void followsTheRecords() {
    const test::TemporaryFolder folder;
    const RunStore store(folder / "runs");
    const QString file = QString::fromStdString((folder / "runs.sqlite").string());
    RunRecord train = begin_run("train", {{"workers", 512}});
    train.started = "2026-01-02T00:00:00Z";
    train.figures = {{"r2", 0.8}, {"cosine", 0.9}, {"notes", Json::array()}};
    train.outcome = "done";
    store.save(train);
    RunRecord plain = begin_run("corrupt", Json::object());
    plain.started = "2026-01-03T00:00:00Z";
    store.save(plain);
    write_file(folder / "runs" / "broken.json", "{");
    {
      RunsIndex index(store, file);
      index.refresh();
      const auto rows = index.rows();
      QCOMPARE(rows.size(), std::size_t{2});
      QCOMPARE(rows[0].command, QString("corrupt"));
      QVERIFY(std::isnan(rows[0].r2));
      QCOMPARE(rows[1].r2, 0.8);
      QCOMPARE(rows[1].figures, QString("cosine 0.9, r2 0.8"));
    }
    store.remove(plain.id);
    RunsIndex again(store, file);
    again.refresh();
    QCOMPARE(again.rows().size(), std::size_t{1});
    QCOMPARE(again.rows()[0].id.toStdString(), train.id);
  }
  void damagedIndexIsMadeAnew() {
    const test::TemporaryFolder folder;
    const RunStore store(folder / "runs");
    store.save(begin_run("train", Json::object()));
    const QString name = QString::fromStdString((folder / "runs.sqlite").string());
    {
      RunsIndex index(store, name);
      index.refresh();
    }
    QFile file(name);
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.seek(0);
    file.write(QByteArray(static_cast<int>(file.size()), '\x5A'));
    file.close();
    RunsIndex index(store, name);
    index.refresh();
    QCOMPARE(index.rows().size(), std::size_t{1});
  }
  void unwritableFolderStillLists() {
    const test::TemporaryFolder folder;
    const RunStore store(folder / "runs");
    store.save(begin_run("train", Json::object()));
    RunsIndex index(store, QStringLiteral("/proc/no/such/runs.sqlite"));
    index.refresh();
    QCOMPARE(index.rows().size(), std::size_t{1});
  }
};

QTEST_GUILESS_MAIN(TestRunsIndex)
#include "tst_runs_index.moc"
