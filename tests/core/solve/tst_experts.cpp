// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/plan/plan.h"
#include "core/solve/adapter_map_torch.h"
#include "core/solve/analysis.h"
#include "core/solve/clustering_torch.h"
#include "core/solve/experts_torch.h"
#include "core/solve/layout.h"
#include "core/solve/ridge_torch.h"
#include "experts_fixture.h"
#include "tests/support/test_data.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include <ATen/ATen.h>
#include <QTest>

using namespace prism;
using namespace prism::test;

namespace {

struct Fitted {
  MemorySource source;
  StatisticsPtr statistics;
  TrainResult result;
};

TrainOptions options_for(int pipes) {
  TrainOptions options;
  options.solver = Solver::experts;
  options.pipes = pipes;
  options.tile = 8;
  options.workers = 32;  // 12→10: 2×2 positions, eight experts
  options.double_precision = true;
  return options;
}

Fitted fit(MemorySource source, const TrainOptions& options) {
  StatisticsOptions wanted;
  wanted.double_precision = options.double_precision;
  StatisticsPtr statistics = collect_statistics(source, wanted);
  TrainResult result = train(source, statistics, options);
  return {std::move(source), std::move(statistics), std::move(result)};
}

const Fitted& three_pipes() {
  static const Fitted fitted = fit(piecewise_pair(4000, 12, 10, 6, 3), options_for(3));
  return fitted;
}

at::Tensor floats(const std::vector<float>& values, std::int64_t width) {
  at::Tensor out = at::empty({static_cast<std::int64_t>(values.size()) / width, width}, at::kFloat);
  std::copy(values.begin(), values.end(), out.data_ptr<float>());
  return out;
}

/// Map [d_in, d_out] of one expert of the first pipe.
at::Tensor map_of(const Adapter& adapter, int pipe_index, int expert) {
  const PipePlan& pipe = adapter.plan.pipes[static_cast<std::size_t>(pipe_index)];
  at::Tensor map = at::zeros({adapter.plan.d_in, adapter.plan.d_out}, at::kDouble);
  for (int id = pipe.first_worker + expert; id < pipe.first_worker + pipe.workers; id += pipe.experts) {
    const Worker& worker = adapter.worker(id);
    const at::Tensor tile = floats(tile_values(adapter, id), worker.cols.size()).to(at::kDouble);
    map.narrow(0, worker.cols.begin, worker.cols.size())
        .narrow(1, worker.rows.begin, worker.rows.size())
        .copy_(tile.t());
  }
  return map;
}

/// Centred rows of a list, f64.
std::pair<at::Tensor, at::Tensor> rows_of(const Fitted& fitted, const std::vector<std::int64_t>& rows) {
  const MemorySource& source = fitted.source;
  at::Tensor x = at::empty({static_cast<std::int64_t>(rows.size()), source.d_in()}, at::kFloat);
  at::Tensor z = at::empty({static_cast<std::int64_t>(rows.size()), source.d_out()}, at::kFloat);
  source.read(rows, x.data_ptr<float>(), z.data_ptr<float>());
  return {x.to(at::kDouble) - fitted.statistics->mean_x(), z.to(at::kDouble) - fitted.statistics->mean_z()};
}

bool mentions(const std::vector<std::string>& notes, const std::string& text) {
  return std::any_of(notes.begin(), notes.end(),
                     [&](const std::string& note) { return note.find(text) != std::string::npos; });
}

}  // namespace

class TestExperts : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void expertsBeatTheDenseMap();
  void figuresAreThoseOfForward();
  void sameBytesTwice();
  void loneExpertsAreShrunkenRidge();
  void residualExpertsAreRidgeOnTheResidual();
  void largeRidgeGivesTheGlobalMap();
  void smallClustersKeepTheGlobalMap();
  void clustersFindTheRegions();
  void emptyClustersDoNoHarm();
  void recipeFallsBackToOnePipe();
  void batchesEqualForward_data();
  void batchesEqualForward();
  void stoppedTrainingKeepsFinishedPipes();
};

