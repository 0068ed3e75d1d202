// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/route/router.h"
#include "core/solve/clustering_torch.h"
#include "core/solve/statistics_torch.h"
#include "core/solve/tiles_torch.h"
#include "core/solve/train.h"
#include "ranks.h"
#include "tests/core/route/routed_problem.h"
#include "tests/core/solve/experts_fixture.h"
#include "tests/support/test_data.h"

#include <ATen/ATen.h>
#include <QTest>

using namespace prism;
using namespace prism::test;

/// Several ranks come to what one process comes to, whatever is trained.
class TestSharedTraining final : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { set_compute_threads(1); }
  void statistics_data();
  void statistics();
  void statisticsAreStoredOnce();
  void otherDataIsRefused();
  void maps_data();
  void maps();
  void fewerOutputsThanRanks();
  void clustersBeyondTheSample();
  void router_data();
  void router();
  void routerGoesOnFromItsCheckpoint();

 private:
  /// Statistics and training of one process or rank.
  static TrainResult trained(const SampleSource& source, const TrainOptions& options, const GroupPtr& group) {
    StatisticsOptions statistics;
    statistics.seed = options.seed;
    statistics.double_precision = options.double_precision;
    statistics.group = group;
    return train(source, collect_statistics(source, statistics), options);
  }
};

namespace {

double away(const at::Tensor& a, const at::Tensor& b) {
  return (a - b).norm().item<double>() / std::max(1e-300, b.norm().item<double>());
}

void check(double distance, double most, const std::string& what) {
  if (!(distance <= most)) throw std::runtime_error(what + ": " + std::to_string(distance));
}

/// All tiles, end to end.
at::Tensor tiles_of(const Adapter& adapter) {
  std::vector<float> all;
  for (const Worker& worker : adapter.plan.workers) {
    const auto tile = adapter.tile(worker.id);
    all.insert(all.end(), tile.begin(), tile.end());
  }
  return at::tensor(all, at::kFloat).to(at::kDouble);
}

void compare(const MapFigures& a, const MapFigures& b, double most) {
  check(std::abs(a.r2 - b.r2), most, "r2");
  check(std::abs(a.r2_mean - b.r2_mean), most, "r2_mean");
  check(std::abs(a.mse / b.mse - 1), most, "mse");
  if (a.samples != b.samples) throw std::runtime_error("samples");
  if (std::isnan(b.cosine)) return;  // needs single rows
  check(std::abs(a.cosine - b.cosine), most, "cosine");
  check(std::abs(a.pearson - b.pearson), most, "pearson");
  if (!std::isnan(b.retrieval_at_1)) check(std::abs(a.retrieval_at_1 - b.retrieval_at_1), 0, "retrieval@1");
}

void fail_with(const std::map<int, std::string>& thrown) {
  for (const auto& [rank, what] : thrown) {
    QFAIL(("rank " + std::to_string(rank) + ": " + what).c_str());
  }
}

}  // namespace

void TestSharedTraining::statistics_data() {
  QTest::addColumn<int>("size");
  QTest::addColumn<bool>("exact");
  QTest::newRow("2, f64") << 2 << true;
  QTest::newRow("3, f32") << 3 << false;
  QTest::newRow("4, f32") << 4 << false;
}

void TestSharedTraining::statistics() {
  QFETCH(int, size);
  QFETCH(bool, exact);
  const MemorySource source = linear_pair(31003, 12, 7, 0.3, 5);  // several blocks, and some over
  StatisticsOptions options;
  options.double_precision = exact;
  const StatisticsPtr alone = collect_statistics(source, options);
  fail_with(on_ranks(size, [&](const GroupPtr& group) {
    StatisticsOptions own = options;
    own.group = group;
    const StatisticsPtr shared = collect_statistics(source, own);
    const double most = 1e-13;  // products in f32 are those of the same rows
    if (!shared->provisional_x.equal(alone->provisional_x)) throw std::runtime_error("provisional means");
    for (const Part part : {Part::train, Part::validation, Part::test}) {
      const Moments &a = shared->part(part), &b = alone->part(part);
      if (a.count != b.count) throw std::runtime_error("count");
      check(away(a.gram, b.gram), most, "gram");
      check(away(a.cross, b.cross), most, "cross");
      check(away(a.zz, b.zz), most, "zz");
      check(away(a.sum_x, b.sum_x), most, "sum_x");
    }
    group->leave();
  }));
}

