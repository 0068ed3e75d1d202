// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/lowbit/packed.h"

#include <cmath>
#include <limits>
#include <vector>

#include <QtTest/QtTest>

using namespace prism;

namespace {

std::vector<float> normals(std::int64_t count, std::uint64_t seed) {
  Random random(seed);
  std::vector<float> values(static_cast<std::size_t>(count));
  for (float& each : values) each = static_cast<float>(random.normal());
  return values;
}

std::vector<std::uint8_t> codes_below(int levels, std::int64_t count) {
  Random random(11);
  std::vector<std::uint8_t> codes(static_cast<std::size_t>(count));
  for (auto& each : codes) each = static_cast<std::uint8_t>(random.below(static_cast<std::uint64_t>(levels)));
  return codes;
}

}  // namespace

class TestPacked : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void bytes_are_what_they_are_said_to_be();
  void codes_come_back_data();
  void codes_come_back();
  void product_equals_that_of_dequantised_weights_data();
  void product_equals_that_of_dequantised_weights();
  void rows_can_be_split();
  void best_scale_is_best();
  void zero_rows_and_bad_weights();
  void scale_rules_differ();
};

void TestPacked::bytes_are_what_they_are_said_to_be() {
  QCOMPARE(packed_row_bytes(8, 4), 4);
  QCOMPARE(packed_row_bytes(9, 4), 5);
  QCOMPARE(packed_row_bytes(8, 5), 5);
  QCOMPARE(packed_row_bytes(9, 5), 10);
  QCOMPARE(packed_row_bytes(0, 5), 0);
  // The first code of a byte lies in its low half.
  const std::vector<std::uint8_t> two{3, 12};
  const PackedMatrix matrix = pack(grid_named("prime13"), 1, 2, two, {1.0F});
  QCOMPARE(matrix.codes[0], std::uint8_t{3 | 12 << 4});
  // A matrix takes a seventh of its f32 bytes or less, table and scales counted.
  const std::vector<float> weights = normals(256 * 256, 1);
  const PackedMatrix large = quantise_matrix(weights, 256, 256, grid_named("prime13"));
  QCOMPARE(large.bytes(), std::uint64_t{256 * 128 + 256 * 4 + 13 * 4});
  QVERIFY(large.bytes() * 7 < weights.size() * 4);
}

void TestPacked::codes_come_back_data() {
  QTest::addColumn<QString>("grid");
  QTest::addColumn<int>("cols");
  for (const char* grid : {"prime13", "nf4", "prime25"}) {
    for (const int cols : {1, 2, 7, 8, 9, 31, 32, 33, 100})
      QTest::newRow(qPrintable(QStringLiteral("%1, %2").arg(QLatin1String(grid)).arg(cols))) << grid << cols;
  }
}
void TestPacked::codes_come_back() {
  QFETCH(QString, grid);
  QFETCH(int, cols);
  const Grid table = grid_named(grid.toStdString());
  const auto codes = codes_below(static_cast<int>(table.levels()), 3 * cols);
  const PackedMatrix matrix = pack(table, 3, cols, codes, {1, 2, 3});
  std::vector<std::uint8_t> back(static_cast<std::size_t>(cols));
  std::vector<float> values(static_cast<std::size_t>(cols));
  for (int r = 0; r < 3; ++r) {
    unpack_row(matrix, r, back.data());
    dequantise_rows(matrix, r, 1, values.data());
    for (int c = 0; c < cols; ++c) {
      const std::uint8_t code = codes[static_cast<std::size_t>(r * cols + c)];
      QCOMPARE(back[static_cast<std::size_t>(c)], code);
      QCOMPARE(matrix.code(r, c), static_cast<int>(code));
      QCOMPARE(values[static_cast<std::size_t>(c)], static_cast<float>(r + 1) * table.values[code]);
    }
  }
}

void TestPacked::product_equals_that_of_dequantised_weights_data() {
  codes_come_back_data();
}
void TestPacked::product_equals_that_of_dequantised_weights() {
  QFETCH(QString, grid);
  QFETCH(int, cols);
  constexpr int kRows = 5;
  const std::vector<float> weights = normals(kRows * cols, 2), x = normals(cols, 3);
  const PackedMatrix matrix = quantise_matrix(weights, kRows, cols, grid_named(grid.toStdString()));
  std::vector<float> y(kRows), row(static_cast<std::size_t>(cols));
  packed_matvec(matrix, PackedInput(x, matrix.grid.bits), 0, kRows, y.data());
  for (int r = 0; r < kRows; ++r) {
    dequantise_rows(matrix, r, 1, row.data());
    double sum = 0, size = 0;
    for (int c = 0; c < cols; ++c) {
      const auto at = static_cast<std::size_t>(c);
      sum += static_cast<double>(row[at]) * x[at];
      size += std::fabs(static_cast<double>(row[at]) * x[at]);
    }
    QVERIFY(std::fabs(y[static_cast<std::size_t>(r)] - sum) <= 1e-6 * (size + 1e-3));
  }
}

void TestPacked::rows_can_be_split() {
  const std::vector<float> weights = normals(40 * 70, 4), x = normals(70, 5);
  const PackedMatrix matrix = quantise_matrix(weights, 40, 70, grid_named("prime15"));
  const PackedInput input(x, 4);
  std::vector<float> whole(40), parts(40);
  packed_matvec(matrix, input, 0, 40, whole.data());
  for (int first = 0; first < 40; first += 8) packed_matvec(matrix, input, first, 8, parts.data() + first);
  QCOMPARE(parts, whole);
}

void TestPacked::best_scale_is_best() {
  const std::vector<float> weights = normals(500, 6);
  for (const char* name : {"prime13", "nf4", "prime25"}) {
    const Grid grid = grid_named(name);
    const auto error = [&](double scale) {
      double sum = 0;
      for (const float each : weights) {
        const double to =
            scale * grid.values[static_cast<std::size_t>(grid.nearest(static_cast<float>(each / scale)))];
        sum += (each - to) * (each - to);
      }
      return sum;
    };
    const double found = error(best_scale(weights, grid));
    for (double scale = 0.3; scale < 8; scale *= 1.01) QVERIFY(found <= 1.01 * error(scale));
  }
}

void TestPacked::zero_rows_and_bad_weights() {
  const std::vector<float> zeros(16, 0.0F);
  const PackedMatrix matrix = quantise_matrix(zeros, 2, 8, grid_named("prime13"));
  QCOMPARE(matrix.scales[0], 1.0F);
  QCOMPARE(packed_use(matrix).zero_fraction, 1.0);
  std::vector<float> bad(16, 1.0F);
  bad[13] = std::numeric_limits<float>::quiet_NaN();
  try {
    (void)quantise_matrix(bad, 2, 8, grid_named("prime13"));
    QFAIL("accepted");
  } catch (const Error& error) {
    QCOMPARE(error.code(), ErrorCode::numeric);
    QVERIFY(QString(error.what()).contains("row 1, column 5"));
  }
}

void TestPacked::scale_rules_differ() {
  const std::vector<float> weights = normals(4096, 8);
  std::vector<float> back(weights.size());
  const auto decibels = [&](ScaleRule rule) {
    dequantise_rows(quantise_matrix(weights, 1, 4096, grid_named("prime13"), rule), 0, 1, back.data());
    return sqnr_db(weights, back);
  };
  QVERIFY(decibels(ScaleRule::best) > decibels(ScaleRule::absmax));
  QVERIFY(decibels(ScaleRule::absmax) > decibels(ScaleRule::unscaled));
}

QTEST_APPLESS_MAIN(TestPacked)
#include "tst_packed.moc"
