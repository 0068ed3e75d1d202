// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/types/colour_map.h"

#include <cmath>
#include <limits>

#include <QtTest>

using namespace prism;

namespace {

/// CIELAB lightness of an sRGB colour, 0 to 100.
double lightness(Rgb colour) {
  const auto linear = [](std::uint8_t value) {
    const double c = value / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  };
  const double y = 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b);
  return y > 216.0 / 24389 ? 116 * std::cbrt(y) - 16 : y * 24389.0 / 27;
}

}  // namespace

class TestColourMap : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void sequential_maps_grow_lighter_evenly() {
    for (const ColourMap map : {ColourMap::viridis, ColourMap::cividis}) {
      const double first = lightness(colour_at(map, 0));
      const double last = lightness(colour_at(map, 1));
      QVERIFY(first < 20 && last > 88);
      double before = first;
      for (int i = 1; i <= 100; ++i) {
        const double now = lightness(colour_at(map, i / 100.0));
        QVERIFY2(now >= before - 0.35, qPrintable(QString("at %1 %").arg(i)));  // rounding to 8 bits
        // Evenly: never far from the straight line.
        QVERIFY2(std::fabs(now - (first + (last - first) * i / 100.0)) < 2.5,
                 qPrintable(QString("at %1 %").arg(i)));
        before = now;
      }
    }
  }

  void diverging_map_is_light_in_the_middle() {
    const Rgb middle = colour_at(ColourMap::diverging, 0.5);
    QVERIFY(middle.r == middle.g && middle.g == middle.b);
    QVERIFY(lightness(middle) > 95);
    for (int i = 1; i <= 50; ++i) {
      QVERIFY(lightness(colour_at(ColourMap::diverging, 0.5 - i / 100.0)) <=
              lightness(colour_at(ColourMap::diverging, 0.5 - (i - 1) / 100.0)) + 0.35);
      QVERIFY(lightness(colour_at(ColourMap::diverging, 0.5 + i / 100.0)) <=
              lightness(colour_at(ColourMap::diverging, 0.5 + (i - 1) / 100.0)) + 0.35);
    }
    const Rgb low = colour_at(ColourMap::diverging, 0);
    const Rgb high = colour_at(ColourMap::diverging, 1);
    QVERIFY(low.b > low.r + 80);
    QVERIFY(high.r > high.b + 80);
  }

  void clamps() {
    for (const ColourMap map : {ColourMap::viridis, ColourMap::cividis, ColourMap::diverging}) {
      QCOMPARE(colour_at(map, -3), colour_at(map, 0));
      QCOMPARE(colour_at(map, 7), colour_at(map, 1));
      QCOMPARE(colour_at(map, std::numeric_limits<double>::infinity()), colour_at(map, 1));
      QCOMPARE(colour_at(map, std::nan("")), colour_at(map, 0));
    }
  }
};

QTEST_APPLESS_MAIN(TestColourMap)
#include "tst_colour_map.moc"