void TestExperts::expertsBeatTheDenseMap() {
  const Fitted& fitted = three_pipes();
  const Adapter& adapter = fitted.result.adapter;
  QCOMPARE(adapter.plan.pipes.size(), std::size_t{3});
  QCOMPARE(adapter.solver, Solver::experts);
  QCOMPARE(adapter.gates.size(), std::size_t{3});
  QVERIFY(!adapter.gates[0].empty() && !adapter.gates[1].empty() && adapter.gates[2].empty());
  QCOMPARE(adapter.gates[0].active, adapter.plan.pipes[0].positions);
  const double dense = fitted.result.baselines.ridge.r2;
  QVERIFY2(fitted.result.test.r2 > 0.98 && fitted.result.test.r2 > dense + 0.03,
           qPrintable(QString("%1 %2").arg(dense).arg(fitted.result.test.r2)));
  // What the second pipe of experts finds here is next to nothing, and so may its weight be anything.
  for (const std::size_t p : {0, 2}) {
    QVERIFY(adapter.pipe_weights[p] > 0.5F && adapter.pipe_weights[p] < 1.5F);
  }
  for (const WorkerFigures& worker : fitted.result.workers.workers) {
    QVERIFY(worker.finite && worker.value(Metric::samples) > 0);
    QVERIFY(worker.pipe == 3 || worker.value(Metric::utilisation) < 0.9);
  }
}

void TestExperts::figuresAreThoseOfForward() {
  const Fitted& fitted = three_pipes();
  const MapFigures test = evaluate(fitted.result.adapter, fitted.source, fitted.statistics, Part::test);
  QVERIFY(std::fabs(test.r2 - fitted.result.test.r2) < 1e-6);
  double sse = 0;
  double sst = 0;
  std::vector<float> x(12), z(10), y(10);
  const std::vector<std::int64_t>& rows = fitted.statistics->split.test;
  std::vector<double> mean(10, 0.0);
  for (const std::int64_t row : rows) {
    for (std::size_t o = 0; o < 10; ++o) {
      mean[o] += fitted.source.z[static_cast<std::size_t>(row) * 10 + o] / static_cast<double>(rows.size());
    }
  }
  for (const std::int64_t row : rows) {
    fitted.source.read(std::vector{row}, x.data(), z.data());
    forward(fitted.result.adapter, x.data(), 1, y.data());
    for (std::size_t o = 0; o < 10; ++o) {
      sse += std::pow(static_cast<double>(z[o]) - y[o], 2);
      sst += std::pow(z[o] - mean[o], 2);
    }
  }
  QVERIFY(std::fabs(1 - sse / sst - test.r2) < 1e-5);
}

void TestExperts::sameBytesTwice() {
  const TemporaryFolder folder;
  TrainOptions options = options_for(3);
  options.double_precision = false;
  for (const char* name : {"a.prism", "b.prism"}) {
    Adapter adapter = fit(piecewise_pair(1500, 12, 10, 5, 9), options).result.adapter;
    adapter.record = {};
    for (WorkerRecord& worker : adapter.workers) worker.seconds = 0;
    save_adapter(adapter, folder / name);
  }
  QVERIFY(read_file(folder / "a.prism") == read_file(folder / "b.prism"));
}

void TestExperts::loneExpertsAreShrunkenRidge() {
  const Fitted fitted = fit(piecewise_pair(3000, 12, 10, 6, 5), options_for(1));
  const Adapter& adapter = fitted.result.adapter;
  QCOMPARE(adapter.plan.pipes.size(), std::size_t{1});
  const auto rows =
      rows_by_cluster(fitted.source, *fitted.statistics, ascending(fitted.statistics->split.train),
                      adapter.experts[0].clusters, {});
  const at::Tensor prior = prior_of(adapter, *fitted.statistics, {});
  for (int e = 0; e < adapter.plan.pipes[0].experts; ++e) {
    const double lambda = adapter.experts[0].lambda[static_cast<std::size_t>(e)];
    if (std::isinf(lambda)) continue;
    const auto [x, z] = rows_of(fitted, rows[static_cast<std::size_t>(e)]);
    const at::Tensor a = at::mm(x.t(), x) + lambda * at::eye(12, at::kDouble);
    const at::Tensor expected = at::linalg_solve(a, at::mm(x.t(), z) + lambda * prior);
    QVERIFY((map_of(adapter, 0, e) - expected).norm().item<double>() < 1e-6 * expected.norm().item<double>());
  }
  QVERIFY(fitted.result.test.r2 > fitted.result.baselines.ridge.r2 + 0.02);
}

