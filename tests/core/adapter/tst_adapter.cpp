// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapter_fixture.h"
#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QtTest>

using namespace prism;
using namespace prism::test;

namespace {

// y = W·(x − mean_x) + mean_z, the plain way.
std::vector<float> dense_forward(const Adapter& adapter, const std::vector<float>& dense,
                                 const std::vector<float>& x, std::int64_t samples) {
  const std::int64_t d_in = adapter.plan.d_in;
  const std::int64_t d_out = adapter.plan.d_out;
  std::vector<float> y(static_cast<std::size_t>(samples * d_out));
  for (std::int64_t s = 0; s < samples; ++s) {
    for (std::int64_t o = 0; o < d_out; ++o) {
      double sum = adapter.mean_z[static_cast<std::size_t>(o)];
      for (std::int64_t i = 0; i < d_in; ++i) {
        sum += static_cast<double>(dense[static_cast<std::size_t>(o * d_in + i)]) *
               (x[static_cast<std::size_t>(s * d_in + i)] - adapter.mean_x[static_cast<std::size_t>(i)]);
      }
      y[static_cast<std::size_t>(s * d_out + o)] = static_cast<float>(sum);
    }
  }
  return y;
}

float largest_difference(const std::vector<float>& a, const std::vector<float>& b) {
  float largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::fabs(a[i] - b[i]));
  return largest;
}

std::vector<std::vector<float>> all_tiles(const Adapter& adapter) {
  std::vector<std::vector<float>> tiles;
  for (const Worker& worker : adapter.plan.workers) {
    const auto tile = adapter.tile(worker.id);
    tiles.emplace_back(tile.begin(), tile.end());
  }
  return tiles;
}

}  // namespace

class TestAdapter : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void words();
  void forward_equals_dense_data();
  void forward_equals_dense();
  void active_workers_add_up();
  void pipe_weights_scale_the_output();
  void store_shares_until_changed();
  void replace_undo_redo_are_exact();
  void same_worker_twice_in_a_step();
  void each_corruption_breaks();
  void corruption_is_seeded();
  void random_workers_are_distinct();
  void wrong_requests_are_refused();
};

void TestAdapter::words() {
  for (const Domain domain : {Domain::weights, Domain::activations, Domain::matrices}) {
    QCOMPARE(domain_of(name_of(domain)), domain);
  }
  for (const Solver solver : {Solver::joint, Solver::backfit, Solver::independent, Solver::experts}) {
    QCOMPARE(solver_of(name_of(solver)), solver);
  }
  QVERIFY_EXCEPTION_THROWN((void)solver_of("magic"), Error);
  QVERIFY_EXCEPTION_THROWN((void)corruption_of("melt"), Error);
}

void TestAdapter::forward_equals_dense_data() {
  QTest::addColumn<int>("remainder");
  QTest::addColumn<int>("d_in");
  QTest::addColumn<int>("d_out");
  QTest::addColumn<int>("workers");
  const std::array<std::pair<const char*, Remainder>, 3> remainders{
      {{"variable", Remainder::variable}, {"zero", Remainder::zero}, {"overlap", Remainder::overlap}}};
  for (const auto& [name, remainder] : remainders) {
    for (const auto& [d_in, d_out, workers] : {std::array{24, 16, 8}, {37, 23, 12}, {5, 41, 16}, {7, 3, 1}}) {
      QTest::addRow("%s %d to %d in %d", name, d_in, d_out, workers)
          << static_cast<int>(remainder) << d_in << d_out << workers;
    }
  }
}

void TestAdapter::forward_equals_dense() {
  QFETCH(int, remainder);
  QFETCH(int, d_in);
  QFETCH(int, d_out);
  QFETCH(int, workers);
  const Adapter adapter = random_adapter(plan_of(d_in, d_out, workers, static_cast<Remainder>(remainder)), 5);
  const std::vector<float> dense = random_floats(static_cast<std::size_t>(d_in * d_out), 5);
  constexpr std::int64_t kSamples = 3;
  const std::vector<float> x = random_floats(static_cast<std::size_t>(kSamples * d_in), 9);
  std::vector<float> y(static_cast<std::size_t>(kSamples * d_out));
  forward(adapter, x.data(), kSamples, y.data());
  QVERIFY(largest_difference(y, dense_forward(adapter, dense, x, kSamples)) < 2e-5F);

  std::vector<float> weight;
  std::vector<float> bias;
  assemble(adapter, weight, bias);
  QVERIFY(largest_difference(weight, dense) < 1e-6F);
  Adapter uncentred = adapter;
  uncentred.mean_x.assign(uncentred.mean_x.size(), 0.0F);
  uncentred.mean_z = bias;
  QVERIFY(largest_difference(y, dense_forward(uncentred, weight, x, kSamples)) < 2e-5F);
}

