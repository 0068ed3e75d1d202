// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/plan/plan.h"

#include <QTest>

using namespace prism;

namespace {

PlanOptions options_for(std::int64_t d_in, std::int64_t d_out, int pipes = 1) {
  PlanOptions options;
  options.d_in = d_in;
  options.d_out = d_out;
  options.pipes = pipes;
  return options;
}

}  // namespace

class TestPlanLayout final : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void customPipe();
  void tileOrder();
  void threePipes();
  void samplesLimitExperts();
  void manyPositionsAreCutOverThePipes();
  void paddedCustomPipe();
  void zeroPaddingMakesNoEmptyTile();
  void tileThatDoesNotFit();
  void hierarchy();
  void fewerWorkersAreSaid();
  void overlapWeightsAddUp();
  void refusesNonsense();
  void coverageFindsGaps();
};

void TestPlanLayout::customPipe() {
  const Plan plan = make_plan(options_for(4096, 128256));
  QCOMPARE(plan.pipes.size(), std::size_t{1});
  const PipePlan& pipe = plan.pipes[0];
  QCOMPARE(pipe.kind, PipeKind::custom);
  QCOMPARE(pipe.tile_rows, std::int64_t{1002});
  QCOMPARE(pipe.tile_cols, std::int64_t{1024});
  QCOMPARE(pipe.workers, 512);
  QVERIFY(plan.notes.empty());
  QVERIFY(check_coverage(plan).complete);
}

void TestPlanLayout::tileOrder() {
  const Plan plan = make_plan(options_for(4096, 2048));
  for (const Worker& worker : plan.workers) {
    QCOMPARE(worker.row, worker.id / 32);
    QCOMPARE(worker.col, worker.id % 32);
    QCOMPARE(worker.rows.begin, worker.row * std::int64_t{128});
    QCOMPARE(worker.cols.end, (worker.col + 1) * std::int64_t{128});
  }
}

void TestPlanLayout::threePipes() {
  const Plan plan = make_plan(options_for(4096, 2048, 3));
  QCOMPARE(plan.pipes.size(), std::size_t{3});
  for (int i : {0, 1}) {
    const PipePlan& cube = plan.pipes[static_cast<std::size_t>(i)];
    QCOMPARE(cube.kind, PipeKind::cube);
    QCOMPARE(cube.positions, 32);
    QCOMPARE(cube.experts, 16);
    QCOMPARE(cube.workers, 512);
    QCOMPARE(cube.first_worker, i * 512);
    QCOMPARE(cube.tile_rows, std::int64_t{512});
  }
  QCOMPARE(plan.pipes[2].kind, PipeKind::custom);
  QCOMPARE(plan.workers.size(), std::size_t{1536});
  QCOMPARE(plan.workers[17].expert, 1);
  QCOMPARE(plan.workers[17].col, 1);
  QCOMPARE(plan.workers[600].pipe, 2);
  QVERIFY(check_coverage(plan).complete);
}

void TestPlanLayout::samplesLimitExperts() {
  PlanOptions options = options_for(4096, 2048, 3);
  options.samples = 100'000;  // 100 000 / (2·4096) = 12
  const Plan plan = make_plan(options);
  QCOMPARE(plan.pipes[0].experts, 12);
  QCOMPARE(plan.pipes[0].workers, 384);
  QVERIFY(!plan.notes.empty());
  QVERIFY(plan.notes[0].find("384 of the 512") != std::string::npos);
  options.samples = 10;
  QCOMPARE(make_plan(options).pipes[0].experts, 1);
  options.force_experts = true;
  QCOMPARE(make_plan(options).pipes[0].experts, 16);
  options.force_experts = false;
  options.samples = 16 * 2 * 4096;
  QCOMPARE(make_plan(options).pipes[0].experts, 16);
}

void TestPlanLayout::manyPositionsAreCutOverThePipes() {
  const Plan plan = make_plan(options_for(4096, 128256, 3));
  QCOMPARE(plan.pipes.size(), std::size_t{3});
  QCOMPARE(plan.pipes[0].grid_rows, 251);
  QCOMPARE(plan.pipes[0].grid_cols, 8);
  QCOMPARE(plan.pipes[0].workers, 512);
  QCOMPARE(plan.pipes[1].workers, 512);
  QCOMPARE(plan.pipes[2].workers, 984);
  QCOMPARE(plan.pipes[2].first_position, 1024);
  QCOMPARE(plan.workers.size(), std::size_t{2008});
  QVERIFY(check_coverage(plan).complete);
  QVERIFY(!check_coverage(plan).overlapping);
}

void TestPlanLayout::paddedCustomPipe() {
  PlanOptions options = options_for(4096, 128256);
  options.pad_custom_to_power_of_two = true;
  for (const Remainder remainder : {Remainder::variable, Remainder::zero, Remainder::overlap}) {
    options.remainder = remainder;
    const Plan plan = make_plan(options);
    QCOMPARE(plan.pipes[0].tile_rows, std::int64_t{1024});
    QCOMPARE(plan.pipes[0].tile_cols, std::int64_t{1024});
    QCOMPARE(plan.pipes[0].workers, 512);
    QVERIFY(check_coverage(plan).complete);
    for (const Worker& worker : plan.workers) QVERIFY(worker.rows.size() > 0 && worker.rows.size() <= 1024);
  }
}

