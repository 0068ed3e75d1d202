// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/metric_text.h"
#include "widgets/numbers.h"
#include "widgets/plot_axes.h"
#include "widgets/value_scale.h"

#include <cmath>
#include <limits>
#include <vector>

#include <QFontMetricsF>
#include <QTest>

using namespace prism;
using namespace prism::widgets;

class TestValueScale : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void numbersHaveFourDigits_data();
  void numbersHaveFourDigits();
  void fullNumbersReadBack();
  void countsAreGrouped();
  void csvIsQuoted();
  void figuresAreEquallyWide();
  void placeIsMonotonic();
  void placeAndValueAreInverse();
  void colourIsThatOfTheMap();
  void outlierDoesNotFlatten();
  void divergingIsCentred();
  void degenerateValues();
  void ticksLieInside();
  void logarithmicAxisTicks();
  void everyMetricHasAText();
};

void TestValueScale::numbersHaveFourDigits_data() {
  QTest::addColumn<double>("value");
  QTest::addColumn<QString>("text");
  QTest::newRow("zero") << 0.0 << "0";
  QTest::newRow("small") << 0.0381234 << "0.03812";
  QTest::newRow("one") << 1.0 << "1";
  QTest::newRow("carry") << 9.99996 << "10";
  QTest::newRow("thousand") << 1234.6 << "1235";
  QTest::newRow("five digits") << 12345.6 << "12346";
  QTest::newRow("large") << 123456.0 << "1.235e5";
  QTest::newRow("tiny") << 0.00012345 << "1.234e−4";
  QTest::newRow("negative") << -2.5 << "−2.5";
  QTest::newRow("nan") << std::nan("") << "NaN";
  QTest::newRow("infinite") << -std::numeric_limits<double>::infinity() << "−∞";
}

void TestValueScale::numbersHaveFourDigits() {
  QFETCH(double, value);
  QFETCH(QString, text);
  QCOMPARE(number_text(value), text);
}

void TestValueScale::fullNumbersReadBack() {
  for (const double value : {0.1, 1.0 / 3, -12345.678901234567, 1e-300, 6.02214076e23, 5e-324}) {
    QString text = full_number_text(value);
    QCOMPARE(text.replace(QChar(0x2212), u'-').toDouble(), value);
    QCOMPARE(csv_number(value).toDouble(), value);
  }
}

void TestValueScale::countsAreGrouped() {
  const QString thin(QChar(0x2009));
  QCOMPARE(count_text(7), QStringLiteral("7"));
  QCOMPARE(count_text(109566), QStringLiteral("109") + thin + QStringLiteral("566"));
  QCOMPARE(count_text(-1234567),
           QChar(0x2212) + QStringLiteral("1") + thin + QStringLiteral("234") + thin + QStringLiteral("567"));
  QCOMPARE(count_text(-100), QChar(0x2212) + QStringLiteral("100"));
}

void TestValueScale::csvIsQuoted() {
  QCOMPARE(csv_text(QStringLiteral("plain")), QStringLiteral("plain"));
  QCOMPARE(csv_text(QStringLiteral("a,\"b\"")), QStringLiteral("\"a,\"\"b\"\"\""));
  QVERIFY(csv_number(std::nan("")).isEmpty());
}

void TestValueScale::figuresAreEquallyWide() {
  const QFontMetricsF metrics(tabular(QFont()));
  for (char16_t digit = u'1'; digit <= u'9'; ++digit) {
    QCOMPARE(metrics.horizontalAdvance(digit), metrics.horizontalAdvance(u'0'));
  }
}

void TestValueScale::placeIsMonotonic() {
  for (const bool logarithmic : {false, true}) {
    const ValueScale scale{ColourMap::viridis, 0.01, 100, logarithmic};
    double last = -1;
    for (double value = 0.001; value < 1000; value *= 1.1) {
      const double place = scale.place(value);
      QVERIFY(place >= last && place >= 0 && place <= 1);
      last = place;
    }
    QVERIFY(std::isnan(scale.place(std::nan(""))));
    QCOMPARE(scale.place(-5), 0.0);
  }
}

