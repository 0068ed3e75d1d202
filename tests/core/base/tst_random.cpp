// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QTest>

using namespace prism;

class TestRandom : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void sameSeedSameNumbers();
  void belowIsUniform();
  void normalHasItsMoments();
  void permutationHoldsEverything();
};

void TestRandom::sameSeedSameNumbers() {
  Random a(7);
  Random b(7);
  Random c(8);
  bool differs = false;
  for (int i = 0; i < 100; ++i) {
    const auto value = a.next();
    QCOMPARE(value, b.next());
    differs = differs || value != c.next();
  }
  QVERIFY(differs);
}

void TestRandom::belowIsUniform() {
  Random random(1);
  std::array<int, 7> counts{};
  for (int i = 0; i < 70000; ++i) ++counts[random.below(7)];
  // Six standard deviations around 10 000.
  for (const int count : counts) QVERIFY(std::abs(count - 10000) < 560);
}

void TestRandom::normalHasItsMoments() {
  Random random(2);
  double sum = 0;
  double squares = 0;
  constexpr int kCount = 100000;
  for (int i = 0; i < kCount; ++i) {
    const double value = random.normal();
    sum += value;
    squares += value * value;
  }
  QVERIFY(std::abs(sum / kCount) < 0.02);
  QVERIFY(std::abs(squares / kCount - 1) < 0.03);
}

void TestRandom::permutationHoldsEverything() {
  auto order = Random(3).permutation(1000);
  QVERIFY(!std::is_sorted(order.begin(), order.end()));
  std::sort(order.begin(), order.end());
  for (std::int64_t i = 0; i < 1000; ++i) QCOMPARE(order[static_cast<std::size_t>(i)], i);
}

QTEST_GUILESS_MAIN(TestRandom)
#include "tst_random.moc"
