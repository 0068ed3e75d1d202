// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/plan.h"

#include <algorithm>
#include <cmath>
#include <rapidcheck.h>
#include <set>

#include <QTest>

using namespace prism;

namespace {

PlanOptions any_options() {
  PlanOptions options;
  options.d_in = *rc::gen::inRange<std::int64_t>(1, 200);
  options.d_out = *rc::gen::inRange<std::int64_t>(1, 200);
  options.workers = *rc::gen::inRange(1, 600);
  options.pipes = *rc::gen::inRange(1, 5);
  options.tile = *rc::gen::inRange<std::int64_t>(1, 256);
  options.remainder = *rc::gen::element(Remainder::variable, Remainder::zero, Remainder::overlap);
  options.samples = *rc::gen::inRange<std::int64_t>(0, 5000);
  options.pad_custom_to_power_of_two = *rc::gen::arbitrary<bool>();
  if (*rc::gen::inRange(0, 4) == 0) options.hierarchy = {64, 32, 8};
  return options;
}

}  // namespace

class TestPlanProperties final : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyPlanCoversItsMap();
  void workersAreConsistent();
  void overlapSharesAddUp();
  void gridRuleIsBest();
  void jsonGivesTheSamePlan();
};

void TestPlanProperties::everyPlanCoversItsMap() {
  QVERIFY(rc::check("every cell of every grid is covered", [] {
    const Plan plan = make_plan(any_options());
    const Coverage coverage = check_coverage(plan);
    RC_LOG() << coverage.problem;
    RC_ASSERT(coverage.complete);
    RC_ASSERT(!coverage.overlapping || plan.remainder == Remainder::overlap);
    // Counted cell by cell as well: a grid of E experts covers each of its cells E times.
    std::vector<int> times(static_cast<std::size_t>(plan.d_in * plan.d_out), 0);
    for (const Worker& worker : plan.workers) {
      for (std::int64_t r = worker.rows.begin; r < worker.rows.end; ++r) {
        for (std::int64_t c = worker.cols.begin; c < worker.cols.end; ++c) {
          ++times[static_cast<std::size_t>(r * plan.d_in + c)];
        }
      }
    }
    int experts = 0;
    for (const PipePlan& pipe : plan.pipes) experts += pipe.first_position == 0 ? pipe.experts : 0;
    if (plan.remainder == Remainder::overlap) {
      RC_ASSERT(*std::min_element(times.begin(), times.end()) >= experts);
    } else {
      RC_ASSERT(std::all_of(times.begin(), times.end(), [&](int n) { return n == experts; }));
    }
  }));
}

void TestPlanProperties::workersAreConsistent() {
  QVERIFY(rc::check("ids, order, and tile sizes", [] {
    const Plan plan = make_plan(any_options());
    int id = 0;
    for (std::size_t p = 0; p < plan.pipes.size(); ++p) {
      const PipePlan& pipe = plan.pipes[p];
      RC_ASSERT(pipe.first_worker == id);
      RC_ASSERT(pipe.workers == pipe.positions * pipe.experts);
      std::set<std::int64_t> heights;
      for (int i = 0; i < pipe.workers; ++i, ++id) {
        const Worker& worker = plan.workers.at(static_cast<std::size_t>(id));
        RC_ASSERT(worker.id == id);
        RC_ASSERT(worker.pipe == static_cast<int>(p) + 1);
        const int position = pipe.first_position + i / pipe.experts;
        RC_ASSERT(worker.row * pipe.grid_cols + worker.col == position);
        RC_ASSERT(worker.expert == i % pipe.experts);
        RC_ASSERT(worker.rows.size() >= 1 && worker.rows.size() <= pipe.tile_rows);
        RC_ASSERT(worker.cols.size() >= 1 && worker.cols.size() <= pipe.tile_cols);
        heights.insert(worker.rows.size());
      }
      if (plan.remainder == Remainder::variable) RC_ASSERT(*heights.rbegin() - *heights.begin() <= 1);
    }
    RC_ASSERT(static_cast<std::size_t>(id) == plan.workers.size());
  }));
}

void TestPlanProperties::overlapSharesAddUp() {
  QVERIFY(rc::check("shares of a cell add up to one", [] {
    PlanOptions options = any_options();
    options.pipes = 1;
    options.hierarchy.clear();
    options.remainder = Remainder::overlap;
    const Plan plan = make_plan(options);
    std::vector<double> sums(static_cast<std::size_t>(plan.d_in * plan.d_out), 0.0);
    for (const Worker& worker : plan.workers) {
      const OverlapWeights weights = overlap_weights(plan, worker);
      for (std::int64_t r = 0; r < worker.rows.size(); ++r) {
        for (std::int64_t c = 0; c < worker.cols.size(); ++c) {
          sums[static_cast<std::size_t>((worker.rows.begin + r) * plan.d_in + worker.cols.begin + c)] +=
              static_cast<double>(weights.rows[static_cast<std::size_t>(r)]) *
              weights.cols[static_cast<std::size_t>(c)];
        }
      }
    }
    for (const double sum : sums) RC_ASSERT(std::abs(sum - 1) < 1e-6);
  }));
}

void TestPlanProperties::gridRuleIsBest() {
  QVERIFY(rc::check("no factor pair that fits is nearer, no larger number has one", [] {
    const auto d_in = *rc::gen::inRange<std::int64_t>(1, 300);
    const auto d_out = *rc::gen::inRange<std::int64_t>(1, 300);
    const int workers = *rc::gen::inRange(1, 700);
    const GridShape grid = grid_rule(workers, d_in, d_out);
    const auto distance = [&](double rows, double cols) {
      return std::abs(std::log2(rows / cols) -
                      std::log2(static_cast<double>(d_out) / static_cast<double>(d_in)));
    };
    RC_ASSERT(grid.rows <= d_out && grid.cols <= d_in && grid.cells() <= workers);
    for (int n = grid.cells(); n <= workers; ++n) {
      for (int rows = 1; rows <= n; ++rows) {
        if (n % rows != 0 || rows > d_out || n / rows > d_in) continue;
        RC_ASSERT(n == grid.cells());
        const double mine = distance(grid.rows, grid.cols), other = distance(rows, n / rows);
        RC_ASSERT(mine <= other + 1e-9);
        if (std::abs(mine - other) < 1e-12) RC_ASSERT(grid.rows <= rows);
      }
    }
  }));
}

void TestPlanProperties::jsonGivesTheSamePlan() {
  QVERIFY(rc::check("to_json and back", [] {
    const Plan plan = make_plan(any_options());
    const std::string text = dump_json(to_json(plan));
    const Plan back = plan_from_json(parse_json(text, "plan"), "plan");
    RC_ASSERT(dump_json(to_json(back)) == text);
    RC_ASSERT(back.workers.size() == plan.workers.size());
    for (std::size_t i = 0; i < plan.workers.size(); ++i) {
      RC_ASSERT(back.workers[i].rows == plan.workers[i].rows);
      RC_ASSERT(back.workers[i].cols == plan.workers[i].cols);
    }
  }));
}

QTEST_APPLESS_MAIN(TestPlanProperties)
#include "tst_plan_properties.moc"
