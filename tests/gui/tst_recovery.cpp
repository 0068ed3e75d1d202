// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/project_file.h"
#include "app/recovery.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/log.h"
#include "tests/support/test_data.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSysInfo>
#include <QTest>

using namespace prism;
using namespace prism::app;

namespace {

QString root_of(const test::TemporaryFolder& folder) {
  return QString::fromStdString(folder.path().string());
}

// What a killed window leaves: an unlocked folder with an autosave.
QString leave_crashed(const QString& root, const QString& name, const QJsonObject& state) {
  const QString folder = root + QStringLiteral("/sessions/") + name;
  QDir().mkpath(folder);
  write_project(folder + QStringLiteral("/autosave.json"), state);
  return folder;
}

}  // namespace

class TestRecovery : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() {
    set_log_sink([](LogLevel, const std::string&) {});
  }
  void cleanEndLeavesNothing() {
    const test::TemporaryFolder folder;
    QString path;
    {
      const SessionFolder session(root_of(folder));
      path = session.path();
      QVERIFY(QFileInfo::exists(path));
      write_project(session.autosaveFile(), {{"prism_project", 1}});
      // A living window is no crash.
      QVERIFY(find_crashed_sessions(root_of(folder)).empty());
      QVERIFY(QFileInfo::exists(session.autosaveFile()));
    }
    QVERIFY(!QFileInfo::exists(path));
  }
  void crashIsFoundAndDiscarded() {
    const test::TemporaryFolder folder;
    const QString left =
        leave_crashed(root_of(folder), "one", {{"prism_project", 1}, {"project", "/home/me/work.prismproj"}});
    auto found = find_crashed_sessions(root_of(folder));
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found[0].project, QString("/home/me/work.prismproj"));
    QVERIFY(!found[0].saved_at.isEmpty());
    discard(found[0]);
    QVERIFY(!QFileInfo::exists(left));
    QVERIFY(find_crashed_sessions(root_of(folder)).empty());
  }
  void lockOfADeadProcessCountsAsCrash() {
    const test::TemporaryFolder folder;
    const QString left = leave_crashed(root_of(folder), "dead", {{"prism_project", 1}});
    // What QLockFile of a process that is gone looks like; no process has this number.
    QFile lock(left + "/lock");
    QVERIFY(lock.open(QIODevice::WriteOnly));
    lock.write("4194999\nprism-workbench\n" + QSysInfo::machineHostName().toUtf8() + "\n");
    lock.close();
    QCOMPARE(find_crashed_sessions(root_of(folder)).size(), std::size_t{1});
  }
  void brokenAutosaveIsRemoved() {
    const test::TemporaryFolder folder;
    const QString left = leave_crashed(root_of(folder), "broken", {});
    write_file((left + "/autosave.json").toStdString(), "{\"prism_pro");
    QVERIFY(find_crashed_sessions(root_of(folder)).empty());
    QVERIFY(!QFileInfo::exists(left));
  }
  void projectOfTheFutureIsRefusedUntouched() {
    const test::TemporaryFolder folder;
    const std::string text = R"({"prism_project": 99, "new": true})";
    write_file(folder / "p.prismproj", text);
    const QString path = QString::fromStdString((folder / "p.prismproj").string());
    try {
      static_cast<void>(read_project(path));
      QFAIL("must refuse");
    } catch (const Error& error) {
      QCOMPARE(error.code(), ErrorCode::unsupported);
      QVERIFY(std::string(error.what()).find("p.prismproj") != std::string::npos);
    }
    QCOMPARE(read_file(folder / "p.prismproj"), text);
  }
  void hostileProjects_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("list") << QByteArray("[1]");
    QTest::newRow("no version") << QByteArray("{}");
    QTest::newRow("text version") << QByteArray(R"({"prism_project": "1"})");
    QTest::newRow("deep") << QByteArray(100000, '[');
    QTest::newRow("invalid UTF-8") << QByteArray("{\"prism_project\": 1, \"a\": \"\xFF\"}");
    QTest::newRow("duplicate key") << QByteArray(R"({"prism_project": 1, "prism_project": 1})");
  }
  void hostileProjects() {
    QFETCH(QByteArray, text);
    const test::TemporaryFolder folder;
    write_file(folder / "p", text.toStdString());
    QVERIFY_THROWS_EXCEPTION(
        Error, static_cast<void>(read_project(QString::fromStdString((folder / "p").string()))));
  }
};

QTEST_GUILESS_MAIN(TestRecovery)
#include "tst_recovery.moc"
