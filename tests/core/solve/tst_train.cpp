// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/plan/plan.h"
#include "core/solve/figures_torch.h"
#include "core/solve/statistics_torch.h"
#include "core/solve/tiles_torch.h"
#include "core/solve/train.h"
#include "tests/core/solve/memory_source.h"

#include <cmath>
#include <cstring>

#include <ATen/ATen.h>
#include <QTest>

using namespace prism;
using prism::test::linear_pair;
using prism::test::MemorySource;

namespace {

bool all_finite(const Adapter& adapter) {
  return at::isfinite(total_map(adapter)).all().item<bool>();
}

bool same_bytes(const Adapter& a, const Adapter& b) {
  for (const Worker& worker : a.plan.workers) {
    const auto left = a.tile(worker.id);
    const auto right = b.tile(worker.id);
    if (left.size() != right.size() || std::memcmp(left.data(), right.data(), left.size_bytes()) != 0)
      return false;
  }
  return a.plan.workers.size() == b.plan.workers.size();
}

/// Inputs that overlap strongly: each a mix of few causes.
MemorySource correlated_pair(std::int64_t rows, std::int64_t d_in, std::int64_t d_out, std::uint64_t seed) {
  MemorySource source = linear_pair(rows, d_in, d_out, 0.3, seed);
  for (std::int64_t row = 0; row < rows; ++row) {
    for (std::int64_t i = 1; i < d_in; ++i) source.x_at(row, i) += 0.9f * source.x_at(row, i - 1);
  }
  return source;
}

TrainOptions options_for(Solver solver, int workers) {
  TrainOptions options;
  options.solver = solver;
  options.workers = workers;
  return options;
}

}  // namespace

class TestTrain : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void figuresAgreeWithTheRows();
  void recordsAndLiveMapAreComplete();
  void fullRankIsJoint();
  void aLowRankMapIsFoundByItsRank();
  void backfitComesToJoint();
  void fittedScalarsNeverLoseToTheSum();
  void aHierarchyAddsUpToJoint();
  void singularInputsRaiseTheRidge_data();
  void singularInputsRaiseTheRidge();
  void constantAndSmallData();
  void sameSeedSameBytes();
  void aStopKeepsWhatIsDone();
  void optionsThatMakeNoSenseAreRefused();
  void optionsGoThroughJson();
  void originalRecipe();
};

void TestTrain::figuresAgreeWithTheRows() {
  const MemorySource source = linear_pair(3000, 24, 12, 0.5, 1);
  const StatisticsPtr statistics = collect_statistics(source, {});
  const TrainResult result = train(source, statistics, options_for(Solver::joint, 12));
  QVERIFY(std::abs(result.test.r2 - 0.8) < 0.05);
  const MapFigures moments = moment_figures(*statistics, Part::test, total_map(result.adapter));
  QVERIFY(std::abs(moments.r2 - result.test.r2) < 1e-5);
  QVERIFY(std::abs(moments.r2_mean - result.test.r2_mean) < 1e-5);
  QVERIFY(std::abs(moments.pearson - result.test.pearson) < 1e-5);
  QVERIFY(std::abs(moments.mse - result.test.mse) < 1e-5);
  QVERIFY(std::abs(moments.relative_mse - result.test.relative_mse) < 1e-5);
  const MapFigures again = evaluate(result.adapter, source, statistics, Part::test);
  QCOMPARE(again.r2, result.test.r2);
  QCOMPARE(again.retrieval_at_1, result.test.retrieval_at_1);

  // Row by row through the tiles themselves.
  double sse = 0;
  double cosine = 0;
  std::vector<float> x(24), z(12), y(12);
  for (const std::int64_t row : statistics->split.test) {
    source.read({&row, 1}, x.data(), z.data());
    forward(result.adapter, x.data(), 1, y.data());
    double dot = 0, zz = 0, yy = 0;
    for (std::size_t o = 0; o < 12; ++o) {
      sse += std::pow(static_cast<double>(z[o]) - static_cast<double>(y[o]), 2);
      dot += static_cast<double>(z[o]) * static_cast<double>(y[o]);
      zz += static_cast<double>(z[o]) * static_cast<double>(z[o]);
      yy += static_cast<double>(y[o]) * static_cast<double>(y[o]);
    }
    cosine += dot / std::sqrt(zz * yy);
  }
  const double n = static_cast<double>(statistics->test.count);
  QVERIFY(std::abs(sse / n / 12 - result.test.mse) < 1e-5);
  QVERIFY(std::abs(cosine / n - result.test.cosine) < 1e-5);
  QVERIFY(result.test.retrieval_at_1 > 0.2);
  QVERIFY(result.test.retrieval_at_10 >= result.test.retrieval_at_1);
  QVERIFY(result.baselines.mean.r2 <= 0);
  QVERIFY(result.baselines.procrustes.r2 < result.baselines.ridge.r2);
  QCOMPARE(result.baselines.ridge.r2, result.test.r2);
  QVERIFY(result.ridge_curve.size() >= 10);
  QVERIFY(result.train.r2 > result.validation.r2 - 0.05);
}

