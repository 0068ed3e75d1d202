// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis_fixture.h"
#include "core/base/error.h"
#include "core/solve/analysis.h"
#include "core/solve/statistics_torch.h"
#include "experts_fixture.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include <QtTest>

using namespace prism;
using namespace prism::test;

namespace {

struct Case {
  std::shared_ptr<const MemorySource> source;
  StatisticsPtr statistics;
  Adapter adapter;
};

// 20→16 in tiles of 5: 4×4 positions, eight experts and two such pipes; or one pipe of experts alone.
const Case& trained(int pipes) {
  static std::map<int, Case> all;
  const auto found = all.find(pipes);
  if (found != all.end()) return found->second;
  auto source = std::make_shared<MemorySource>(piecewise_pair(4000, 20, 16, 6, 3));
  TrainOptions options;
  options.solver = Solver::experts;
  options.pipes = pipes;
  options.tile = 5;
  options.workers = 128;
  options.double_precision = true;
  StatisticsOptions wanted;
  wanted.double_precision = true;
  StatisticsPtr statistics = collect_statistics(*source, wanted);
  Adapter adapter = train(*source, statistics, options).adapter;
  return all.emplace(pipes, Case{source, statistics, std::move(adapter)}).first->second;
}

WorkerAnalysis analysis_of(const Case& from) {
  return WorkerAnalysis(from.adapter, from.statistics, from.source);
}

// Workers that say something: breaking a tile of zeros by its own spread of zero breaks nothing.
std::vector<int> speaking(const Adapter& adapter, int count, std::uint64_t seed) {
  std::vector<int> workers;
  for (const int id : random_workers(adapter, static_cast<int>(adapter.plan.workers.size()), 1)) {
    const auto tile = adapter.tile(id);
    if (std::any_of(tile.begin(), tile.end(), [](float v) { return v != 0; })) workers.push_back(id);
  }
  Random random(seed);
  std::vector<int> chosen;
  for (const std::int64_t at : random.permutation(static_cast<std::int64_t>(workers.size()))) {
    if (static_cast<int>(chosen.size()) < count) chosen.push_back(workers[static_cast<std::size_t>(at)]);
  }
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

}  // namespace

class TestExpertsAnalysis : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void healthyAdapterHasNoFault_data();
  void healthyAdapterHasNoFault();
  void faultsAreFoundExactly_data();
  void faultsAreFoundExactly();
  void retrainingRestores_data();
  void retrainingRestores();
  void gainIsWhatIsAchieved();
  void r2IsThatOfTheRows();
  void gatesTrainedSinceChangeNothing();
  void nonFiniteTilesAreFaultyAndRepaired();
  void rowsAreNeeded();
};

void TestExpertsAnalysis::healthyAdapterHasNoFault_data() {
  QTest::addColumn<int>("pipes");
  QTest::newRow("three pipes") << 3;
  QTest::newRow("one pipe") << 1;
}

void TestExpertsAnalysis::healthyAdapterHasNoFault() {
  QFETCH(int, pipes);
  WorkerAnalysis analysis = analysis_of(trained(pipes));
  std::int64_t rows = 0;
  for (const WorkerFigures& worker : analysis.figures().workers) {
    QVERIFY2(worker.value(Metric::deviation) < 1e-10,
             qPrintable(QString::number(worker.value(Metric::deviation))));
    QVERIFY(!worker.faulty && std::isfinite(worker.value(Metric::gain)));
    QVERIFY(std::isfinite(worker.value(Metric::condition)) && worker.value(Metric::isolated) >= 0);
    if (worker.pipe == 1 && worker.row == 0 && worker.col == 0) {
      rows += static_cast<std::int64_t>(worker.value(Metric::samples));
    }
  }
  QCOMPARE(rows, static_cast<std::int64_t>(trained(pipes).statistics->split.train.size()));
  QVERIFY(analysis.faulty().empty());
}

void TestExpertsAnalysis::faultsAreFoundExactly_data() {
  QTest::addColumn<int>("pipes");
  QTest::addColumn<int>("count");
  for (const int count : {1, 8, 64}) QTest::addRow("%d of three pipes", count) << 3 << count;
  QTest::newRow("8 of one pipe") << 1 << 8;
}

void TestExpertsAnalysis::faultsAreFoundExactly() {
  QFETCH(int, pipes);
  QFETCH(int, count);
  WorkerAnalysis analysis = analysis_of(trained(pipes));
  const std::vector<int> broken = speaking(trained(pipes).adapter, count, static_cast<std::uint64_t>(count));
  QCOMPARE(static_cast<int>(broken.size()), count);
  analysis.corrupt(broken, Corruption::flip, 5);
  QVERIFY(analysis.faulty() == broken);
  for (const WorkerFigures& worker : analysis.figures().workers) {
    // What is left for the second pipe of experts is little; its tiles are found by their changed bytes.
    const double deviation = worker.value(Metric::deviation);
    const bool is_broken = std::binary_search(broken.begin(), broken.end(), worker.id);
    QVERIFY(is_broken ? deviation > (worker.pipe == 2 ? 0 : 1e-5) : deviation < 1e-10);
  }
}

