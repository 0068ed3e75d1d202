// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/picture/axis.h"

#include <cmath>
#include <limits>

#include <QtTest>

using namespace prism;

class TestAxis : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void linear_ticks_are_round() {
    QCOMPARE(ticks_of({0, 1, false}, 5).size(), std::size_t{6});
    const auto ticks = ticks_of({-0.31, 0.42, false}, 6);
    QVERIFY(ticks.size() >= 4 && ticks.size() <= 9);
    for (const double tick : ticks) {
      QVERIFY(tick >= -0.31 && tick <= 0.42);
      QVERIFY(std::fabs(tick * 20 - std::round(tick * 20)) < 1e-9);
    }
  }

  void logarithmic_ticks() {
    const auto decades = ticks_of({1e-9, 1e-2, true}, 6);
    QVERIFY(decades.size() >= 3 && decades.size() <= 8);
    for (const double tick : decades) {
      const double power = std::log10(tick);
      QVERIFY(std::fabs(power - std::round(power)) < 1e-9);
    }
    const auto fine = ticks_of({120, 45000, true}, 6);
    QVERIFY(fine.size() >= 5);
    QCOMPARE(fine.front(), 200.0);
    // Narrower than one step of 1, 2, 5: ordinary ticks.
    QVERIFY(ticks_of({2.1, 2.9, true}, 6).size() >= 3);
  }

  void labels() {
    QCOMPARE(tick_label(0.25, 0.25), std::string("0.25"));
    QCOMPARE(tick_label(0.5, 0.25), std::string("0.50"));
    QCOMPARE(tick_label(-2, 1), std::string("−2"));
    QCOMPARE(tick_label(0, 0.1), std::string("0"));
    QCOMPARE(tick_label(1e-6, 1e-6), std::string("1e-6"));
    QCOMPARE(tick_label(2.5e7, 5e6), std::string("2.5e7"));
    QCOMPARE(tick_label(1000, 1000), std::string("1000"));
  }

  void scales() {
    const Scale linear{10, 20, false};
    QCOMPARE(linear.place(15), 0.5);
    QCOMPARE(linear.place(25), 1.5);
    const Scale logarithmic{1, 100, true};
    QCOMPARE(logarithmic.place(10), 0.5);
    QCOMPARE(logarithmic.place(0), 0.0);
    QVERIFY(std::isnan(linear.place(std::nan(""))));
  }

  void an_outlier_does_not_flatten_the_rest() {
    std::vector<double> values(1000);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i) / 1000;
    values[17] = 1e9;
    values[18] = std::nan("");
    values[19] = std::numeric_limits<double>::infinity();
    const Scale scale = scale_of(values, false, 0.01, 0.99);
    QVERIFY(scale.low >= 0 && scale.high <= 1);
  }

  void degenerate_ranges() {
    const Scale nothing = scale_of({std::nan("")}, false, 0.01, 0.99);
    QVERIFY(nothing.low < nothing.high);
    const Scale one = scale_of({3, 3, 3}, false, 0.01, 0.99);
    QVERIFY(one.low < 3 && one.high > 3);
    const Scale huge =
        scale_of({-std::numeric_limits<double>::max(), std::numeric_limits<double>::max()}, false, 0, 1);
    QVERIFY(std::isfinite(huge.high - huge.low));
    QVERIFY(!ticks_of(huge, 5).empty());
    // No positive value: a logarithmic axis would be empty.
    QVERIFY(!scale_of({0, 0, -1}, true, 0, 1).logarithmic);
    const Scale single = scale_of({1e-5, 1e-5}, true, 0, 1);
    QVERIFY(single.logarithmic && single.low < 1e-5 && single.high > 1e-5);
  }
};

QTEST_APPLESS_MAIN(TestAxis)
#include "tst_axis.moc"
