// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solve/benchmark.h"
#include "core/solve/train.h"

#include <cmath>
#include <string>
#include <vector>

#include <QTest>

using namespace prism;

class TestBenchmark : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void theLibraryIsNamed();
  void everyRowIsThere();
  void aStopEndsIt();
  void finishedRowsSurviveAStop();
};

void TestBenchmark::theLibraryIsNamed() {
  const ComputeInfo info = compute_info(true);
  QVERIFY(!info.torch_version.empty());
  QVERIFY(info.blas.find("openblas") != std::string::npos);
  QVERIFY(info.gemm_gflops > 0);
  set_compute_threads(1);
  QCOMPARE(compute_info(false).threads, 1);
  QCOMPARE(compute_info(false).gemm_gflops, 0.0);
  set_compute_threads(0);
}

void TestBenchmark::everyRowIsThere() {
  const MachineLimits machine = measure_machine(true);
  QVERIFY(machine.gemm_f32_gflops > 0 && machine.gemm_f64_gflops > 0 && machine.memory_gb_s > 0);
  std::vector<BenchmarkRow> rows;
  benchmark_solve(machine, true, {[&](BenchmarkRow row) { rows.push_back(std::move(row)); }, {}});
  const std::vector<std::string> names{"solve.original",    "solve.independent", "solve.joint",
                                       "solve.dense_ridge", "solve.full",        "retrain.one"};
  QCOMPARE(rows.size(), names.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    QCOMPARE(rows[i].name, names[i]);
    QVERIFY(rows[i].seconds > 0);
    QVERIFY(!rows[i].note.empty());
  }
  QVERIFY(std::isnan(rows[0].ratio_to_limit));
  QVERIFY(rows[1].ratio_to_limit > 0 && rows[1].times_faster_than_original > 0);
}

void TestBenchmark::aStopEndsIt() {
  std::stop_source stop;
  stop.request_stop();
  QVERIFY_EXCEPTION_THROWN(
      benchmark_solve({100, 50, 10}, true, {[](const BenchmarkRow&) {}, {}}, RunControl(stop.get_token())),
      Stopped);
}

void TestBenchmark::finishedRowsSurviveAStop() {
  std::stop_source stop;
  std::vector<std::string> rows;
  const BenchmarkSink sink{[&](const BenchmarkRow& row) {
                             rows.push_back(row.name);
                             stop.request_stop();
                           },
                           [](const std::string& name) { return name != "solve.original"; }};
  QVERIFY_EXCEPTION_THROWN(benchmark_solve({100, 50, 10}, true, sink, RunControl(stop.get_token())), Stopped);
  QCOMPARE(rows, std::vector<std::string>{"solve.independent"});
}

QTEST_GUILESS_MAIN(TestBenchmark)
#include "tst_benchmark.moc"