void TestTrain::recordsAndLiveMapAreComplete() {
  const MemorySource source = linear_pair(800, 30, 20, 0.5, 2);
  const StatisticsPtr statistics = collect_statistics(source, {});
  LatestValue<ErrorMap> live;
  const TrainResult result = train(source, statistics, options_for(Solver::joint, 24), {}, &live);
  const auto shown = live.take();
  QVERIFY(shown.has_value());
  QCOMPARE(shown->workers.size(), std::size_t{24});
  for (const Worker& worker : result.adapter.plan.workers) {
    const auto id = static_cast<std::size_t>(worker.id);
    QCOMPARE(int{shown->known[id]}, 1);
    const WorkerFigures& figures = result.workers.workers[id];
    QVERIFY(figures.value(Metric::condition) > 1 && figures.value(Metric::condition) < 10);
    QVERIFY(figures.value(Metric::norm) > 0);
    QVERIFY(figures.value(Metric::residual) > 0.1 && figures.value(Metric::residual) < 0.3);
    QCOMPARE(result.adapter.workers[id].samples, statistics->train.count);
    QVERIFY(result.adapter.workers[id].seconds >= 0);
  }
  QVERIFY(result.adapter.changed_workers().empty());
  QCOMPARE(result.adapter.identity.at("statistics"), statistics->identity);
  QCOMPARE(result.adapter.record.command, std::string("train"));
}

void TestTrain::fullRankIsJoint() {
  const MemorySource source = linear_pair(600, 20, 10, 0.5, 3);
  const StatisticsPtr statistics = collect_statistics(source, {});
  TrainOptions options = options_for(Solver::joint, 8);
  const at::Tensor joint = total_map(train(source, statistics, options).adapter);
  for (const int rank : {10, 64}) {
    options.rank = rank;
    QVERIFY(at::allclose(joint, total_map(train(source, statistics, options).adapter), 1e-6, 1e-9));
  }
}

void TestTrain::aLowRankMapIsFoundByItsRank() {
  // A map of rank 2 under noise: two dimensions carry everything, one does not.
  MemorySource source(2000, 16, 12);
  Random random(4);
  std::vector<double> in(32), out(24);
  for (double& value : in) value = random.normal();
  for (double& value : out) value = random.normal();
  for (std::int64_t row = 0; row < 2000; ++row) {
    double shared[2] = {0, 0};
    for (std::int64_t i = 0; i < 16; ++i) {
      source.x_at(row, i) = static_cast<float>(random.normal());
      for (std::size_t s = 0; s < 2; ++s) {
        shared[s] += static_cast<double>(source.x_at(row, i)) * in[static_cast<std::size_t>(2 * i) + s];
      }
    }
    for (std::int64_t o = 0; o < 12; ++o) {
      const auto at = static_cast<std::size_t>(2 * o);
      source.z_at(row, o) =
          static_cast<float>(shared[0] * out[at] + shared[1] * out[at + 1] + random.normal());
    }
  }
  const StatisticsPtr statistics = collect_statistics(source, {});
  TrainOptions options = options_for(Solver::joint, 8);
  const double full = train(source, statistics, options).test.r2;
  options.rank = 2;
  const TrainResult two = train(source, statistics, options);
  options.rank = 1;
  const double one = train(source, statistics, options).test.r2;
  QVERIFY(two.test.r2 >= full - 1e-3);
  QVERIFY(one < two.test.r2 - 0.05);
  QCOMPARE(at::linalg_matrix_rank(total_map(two.adapter), 1e-5).item<std::int64_t>(), std::int64_t{2});
  QVERIFY(std::abs(two.baselines.ridge.r2 - full) < 1e-6);
}

