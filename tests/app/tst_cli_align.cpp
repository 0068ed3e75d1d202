// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "tests/app/cli_run.h"

#include <QTest>

using namespace prism;
using namespace prism::test;

/// `tts align` and `tts check`.
class TestCliAlign final : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void converts();
  void refusals();
  void importsADataset();
  void checksADataset();
};

namespace {

const std::string kShort =
    "\"ooTextFile\"\n\"TextGrid\"\n0\n1\n<exists>\n1\n\"IntervalTier\"\n\"words\"\n0\n1\n1\n0\n1\n\"hé\"\n";

QString in(const TemporaryFolder& folder, const char* name) {
  return QString::fromStdString((folder / name).string());
}

}  // namespace

void TestCliAlign::converts() {
  const TemporaryFolder folder;
  write_file(folder / "a.TextGrid", kShort);
  const CliRun json = run_cli(folder, {"tts", "align", "--input", in(folder, "a.TextGrid"), "--output",
                                       in(folder, "b.json"), "--json"});
  QCOMPARE(json.code, 0);
  QCOMPARE(json.json()["utterances"], 1);
  QCOMPARE(json.json()["tiers"], 1);
  QCOMPARE(run_cli(folder, {"tts", "align", "--input", in(folder, "b.json"), "--output",
                            in(folder, "c.TextGrid"), "--format", "textgrid-short", "--encoding", "utf16"})
               .code,
           0);
  QVERIFY(read_file(folder / "c.TextGrid").starts_with("\xFF\xFE"));
  QCOMPARE(run_cli(folder, {"tts", "align", "--input", in(folder, "c.TextGrid"), "--output",
                            in(folder, "d.TextGrid"), "--format", "textgrid-short"})
               .code,
           0);
  QVERIFY(read_file(folder / "d.TextGrid").ends_with("\"hé\"\n"));
}

void TestCliAlign::refusals() {
  const TemporaryFolder folder;
  write_file(folder / "bad.TextGrid", kShort.substr(0, 60));
  const CliRun bad = run_cli(
      folder, {"tts", "align", "--input", in(folder, "bad.TextGrid"), "--output", in(folder, "b.json")});
  QCOMPARE(bad.code, 3);
  QVERIFY2(bad.err.contains("line "), bad.err.constData());
  QVERIFY(!std::filesystem::exists(folder / "b.json"));
  QCOMPARE(run_cli(folder, {"tts", "align", "--output", in(folder, "x")}).code, 2);
  QCOMPARE(run_cli(folder,
                   {"tts", "align", "--input", in(folder, "bad.TextGrid"), "--output", in(folder, "x.wav")})
               .code,
           2);
  QCOMPARE(run_cli(folder, {"tts", "check", "--dataset", in(folder, "nowhere")}).code, 3);
}

void TestCliAlign::importsADataset() {
  const auto data = shared_file("speech/ljspeech");
  if (data.empty()) QSKIP("the shared test data is not there");
  const TemporaryFolder folder;
  const QString dataset = QString::fromStdString(data.string());
  const CliRun run =
      run_cli(folder, {"tts", "align", "--dataset", dataset, "--aligner", "import", "--reference",
                       dataset + "/TextGrid", "--output", in(folder, "out"), "--json"});
  QVERIFY2(run.code == 0, run.err.constData());
  QCOMPARE(run.json()["utterances"], 16);
  QCOMPARE(run.json()["boundary_error_ms"]["median"], 0);
  QCOMPARE(run.json()["boundary_error_ms"]["p90"], 0);
  QVERIFY(std::filesystem::exists(folder / "out" / "LJ001-0016.TextGrid"));
}

void TestCliAlign::checksADataset() {
  const auto data = shared_file("speech/ljspeech");
  if (data.empty()) QSKIP("the shared test data is not there");
  const TemporaryFolder folder;
  const CliRun run =
      run_cli(folder, {"tts", "check", "--dataset", QString::fromStdString(data.string()), "--json"});
  if (run.code == 2) QSKIP("this build has no audio");
  QCOMPARE(run.code, 0);
  const Json json = run.json();
  QCOMPARE(json["utterances"].size(), std::size_t{16});
  double last = 1e9;
  for (const Json& one : json["utterances"]) {
    for (const char* field : {"id", "suspicion", "problems", "frames", "unit_frames"})
      QVERIFY2(one.contains(field), field);
    QVERIFY(one["suspicion"].get<double>() <= last);
    last = one["suspicion"].get<double>();
  }
}

QTEST_GUILESS_MAIN(TestCliAlign)
#include "tst_cli_align.moc"
