// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli_run.h"

#include <csignal>

#include <QFile>
#include <QTest>

using namespace prism;
using namespace prism::test;

namespace {

/// Whether the process has a handler for the signal by now; before that it would die of it like any other.
bool catches(qint64 process, int signal) {
  QFile status(QStringLiteral("/proc/%1/status").arg(process));
  if (!status.open(QIODevice::ReadOnly)) return false;
  for (const QByteArray& line : status.readAll().split('\n')) {
    if (line.startsWith("SigCgt:")) {
      return (line.mid(7).trimmed().toULongLong(nullptr, 16) >> (signal - 1) & 1u) != 0;
    }
  }
  return false;
}

}  // namespace

class TestCliInterrupt final : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void interruptEndsWith130_data();
  void interruptEndsWith130();
};

void TestCliInterrupt::interruptEndsWith130_data() {
  QTest::addColumn<int>("signal");
  QTest::addColumn<int>("after_ms");
  QTest::newRow("early") << SIGINT << 0;
  QTest::newRow("amid the work") << SIGINT << 2500;
  QTest::newRow("terminated") << SIGTERM << 1500;
}

void TestCliInterrupt::interruptEndsWith130() {
  QFETCH(int, signal);
  QFETCH(int, after_ms);
  const TemporaryFolder folder;
  QProcess process;
  // Full-size measurements take minutes: there is always something to interrupt.
  prepare_cli(process, folder, {"benchmark", "--suite", "solve", "--json"});
  process.start();
  QVERIFY(process.waitForStarted());
  QTRY_VERIFY_WITH_TIMEOUT(catches(process.processId(), signal), 30'000);
  QTest::qWait(after_ms);
  QCOMPARE(process.state(), QProcess::Running);
  ::kill(static_cast<pid_t>(process.processId()), signal);
  QVERIFY(process.waitForFinished(30'000));
  QCOMPARE(process.exitStatus(), QProcess::NormalExit);
  QCOMPARE(process.exitCode(), 130);
  QVERIFY(process.readAllStandardError().contains("stopped"));
  const Json answer = parse_json(process.readAllStandardOutput().toStdString(), "stdout");
  QCOMPARE(answer["error"].get<std::string>(), std::string("stopped"));
  QVERIFY(answer.contains("version") && answer.contains("seconds"));
  // Measured first of all, in about a second.
  if (answer.contains("machine")) QVERIFY(answer["rows"].is_array());
}

QTEST_GUILESS_MAIN(TestCliInterrupt)
#include "tst_cli_interrupt.moc"