void TestAdapter::active_workers_add_up() {
  const Adapter adapter = random_adapter(plan_of(20, 12, 6));
  const std::vector<float> x = random_floats(40, 3);
  std::vector<float> whole(24);
  forward(adapter, x.data(), 2, whole.data());
  std::vector<float> sum(24);
  for (int id = 0; id < 6; ++id) {
    std::vector<float> part(24);
    forward(adapter, x.data(), 2, part.data(), std::array{id});
    for (std::size_t i = 0; i < 24; ++i) {
      sum[i] += part[i] - adapter.mean_z[i % 12];
    }
  }
  for (std::size_t i = 0; i < 24; ++i) sum[i] += adapter.mean_z[i % 12];
  QVERIFY(largest_difference(whole, sum) < 1e-5F);
}

void TestAdapter::pipe_weights_scale_the_output() {
  Adapter adapter = random_adapter(plan_of(20, 12, 6));
  const std::vector<float> x = random_floats(20, 3);
  std::vector<float> whole(12);
  std::vector<float> half(12);
  forward(adapter, x.data(), 1, whole.data());
  adapter.pipe_weights = {0.5F};
  forward(adapter, x.data(), 1, half.data());
  for (std::size_t i = 0; i < 12; ++i) {
    QVERIFY(std::fabs((half[i] - adapter.mean_z[i]) * 2 - (whole[i] - adapter.mean_z[i])) < 1e-5F);
  }
}

void TestAdapter::store_shares_until_changed() {
  TileStore store(3, 2, 2);
  store.replace(1, {1, 2, 3, 4});
  TileStore copy = store;
  copy.replace(1, {5, 6, 7, 8});
  store.replace(2, {9, 9, 9, 9});
  QCOMPARE(store.tile(1)[0], 1.0F);
  QCOMPARE(copy.tile(1)[0], 5.0F);
  QCOMPARE(copy.tile(2)[0], 0.0F);
  QCOMPARE(store.tile(2)[0], 9.0F);
  QVERIFY_EXCEPTION_THROWN((void)store.tile(3), Error);
  QVERIFY_EXCEPTION_THROWN(store.replace(0, {1.0F}), Error);
  QVERIFY_EXCEPTION_THROWN(TileStore(std::int64_t{1} << 40, std::int64_t{1} << 20, 1024), Error);
}

void TestAdapter::replace_undo_redo_are_exact() {
  Adapter adapter = random_adapter(plan_of(37, 23, 12));
  QVERIFY(adapter.changed_workers().empty());
  const auto before = all_tiles(adapter);
  AdapterStep step{"retrain", "run", {}};
  for (const int id : {2, 7}) {
    std::vector<float> values = tile_values(adapter, id);
    for (float& value : values) value *= 2;
    replace_tile(adapter, id, values, step, true);
  }
  adapter.history.push_back(step);
  const auto after = all_tiles(adapter);
  QVERIFY(after != before);
  QCOMPARE(adapter.workers[2].generation, 1);
  QVERIFY(adapter.changed_workers().empty());

  const AdapterStep undone = undo_step(adapter);
  QVERIFY(all_tiles(adapter) == before);
  QCOMPARE(adapter.workers[2].generation, 0);
  QVERIFY(adapter.changed_workers().empty());
  redo_step(adapter, undone);
  QVERIFY(all_tiles(adapter) == after);
  QCOMPARE(adapter.workers[7].generation, 1);
  (void)undo_step(adapter);
  QVERIFY(all_tiles(adapter) == before);
  QVERIFY_EXCEPTION_THROWN((void)undo_step(adapter), Error);
}

void TestAdapter::same_worker_twice_in_a_step() {
  Adapter adapter = random_adapter(plan_of(8, 8, 4));
  const auto before = all_tiles(adapter);
  AdapterStep step{"retrain", "", {}};
  replace_tile(adapter, 1, std::vector<float>(16, 1.0F), step, true);
  replace_tile(adapter, 1, std::vector<float>(16, 2.0F), step, true);
  adapter.history.push_back(step);
  const AdapterStep undone = undo_step(adapter);
  QVERIFY(all_tiles(adapter) == before);
  redo_step(adapter, undone);
  QCOMPARE(adapter.tile(1)[0], 2.0F);
  QCOMPARE(adapter.workers[1].generation, 2);
  (void)undo_step(adapter);
  QVERIFY(all_tiles(adapter) == before);
}

