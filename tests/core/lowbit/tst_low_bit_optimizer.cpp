// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/lowbit/optimizer_torch.h"

#include <cmath>
#include <vector>

#include <ATen/ATen.h>
#include <QtTest/QtTest>

using namespace prism;

namespace {

at::Tensor wave(std::int64_t rows, std::int64_t cols, double step) {
  return at::sin(at::arange(rows * cols, at::kFloat) * step).view({rows, cols});
}

UpdateOptions options_of(LowBitUpdate update) {
  UpdateOptions options;
  options.update = update;
  options.z = 0;
  options.seed = 3;
  return options;
}

constexpr LowBitUpdate kAll[] = {LowBitUpdate::vote, LowBitUpdate::sr, LowBitUpdate::qat, LowBitUpdate::fp32};

/// Least squares on fixed data: y = x·Wᵀ towards a target; returns the loss of each step.
std::vector<double> fit(LowBitOptimizer& optimizer, const at::Tensor& x, const at::Tensor& target,
                        int steps) {
  std::vector<double> losses;
  for (int s = 0; s < steps; ++s) {
    double sum = 0;
    for (int micro = 0; micro < 4; ++micro) {
      const at::Tensor some = x.narrow(0, micro * 8, 8).clone().set_requires_grad(true);
      const at::Tensor loss =
          (low_bit_linear(some, optimizer, 0) - target.narrow(0, micro * 8, 8)).square().mean();
      loss.backward();
      optimizer.gather();
      sum += loss.item<double>() / 4;
    }
    losses.push_back(sum);
    (void)optimizer.step(1 - 0.9 * s / steps);
  }
  return losses;
}

}  // namespace

class TestLowBitOptimizer final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void every_rule_learns_data();
  void every_rule_learns();
  void bytes_are_counted();
  void product_and_gradient_are_those_of_the_weights();
  void leaves_follow();
  void state_comes_back_data();
  void state_comes_back();
  void other_states_are_refused();
  void scales_learn();
};

void TestLowBitOptimizer::every_rule_learns_data() {
  QTest::addColumn<int>("update");
  for (const LowBitUpdate update : kAll) QTest::newRow(name_of(update)) << static_cast<int>(update);
}
void TestLowBitOptimizer::every_rule_learns() {
  QFETCH(int, update);
  const at::Tensor x = wave(32, 24, 1.37), target = at::mm(x, wave(12, 24, 0.71).t());
  UpdateOptions options = options_of(static_cast<LowBitUpdate>(update));
  options.learning_rate = 0.03;
  LowBitOptimizer optimizer({{"w", 0.3 * wave(12, 24, 2.9)}}, {}, grid_named("prime13"), options, false);
  const std::vector<double> losses = fit(optimizer, x, target, 120);
  QVERIFY2(losses.back() < 0.35 * losses.front(),
           qPrintable(QString("%1 after %2").arg(losses.back()).arg(losses.front())));
}

void TestLowBitOptimizer::bytes_are_counted() {
  const auto memory = [](LowBitUpdate update) {
    LowBitOptimizer optimizer({{"w", wave(64, 256, 0.3)}}, {{"n", at::ones({10})}}, grid_named("prime13"),
                              options_of(update), false);
    return optimizer.memory();
  };
  constexpr std::uint64_t kCount = 64 * 256, kPacked = kCount / 2 + 64 * 4 + 13 * 4;
  const UpdateMemory vote = memory(LowBitUpdate::vote);
  QCOMPARE(vote.weights, kPacked);
  QCOMPARE(vote.votes, kCount);
  QCOMPARE(vote.optimizer, std::uint64_t{0});
  QVERIFY(static_cast<double>(vote.weights + vote.votes) / kCount < 2);
  QCOMPARE(vote.others, std::uint64_t{40});
  QCOMPARE(vote.others_optimizer, std::uint64_t{80});
  const UpdateMemory qat = memory(LowBitUpdate::qat), fp32 = memory(LowBitUpdate::fp32);
  QCOMPARE(qat.weights, kPacked);
  QCOMPARE(qat.optimizer, 16 * kCount);  // master, two moments, sum of gradients
  QCOMPARE(fp32.weights, 4 * kCount);
  QCOMPARE(fp32.optimizer, 12 * kCount);
}

void TestLowBitOptimizer::product_and_gradient_are_those_of_the_weights() {
  LowBitOptimizer optimizer({{"w", wave(6, 10, 0.3)}}, {}, grid_named("nf4"), options_of(LowBitUpdate::fp32),
                            false);
  const at::Tensor weight = optimizer.weight(0).clone().set_requires_grad(true);
  const at::Tensor a = wave(15, 10, 0.9).view({3, 5, 10}).set_requires_grad(true);
  const at::Tensor b = a.detach().clone().set_requires_grad(true);
  const at::Tensor own = low_bit_linear(a, optimizer, 0), expected = at::matmul(b, weight.t());
  QCOMPARE(own.sizes().vec(), expected.sizes().vec());
  QVERIFY(at::allclose(own, expected, 1e-6, 1e-6));
  own.square().sum().backward();
  expected.square().sum().backward();
  QVERIFY(at::allclose(a.grad(), b.grad(), 1e-5, 1e-5));
  // AdamW's first step goes against the gradient's sign by the learning rate.
  optimizer.gather();
  const at::Tensor before = optimizer.weight(0).clone();
  (void)optimizer.step(1);
  const at::Tensor moved = optimizer.weight(0) - before * (1 - 0.002 * 0.01);
  QVERIFY(at::allclose(moved, weight.grad().sign() * -0.002, 1e-3, 1e-6));
}

