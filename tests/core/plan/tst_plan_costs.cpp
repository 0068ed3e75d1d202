// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/plan.h"

#include <cmath>

#include <QTest>

using namespace prism;

namespace {

constexpr double kMebibyte = 1024.0 * 1024.0;

Plan plan_of(std::int64_t d_in, std::int64_t d_out, int pipes, bool padded = false) {
  PlanOptions options;
  options.d_in = d_in;
  options.d_out = d_out;
  options.pipes = pipes;
  options.pad_custom_to_power_of_two = padded;
  return make_plan(options);
}

}  // namespace

/// The corrected arithmetic of what was once published.
class TestPlanCosts final : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void denseMap();
  void twoCubesAndPaddedCustom();
  void routedPipesCanCostMore();
  void allActive();
};

void TestPlanCosts::denseMap() {
  const PlanCosts costs = count_costs(plan_of(4096, 128256, 1));
  QCOMPARE(costs.macs_dense, std::int64_t{525'336'576});
  QCOMPARE(static_cast<double>(costs.bytes_dense) / kMebibyte, 2004.0);
  // 128 rows of 1002 and 4 columns of 1024 fit exactly: the tiles cost what the matrix does.
  QCOMPARE(costs.macs_active, costs.macs_dense);
  QCOMPARE(costs.bytes_stored, costs.bytes_dense);
}

void TestPlanCosts::twoCubesAndPaddedCustom() {
  PlanOptions options;
  options.d_in = 4096;
  options.d_out = 128256;
  options.pipes = 3;
  options.remainder = Remainder::zero;  // tiles of 512×512 whole, not 511×512 balanced
  Plan plan = make_plan(options);
  const Plan padded = plan_of(4096, 128256, 1, true);
  plan.pipes[2] = padded.pipes[0];
  const PlanCosts bare = count_costs(plan, 154);
  QCOMPARE(static_cast<double>(bare.bytes_stored) / kMebibyte, 3072.0);
  QCOMPARE(bare.macs_active, std::int64_t{242'221'056});
  const auto two_digits = [](double value) { return std::round(value * 100) / 100; };
  QCOMPARE(two_digits(static_cast<double>(bare.macs_dense) / static_cast<double>(bare.macs_active)), 2.17);
  const PlanCosts gated = count_costs(plan, 154, true);
  QCOMPARE(std::round(static_cast<double>(gated.bytes_stored) / kMebibyte), 3096.0);
  QCOMPARE(two_digits(static_cast<double>(gated.macs_dense) / static_cast<double>(gated.macs_active)), 2.11);
}

void TestPlanCosts::routedPipesCanCostMore() {
  const PlanCosts costs = count_costs(plan_of(4096, 2048, 3), 154, true);
  const double times = static_cast<double>(costs.macs_active) / static_cast<double>(costs.macs_dense);
  QCOMPARE(std::round(times * 10) / 10, 10.7);
}

void TestPlanCosts::allActive() {
  const Plan plan = plan_of(4096, 2048, 3);
  const PlanCosts costs = count_costs(plan);
  QCOMPARE(costs.bytes_active, costs.bytes_stored);
  QCOMPARE(static_cast<double>(plan.pipes[0].workers) * 512 * 512 * 4 / kMebibyte, 512.0);
  QCOMPARE(count_costs(plan, 100'000).macs_active, costs.macs_active);
  QCOMPARE(costs.macs_gates, std::int64_t{0});
}

QTEST_APPLESS_MAIN(TestPlanCosts)
#include "tst_plan_costs.moc"
