// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "tests/app/cli_run.h"

#include <QTest>

using namespace prism;
using namespace prism::test;

/// What holds for every command: exit codes, stdout and stderr.
class TestCliBasics final : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void version();
  void helpOfEveryCommand_data();
  void helpOfEveryCommand();
  void wrongUsageIsTwo_data();
  void wrongUsageIsTwo();
  void badInputIsThree();
  void failureUnderJsonIsOneObject();
  void quietIsQuiet();
  void outputThatCannotBeWrittenIsOne();
};

void TestCliBasics::version() {
  const TemporaryFolder folder;
  const CliRun plain = run_cli(folder, {"--version"});
  QCOMPARE(plain.code, 0);
  QVERIFY(plain.out.startsWith("prismoe "));
  for (const char* part : {"Torch ", "BLAS ", "Qt "}) QVERIFY2(plain.out.contains(part), part);
  const Json json = run_cli(folder, {"--version", "--json"}).json();
  for (const char* field : {"version", "seconds", "torch", "blas", "qt"})
    QVERIFY2(json.contains(field), field);
}

void TestCliBasics::helpOfEveryCommand_data() {
  QTest::addColumn<QString>("command");
  for (const char* name :
       {"info", "extract-head", "extract-embedding", "tile", "inspect", "compare", "visualize", "map-tokens",
        "plan", "train", "validate", "corrupt", "retrain", "undo", "export", "runs", "benchmark", "demo"}) {
    QTest::newRow(name) << QString::fromUtf8(name);
  }
}

void TestCliBasics::helpOfEveryCommand() {
  QFETCH(QString, command);
  const TemporaryFolder folder;
  const CliRun run = run_cli(folder, {command, "--help"});
  QCOMPARE(run.code, 0);
  QVERIFY(run.out.contains("Usage") || run.out.contains("--help"));
}

void TestCliBasics::wrongUsageIsTwo_data() {
  QTest::addColumn<QStringList>("arguments");
  const auto row = [](const char* name, const QStringList& arguments) { QTest::newRow(name) << arguments; };
  row("no command", {});
  row("unknown command", {"fly"});
  row("unknown option", {"plan", "--input-dim", "4", "--output-dim", "4", "--colour", "red"});
  row("missing option", {"plan", "--input-dim", "4"});
  row("runs without a verb", {"runs"});
  row("impossible size", {"plan", "--input-dim", "0", "--output-dim", "4"});
  row("unknown remainder", {"plan", "--input-dim", "4", "--output-dim", "4", "--remainder", "drop"});
  row("no data", {"train", "--output", "a.prism"});
  row("two kinds of data",
      {"train", "--output", "a.prism", "--x", "x.npy", "--z", "z.npy", "--pairs", "p.safetensors"});
  row("a text, but no decoder",
      {"train", "--output", "a.prism", "--upper", "a", "--lower", "b", "--text", "t.txt"});
  row("not a number", {"train", "--output", "a.prism", "--x", "x.npy", "--z", "z.npy", "--ridge", "much"});
  row("another device", {"plan", "--input-dim", "4", "--output-dim", "4", "--device", "cuda:7"});
  row("nothing to export", {"export", "--output", "a.npy"});
}

void TestCliBasics::wrongUsageIsTwo() {
  QFETCH(QStringList, arguments);
  const TemporaryFolder folder;
  const CliRun run = run_cli(folder, arguments);
  QCOMPARE(run.code, 2);
  QVERIFY(run.out.isEmpty());
  QVERIFY(!run.err.isEmpty());
}

void TestCliBasics::badInputIsThree() {
  const TemporaryFolder folder;
  write_file(folder / "broken.safetensors", "not a model at all");
  write_file(folder / "empty.npy", "");
  const QList<QStringList> lines{{"info", "nowhere.gguf"},
                                 {"info", "broken.safetensors"},
                                 {"inspect", "empty.npy"},
                                 {"map-tokens", "--upper", "broken.safetensors", "--lower", "empty.npy"},
                                 {"validate", "--adapter", "broken.safetensors"},
                                 {"train", "--x", "nowhere.npy", "--z", "nowhere.npy", "--output", "a.prism"},
                                 {"runs", "show", "20000101-000000-000000"}};
  for (const QStringList& line : lines) {
    const CliRun run = run_cli(folder, line);
    QVERIFY2(run.code == 3, qPrintable(line.join(' ') + ": " + QString::number(run.code)));
    QVERIFY2(run.out.isEmpty(), qPrintable(line.join(' ')));
    if (line.first() != "runs" && line.first() != "map-tokens") {
      const QStringList names{"nowhere", "broken.safetensors", "empty.npy"};
      QVERIFY2(std::any_of(names.begin(), names.end(),
                           [&](const QString& name) { return run.err.contains(name.toUtf8()); }),
               run.err.constData());
    }
  }
}

void TestCliBasics::failureUnderJsonIsOneObject() {
  const TemporaryFolder folder;
  const CliRun run = run_cli(folder, {"info", "nowhere.gguf", "--json"});
  QCOMPARE(run.code, 3);
  const Json json = run.json();
  QVERIFY(json.contains("version") && json.contains("seconds"));
  QCOMPARE(json["error"]["code"].get<std::string>(), std::string("not_found"));
  QVERIFY(!run.err.isEmpty());
}

void TestCliBasics::quietIsQuiet() {
  const TemporaryFolder folder;
  const CliRun run = run_cli(folder, {"plan", "--input-dim", "64", "--output-dim", "3", "--json", "--quiet"});
  QCOMPARE(run.code, 0);
  QVERIFY(run.err.isEmpty());
  const Json json = run.json();
  QVERIFY(json.contains("version") && json["seconds"].is_number());
}

void TestCliBasics::outputThatCannotBeWrittenIsOne() {
  const TemporaryFolder folder;
  write_file(folder / "file", "a file where a folder should be");
  const CliRun run =
      run_cli(folder, {"extract-head", "--model", demo_model("books-upper"), "--output", "file/head.npy"});
  QVERIFY(run.code == 1 || run.code == 3);
  QVERIFY(run.err.contains("file"));
}

QTEST_GUILESS_MAIN(TestCliBasics)
#include "tst_cli_basics.moc"
