// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/infer/runner.h"
#include "tests/core/infer/made_adapter.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>

#include <QTemporaryDir>
#include <QTest>

using namespace prism;
using namespace prism::test;

namespace {

std::shared_ptr<const Adapter> shared(Adapter adapter) {
  return std::make_shared<const Adapter>(std::move(adapter));
}

double distance(const std::vector<float>& a, const std::vector<float>& b) {
  double square = 0, norm = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    square += (static_cast<double>(a[i]) - b[i]) * (static_cast<double>(a[i]) - b[i]);
    norm += static_cast<double>(b[i]) * b[i];
  }
  return std::sqrt(square / norm);
}

struct Ran {
  std::vector<float> y;
  std::vector<ActiveWorkers> active;
  RunnerCounters counters;
};

Ran run(const std::shared_ptr<const Adapter>& adapter, const std::vector<float>& x,
        RunnerOptions options = {}) {
  const auto samples = static_cast<std::int64_t>(x.size()) / adapter->plan.d_in;
  Ran ran;
  ran.y.resize(static_cast<std::size_t>(samples * adapter->plan.d_out));
  AdapterRunner runner(adapter, std::move(options));
  runner.run(x.data(), samples, ran.y.data(), &ran.active);
  ran.counters = runner.counters();
  return ran;
}

std::vector<float> plain(const Adapter& adapter, const std::vector<float>& x) {
  const auto samples = static_cast<std::int64_t>(x.size()) / adapter.plan.d_in;
  std::vector<float> y(static_cast<std::size_t>(samples * adapter.plan.d_out));
  forward(adapter, x.data(), samples, y.data());
  return y;
}

std::vector<float> inputs(std::int64_t samples, std::int64_t d_in) {
  Random random(77);
  return normal_values(samples * d_in, random);
}

}  // namespace