void TestExpertsAnalysis::retrainingRestores_data() {
  faultsAreFoundExactly_data();
}

void TestExpertsAnalysis::retrainingRestores() {
  QFETCH(int, pipes);
  QFETCH(int, count);
  WorkerAnalysis analysis = analysis_of(trained(pipes));
  const auto healthy = tiles_of(analysis.adapter());
  const double r2 = analysis.r2(Part::test);
  const std::vector<int> broken = speaking(analysis.adapter(), count, static_cast<std::uint64_t>(count) + 7);
  analysis.corrupt(broken, Corruption::noise, 5);
  const auto corrupted = tiles_of(analysis.adapter());
  const double predicted = analysis.predicted_gain(broken);
  QVERIFY(predicted < 1e-6 || analysis.r2(Part::test) < r2);
  const WorkerAnalysis::Repair repair = analysis.retrain(broken);
  QVERIFY(repair.achieved_gain > 0);
  QCOMPARE(repair.predicted_gain, predicted);
  QVERIFY(std::fabs(repair.achieved_gain - predicted) < std::max(1e-9, 0.01 * predicted));
  const auto repaired = tiles_of(analysis.adapter());
  for (std::size_t id = 0; id < healthy.size(); ++id) {
    // What is left for the second pipe of experts is as small as the rounding of the other two.
    if (std::binary_search(broken.begin(), broken.end(), static_cast<int>(id))) {
      if (pipes == 3 && analysis.adapter().worker(static_cast<int>(id)).pipe == 2) continue;
      QVERIFY2(relative_distance(repaired[id], healthy[id]) < 1e-4,
               qPrintable(QString::number(relative_distance(repaired[id], healthy[id]))));
    } else {
      QVERIFY(repaired[id] == healthy[id]);
    }
  }
  QVERIFY(std::fabs(repair.r2_after - r2) < 1e-6);
  QVERIFY(analysis.faulty().empty());
  QVERIFY(analysis.undo());
  QVERIFY(tiles_of(analysis.adapter()) == corrupted);
  QVERIFY(analysis.redo());
  QVERIFY(tiles_of(analysis.adapter()) == repaired);
}

void TestExpertsAnalysis::gainIsWhatIsAchieved() {
  WorkerAnalysis analysis = analysis_of(trained(3));
  const std::vector<int> broken = speaking(trained(3).adapter, 6, 3);
  analysis.corrupt(broken, Corruption::flip, 5);
  const int worker = broken[2];
  const IndexRange rows = analysis.adapter().worker(worker).rows;
  const double gain = analysis.figures().workers[static_cast<std::size_t>(worker)].value(Metric::gain);
  const double before = analysis.r2(Part::train);
  const WorkerAnalysis::Repair repair = analysis.retrain(std::vector{worker});
  const double after = analysis.r2(Part::train);
  // R² is about the mean of all outputs, the gain of the figure about the row block's.
  QVERIFY(std::fabs(after - before - repair.achieved_gain) < std::max(1e-6, 0.01 * repair.achieved_gain));
  QVERIFY(gain > repair.achieved_gain && rows.size() == 4);
}

void TestExpertsAnalysis::r2IsThatOfTheRows() {
  const Case& from = trained(3);
  WorkerAnalysis analysis = analysis_of(from);
  for (const Part part : {Part::train, Part::validation, Part::test}) {
    const double rows = evaluate(from.adapter, *from.source, from.statistics, part).r2;
    QVERIFY2(std::fabs(analysis.r2(part) - rows) < 1e-5,
             qPrintable(QString::number(analysis.r2(part) - rows)));
  }
}

void TestExpertsAnalysis::gatesTrainedSinceChangeNothing() {
  Case from = trained(3);
  WorkerAnalysis before = analysis_of(from);
  from.adapter.gates[0].weight.assign(from.adapter.gates[0].weight.size(), 0.0F);
  WorkerAnalysis after = analysis_of(from);
  QVERIFY(after.faulty().empty());
  QCOMPARE(after.r2(Part::test), before.r2(Part::test));
}

void TestExpertsAnalysis::nonFiniteTilesAreFaultyAndRepaired() {
  Case from = trained(3);
  const int worker = speaking(from.adapter, 1, 11).front();
  std::vector<float> values = tile_values(from.adapter, worker);
  values[1] = std::nanf("");
  AdapterStep step;
  replace_tile(from.adapter, worker, values, step, false);
  WorkerAnalysis analysis = analysis_of(from);
  QVERIFY(analysis.faulty() == std::vector{worker});
  QVERIFY(!analysis.figures().workers[static_cast<std::size_t>(worker)].finite);
  analysis.retrain(std::vector{worker});
  QVERIFY(analysis.faulty().empty());
  QVERIFY(relative_distance(tile_values(analysis.adapter(), worker),
                            tile_values(trained(3).adapter, worker)) < 1e-4);
}

void TestExpertsAnalysis::rowsAreNeeded() {
  QVERIFY_EXCEPTION_THROWN(WorkerAnalysis(trained(3).adapter, trained(3).statistics), Error);
}

QTEST_APPLESS_MAIN(TestExpertsAnalysis)
#include "tst_experts_analysis.moc"