void TestPlanLayout::zeroPaddingMakesNoEmptyTile() {
  PlanOptions options = options_for(10, 10);
  options.workers = 49;
  options.remainder = Remainder::zero;  // seven tiles of two would cover fourteen cells
  const Plan plan = make_plan(options);
  QCOMPARE(plan.pipes[0].grid_rows, 5);
  QCOMPARE(plan.pipes[0].workers, 25);
  QCOMPARE(plan.notes.size(), std::size_t{1});
  QVERIFY(check_coverage(plan).complete);
}

void TestPlanLayout::tileThatDoesNotFit() {
  const Plan plan = make_plan(options_for(300, 25, 3));
  QCOMPARE(plan.pipes[0].grid_rows, 2);
  QCOMPARE(plan.pipes[0].grid_cols, 19);
  QVERIFY(plan.pipes[0].tile_cols <= 16);
  QCOMPARE(plan.pipes[0].experts, 512 / 38);
  QVERIFY(!plan.notes.empty());
}

void TestPlanLayout::hierarchy() {
  PlanOptions options = options_for(4096, 4096);
  options.hierarchy = {512, 256, 128};
  const Plan plan = make_plan(options);
  QCOMPARE(plan.pipes.size(), std::size_t{3});
  QCOMPARE(plan.pipes[0].workers, 64);
  QCOMPARE(plan.pipes[1].workers, 256);
  QCOMPARE(plan.pipes[2].workers, 1024);
  QCOMPARE(plan.pipes[0].rank, 16);
  QCOMPARE(plan.pipes[2].rank, 0);
  QCOMPARE(plan.pipes[1].kind, PipeKind::level);
  QVERIFY(check_coverage(plan).complete);
  options.hierarchy = {128, 256};
  QVERIFY_THROWS_EXCEPTION(Error, (void)make_plan(options));
}

void TestPlanLayout::fewerWorkersAreSaid() {
  const Plan plan = make_plan(options_for(64, 3));
  QCOMPARE(plan.workers.size(), std::size_t{192});
  QCOMPARE(plan.notes.size(), std::size_t{1});
  QVERIFY(plan.notes[0].find("192 workers (3×64)") != std::string::npos);
}

void TestPlanLayout::overlapWeightsAddUp() {
  PlanOptions options = options_for(37, 23);
  options.workers = 24;
  options.remainder = Remainder::overlap;
  const Plan plan = make_plan(options);
  QVERIFY(check_coverage(plan).overlapping);
  std::vector<double> sum(37 * 23, 0.0);
  for (const Worker& worker : plan.workers) {
    const OverlapWeights weights = overlap_weights(plan, worker);
    for (std::int64_t r = worker.rows.begin; r < worker.rows.end; ++r) {
      for (std::int64_t c = worker.cols.begin; c < worker.cols.end; ++c) {
        sum[static_cast<std::size_t>(r * 37 + c)] +=
            static_cast<double>(weights.rows[static_cast<std::size_t>(r - worker.rows.begin)]) *
            weights.cols[static_cast<std::size_t>(c - worker.cols.begin)];
      }
    }
  }
  for (const double value : sum) QCOMPARE(value, 1.0);
}

void TestPlanLayout::refusesNonsense() {
  const auto refused = [](auto change) {
    PlanOptions options = options_for(64, 32);
    change(options);
    try {
      (void)make_plan(options);
    } catch (const Error& error) {
      return error.code() == ErrorCode::usage;
    }
    return false;
  };
  QVERIFY(refused([](PlanOptions& o) { o.d_in = 0; }));
  QVERIFY(refused([](PlanOptions& o) { o.d_out = -5; }));
  QVERIFY(refused([](PlanOptions& o) { o.workers = 0; }));
  QVERIFY(refused([](PlanOptions& o) { o.pipes = 0; }));
  QVERIFY(refused([](PlanOptions& o) { o.tile = 0; }));
  QVERIFY(refused([](PlanOptions& o) {
    o.d_in = o.d_out = std::int64_t{1} << 30;
    o.hierarchy = {1};
  }));
}

void TestPlanLayout::coverageFindsGaps() {
  Plan plan = make_plan(options_for(64, 32));
  for (Worker& worker : plan.workers) {
    if (worker.row == 3) worker.rows.end -= 1;
  }
  QVERIFY(!check_coverage(plan).complete);
  QVERIFY(check_coverage(plan).problem.find("outputs") != std::string::npos);
  plan = make_plan(options_for(64, 32));
  plan.workers[5].cols.begin += 1;
  QVERIFY(!check_coverage(plan).complete);
  plan = make_plan(options_for(64, 32));
  plan.workers.pop_back();
  plan.pipes[0].workers -= 1;
  QVERIFY(!check_coverage(plan).complete);
}

QTEST_APPLESS_MAIN(TestPlanLayout)
#include "tst_plan_layout.moc"