void TestTrain::backfitComesToJoint() {
  const MemorySource source = correlated_pair(1500, 40, 12, 5);
  const StatisticsPtr statistics = collect_statistics(source, {});
  TrainOptions options = options_for(Solver::joint, 30);
  options.ridge = 1e-3;
  const TrainResult joint = train(source, statistics, options);
  options.solver = Solver::backfit;
  const TrainResult backfit = train(source, statistics, options);
  QVERIFY(at::allclose(total_map(joint.adapter), total_map(backfit.adapter), 1e-4, 1e-5));
  QVERIFY(std::any_of(backfit.notes.begin(), backfit.notes.end(),
                      [](const std::string& note) { return note.find("distance") != std::string::npos; }));
}

void TestTrain::fittedScalarsNeverLoseToTheSum() {
  const MemorySource source = correlated_pair(3000, 48, 16, 6);
  const StatisticsPtr statistics = collect_statistics(source, {});
  TrainOptions options = options_for(Solver::independent, 48);
  const TrainResult fitted = train(source, statistics, options);
  options.combine = "sum";
  const TrainResult sum = train(source, statistics, options);
  QVERIFY(fitted.train.r2 >= sum.train.r2);
  QVERIFY(fitted.test.r2 > 0);
  QVERIFY(fitted.test.r2 <= fitted.baselines.ridge.r2 + 1e-3);
  QCOMPARE(fitted.adapter.combine, std::string("fitted"));

  // One block of white inputs needs no scalar.
  options.workers = 1;
  options.combine = "fitted";
  options.ridge = 0.0;
  const TrainResult one = train(source, statistics, options);
  options.solver = Solver::joint;
  QVERIFY(at::allclose(total_map(one.adapter), total_map(train(source, statistics, options).adapter), 1e-5,
                       1e-6));
}

void TestTrain::aHierarchyAddsUpToJoint() {
  const MemorySource source = correlated_pair(900, 50, 34, 7);
  const StatisticsPtr statistics = collect_statistics(source, {});
  TrainOptions options = options_for(Solver::joint, 16);
  options.ridge = 1e-3;
  const at::Tensor joint = total_map(train(source, statistics, options).adapter);
  options.hierarchy = {16, 8};
  options.hierarchy_rank = 3;
  for (const Remainder remainder : {Remainder::variable, Remainder::zero, Remainder::overlap}) {
    options.remainder = remainder;
    const TrainResult levels = train(source, statistics, options);
    QVERIFY(at::allclose(total_map(levels.adapter), joint, 1e-4, 1e-5));
    const Adapter& adapter = levels.adapter;
    QCOMPARE(adapter.plan.pipes.size(), std::size_t{2});
    const auto coarse = adapter.tile(0);
    const at::Tensor tile =
        at::from_blob(const_cast<float*>(coarse.data()),
                      {adapter.pipes[0].tile_rows(), adapter.pipes[0].tile_cols()}, at::kFloat);
    QCOMPARE(at::linalg_matrix_rank(tile.to(at::kDouble), 1e-4).item<std::int64_t>(), std::int64_t{3});
  }
}

