// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/floats.h"

#include <cmath>
#include <limits>

#include <QTest>

using namespace prism;

class TestFloats : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyHalfSurvives();
  void everyBf16Survives();
  void halfRoundsToEven();
  void bf16RoundsToEven();
  void knownHalves();
};

void TestFloats::everyHalfSurvives() {
  for (std::uint32_t bits = 0; bits < 65536; ++bits) {
    const float value = f16_to_f32(static_cast<std::uint16_t>(bits));
    const std::uint16_t back = f32_to_f16(value);
    if (std::isnan(value)) {
      QVERIFY(std::isnan(f16_to_f32(back)));
    } else {
      QCOMPARE(back, static_cast<std::uint16_t>(bits));
    }
  }
}

void TestFloats::everyBf16Survives() {
  for (std::uint32_t bits = 0; bits < 65536; ++bits) {
    const float value = bf16_to_f32(static_cast<std::uint16_t>(bits));
    const std::uint16_t back = f32_to_bf16(value);
    if (std::isnan(value)) {
      QVERIFY(std::isnan(bf16_to_f32(back)));
    } else {
      QCOMPARE(back, static_cast<std::uint16_t>(bits));
    }
  }
}

void TestFloats::halfRoundsToEven() {
  QCOMPARE(f32_to_f16(1.0f + 0x1p-11f), f32_to_f16(1.0f));
  QCOMPARE(f32_to_f16(1.0f + 3 * 0x1p-11f), f32_to_f16(1.0f + 0x1p-9f));
  QCOMPARE(f32_to_f16(65519.0f), std::uint16_t{0x7BFF});
  QCOMPARE(f32_to_f16(65520.0f), std::uint16_t{0x7C00});
  QCOMPARE(f32_to_f16(0x1p-25f), std::uint16_t{0});
  QCOMPARE(f32_to_f16(0x1.8p-25f), std::uint16_t{1});
}

void TestFloats::bf16RoundsToEven() {
  QCOMPARE(f32_to_bf16(1.0f + 0x1p-8f), f32_to_bf16(1.0f));
  QCOMPARE(f32_to_bf16(1.0f + 3 * 0x1p-8f), f32_to_bf16(1.0f + 0x1p-6f));
  QVERIFY(std::isinf(bf16_to_f32(f32_to_bf16(std::numeric_limits<float>::max()))));
}

void TestFloats::knownHalves() {
  QCOMPARE(f16_to_f32(0x3C00), 1.0f);
  QCOMPARE(f16_to_f32(0xC000), -2.0f);
  QCOMPARE(f16_to_f32(0x7BFF), 65504.0f);
  QCOMPARE(f16_to_f32(0x0001), 0x1p-24f);
  QVERIFY(std::signbit(f16_to_f32(0x8000)));
}

QTEST_GUILESS_MAIN(TestFloats)
#include "tst_floats.moc"
