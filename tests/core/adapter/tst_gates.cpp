// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapter_fixture.h"
#include "core/base/error.h"
#include "tests/support/test_data.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include <QtTest>

using namespace prism;
using namespace prism::test;

namespace {

// 12→8 with one cube pipe of 2×3 positions of 4×4 and three experts, and a custom pipe of six workers.
Adapter gated_adapter(Gate::Layout layout, int active) {
  PlanOptions options;
  options.d_in = 12;
  options.d_out = 8;
  options.pipes = 2;
  options.tile = 4;
  options.workers = 18;
  Adapter adapter = make_adapter(make_plan(options));
  for (const Worker& worker : adapter.plan.workers) {
    set_tile(adapter, worker.id,
             random_floats(static_cast<std::size_t>(worker.rows.size() * worker.cols.size()),
                           static_cast<std::uint64_t>(worker.id) + 3));
  }
  adapter.mean_x = random_floats(12, 1);
  adapter.mean_z = random_floats(8, 2);
  adapter.solver = Solver::experts;
  adapter.pipe_weights = {0.5F, 1.0F};
  adapter.gates.resize(2);
  Gate& gate = adapter.gates[0];
  gate.layout = layout;
  gate.active = active;
  const auto logits = static_cast<std::size_t>(gate_size(adapter.plan.pipes[0], layout));
  gate.weight = random_floats(logits * 12, 8);
  gate.bias = random_floats(logits, 9);
  adapter.experts.resize(2);
  ExpertFit& fit = adapter.experts[0];
  fit.clusters.layout = Gate::Layout::expert;
  fit.clusters.weight = random_floats(36, 10);
  fit.clusters.bias = random_floats(3, 11);
  fit.lambda = {0.5, 3, std::numeric_limits<double>::infinity()};
  return adapter;
}

std::vector<float> logits_of(const Gate& gate, const Adapter& adapter, const std::vector<float>& x) {
  std::vector<float> centred(x);
  for (std::size_t i = 0; i < x.size(); ++i) centred[i] -= adapter.mean_x[i];
  std::vector<float> logits(gate.bias.size());
  gate_logits(gate, centred, logits);
  return logits;
}

std::vector<float> output_of(const Adapter& adapter, const std::vector<float>& x,
                             std::span<const int> active = {}) {
  std::vector<float> y(static_cast<std::size_t>(adapter.plan.d_out));
  forward(adapter, x.data(), 1, y.data(), active);
  return y;
}

float largest_difference(const std::vector<float>& a, const std::vector<float>& b) {
  float largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::fabs(a[i] - b[i]));
  return largest;
}

}  // namespace

class TestGates : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void words();
  void every_group_is_covered_data();
  void every_group_is_covered();
  void budget_goes_to_the_most_probable();
  void strongest_covers_row_blocks();
  void one_expert_is_a_linear_map();
  void all_experts_are_a_mixture();
  void scale_multiplies_tiles();
  void only_linear_maps_have_a_dense_form();
  void file_round_trip_data();
  void file_round_trip();
  void damaged_gates_are_refused();
  void export_holds_gates();
};

void TestGates::words() {
  for (const auto layout : {Gate::Layout::expert, Gate::Layout::row_block, Gate::Layout::worker}) {
    QCOMPARE(gate_layout_of(name_of(layout)), layout);
  }
  for (const auto kind : {Gate::Kind::mixture, Gate::Kind::scale})
    QCOMPARE(gate_kind_of(name_of(kind)), kind);
  QVERIFY_EXCEPTION_THROWN((void)gate_layout_of("ring"), Error);
}

void TestGates::every_group_is_covered_data() {
  QTest::addColumn<int>("layout");
  QTest::addColumn<int>("minimum");
  QTest::newRow("expert") << 0 << 6;
  QTest::newRow("row block") << 1 << 6;
  QTest::newRow("worker") << 2 << 6;
}

