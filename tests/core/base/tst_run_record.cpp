// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/run_record.h"
#include "tests/support/test_data.h"

#include <QTest>

using namespace prism;

class TestRunRecord : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void savesAndLoads();
  void newestFirstAndDamagedSkipped();
  void idsNeverLeaveTheFolder();
  void beginningsMustBeUnique();
  void removes();
};

void TestRunRecord::savesAndLoads() {
  const prism::test::TemporaryFolder folder;
  const RunStore store(folder.path());
  RunRecord record = begin_run("train", {{"seed", 3}, {"solver", "joint"}});
  record.inputs["/a"] = "hash";
  record.seconds = 1.5;
  record.outcome = "done";
  record.figures["r2"] = 0.43;
  store.save(record);
  const RunRecord back = store.load(record.id);
  QCOMPARE(dump_json(back.to_json()), dump_json(record.to_json()));
  QVERIFY(!back.program_version.empty());
  QCOMPARE(store.load(record.id.substr(0, record.id.size() - 2)).id, record.id);
}

void TestRunRecord::newestFirstAndDamagedSkipped() {
  const prism::test::TemporaryFolder folder;
  const RunStore store(folder.path());
  RunRecord first = begin_run("plan", Json::object());
  first.id = "20200101-000000-aaaaaa";
  RunRecord second = first;
  second.id = "20210101-000000-bbbbbb";
  store.save(first);
  store.save(second);
  write_file(folder / "20220101-000000-cccccc.json", "{\"id\":");
  int warnings = 0;
  const LogSink before =
      set_log_sink([&](LogLevel level, const std::string&) { warnings += level == LogLevel::warning; });
  const auto records = store.list();
  set_log_sink(before);
  QCOMPARE(records.size(), std::size_t{2});
  QCOMPARE(records[0].id, second.id);
  QCOMPARE(warnings, 1);
}

void TestRunRecord::idsNeverLeaveTheFolder() {
  const prism::test::TemporaryFolder folder;
  write_file(folder / "secret.json", "{}");
  const RunStore store(folder.path() / "runs");
  for (const char* id : {"../secret", "", "a/b", "A"}) QVERIFY_EXCEPTION_THROWN((void)store.load(id), Error);
}

void TestRunRecord::beginningsMustBeUnique() {
  const prism::test::TemporaryFolder folder;
  const RunStore store(folder.path());
  RunRecord record = begin_run("plan", Json::object());
  record.id = "20200101-000000-aaaaaa";
  store.save(record);
  record.id = "20200101-000000-aaabbb";
  store.save(record);
  QVERIFY_EXCEPTION_THROWN((void)store.load("20200101"), Error);
  QCOMPARE(store.load("20200101-000000-aaab").id, record.id);
}

void TestRunRecord::removes() {
  const prism::test::TemporaryFolder folder;
  const RunStore store(folder.path());
  const RunRecord record = begin_run("plan", Json::object());
  store.save(record);
  store.remove(record.id);
  QVERIFY(store.list().empty());
  QVERIFY_EXCEPTION_THROWN(store.remove(record.id), Error);
}

QTEST_GUILESS_MAIN(TestRunRecord)
#include "tst_run_record.moc"