void TestTrain::singularInputsRaiseTheRidge_data() {
  QTest::addColumn<int>("solver");
  QTest::addColumn<bool>("double_precision");
  for (const Solver solver : {Solver::joint, Solver::backfit, Solver::independent}) {
    QTest::newRow(name_of(solver)) << static_cast<int>(solver) << false;
    QTest::addRow("%s double", name_of(solver)) << static_cast<int>(solver) << true;
  }
}

void TestTrain::singularInputsRaiseTheRidge() {
  QFETCH(int, solver);
  QFETCH(bool, double_precision);
  MemorySource source = linear_pair(700, 24, 8, 0.3, 8);
  for (std::int64_t row = 0; row < 700; ++row) {
    source.x_at(row, 5) = source.x_at(row, 4);                           // the same twice
    source.x_at(row, 20) = source.x_at(row, 18) + source.x_at(row, 19);  // and a sum
    source.x_at(row, 9) = 3;                                             // and a constant
  }
  StatisticsOptions collected;
  collected.double_precision = double_precision;
  const StatisticsPtr statistics = collect_statistics(source, collected);
  TrainOptions options = options_for(static_cast<Solver>(solver), 6);
  options.double_precision = double_precision;
  options.ridge = 0.0;
  const TrainResult forced = train(source, statistics, options);
  QVERIFY(all_finite(forced.adapter));
  QVERIFY(forced.adapter.ridge > 0);
  QVERIFY(std::any_of(forced.notes.begin(), forced.notes.end(),
                      [](const std::string& note) { return note.find("raised") != std::string::npos; }));
  QVERIFY(std::isfinite(forced.test.r2));
  options.ridge.reset();
  const TrainResult chosen = train(source, statistics, options);
  QVERIFY(all_finite(chosen.adapter));
  QVERIFY(chosen.test.r2 > 0.5);
}

void TestTrain::constantAndSmallData() {
  // Inputs that never change, outputs that never change, fewer rows than inputs, hardly any rows at all.
  MemorySource still_x = linear_pair(100, 6, 4, 0.3, 9);
  std::fill(still_x.x.begin(), still_x.x.end(), 2.0f);
  MemorySource still_z = linear_pair(100, 6, 4, 0.3, 9);
  std::fill(still_z.z.begin(), still_z.z.end(), 2.0f);
  for (const MemorySource& source : {still_x, still_z, linear_pair(30, 80, 10, 0.3, 9),
                                     linear_pair(3, 6, 4, 0.3, 9), linear_pair(40, 1, 1, 0.3, 9)}) {
    const StatisticsPtr statistics = collect_statistics(source, {});
    for (const Solver solver : {Solver::joint, Solver::backfit, Solver::independent}) {
      const TrainResult result = train(source, statistics, options_for(solver, 4));
      QVERIFY(all_finite(result.adapter));
      QVERIFY(!result.stopped);
      QCOMPARE(result.test.samples, statistics->test.count);
    }
  }
}

void TestTrain::sameSeedSameBytes() {
  const MemorySource source = correlated_pair(1200, 33, 21, 10);
  for (const Solver solver : {Solver::joint, Solver::backfit, Solver::independent}) {
    const Adapter a = train(source, collect_statistics(source, {}), options_for(solver, 12)).adapter;
    const Adapter b = train(source, collect_statistics(source, {}), options_for(solver, 12)).adapter;
    QVERIFY(same_bytes(a, b));
  }
}

void TestTrain::aStopKeepsWhatIsDone() {
  // Wide enough for several steps of the solve; stopped from within, when the first tiles are there.
  const MemorySource source = linear_pair(400, 16, 600, 0.3, 11);
  const StatisticsPtr statistics = collect_statistics(source, {});
  struct StopAtFirstTiles : ProgressSink {
    std::stop_source stop;
    void report(const Progress& progress) override {
      if (progress.stage == "solving" && progress.done > 0) stop.request_stop();
    }
  } sink;
  TrainOptions options = options_for(Solver::joint, 64);
  options.ridge = 1e-3;
  const TrainResult stopped = train(source, statistics, options, RunControl(sink.stop.get_token(), &sink));
  const TrainResult whole = train(source, statistics, options);
  QVERIFY(stopped.stopped);
  QVERIFY(!stopped.notes.empty());
  int same = 0;
  int zero = 0;
  for (const Worker& worker : whole.adapter.plan.workers) {
    const auto kept = stopped.adapter.tile(worker.id);
    const auto full = whole.adapter.tile(worker.id);
    if (std::equal(kept.begin(), kept.end(), full.begin())) ++same;
    if (std::all_of(kept.begin(), kept.end(), [](float value) { return value == 0; })) ++zero;
  }
  QVERIFY(same > 0 && zero > 0);
  QCOMPARE(same + zero, 64);
}