void TestGates::every_group_is_covered() {
  QFETCH(int, layout);
  QFETCH(int, minimum);
  const Adapter adapter = gated_adapter(static_cast<Gate::Layout>(layout), 0);
  const PipePlan& pipe = adapter.plan.pipes[0];
  const GateRule rule(pipe, static_cast<Gate::Layout>(layout));
  QCOMPARE(rule.minimum(), minimum);
  const auto units = static_cast<std::size_t>(rule.units());
  std::vector<float> weights(units);
  for (int budget = 0; budget <= pipe.workers; ++budget) {
    rule.mixture(random_floats(units, static_cast<std::uint64_t>(budget)), budget, weights);
    int workers = 0;
    std::vector<double> sums(6, 0.0);
    for (int i = 0; i < pipe.workers; ++i) {
      const float weight = weights[static_cast<std::size_t>(rule.unit_of(i))];
      workers += weight > 0 ? 1 : 0;
      sums[static_cast<std::size_t>(i / pipe.experts)] += weight;
    }
    for (const double sum : sums) QVERIFY(std::fabs(sum - 1) < 1e-6);
    QVERIFY(workers <= (budget == 0 ? pipe.workers : std::max(budget, minimum)));
    QVERIFY(budget == 0 ? workers == pipe.workers : workers + rule.cost(0) > budget);
  }
}

void TestGates::budget_goes_to_the_most_probable() {
  const Adapter adapter = gated_adapter(Gate::Layout::row_block, 0);
  const GateRule rule(adapter.plan.pipes[0], Gate::Layout::row_block);
  // The second row block's runner-up has the lower logit, but the larger share of its block.
  const std::vector<float> logits{9, 8, 7, 1, 0.5F, -20};
  std::vector<float> weights(6);
  rule.mixture(logits, 9, weights);
  QCOMPARE(weights[0], 1.0F);
  QCOMPARE(weights[1], 0.0F);
  const float share = 1 / (1 + std::exp(-0.5F));
  QVERIFY(std::fabs(weights[3] - share) < 1e-6F && std::fabs(weights[4] - (1 - share)) < 1e-6F);
  QCOMPARE(weights[5], 0.0F);
  // Neither a NaN nor an infinite logit leaves a group without worker or gives a weight that is none.
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  rule.mixture(std::vector<float>{kNan, kNan, kNan, 1, kNan, -1}, 6, weights);
  QCOMPARE(std::accumulate(weights.begin(), weights.begin() + 3, 0.0F), 1.0F);
  QCOMPARE(weights[3], 1.0F);
}

void TestGates::strongest_covers_row_blocks() {
  const Adapter adapter = gated_adapter(Gate::Layout::expert, 0);
  const PipePlan& pipe = adapter.plan.pipes[1];
  QCOMPARE(pipe.experts, 1);
  const GateRule rule(pipe, Gate::Layout::worker);
  std::vector<double> scores(static_cast<std::size_t>(pipe.workers));
  for (std::size_t i = 0; i < scores.size(); ++i) scores[i] = static_cast<double>(scores.size() - i);
  std::vector<char> chosen(scores.size());
  rule.strongest(scores, 1, chosen);
  for (int row = 0; row < pipe.grid_rows; ++row) {
    for (int col = 0; col < pipe.grid_cols; ++col) {
      QCOMPARE(chosen[static_cast<std::size_t>(row * pipe.grid_cols + col)] != 0, col == 0);
    }
  }
  rule.strongest(scores, pipe.grid_rows + 1, chosen);
  QVERIFY(chosen[1] != 0);
  rule.strongest(scores, 0, chosen);
  QVERIFY(std::all_of(chosen.begin(), chosen.end(), [](char c) { return c != 0; }));
}

