// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_data.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace prism;

namespace {

struct Outcome {
  int code = -1;
  QString out;
  QString error;
};

QString program() {
  const QString folder = qEnvironmentVariable("PRISM_BINARY_DIR");
  return (folder.isEmpty() ? QCoreApplication::applicationDirPath() + QStringLiteral("/..")
                           : folder + QStringLiteral("/bin")) +
         QStringLiteral("/prism-workbench");
}

Outcome run(const QStringList& arguments, const QString& home) {
  QProcess process;
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  environment.insert("QT_QPA_PLATFORM", "offscreen");
  environment.insert("HOME", home);
  process.setProcessEnvironment(environment);
  process.start(program(), arguments);
  process.waitForFinished(240'000);
  return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
          QString::fromUtf8(process.readAllStandardOutput()),
          QString::fromUtf8(process.readAllStandardError())};
}

// PNG says its size in bytes 16 to 23.
QSize size_of_png(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) return {};
  const QByteArray head = file.read(24);
  if (head.size() < 24 || !head.startsWith("\x89PNG")) return {};
  const auto number = [&](int at) {
    int value = 0;
    for (int i = 0; i < 4; ++i) value = value * 256 + static_cast<unsigned char>(head[at + i]);
    return value;
  };
  return {number(16), number(20)};
}

}  // namespace

class TestWorkbenchProcess : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void version() {
    const test::TemporaryFolder home;
    const Outcome outcome = run({"--version"}, QString::fromStdString(home.path().string()));
    QCOMPARE(outcome.code, 0);
    for (const char* word : {"Prism Workbench", "Torch", "BLAS", "Qt 6", "QCustomPlot"}) {
      QVERIFY2(outcome.out.contains(word), word);
    }
  }
  void wrongUsage() {
    const test::TemporaryFolder home;
    const QString folder = QString::fromStdString(home.path().string());
    QCOMPARE(run({"--no-such-option"}, folder).code, 2);
    QCOMPARE(run({"--palette", "pink"}, folder).code, 2);
  }
  void missingFile() {
    const test::TemporaryFolder home;
    const QString folder = QString::fromStdString(home.path().string());
    const Outcome outcome = run({"/no/such/model", "--screenshots", folder + "/shots"}, folder);
    QCOMPARE(outcome.code, 3);
    QVERIFY(outcome.error.contains("/no/such/model"));
  }
  void screenshotsOfEveryPage() {
    const test::TemporaryFolder home;
    const QString folder = QString::fromStdString(home.path().string());
    const Outcome outcome = run({"--screenshots", folder + "/shots"}, folder);
    QVERIFY2(outcome.code == 0, qPrintable(outcome.error));
    for (const char* page : {"pair", "plan", "workers", "router", "inference", "lowbit", "tensor", "runs"}) {
      for (const char* palette : {"light", "dark"}) {
        const QString file = QStringLiteral("%1/shots/%2-%3.png").arg(folder, page, palette);
        QCOMPARE(size_of_png(file), QSize(1440, 900));
      }
    }
    // Nothing of the user's was touched.
    QVERIFY(!QFileInfo::exists(folder + "/.config"));
    QVERIFY(!QFileInfo::exists(folder + "/.local"));
  }
  void benchmark() {
    const test::TemporaryFolder home;
    const Outcome outcome = run({"--benchmark-ui"}, QString::fromStdString(home.path().string()));
    QVERIFY2(outcome.code == 0, qPrintable(outcome.error));
    const QJsonObject json = QJsonDocument::fromJson(outcome.out.toUtf8()).object();
    QVERIFY(json["trained"].toBool());
    QVERIFY(json["start_ms"].toDouble() > 0);
    QVERIFY(json.contains("max_stall_ms"));
  }
};

QTEST_GUILESS_MAIN(TestWorkbenchProcess)
#include "tst_workbench_process.moc"
