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
  void fewSamplesAreTold();
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
  row("a text for one model only", {"train", "--output", "a.prism", "--upper", "a", "--text", "t.txt"});
  row("not a number", {"train", "--output", "a.prism", "--x", "x.npy", "--z", "z.npy", "--ridge", "much"});
  row("another device", {"plan", "--input-dim", "4", "--output-dim", "4", "--device", "cuda:7"});
  row("nothing to export", {"export", "--output", "a.npy"});
  for (const char* option :
       {"--seed", "--threads", "--rank", "--hierarchy-rank", "--tile", "--max-samples"}) {
    row(option, {"train", "--x", "x.npy", "--z", "z.npy", "--output", "a.prism", option, "-1"});
  }
  row("negative tile", {"inspect", "a.prism", "--tile-id", "-1"});
  row("negative count", {"corrupt", "--adapter", "a.prism", "--random", "-1", "--output", "b.prism"});
}

void TestCliBasics::wrongUsageIsTwo() {
  QFETCH(QStringList, arguments);
  const TemporaryFolder folder;
  const CliRun run = run_cli(folder, arguments);
  QCOMPARE(run.code, 2);
  QVERIFY(run.out.isEmpty());
  QVERIFY(!run.err.isEmpty());
  // What is wrong with a number is said shortly.
  if (arguments.contains("-1")) QVERIFY2(run.err.size() < 200, run.err.constData());
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
  QCOMPARE(run.code, 1);
  QVERIFY(run.err.contains("file/head.npy"));
  // Known before any work: the missing inputs are never looked at.
  for (const QStringList& line : QList<QStringList>{{"train", "--x", "none.npy", "--z", "none.npy"},
                                                    {"retrain", "--adapter", "none.prism"},
                                                    {"export", "--adapter", "none.prism"},
                                                    {"tile", "--input", "file"}}) {
    const CliRun other = run_cli(folder, line + QStringList{"--output", "file/sub/a.prism"});
    QVERIFY2(other.code == 1 || line.first() == "tile", other.err.constData());
  }
}

void TestCliBasics::fewSamplesAreTold() {
  const TemporaryFolder folder;
  for (const char* name : {"x.npy", "z.npy"}) {
    std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (8, 2), }";
    header.resize(117, ' ');
    header += '\n';
    std::string values;
    for (int i = 0; i < 16; ++i) {
      const float value = static_cast<float>((i * 7 + (name[0] == 'x' ? 3 : 5)) % 11);
      values.append(reinterpret_cast<const char*>(&value), 4);
    }
    write_file(folder / name, std::string("\x93NUMPY\x01\x00\x76\x00", 10) + header + values);
  }
  const CliRun run = run_cli(
      folder, {"train", "--x", "x.npy", "--z", "z.npy", "--workers", "1", "--output", "a.prism", "--json"});
  QVERIFY2(run.code == 0, run.err.constData());
  QVERIFY2(dump_json(run.json()["notes"]).find("only 8 samples") != std::string::npos, run.out.constData());
}

QTEST_GUILESS_MAIN(TestCliBasics)
#include "tst_cli_basics.moc"