class TestRunner : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void equalsPlainForward_data() {
    QTest::addColumn<int>("pipes");
    QTest::addColumn<int>("samples");
    QTest::addColumn<int>("remainder");
    QTest::addColumn<int>("layout");
    for (const int pipes : {1, 3}) {
      for (const int samples : {1, 3, 5, 16, 37}) {
        for (const Remainder remainder : {Remainder::variable, Remainder::zero, Remainder::overlap}) {
          for (const int layout : {-1, 0, 1, 2}) {
            QTest::addRow("pipes %d samples %d remainder %d layout %d", pipes, samples,
                          static_cast<int>(remainder), layout)
                << pipes << samples << static_cast<int>(remainder) << layout;
          }
        }
      }
    }
  }
  void equalsPlainForward() {
    QFETCH(int, pipes);
    QFETCH(int, samples);
    QFETCH(int, remainder);
    QFETCH(int, layout);
    Adapter adapter = made_adapter(plan_of(70, 45, 24, pipes, 32, static_cast<Remainder>(remainder)), 3);
    const bool needs_gate = std::any_of(adapter.plan.pipes.begin(), adapter.plan.pipes.end(),
                                        [](const PipePlan& pipe) { return pipe.experts > 1; });
    if (layout < 0 && needs_gate) QSKIP("experts need a gate");
    if (layout >= 0) add_gates(adapter, static_cast<Gate::Layout>(layout), 8, 4);
    const std::vector<float> x = inputs(samples, 70);
    const auto held = shared(adapter);
    QVERIFY(distance(run(held, x).y, plain(adapter, x)) < 1e-6);
    RunnerOptions two;
    two.devices = {"cpu", "cpu"};
    QVERIFY(distance(run(held, x, two).y, plain(adapter, x)) < 1e-6);
    RunnerOptions small;
    small.stream_bytes = 40000;
    const Ran streamed = run(held, x, small);
    QVERIFY(distance(streamed.y, plain(adapter, x)) < 1e-6);
    QVERIFY(streamed.counters.peak_resident_bytes <= 40000);
    RunnerOptions rounded;
    rounded.bf16 = true;
    QVERIFY(distance(run(held, x, rounded).y, plain(adapter, x)) < 6e-3);
  }

  void unitGatesOfASinglePipeAreTheDenseMap() {
    Adapter adapter = made_adapter(plan_of(64, 32, 32, 1, 32), 5);
    const std::vector<float> x = inputs(20, 64);
    const std::vector<float> dense = plain(adapter, x);
    add_gates(adapter, Gate::Layout::worker, 0, 1);
    std::fill(adapter.gates[0].weight.begin(), adapter.gates[0].weight.end(), 0.0F);
    QVERIFY(distance(run(shared(adapter), x).y, dense) < 1e-6);
    adapter.gates[0].active = 8;
    RunnerOptions all;
    all.all_active = true;
    QVERIFY(distance(run(shared(adapter), x, all).y, dense) < 1e-6);
  }

  void everyRowBlockIsCoveredWhateverTheBudget() {
    for (const Gate::Layout layout : {Gate::Layout::expert, Gate::Layout::row_block, Gate::Layout::worker}) {
      Adapter adapter = made_adapter(plan_of(96, 64, 48, 3, 32), 6);
      add_gates(adapter, layout, 1, 9);
      const auto held = shared(adapter);
      const Ran ran = run(held, inputs(40, 96));
      QCOMPARE(ran.active.size(), std::size_t{40});
      for (const ActiveWorkers& own : ran.active) {
        std::set<std::pair<int, int>> covered;
        for (const int id : own.workers) covered.insert({held->worker(id).pipe, held->worker(id).row});
        for (const Worker& worker : held->plan.workers) QVERIFY(covered.contains({worker.pipe, worker.row}));
      }
    }
  }

  void sharesOfTheChosenAddUpToOne() {
    Adapter adapter = made_adapter(plan_of(64, 64, 64, 3, 32), 6);
    add_gates(adapter, Gate::Layout::row_block, 24, 9);
    const auto held = shared(adapter);
    const Ran ran = run(held, inputs(25, 64));
    for (const ActiveWorkers& own : ran.active) {
      std::vector<double> sums(static_cast<std::size_t>(held->plan.pipes[0].positions), 0.0);
      int of_first = 0;
      for (std::size_t i = 0; i < own.workers.size(); ++i) {
        const Worker& worker = held->worker(own.workers[i]);
        if (worker.pipe != 1) continue;
        ++of_first;
        sums[static_cast<std::size_t>(worker.row * held->plan.pipes[0].grid_cols + worker.col)] +=
            own.weights[i];
      }
      QVERIFY(of_first <= 24);
      for (const double sum : sums) QVERIFY(std::abs(sum - 1) < 1e-5);
    }
  }

  void countersAreThoseOfThePlan() {
    Adapter adapter = made_adapter(plan_of(128, 64, 32, 1, 32), 8);
    const Ran all = run(shared(adapter), inputs(7, 128));
    QCOMPARE(all.counters.samples, 7);
    QCOMPARE(all.counters.macs, 7 * count_costs(adapter.plan).macs_active);
    QCOMPARE(all.counters.macs, std::int64_t{7 * 128 * 64});
    QCOMPARE(static_cast<std::int64_t>(all.counters.bytes_touched), count_costs(adapter.plan).bytes_active);
    add_gates(adapter, Gate::Layout::worker, 10, 2);
    const Ran routed = run(shared(adapter), inputs(1, 128));
    const PlanCosts costs = count_costs(adapter.plan, 10, true);
    QCOMPARE(routed.counters.macs, costs.macs_active);
    QCOMPARE(routed.counters.macs_gates, costs.macs_gates);
    QCOMPARE(static_cast<std::int64_t>(routed.counters.bytes_touched),
             costs.bytes_active - costs.bytes_gates);
    QCOMPARE(routed.active.front().workers.size(), std::size_t{10});
  }

  void streamingReadsTheFileWithinItsLimit() {
    const QTemporaryDir folder;
    const std::filesystem::path file = std::filesystem::path(folder.path().toStdString()) / "a.prism";
    Adapter adapter = made_adapter(plan_of(256, 256, 64, 1, 32), 11);
    save_adapter(adapter, file);
    const auto mapped = shared(load_adapter(file));
    const std::vector<float> x = inputs(9, 256);
    RunnerOptions options;
    options.stream_bytes = 256 * 256 * 4 / 4;
    AdapterRunner runner(mapped, options);
    std::vector<float> y(9 * 256);
    for (int pass = 0; pass < 3; ++pass) {
      runner.run(x.data(), 9, y.data());
      QVERIFY(runner.counters().resident_bytes <= options.stream_bytes);
      QVERIFY(distance(y, plain(adapter, x)) < 1e-6);
    }
    QCOMPARE(runner.counters().peak_resident_bytes, options.stream_bytes);
    options.stream_bytes = 100;
    QVERIFY_EXCEPTION_THROWN(AdapterRunner(mapped, options), Error);
  }

  void theDeviceShardGivesTheSame() {
    Adapter adapter = made_adapter(plan_of(64, 64, 64, 3, 32), 6);
    add_gates(adapter, Gate::Layout::row_block, 24, 9);
    const std::vector<float> x = inputs(33, 64);
    RunnerOptions options;
    options.devices = {"cpu:0", "cpu"};  // an index makes it the general path through Torch
    options.stream_bytes = 60000;
    const Ran ran = run(shared(adapter), x, options);
    QVERIFY(distance(ran.y, plain(adapter, x)) < 1e-6);
    QVERIFY(ran.counters.peak_resident_bytes <= options.stream_bytes);
    options.devices = {"tpu"};
    QVERIFY_EXCEPTION_THROWN(AdapterRunner(shared(adapter), options), Error);
    options.devices = {"cuda:99"};
    QVERIFY_EXCEPTION_THROWN(AdapterRunner(shared(adapter), options), Error);
  }
};

QTEST_APPLESS_MAIN(TestRunner)
#include "tst_runner.moc"