void TestSharedTraining::statisticsAreStoredOnce() {
  const TemporaryFolder folder;
  const MemorySource source = linear_pair(500, 6, 5, 0.3, 6);
  StatisticsPtr kept;
  for (const bool again : {false, true}) {
    fail_with(on_ranks(2, [&](const GroupPtr& group) {
      StatisticsOptions options;
      options.group = group;
      options.cache = folder / (group->first() ? "a.stats" : "no-such-folder/a.stats");
      const StatisticsPtr here = collect_statistics(source, options);
      if (group->first() && !again) kept = here;
      group->barrier();
      if (again && !here->train.gram.equal(kept->train.gram)) throw std::runtime_error("other sums");
      group->leave();
    }));
    QVERIFY(std::filesystem::exists(folder / "a.stats"));
    QVERIFY(!std::filesystem::exists(folder / "no-such-folder"));
  }
  // One process alone would sum in another order: it collects its own.
  StatisticsOptions options;
  options.cache = folder / "a.stats";
  const StatisticsPtr alone = collect_statistics(source, options);
  QVERIFY(away(alone->train.gram, kept->train.gram) < 1e-6);
}

void TestSharedTraining::otherDataIsRefused() {
  const MemorySource source = linear_pair(100, 4, 3, 0.3, 7);
  MemorySource other = source;
  other.name = "other";
  const auto thrown = on_ranks(2, [&](const GroupPtr& group) {
    StatisticsOptions options;
    options.group = group;
    (void)collect_statistics(group->first() ? source : other, options);
  });
  QCOMPARE(thrown.size(), 2u);
  QVERIFY2(thrown.at(1).find("other data") != std::string::npos, thrown.at(1).c_str());
}

void TestSharedTraining::maps_data() {
  QTest::addColumn<int>("size");
  QTest::addColumn<int>("solver");
  QTest::addColumn<QString>("kind");
  for (const int size : {2, 4}) {
    const QByteArray n = QByteArray::number(size);
    QTest::newRow(("joint " + n).constData()) << size << int(Solver::joint) << "";
    QTest::newRow(("experts " + n).constData()) << size << int(Solver::experts) << "";
  }
  QTest::newRow("joint in f32") << 3 << int(Solver::joint) << "single";
  QTest::newRow("backfit") << 3 << int(Solver::backfit) << "";
  QTest::newRow("independent") << 3 << int(Solver::independent) << "";
  QTest::newRow("original") << 2 << int(Solver::independent) << "original";
  QTest::newRow("rank") << 2 << int(Solver::joint) << "rank";
  QTest::newRow("one pipe of experts") << 2 << int(Solver::experts) << "one pipe";
}

void TestSharedTraining::maps() {
  QFETCH(int, size);
  QFETCH(int, solver);
  QFETCH(QString, kind);
  const MemorySource source = piecewise_pair(20000, 12, 10, 4, 3);
  TrainOptions options;
  options.solver = static_cast<Solver>(solver);
  options.workers = 64;
  options.double_precision = kind != "single";
  if (kind == "original") options.recipe = "original";
  if (kind == "rank") options.rank = 3;
  if (kind == "one pipe") options.pipes = 1;
  const TrainResult alone = trained(source, options, nullptr);
  if (options.solver == Solver::experts) QVERIFY(alone.adapter.plan.pipes.front().experts > 1);
  const at::Tensor tiles = tiles_of(alone.adapter);
  fail_with(on_ranks(size, [&](const GroupPtr& group) {
    const TrainResult shared = trained(source, options, group);
    check(away(tiles_of(shared.adapter), tiles), 1e-6, "tiles");
    check(std::abs(shared.adapter.lambda - alone.adapter.lambda), 1e-6 * alone.adapter.lambda, "lambda");
    compare(shared.test, alone.test, 1e-6);
    compare(shared.train, alone.train, 1e-6);
    compare(shared.validation, alone.validation, 1e-6);
    compare(shared.baselines.ridge, alone.baselines.ridge, 1e-6);
    compare(shared.baselines.procrustes, alone.baselines.procrustes, 1e-6);
    if (shared.notes.size() != alone.notes.size()) throw std::runtime_error("notes");
    group->leave();
  }));
}

void TestSharedTraining::fewerOutputsThanRanks() {
  const MemorySource source = linear_pair(400, 5, 2, 0.3, 8);
  for (const Solver solver : {Solver::joint, Solver::independent, Solver::backfit}) {
    TrainOptions options;
    options.solver = solver;
    options.workers = 2;
    options.double_precision = true;
    const TrainResult alone = trained(source, options, nullptr);
    fail_with(on_ranks(4, [&](const GroupPtr& group) {
      const TrainResult shared = trained(source, options, group);
      check(away(tiles_of(shared.adapter), tiles_of(alone.adapter)), 1e-6, "tiles");
      group->leave();
    }));
  }
}

