// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adapter/adapter.h"
#include "core/base/atomic_file.h"
#include "core/base/random.h"
#include "core/model/writers.h"
#include "tests/app/cli_run.h"

#include <csignal>
#include <sys/resource.h>
#include <unistd.h>

#include <QElapsedTimer>
#include <QTest>

using namespace prism;
using namespace prism::test;

/// What a user loses when the program is killed, the disk is full, the folder is read-only or memory runs
/// out: nothing that was finished before.
class TestCliFaults final : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase();
  void killedAmidTraining();
  void killedAmidRetraining();
  void fullDisk();
  void readOnlyFolder();
  void tooLittleMemory();

 private:
  QStringList trainLine(int seed) const {
    return {"train",
            "--upper",
            demo_model("books-upper"),
            "--lower",
            demo_model("books-lower"),
            "--output",
            "a.prism",
            "--seed",
            QString::number(seed),
            "--max-samples",
            "1200",
            "--workers",
            "64"};
  }
  /// Starts the line ten times and kills it somewhere; the adapter must open whole after each.
  void killAtRandom(const QStringList& line, const char* adapter, int times);
  /// Runs with a limit of the child's own.
  CliRun runLimited(const QStringList& line, int resource, rlim_t limit) const;

  TemporaryFolder m_folder;
  std::int64_t m_milliseconds = 0;
};

void TestCliFaults::initTestCase() {
  QElapsedTimer timer;
  timer.start();
  const CliRun run = run_cli(m_folder, trainLine(0));
  QVERIFY2(run.code == 0, run.err.constData());
  m_milliseconds = timer.elapsed();
  QCOMPARE(
      run_cli(m_folder, {"corrupt", "--adapter", "a.prism", "--random", "3", "--output", "b.prism"}).code, 0);
}

void TestCliFaults::killAtRandom(const QStringList& line, const char* adapter, int times) {
  Random random(static_cast<std::uint64_t>(m_milliseconds));
  for (int i = 0; i < times; ++i) {
    QProcess process;
    prepare_cli(process, m_folder, line);
    process.start();
    QVERIFY(process.waitForStarted());
    process.waitForFinished(static_cast<int>(random.below(static_cast<std::uint64_t>(m_milliseconds) + 1)));
    process.kill();
    process.waitForFinished();
    try {
      QVERIFY(load_adapter(m_folder / adapter).changed_workers().empty());
    } catch (const std::exception& error) {
      QFAIL(error.what());
    }
  }
  // And the next run goes through as if nothing had been.
  QCOMPARE(run_cli(m_folder, line).code, 0);
}

void TestCliFaults::killedAmidTraining() {
  killAtRandom(trainLine(1), "a.prism", 10);
}

void TestCliFaults::killedAmidRetraining() {
  const QStringList repair{"retrain", "--adapter", "b.prism", "--output", "c.prism"};
  QCOMPARE(run_cli(m_folder, trainLine(0)).code, 0);  // the data b.prism was trained on
  QCOMPARE(run_cli(m_folder, repair).code, 0);
  killAtRandom(repair, "c.prism", 5);
}

CliRun TestCliFaults::runLimited(const QStringList& line, int resource, rlim_t limit) const {
  QProcess process;
  prepare_cli(process, m_folder, line);
  process.setChildProcessModifier([=] {
    const rlimit both{limit, limit};
    ::setrlimit(static_cast<__rlimit_resource>(resource), &both);
  });
  process.start();
  process.waitForFinished(120'000);
  return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
          process.readAllStandardOutput(), process.readAllStandardError()};
}

void TestCliFaults::fullDisk() {
  const std::string before = read_file(m_folder / "a.prism");
  const CliRun run = runLimited(trainLine(2), RLIMIT_FSIZE, 50'000);
  QCOMPARE(run.code, 1);
  QVERIFY2(run.err.contains("a.prism") && run.err.contains("in all"), run.err.constData());
  QVERIFY(read_file(m_folder / "a.prism") == before);
}

void TestCliFaults::readOnlyFolder() {
  const std::string before = read_file(m_folder / "a.prism");
  write_file(m_folder / "file", "no folder");
  const CliRun through_file =
      run_cli(m_folder, {"undo", "--adapter", "c.prism", "--output", "file/sub/d.prism"});
  QCOMPARE(through_file.code, 1);
  QVERIFY2(through_file.err.contains("file/sub/d.prism"), through_file.err.constData());
  if (::geteuid() == 0) QSKIP("nothing is read-only for root");
  std::filesystem::permissions(m_folder.path(), std::filesystem::perms(0555));
  const CliRun run = run_cli(m_folder, trainLine(3));
  std::filesystem::permissions(m_folder.path(), std::filesystem::perms(0755));
  QCOMPARE(run.code, 1);
  QVERIFY2(run.err.contains("a.prism"), run.err.constData());
  QVERIFY(read_file(m_folder / "a.prism") == before);
}

void TestCliFaults::tooLittleMemory() {
  // 19 GiB of statistics.
  const TensorToWrite wide{
      "x",
      DType::f32,
      {12, 20'000},
      [](std::int64_t, std::int64_t count, float* out) { std::fill_n(out, count * 20'000, 1.0f); },
      {}};
  write_npy(m_folder / "wide.npy", wide);
  const CliRun run = runLimited({"train", "--x", "wide.npy", "--z", "wide.npy", "--output", "w.prism"},
                                RLIMIT_AS, rlim_t{6} << 30);
  QCOMPARE(run.code, 1);
  QVERIFY2(run.err.contains("memory"), run.err.constData());
}

QTEST_GUILESS_MAIN(TestCliFaults)
#include "tst_cli_faults.moc"