void TestAdapter::each_corruption_breaks() {
  const Adapter healthy = random_adapter(plan_of(24, 16, 8));
  const std::vector<float> old = tile_values(healthy, 3);
  for (const char* word : {"zero", "noise", "shuffle", "flip"}) {
    Adapter adapter = healthy;
    corrupt(adapter, std::array{3, 5}, corruption_of(word), 4);
    QCOMPARE(adapter.changed_workers(), (std::vector<int>{3, 5}));
    QCOMPARE(adapter.workers[3].generation, 0);
    QCOMPARE(adapter.history.back().action, std::string("corrupt"));
    std::vector<float> now = tile_values(adapter, 3);
    switch (corruption_of(word)) {
      case Corruption::zero:
        QVERIFY(std::all_of(now.begin(), now.end(), [](float v) { return v == 0; }));
        break;
      case Corruption::noise: {
        double change = 0;
        for (std::size_t i = 0; i < now.size(); ++i) change += std::pow(now[i] - old[i], 2);
        const double sigma = std::sqrt(change / static_cast<double>(now.size()));
        QVERIFY2(sigma > 0.5 && sigma < 2, qPrintable(QString::number(sigma)));
        break;
      }
      case Corruption::shuffle: {
        QVERIFY(now != old);
        std::vector<float> sorted = old;
        std::sort(sorted.begin(), sorted.end());
        std::sort(now.begin(), now.end());
        QVERIFY(now == sorted);
        break;
      }
      case Corruption::flip:
        for (std::size_t i = 0; i < now.size(); ++i) QCOMPARE(now[i], -old[i]);
        break;
    }
    QVERIFY(tile_values(adapter, 4) == tile_values(healthy, 4));
    (void)undo_step(adapter);
    QVERIFY(all_tiles(adapter) == all_tiles(healthy));
  }
}

void TestAdapter::corruption_is_seeded() {
  const Adapter healthy = random_adapter(plan_of(24, 16, 8));
  Adapter first = healthy;
  Adapter second = healthy;
  Adapter other = healthy;
  corrupt(first, std::array{3}, Corruption::noise, 4);
  corrupt(second, std::array{1, 3}, Corruption::noise, 4);
  corrupt(other, std::array{3}, Corruption::noise, 5);
  QVERIFY(tile_values(first, 3) == tile_values(second, 3));
  QVERIFY(tile_values(first, 3) != tile_values(other, 3));
}

void TestAdapter::random_workers_are_distinct() {
  const Adapter adapter = make_adapter(plan_of(64, 64, 64));
  const std::vector<int> chosen = random_workers(adapter, 20, 7);
  QCOMPARE(chosen.size(), std::size_t{20});
  QVERIFY(std::is_sorted(chosen.begin(), chosen.end()));
  QVERIFY(std::adjacent_find(chosen.begin(), chosen.end()) == chosen.end());
  QVERIFY(random_workers(adapter, 20, 7) == chosen);
  QVERIFY(random_workers(adapter, 20, 8) != chosen);
  QCOMPARE(random_workers(adapter, 64, 7).size(), std::size_t{64});
  QVERIFY_EXCEPTION_THROWN((void)random_workers(adapter, 65, 7), Error);
}

void TestAdapter::wrong_requests_are_refused() {
  Adapter adapter = random_adapter(plan_of(8, 8, 4));
  QVERIFY_EXCEPTION_THROWN((void)adapter.tile(4), Error);
  QVERIFY_EXCEPTION_THROWN((void)adapter.worker(-1), Error);
  AdapterStep step;
  QVERIFY_EXCEPTION_THROWN(replace_tile(adapter, 0, std::vector<float>(3), step, true), Error);
  QVERIFY(step.tiles.empty());
  QVERIFY_EXCEPTION_THROWN(corrupt(adapter, std::array{0, 4}, Corruption::zero, 0), Error);
  QVERIFY(adapter.history.empty());
  QVERIFY(adapter.changed_workers().empty());
}

QTEST_GUILESS_MAIN(TestAdapter)
#include "tst_adapter.moc"