void TestValueScale::placeAndValueAreInverse() {
  for (const bool logarithmic : {false, true}) {
    const ValueScale scale{ColourMap::viridis, 0.02, 50, logarithmic};
    for (const double place : {0.0, 0.25, 0.5, 0.9, 1.0}) {
      QVERIFY(std::abs(scale.place(scale.value_at(place)) - place) < 1e-12);
    }
  }
}

void TestValueScale::colourIsThatOfTheMap() {
  const ValueScale scale{ColourMap::cividis, -2, 6, false};
  const Rgb middle = colour_at(ColourMap::cividis, 0.5);
  QCOMPARE(scale.colour(2), qRgb(middle.r, middle.g, middle.b));
  QCOMPARE(scale.colour(1e9), scale.colour(6));
}

void TestValueScale::outlierDoesNotFlatten() {
  std::vector<double> values;
  for (int i = 0; i < 1000; ++i) values.push_back(1 + i / 1000.0);
  values.push_back(1e9);
  values.push_back(std::nan(""));
  const ValueScale scale = percentile_scale(values, ColourMap::cividis, false);
  QVERIFY(scale.high < 2.1);
  QVERIFY(scale.low > 0.9 && scale.low < 1.1);
}

void TestValueScale::divergingIsCentred() {
  const std::vector<double> values{-1, 0.5, 3, 2, -0.2};
  const ValueScale scale = percentile_scale(values, ColourMap::diverging, true);
  QCOMPARE(scale.low, -scale.high);
  QVERIFY(!scale.logarithmic);
  QCOMPARE(scale.place(0), 0.5);
}

void TestValueScale::degenerateValues() {
  const double nan = std::nan("");
  for (const std::vector<double>& values :
       {std::vector<double>{}, std::vector<double>{nan, nan}, std::vector<double>{0, 0, 0},
        std::vector<double>{-1, -2}, std::vector<double>{5, 5, 5}}) {
    for (const ColourMap map : {ColourMap::viridis, ColourMap::diverging}) {
      for (const bool logarithmic : {false, true}) {
        const ValueScale scale = percentile_scale(values, map, logarithmic);
        QVERIFY(scale.high > scale.low);
        QVERIFY(!scale.logarithmic || scale.low > 0);
        QVERIFY(std::isfinite(scale.high) && std::isfinite(scale.low));
      }
    }
  }
  // Counts: nearly all the same, a few differ. The few must be seen.
  std::vector<double> counts(1000, 0);
  counts[5] = 2;
  QCOMPARE(percentile_scale(counts, ColourMap::viridis, false).high, 2.0);
}

void TestValueScale::ticksLieInside() {
  for (const ValueScale& scale :
       {ValueScale{ColourMap::viridis, 0.013, 0.92, false}, ValueScale{ColourMap::viridis, 1e-9, 1e7, true},
        ValueScale{ColourMap::viridis, 2, 3, true}}) {
    const std::vector<double> ticks = scale.ticks(6);
    QVERIFY(!ticks.empty() && ticks.size() <= 9);
    for (const double tick : ticks)
      QVERIFY(tick >= scale.low * (1 - 1e-9) && tick <= scale.high * (1 + 1e-9));
  }
}

void TestValueScale::logarithmicAxisTicks() {
  const auto ticks = axis_ticks({-6, 1.6, true}, 4);
  QVERIFY(ticks.size() >= 3 && ticks.size() <= 5);
  for (const AxisTick& tick : ticks) QVERIFY(tick.at >= -6.001 && tick.at <= 1.601);
  const auto narrow = axis_ticks({std::log10(2.1), std::log10(3.9), true}, 5);
  QVERIFY(narrow.size() >= 2);
}

void TestValueScale::everyMetricHasAText() {
  for (const MetricInfo& info : all_metrics()) {
    QVERIFY(!metric_label(info.metric).isEmpty());
    QCOMPARE(metric_unit(info.metric).isEmpty(), *info.unit == '\0');
    QCOMPARE(info_of(info.metric).metric, info.metric);
  }
}

QTEST_MAIN(TestValueScale)
#include "tst_value_scale.moc"