void TestExperts::residualExpertsAreRidgeOnTheResidual() {
  const Fitted& fitted = three_pipes();
  const Adapter& adapter = fitted.result.adapter;
  for (const int pipe : {0, 1}) {
    const auto p = static_cast<std::size_t>(pipe);
    const auto rows =
        rows_by_cluster(fitted.source, *fitted.statistics, ascending(fitted.statistics->split.train),
                        adapter.experts[p].clusters, {});
    const auto earlier = map_before(adapter, pipe);
    QVERIFY(earlier != nullptr);
    for (int e = 0; e < adapter.plan.pipes[p].experts; ++e) {
      const double lambda = adapter.experts[p].lambda[static_cast<std::size_t>(e)];
      const at::Tensor map = map_of(adapter, pipe, e);
      if (std::isinf(lambda)) {
        QCOMPARE(map.norm().item<double>(), 0.0);
        continue;
      }
      const auto [x, z] = rows_of(fitted, rows[static_cast<std::size_t>(e)]);
      const at::Tensor left = z - (*earlier)(x.to(at::kFloat)).to(at::kDouble);
      const at::Tensor a = at::mm(x.t(), x) + lambda * at::eye(12, at::kDouble);
      const at::Tensor expected = at::linalg_solve(a, at::mm(x.t(), left));
      // The earlier pipes predict in f32.
      QVERIFY((map - expected).norm().item<double>() < 1e-4 * std::max(0.1, expected.norm().item<double>()));
    }
  }
}

void TestExperts::largeRidgeGivesTheGlobalMap() {
  TrainOptions options = options_for(1);
  options.ridge = 1e-3;
  const Fitted fitted = fit(piecewise_pair(2000, 12, 10, 4, 6), options);
  const at::Tensor prior = prior_of(fitted.result.adapter, *fitted.statistics, {});
  const RowMoments moments =
      row_moments(fitted.source, *fitted.statistics, ascending(fitted.statistics->split.train), nullptr, {});
  double previous = std::numeric_limits<double>::infinity();
  for (double lambda : {1e6, 1e9, 1e12}) {
    const double away = (solve_expert(moments, prior, lambda, true) - prior).norm().item<double>();
    QVERIFY(away < previous);
    previous = away;
  }
  QVERIFY(previous < 1e-6 * prior.norm().item<double>());
  double kept = std::numeric_limits<double>::infinity();
  QVERIFY(solve_expert(moments, prior, kept, true).equal(prior));
}

void TestExperts::smallClustersKeepTheGlobalMap() {
  TrainOptions options = options_for(1);
  options.force_experts = true;
  const Fitted fitted = fit(piecewise_pair(90, 12, 10, 3, 7), options);  // some 9 rows an expert
  QVERIFY(mentions(fitted.result.notes, "keep the global map"));
  const at::Tensor prior = prior_of(fitted.result.adapter, *fitted.statistics, {});
  int kept = 0;
  for (int e = 0; e < 8; ++e) {
    if (!std::isinf(fitted.result.adapter.experts[0].lambda[static_cast<std::size_t>(e)])) continue;
    ++kept;
    QVERIFY((map_of(fitted.result.adapter, 0, e) - prior).norm().item<double>() <
            1e-6 * prior.norm().item<double>());
  }
  QVERIFY(kept > 0);
}

void TestExperts::clustersFindTheRegions() {
  const Fitted& fitted = three_pipes();
  const std::vector<std::int64_t> rows = ascending(fitted.statistics->split.train);
  const Gate six = cluster_rows(fitted.source, *fitted.statistics, rows, 6, 1, {});
  const auto lists = rows_by_cluster(fitted.source, *fitted.statistics, rows, six, {});
  std::size_t total = 0;
  for (const auto& list : lists) {
    QVERIFY(!list.empty() && list.size() < rows.size() / 2);
    QVERIFY(std::is_sorted(list.begin(), list.end()));
    total += list.size();
  }
  QCOMPARE(total, rows.size());
  QVERIFY(cluster_rows(fitted.source, *fitted.statistics, rows, 6, 1, {}).weight == six.weight);
  QVERIFY(cluster_rows(fitted.source, *fitted.statistics, rows, 6, 2, {}).weight != six.weight);
}

void TestExperts::emptyClustersDoNoHarm() {
  // Only three different rows for eight clusters.
  MemorySource source(600, 12, 10);
  for (std::int64_t row = 0; row < 600; ++row) {
    for (std::int64_t i = 0; i < 12; ++i) source.x_at(row, i) = static_cast<float>((row % 3) * (i + 1));
    for (std::int64_t o = 0; o < 10; ++o) source.z_at(row, o) = static_cast<float>((row % 3) * (row % 3) + o);
  }
  source.name = "three rows";
  const Fitted fitted = fit(std::move(source), options_for(3));
  for (const WorkerFigures& worker : fitted.result.workers.workers) QVERIFY(worker.finite);
  QVERIFY(fitted.result.test.r2 > 0.9);
}