void TestGates::one_expert_is_a_linear_map() {
  const Adapter adapter = gated_adapter(Gate::Layout::expert, 6);
  const std::vector<float> x = random_floats(12, 20);
  const std::vector<float> logits = logits_of(adapter.gates[0], adapter, x);
  const auto best = static_cast<int>(std::max_element(logits.begin(), logits.end()) - logits.begin());
  std::vector<int> active;
  for (const Worker& worker : adapter.plan.workers) {
    if (worker.pipe == 2 || worker.expert == best) active.push_back(worker.id);
  }
  Adapter plain = adapter;
  plain.gates.clear();
  QVERIFY(largest_difference(output_of(adapter, x), output_of(plain, x, active)) < 1e-5F);
  QVERIFY(largest_difference(output_of(adapter, x, active), output_of(plain, x, active)) < 1e-5F);
}

void TestGates::all_experts_are_a_mixture() {
  const Adapter adapter = gated_adapter(Gate::Layout::row_block, 0);
  const std::vector<float> x = random_floats(12, 21);
  const std::vector<float> logits = logits_of(adapter.gates[0], adapter, x);
  Adapter plain = adapter;
  plain.gates.clear();
  std::vector<int> custom;
  for (const Worker& worker : adapter.plan.workers) {
    if (worker.pipe == 2) custom.push_back(worker.id);
  }
  std::vector<float> expected = output_of(plain, x, custom);
  for (int row = 0; row < 2; ++row) {
    double total = 0;
    for (int e = 0; e < 3; ++e) total += std::exp(logits[static_cast<std::size_t>(3 * row + e)]);
    for (int e = 0; e < 3; ++e) {
      std::vector<int> workers;
      for (const Worker& worker : adapter.plan.workers) {
        if (worker.pipe == 1 && worker.row == row && worker.expert == e) workers.push_back(worker.id);
      }
      const std::vector<float> part = output_of(plain, x, workers);
      const double share = std::exp(logits[static_cast<std::size_t>(3 * row + e)]) / total;
      for (std::size_t o = 0; o < 8; ++o) {
        expected[o] += static_cast<float>(share * (part[o] - adapter.mean_z[o]));
      }
    }
  }
  QVERIFY(largest_difference(output_of(adapter, x), expected) < 1e-5F);
}

void TestGates::scale_multiplies_tiles() {
  Adapter adapter = random_adapter(plan_of(12, 8, 6));
  const std::vector<float> x = random_floats(12, 22);
  const std::vector<float> dense = output_of(adapter, x);
  Gate gate;
  gate.layout = Gate::Layout::worker;
  gate.kind = Gate::Kind::scale;
  gate.active = 6;
  gate.weight.assign(6 * 12, 0.0F);
  gate.bias.assign(6, 1.0F);
  adapter.gates = {gate};
  QVERIFY(largest_difference(output_of(adapter, x), dense) < 1e-6F);
  // Five of six: the worker whose tile and inputs are smallest is left out, as far as its row block allows.
  adapter.gates[0].active = 5;
  Adapter plain = adapter;
  plain.gates.clear();
  double least = std::numeric_limits<double>::max();
  std::vector<int> kept;
  for (int id = 0; id < 6; ++id) {
    const IndexRange cols = plain.worker(id).cols;
    double tile = 0;
    double input = 0;
    for (const float value : tile_values(plain, id)) tile += static_cast<double>(value) * value;
    for (std::int64_t c = cols.begin; c < cols.end; ++c) {
      const auto i = static_cast<std::size_t>(c);
      input += std::pow(static_cast<double>(x[i]) - plain.mean_x[i], 2);
    }
    if (tile * input / static_cast<double>(cols.size()) >= least) continue;
    least = tile * input / static_cast<double>(cols.size());
    kept.clear();
    for (int other = 0; other < 6; ++other) {
      if (other != id) kept.push_back(other);
    }
  }
  QVERIFY(largest_difference(output_of(adapter, x), output_of(plain, x, kept)) < 1e-6F);
  adapter.gates[0].bias.assign(6, 2.0F);
  const std::vector<float> doubled = output_of(adapter, x);
  const std::vector<float> once = output_of(plain, x, kept);
  for (std::size_t o = 0; o < 8; ++o) {
    QVERIFY(std::fabs(doubled[o] - plain.mean_z[o] - 2 * (once[o] - plain.mean_z[o])) < 1e-5F);
  }
}