void TestSharedTraining::clustersBeyondTheSample() {
  // So wide that 64 MiB hold 8 192 rows: the others are taken block by block.
  constexpr std::int64_t kRows = 9500, kIn = 2048, kKinds = 4;
  MemorySource source(kRows, kIn, 1);
  std::vector<std::int64_t> rows;
  for (std::int64_t row = 0; row < kRows; ++row) {
    rows.push_back(row);
    for (std::int64_t i = 0; i < kIn; ++i) {
      const std::uint64_t noise = mix64(static_cast<std::uint64_t>(row * kIn + i)) & 0xffff;
      source.x_at(row, i) = (i % kKinds == row % kKinds ? 2.0F : 0.0F) + static_cast<float>(noise) / 65536.0F;
    }
  }
  Statistics statistics;
  statistics.d_in = kIn;
  statistics.d_out = 1;
  statistics.provisional_x = at::zeros({kIn}, at::kDouble);
  statistics.provisional_z = at::zeros({1}, at::kDouble);
  statistics.train.count = kRows;
  statistics.train.sum_x = at::zeros({kIn}, at::kDouble);
  statistics.train.sum_z = at::zeros({1}, at::kDouble);
  statistics.train.gram = at::eye(kIn, at::kDouble) * static_cast<double>(kRows);
  const Gate alone = cluster_rows(source, statistics, rows, kKinds, 1, {});
  const auto lists = rows_by_cluster(source, statistics, rows, alone, {});
  fail_with(on_ranks(3, [&](const GroupPtr& group) {
    Statistics own = statistics;
    own.group = group;
    const Gate shared = cluster_rows(source, own, rows, kKinds, 1, {});
    check(away(at::tensor(shared.weight), at::tensor(alone.weight)), 1e-6, "centres");
    if (rows_by_cluster(source, own, rows, shared, {}) != lists) throw std::runtime_error("clusters");
    group->leave();
  }));
}

void TestSharedTraining::router_data() {
  QTest::addColumn<int>("size");
  QTest::addColumn<int>("balance");
  QTest::newRow("2") << 2 << int(Balance::none);
  QTest::newRow("4") << 4 << int(Balance::none);
  QTest::newRow("3, balanced by loss") << 3 << int(Balance::loss);
  QTest::newRow("3, balanced by bias") << 3 << int(Balance::bias);
}

void TestSharedTraining::router() {
  QFETCH(int, size);
  QFETCH(int, balance);
  const RoutedProblem problem = routed_problem(1200, 4);
  RouteOptions options;
  options.top_k = 4;
  options.epochs = 3;
  options.batch = 96;
  options.balance = static_cast<Balance>(balance);
  const RouteResult alone = train_router(problem.adapter, problem.source, problem.statistics, options);
  fail_with(on_ranks(size, [&](const GroupPtr& group) {
    StatisticsOptions own;
    own.seed = 4;
    own.group = group;
    const StatisticsPtr statistics = collect_statistics(problem.source, own);
    const RouteResult shared = train_router(problem.adapter, problem.source, statistics, options);
    for (std::size_t p = 0; p < alone.adapter.gates.size(); ++p) {
      check(away(at::tensor(shared.adapter.gates[p].weight), at::tensor(alone.adapter.gates[p].weight)), 1e-6,
            "gates");
    }
    for (std::size_t e = 0; e < alone.loss.size(); ++e) {
      check(std::abs(shared.loss.at(e) / alone.loss[e] - 1), 1e-6, "loss");
    }
    check(std::abs(shared.r2_routed - alone.r2_routed), 1e-6, "r2_routed");
    check(std::abs(shared.r2_ridge - alone.r2_ridge), 1e-6, "r2_ridge");
    group->leave();
  }));
}

void TestSharedTraining::routerGoesOnFromItsCheckpoint() {
  const TemporaryFolder folder;
  const RoutedProblem problem = routed_problem(800, 9);
  RouteOptions options;
  options.top_k = 4;
  options.epochs = 4;
  options.batch = 64;
  const RouteResult whole = train_router(problem.adapter, problem.source, problem.statistics, options);
  // A rank that ends after two epochs leaves what the first one has stored.
  const auto run = [&](bool breaks) {
    return on_ranks(2, [&, breaks](const GroupPtr& group) {
      StatisticsOptions own;
      own.seed = 9;
      own.group = group;
      const StatisticsPtr statistics = collect_statistics(problem.source, own);
      RouteOptions here = options;
      here.checkpoint = folder / (group->first() ? "a.route" : "absent.route");
      struct Breaks final : ProgressSink {
        void report(const Progress& progress) override {
          if (progress.stage == "routing" && progress.done > 2.1) throw std::runtime_error("ends here");
        }
      } sink;
      const RunControl control({}, breaks && !group->first() ? &sink : nullptr);
      const RouteResult shared = train_router(problem.adapter, problem.source, statistics, here, control);
      for (std::size_t p = 0; p < whole.adapter.gates.size(); ++p) {
        check(away(at::tensor(shared.adapter.gates[p].weight), at::tensor(whole.adapter.gates[p].weight)),
              1e-6, "gates");
      }
      if (shared.notes.empty()) throw std::runtime_error("not taken up");
      group->leave();
    });
  };
  const auto broken = run(true);
  QCOMPARE(broken.size(), 2u);
  QVERIFY2(broken.at(0).find("rank 1") != std::string::npos, broken.at(0).c_str());
  QVERIFY(std::filesystem::exists(folder / "a.route"));
  fail_with(run(false));
}

QTEST_GUILESS_MAIN(TestSharedTraining)
#include "tst_shared_training.moc"