void TestExperts::recipeFallsBackToOnePipe() {
  TrainOptions options = options_for(0);
  const Fitted few = fit(piecewise_pair(200, 12, 10, 4, 8), options);
  QCOMPARE(few.result.adapter.plan.pipes.size(), std::size_t{1});
  QCOMPARE(few.result.adapter.solver, Solver::joint);
  QVERIFY(is_linear(few.result.adapter) && few.result.adapter.gates.empty());
  QVERIFY(mentions(few.result.notes, "one joint pipe is trained"));
  options.solver = Solver::joint;
  const Fitted joint = fit(piecewise_pair(200, 12, 10, 4, 8), options);
  QVERIFY(total_map(few.result.adapter).equal(total_map(joint.result.adapter)));
  options.solver = Solver::experts;
  QCOMPARE(plan_of(options, 12, 10, 4000).pipes.size(), std::size_t{3});
  QCOMPARE(plan_of(options, 12, 10, 0).pipes.size(), std::size_t{1});
  options.rank = 3;
  QCOMPARE(plan_of(options, 12, 10, 4000).pipes.size(), std::size_t{1});
}

void TestExperts::batchesEqualForward_data() {
  QTest::addColumn<int>("layout");
  QTest::addColumn<int>("active");
  QTest::addColumn<int>("remainder");
  for (const int remainder : {0, 1, 2}) {
    for (const int layout : {0, 1, 2}) {
      for (const int active : {4, 11, 0}) {
        QTest::addRow("remainder %d layout %d active %d", remainder, layout, active)
            << layout << active << remainder;
      }
    }
  }
}

void TestExperts::batchesEqualForward() {
  QFETCH(int, layout);
  QFETCH(int, active);
  QFETCH(int, remainder);
  PlanOptions wanted;
  wanted.d_in = 12;
  wanted.d_out = 10;
  wanted.pipes = 2;
  wanted.tile = 8;
  wanted.workers = 12;
  wanted.remainder = static_cast<Remainder>(remainder);
  Adapter adapter = make_adapter(make_plan(wanted));
  Random random(4);
  const auto normals = [&](std::int64_t count) {
    std::vector<float> values(static_cast<std::size_t>(count));
    for (float& value : values) value = static_cast<float>(random.normal());
    return values;
  };
  for (const Worker& worker : adapter.plan.workers) {
    set_tile(adapter, worker.id, normals(worker.rows.size() * worker.cols.size()));
  }
  adapter.mean_x = normals(12);
  adapter.mean_z = normals(10);
  adapter.pipe_weights = {0.7F, 1.2F};
  adapter.gates.resize(2);
  for (std::size_t p = 0; p < 2; ++p) {
    Gate& gate = adapter.gates[p];
    gate.layout = static_cast<Gate::Layout>(layout);
    gate.kind = p == 0 ? Gate::Kind::mixture : Gate::Kind::scale;
    gate.active = active;
    const std::int64_t logits = gate_size(adapter.plan.pipes[p], gate.layout);
    gate.weight = normals(logits * 12);
    gate.bias = normals(logits);
  }
  const std::vector<float> x = normals(20 * 12);
  std::vector<float> y(20 * 10);
  forward(adapter, x.data(), 20, y.data());
  const at::Tensor mean_x = floats(adapter.mean_x, 12);
  const at::Tensor mean_z = floats(adapter.mean_z, 10);
  const at::Tensor batch = AdapterMap(adapter)(floats(x, 12) - mean_x) + mean_z;
  QVERIFY((batch - floats(y, 10)).abs().max().item<float>() < 1e-4F);
}

void TestExperts::stoppedTrainingKeepsFinishedPipes() {
  const MemorySource source = piecewise_pair(3000, 12, 10, 6, 3);
  const StatisticsPtr statistics = collect_statistics(source, {});
  std::stop_source stop;
  // Stops when the second clustering has begun.
  struct Sink final : ProgressSink {
    explicit Sink(std::stop_source& source) : stop(source) {}
    void report(const Progress& progress) override {
      if (progress.stage == "experts of pipe 2") stop.request_stop();
    }
    std::stop_source& stop;
  } sink(stop);
  const TemporaryFolder folder;
  const TrainResult result = train(source, statistics, options_for(3), RunControl(stop.get_token(), &sink));
  QVERIFY(result.stopped);
  save_adapter(result.adapter, folder / "a.prism");
  const Adapter loaded = load_adapter(folder / "a.prism");
  const double r2 = evaluate(loaded, source, statistics, Part::test).r2;
  QVERIFY2(r2 > 0.95, qPrintable(QString::number(r2)));
}

QTEST_APPLESS_MAIN(TestExperts)
#include "tst_experts.moc"