void TestGates::only_linear_maps_have_a_dense_form() {
  Adapter adapter = random_adapter(plan_of(12, 8, 6));
  QVERIFY(is_linear(adapter));
  adapter.gates.resize(1);
  QVERIFY(is_linear(adapter));
  adapter.gates[0].bias.assign(6, 1.0F);
  QVERIFY(!is_linear(adapter));
  QVERIFY_EXCEPTION_THROWN(assemble_bias(adapter), Error);
  QVERIFY(!is_linear(gated_adapter(Gate::Layout::expert, 6)));
}

void TestGates::file_round_trip_data() {
  every_group_is_covered_data();
}

void TestGates::file_round_trip() {
  QFETCH(int, layout);
  const TemporaryFolder folder;
  const Adapter adapter = gated_adapter(static_cast<Gate::Layout>(layout), 12);
  save_adapter(adapter, folder / "a.prism");
  const Adapter loaded = load_adapter(folder / "a.prism");
  QCOMPARE(loaded.gates.size(), std::size_t{2});
  QVERIFY(loaded.gates[1].empty());
  const Gate& gate = loaded.gates[0];
  QCOMPARE(gate.layout, adapter.gates[0].layout);
  QCOMPARE(gate.kind, adapter.gates[0].kind);
  QCOMPARE(gate.active, 12);
  QVERIFY(gate.weight == adapter.gates[0].weight && gate.bias == adapter.gates[0].bias);
  QCOMPARE(loaded.experts.size(), std::size_t{2});
  QVERIFY(loaded.experts[0].clusters.weight == adapter.experts[0].clusters.weight);
  QVERIFY(loaded.experts[0].lambda == adapter.experts[0].lambda && loaded.experts[1].empty());
  const std::vector<float> x = random_floats(12, 23);
  QVERIFY(output_of(loaded, x) == output_of(adapter, x));
  save_adapter(loaded, folder / "b.prism");
  QVERIFY(bytes_of(folder / "a.prism") == bytes_of(folder / "b.prism"));
}

void TestGates::damaged_gates_are_refused() {
  const TemporaryFolder folder;
  const auto refused = [&](auto change) {
    Adapter adapter = gated_adapter(Gate::Layout::row_block, 6);
    change(adapter);
    save_adapter(adapter, folder / "a.prism");
    try {
      (void)load_adapter(folder / "a.prism");
    } catch (const Error& error) {
      return error.code() == ErrorCode::format;
    }
    return false;
  };
  QVERIFY(!refused([](Adapter&) {}));
  QVERIFY(refused([](Adapter& a) { a.gates.clear(); }));
  QVERIFY(refused([](Adapter& a) { a.gates[0].active = -1; }));
  QVERIFY(refused([](Adapter& a) { a.gates[0].active = 19; }));
  QVERIFY(refused([](Adapter& a) { a.gates[0].kind = Gate::Kind::scale; }));
  QVERIFY(refused([](Adapter& a) { a.gates[0].layout = Gate::Layout::worker; }));
  QVERIFY(refused([](Adapter& a) { a.experts[0].lambda.pop_back(); }));
  QVERIFY(refused([](Adapter& a) { a.experts[0].lambda[0] = -1; }));
  QVERIFY(refused([](Adapter& a) { a.gates[0].weight[5] = std::numeric_limits<float>::infinity(); }));
}

void TestGates::export_holds_gates() {
  const TemporaryFolder folder;
  const Adapter adapter = gated_adapter(Gate::Layout::row_block, 6);
  QCOMPARE(export_adapter(adapter, folder / "a.safetensors", "f32", false).tensors, 9);
  QVERIFY_EXCEPTION_THROWN(export_adapter(adapter, folder / "b.safetensors", "f32", true), Error);
}

QTEST_GUILESS_MAIN(TestGates)
#include "tst_gates.moc"
