// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "tests/app/cli_run.h"

#include <QTest>

using namespace prism;
using namespace prism::test;

class TestCliDemo final : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void demoRunsTheWholeJob();
  void quickBenchmark();
};

void TestCliDemo::demoRunsTheWholeJob() {
  const TemporaryFolder folder;
  const CliRun run = run_cli(folder, {"demo", "--output", "out", "--training-seconds", "1", "--json"});
  QVERIFY2(run.code == 0, run.err.constData());
  const Json json = run.json();
  QStringList names;
  for (const auto& step : json["steps"]) {
    names << QString::fromStdString(step["name"].get<std::string>());
    QVERIFY(step["seconds"].is_number() && step["figures"].is_object());
  }
  QStringList expected{"map", "plan", "train", "validate", "corrupt", "find", "retrain", "undo"};
#ifdef PRISM_AUDIO
  expected += {"voice", "projector", "speak"};
#endif
  QCOMPARE(names, expected);
  QVERIFY(json["steps"][5]["figures"]["exactly_the_broken_ones"].get<bool>());
  QVERIFY(json["steps"][7]["figures"]["same_tiles_as_before"].get<bool>());
  const double trained = json["steps"][2]["figures"]["r2"].get<double>();
  QVERIFY(std::abs(json["steps"][6]["figures"]["r2"].get<double>() - trained) < 1e-5);
  const std::string report = read_file(json["report"].get<std::string>());
  QVERIFY(report.find("prefers-color-scheme") != std::string::npos);
  QVERIFY(report.find("data:image/svg+xml;base64,") != std::string::npos);
  QVERIFY(report.find("http://") == std::string::npos && report.find("src=\"/") == std::string::npos);
#ifdef PRISM_AUDIO
  QVERIFY(report.find("data:audio/wav;base64,") != std::string::npos);
  const Json said = json["steps"][10]["figures"];
  QCOMPARE(said["sentences"].size(), std::size_t{3});
  QVERIFY(said["mcd_copy"].get<double>() > 0);
  // What comes with the program speaks: one that has learnt nothing is 40 dB away.
  QVERIFY2(said["mcd"].get<double>() < 22, said.dump().c_str());
  QVERIFY(said["duration_mae_ms"].get<double>() < 25);
#endif
  QVERIFY(std::filesystem::exists(json["adapter"].get<std::string>()));
}

void TestCliDemo::quickBenchmark() {
  const TemporaryFolder folder;
  const CliRun run = run_cli(folder, {"benchmark", "--suite", "all", "--quick", "--json"});
  QVERIFY2(run.code == 0, run.err.constData());
  const Json json = run.json();
  for (const char* field : {"gemm_f32_gflops", "gemm_f64_gflops", "memory_gb_s"}) {
    QVERIFY2(json["machine"][field].get<double>() > 0, field);
  }
  QStringList names;
  for (const auto& row : json["rows"]) {
    names << QString::fromStdString(row["name"].get<std::string>());
    for (const char* field : {"seconds", "ratio_to_limit", "times_faster_than_original", "note"}) {
      QVERIFY2(row.contains(field), field);
    }
  }
  for (const char* name : {"solve.original", "solve.independent", "solve.joint", "solve.dense_ridge",
                           "solve.full", "retrain.one", "open.list", "open.map_tokens"}) {
    QVERIFY2(names.contains(QString::fromUtf8(name)), name);
  }
}

QTEST_GUILESS_MAIN(TestCliDemo)
#include "tst_cli_demo.moc"
