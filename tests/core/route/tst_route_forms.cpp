// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/forms.h"
#include "tests/core/infer/made_adapter.h"

#include <cmath>
#include <numeric>

#include <QTest>

using namespace prism;
using namespace prism::test;

class TestRouteForms : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void formsAreTheSquaredError() {
    Adapter adapter = made_adapter(plan_of(48, 40, 24, 3, 16), 3);
    add_gates(adapter, Gate::Layout::row_block, 8, 4);
    const Units units(adapter, adapter.gates);
    const Forms forms(units);
    Random random(9);
    const std::vector<float> x = normal_values(3 * 48, random);
    const std::vector<float> target = normal_values(40, random);
    SlotOutputs outputs;
    units.all_outputs(x.data(), 3, outputs);
    std::vector<float> form(static_cast<std::size_t>(forms.size()));
    forms.make(outputs, 1, target.data(), form.data());
    std::vector<float> weights(units.list().size(), 0.0F);
    for (std::size_t u = 0; u < weights.size(); u += 2) weights[u] = static_cast<float>(random.normal());

    const auto error = [&](const std::vector<float>& c) {
      std::vector<double> rest(target.begin(), target.end());
      for (std::size_t u = 0; u < c.size(); ++u) {
        const IndexRange rows = units.list()[u].rows;
        for (std::int64_t r = 0; r < rows.size(); ++r) {
          rest[static_cast<std::size_t>(rows.begin + r)] -=
              static_cast<double>(c[u]) * outputs.values[u][static_cast<std::size_t>(rows.size() + r)];
        }
      }
      double sum = 0;
      for (const double value : rest) sum += value * value;
      return sum;
    };
    double square = 0;
    for (const float value : target) square += static_cast<double>(value) * value;
    std::vector<float> gradient(weights.size(), 0.0F);
    const double value = forms.add_gradient(form.data(), weights, gradient) + square;
    QVERIFY(std::abs(value - error(weights)) < 1e-4 * error(weights));
    for (std::size_t u = 0; u < weights.size(); ++u) {
      if (weights[u] == 0) {
        QCOMPARE(gradient[u], 0.0F);
        continue;
      }
      std::vector<float> up = weights, down = weights;
      up[u] += 0.01F;
      down[u] -= 0.01F;
      const double slope = (error(up) - error(down)) / 0.02;
      QVERIFY(std::abs(slope - gradient[u]) < 1e-2 * (1 + std::abs(slope)));
    }
  }

  void budgetsKeepTheShareOfAllWorkers() {
    Plan plan = plan_of(128, 128, 512, 3, 128);
    const auto sum = [](const std::vector<int>& all) { return std::accumulate(all.begin(), all.end(), 0); };
    for (const int k : {1, 10, 154, 300, 511, 512, 100000}) {
      const std::vector<int> all = router_budgets(plan, k);
      int even = 0;
      for (std::size_t p = 0; p < all.size(); ++p) {
        const PipePlan& pipe = plan.pipes[p];
        QVERIFY(all[p] >= 1 && all[p] <= pipe.workers);
        even += std::clamp(static_cast<int>(std::lround(std::min(1.0, k / 512.0) * pipe.workers)), 1,
                           pipe.workers);
      }
      QCOMPARE(sum(all), even);
      // A pipe without a choice is never worse served than pipes with one.
      for (std::size_t p = 0; p + 1 < all.size(); ++p) {
        if (plan.pipes[p].experts == 1 || plan.pipes.back().experts > 1) continue;
        QVERIFY(all.back() * static_cast<std::int64_t>(plan.pipes[p].workers) >=
                all[p] * static_cast<std::int64_t>(plan.pipes.back().workers));
      }
    }
    QCOMPARE(router_budgets(plan, 100000).back(), plan.pipes.back().workers);
    // One pipe alone keeps its share.
    plan.pipes.erase(plan.pipes.begin(), plan.pipes.end() - 1);
    QCOMPARE(router_budgets(plan, 154).front(), std::min(154, plan.pipes.front().workers));
  }
};

QTEST_APPLESS_MAIN(TestRouteForms)
#include "tst_route_forms.moc"