void TestTrain::optionsThatMakeNoSenseAreRefused() {
  const MemorySource source = linear_pair(60, 8, 4, 0.3, 12);
  const StatisticsPtr statistics = collect_statistics(source, {});
  const auto refused = [&](auto change) {
    TrainOptions options = options_for(Solver::joint, 4);
    change(options);
    try {
      (void)train(source, statistics, options);
      return false;
    } catch (const Error& error) {
      return error.code() == ErrorCode::usage;
    }
  };
  QVERIFY(refused([](TrainOptions& o) { o.recipe = "secret"; }));
  QVERIFY(refused([](TrainOptions& o) { o.combine = "product"; }));
  QVERIFY(refused([](TrainOptions& o) { o.ridge = -1.0; }));
  QVERIFY(refused([](TrainOptions& o) { o.ridge = std::nan(""); }));
  QVERIFY(refused([](TrainOptions& o) { o.rank = -1; }));
  QVERIFY(refused([](TrainOptions& o) { o.pipes = 3; }));
  QVERIFY(refused([](TrainOptions& o) { o.workers = 0; }));
  const MemorySource other = linear_pair(60, 9, 4, 0.3, 12);
  QVERIFY_EXCEPTION_THROWN((void)train(other, statistics, {}), Error);
}

void TestTrain::optionsGoThroughJson() {
  TrainOptions options;
  options.workers = 77;
  options.pipes = 3;
  options.remainder = Remainder::overlap;
  options.hierarchy = {64, 32};
  options.solver = Solver::independent;
  options.combine = "sum";
  options.recipe = "original";
  options.ridge = 0.25;
  options.rank = 9;
  options.double_precision = true;
  options.split = SplitKind::block;
  options.seed = 123456789012345ull;
  QVERIFY(dump_json(TrainOptions::from_json(options.to_json()).to_json()) == dump_json(options.to_json()));
  options.ridge.reset();
  QVERIFY(!TrainOptions::from_json(options.to_json()).ridge);
  QVERIFY_EXCEPTION_THROWN((void)TrainOptions::from_json(Json{{"precision", "half"}}), Error);
}

void TestTrain::originalRecipe() {
  const MemorySource source = linear_pair(1000, 32, 16, 0.5, 13);
  const StatisticsPtr statistics = collect_statistics(source, {});
  TrainOptions options = options_for(Solver::joint, 32);
  options.recipe = "original";
  const TrainResult three = train(source, statistics, options);
  QCOMPARE(three.adapter.plan.pipes.size(), std::size_t{3});
  QCOMPARE(three.adapter.plan.workers.size(), std::size_t{96});
  QVERIFY(check_coverage(three.adapter.plan).complete);
  options.pipes = 1;
  const TrainResult one = train(source, statistics, options);
  QVERIFY(at::allclose(total_map(three.adapter), 3 * total_map(one.adapter), 1e-6, 1e-9));
  options.recipe = "original-overwrite";
  options.pipes = 0;
  const TrainResult last = train(source, statistics, options);
  const at::Tensor map = total_map(last.adapter);
  const std::int64_t width = last.adapter.plan.workers.back().cols.size();
  QVERIFY(map.narrow(0, 0, 32 - width).abs().max().item<double>() == 0);
  QVERIFY(
      at::allclose(map.narrow(0, 32 - width, width), total_map(one.adapter).narrow(0, 32 - width, width)));
}

QTEST_GUILESS_MAIN(TestTrain)
#include "tst_train.moc"