void TestLowBitOptimizer::leaves_follow() {
  const at::Tensor leaf = wave(6, 10, 0.3).set_requires_grad(true);
  LowBitOptimizer optimizer({{"w", leaf}}, {}, grid_named("prime13"), options_of(LowBitUpdate::vote), true);
  QVERIFY(at::equal(leaf.detach(), optimizer.weight(0)));
  const at::Tensor before = leaf.detach().clone();
  for (int micro = 0; micro < 8; ++micro) {
    at::matmul(wave(4, 10, 0.7), leaf.t()).square().sum().backward();
    optimizer.gather();
    QVERIFY(!leaf.grad().defined());
  }
  const UpdateFigures figures = optimizer.step(1);
  QVERIFY(figures.flip_rate > 0);
  QVERIFY(figures.vote_agreement > 0.99);  // the same batch each time: unanimous
  QVERIFY(!at::equal(leaf.detach(), before));
  QVERIFY(at::equal(leaf.detach(), optimizer.weight(0)));
  QCOMPARE(figures.occupancy.size(), std::size_t{13});
  QCOMPARE(optimizer.memory().working, std::uint64_t{240});
}

void TestLowBitOptimizer::state_comes_back_data() {
  every_rule_learns_data();
}
void TestLowBitOptimizer::state_comes_back() {
  QFETCH(int, update);
  const at::Tensor x = wave(32, 24, 1.37), target = at::mm(x, wave(12, 24, 0.71).t());
  UpdateOptions options = options_of(static_cast<LowBitUpdate>(update));
  options.cooldown = 1;
  options.vote_momentum = 0.5;
  options.learn_scales = true;
  const auto fresh = [&] {
    return std::make_unique<LowBitOptimizer>(std::vector<NamedTensor>{{"w", wave(12, 24, 2.9)}},
                                             std::vector<NamedTensor>{}, grid_named("prime13"), options,
                                             false);
  };
  const auto whole = fresh(), first = fresh(), second = fresh();
  const auto some = [&](LowBitOptimizer& optimizer, int steps) {
    for (int s = 0; s < steps; ++s) {
      const at::Tensor input = x.clone().set_requires_grad(true);
      (low_bit_linear(input, optimizer, 0) - target).square().mean().backward();
      optimizer.gather();
      (void)optimizer.step(1);
    }
  };
  some(*whole, 9);
  some(*first, 5);
  std::vector<NamedTensor> saved;
  for (const NamedTensor& each : first->state()) saved.push_back({each.name, each.tensor.clone()});
  second->restore(saved, first->steps());
  some(*second, 4);
  const auto a = whole->state(), b = second->state();
  QCOMPARE(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) QVERIFY2(at::equal(a[i].tensor, b[i].tensor), a[i].name.c_str());
}

void TestLowBitOptimizer::other_states_are_refused() {
  LowBitOptimizer optimizer({{"w", wave(6, 10, 0.3)}}, {}, grid_named("prime13"),
                            options_of(LowBitUpdate::vote), false);
  LowBitOptimizer other({{"w", wave(6, 12, 0.3)}}, {}, grid_named("prime13"), options_of(LowBitUpdate::vote),
                        false);
  QVERIFY_THROWS_EXCEPTION(Error, optimizer.restore(other.state(), 1));
  QVERIFY_THROWS_EXCEPTION(Error, optimizer.step(1));  // nothing gathered
  QVERIFY_THROWS_EXCEPTION(Error,
                           LowBitOptimizer({{"v", at::ones({3})}}, {}, grid_named("prime13"), {}, false));
}

void TestLowBitOptimizer::scales_learn() {
  // The right signs and sizes but for a factor of three in every row: only scales can put that right at once.
  const at::Tensor x = wave(32, 24, 1.37), right = wave(12, 24, 0.71), target = at::mm(x, right.t());
  UpdateOptions options = options_of(LowBitUpdate::vote);
  options.learning_rate = 1e-9;
  options.learn_scales = true;
  options.other_learning_rate = 0.05;
  LowBitOptimizer optimizer({{"w", right / 3}}, {}, grid_named("prime13"), options, false);
  const std::vector<double> losses = fit(optimizer, x, target, 60);
  QVERIFY2(losses.back() < 0.1 * losses.front(), qPrintable(QString::number(losses.back() / losses.front())));
}

QTEST_APPLESS_MAIN(TestLowBitOptimizer)
#include "tst_low_bit_optimizer.moc"
