// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/lowbit/packed.h"

#include <cmath>
#include <vector>

#include <QtTest/QtTest>

using namespace prism;

namespace {

constexpr std::int64_t kCount = 1 << 18;

std::vector<float> gaussian(double deviation) {
  Random random(7);
  std::vector<float> values(static_cast<std::size_t>(kCount));
  for (float& each : values) each = static_cast<float>(deviation * random.normal());
  return values;
}

double sqnr_of(const std::vector<float>& weights, const PackedMatrix& matrix) {
  std::vector<float> back(weights.size());
  dequantise_rows(matrix, 0, 1, back.data());
  return sqnr_db(weights, back);
}

}  // namespace

class TestGrid : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void tables_hold_what_their_names_say();
  void figures_at_the_best_scale_data();
  void figures_at_the_best_scale();
  void figures_at_scale_one_data();
  void figures_at_scale_one();
  void nearest_value_is_nearest();
  void tables_of_ones_own();
  void bad_tables_are_refused_data();
  void bad_tables_are_refused();
  void fitted_table_beats_the_general_one();
  void sqnr_of_nothing_lost();
};

void TestGrid::tables_hold_what_their_names_say() {
  const Grid prime13 = grid_named("prime13");
  const std::vector<float> expected{-1,        -1.0F / 2, -1.0F / 3, -1.0F / 5, -1.0F / 7, -1.0F / 11, 0,
                                    1.0F / 11, 1.0F / 7,  1.0F / 5,  1.0F / 3,  1.0F / 2,  1};
  QCOMPARE(prime13.values, expected);
  QCOMPARE(prime13.bits, 4);
  QCOMPARE(grid_named("prime15").levels(), 15);
  QCOMPARE(grid_named("prime25").levels(), 25);
  QCOMPARE(grid_named("prime25").bits, 5);
  QCOMPARE(grid_named("uniform15").levels(), 15);
  QCOMPARE(grid_named("nf4").levels(), 16);
  QCOMPARE(grid_named("lloyd15").levels(), 15);
  for (const std::string& name : grid_names()) {
    const Grid grid = grid_named(name);
    QCOMPARE(grid.values[static_cast<std::size_t>(grid.zero())], 0.0F);
    QVERIFY(grid.levels() <= 1 << grid.bits);
    QVERIFY(std::is_sorted(grid.values.begin(), grid.values.end()));
  }
  // The published table, to the digits it is usually given with.
  const Grid nf4 = grid_named("nf4");
  QVERIFY(std::fabs(nf4.values[1] - -0.6961928F) < 1e-5F);
  QVERIFY(std::fabs(nf4.values[8] - 0.0795803F) < 1e-5F);
  QVERIFY(std::fabs(nf4.values[14] - 0.7229568F) < 1e-5F);
}

void TestGrid::figures_at_the_best_scale_data() {
  QTest::addColumn<double>("decibels");
  QTest::newRow("prime13") << 16.5;
  QTest::newRow("prime15") << 16.9;
  QTest::newRow("uniform15") << 18.9;
  QTest::newRow("lloyd15") << 19.7;
  QTest::newRow("nf4") << 20.0;
}
void TestGrid::figures_at_the_best_scale() {
  QFETCH(double, decibels);
  const std::vector<float> weights = gaussian(0.02);
  const double found =
      sqnr_of(weights, quantise_matrix(weights, 1, kCount, grid_named(QTest::currentDataTag())));
  QVERIFY2(std::fabs(found - decibels) < 0.1, qPrintable(QString::number(found)));
}

void TestGrid::figures_at_scale_one_data() {
  QTest::addColumn<double>("zeros");
  QTest::addColumn<double>("decibels");
  QTest::newRow("prime13") << 0.977 << 0.33;
  QTest::newRow("prime15") << 0.946 << 0.76;
}
void TestGrid::figures_at_scale_one() {
  QFETCH(double, zeros);
  QFETCH(double, decibels);
  const std::vector<float> weights = gaussian(0.02);
  const PackedMatrix matrix =
      quantise_matrix(weights, 1, kCount, grid_named(QTest::currentDataTag()), ScaleRule::unscaled);
  QVERIFY(std::fabs(packed_use(matrix).zero_fraction - zeros) < 0.001);
  QVERIFY(std::fabs(sqnr_of(weights, matrix) - decibels) < 0.03);
}

void TestGrid::nearest_value_is_nearest() {
  Random random(3);
  for (const std::string& name : grid_names()) {
    const Grid grid = grid_named(name);
    for (int i = 0; i < 2000; ++i) {
      const auto value = static_cast<float>(3 * random.uniform() - 1.5);
      const float found = grid.values[static_cast<std::size_t>(grid.nearest(value))];
      for (const float each : grid.values)
        QVERIFY(std::fabs(value - found) <= std::fabs(value - each) + 1e-7F);
    }
  }
}

void TestGrid::tables_of_ones_own() {
  const Grid grid = grid_of("1, -1;0,0.25");
  QCOMPARE(grid.values, (std::vector<float>{-1, 0, 0.25F, 1}));
  QCOMPARE(grid.bits, 4);
  std::vector<float> many;
  for (int i = 0; i < 20; ++i) many.push_back(static_cast<float>(i));
  QCOMPARE(custom_grid("twenty", many).bits, 5);
}

void TestGrid::bad_tables_are_refused_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("says");
  QTest::newRow("unknown name") << "prime12"
                                << "prime13";
  QTest::newRow("no number") << "1,x"
                             << "\"x\"";
  QTest::newRow("twice") << "1,1,2"
                         << "twice";
  QTest::newRow("not finite") << "1,inf"
                              << "finite";
  QTest::newRow("empty part") << "1,,2"
                              << "table value";
  QTest::newRow("one value") << "1,"
                             << "table value";
}
void TestGrid::bad_tables_are_refused() {
  QFETCH(QString, text);
  QFETCH(QString, says);
  try {
    (void)grid_of(text.toStdString());
    QFAIL("accepted");
  } catch (const Error& error) {
    QCOMPARE(error.code(), ErrorCode::usage);
    QVERIFY2(QString(error.what()).contains(says), error.what());
  }
  QVERIFY_THROWS_EXCEPTION(Error, custom_grid("many", std::vector<float>(33, 1.0F)));
  QVERIFY_THROWS_EXCEPTION(
      Error, custom_grid("large", {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}, 4));
}

void TestGrid::fitted_table_beats_the_general_one() {
  Random random(5);
  std::vector<float> weights(1 << 15);
  // Two heaps far from the values of any general table.
  for (float& each : weights)
    each = static_cast<float>((random.uniform() < 0.5 ? 0.42 : -1) + 0.02 * random.normal());
  const auto count = static_cast<std::int64_t>(weights.size());
  const double general = sqnr_of(weights, quantise_matrix(weights, 1, count, grid_named("uniform15")));
  const double fitted = sqnr_of(weights, quantise_matrix(weights, 1, count, grid_named("lloyd15")));
  QVERIFY2(fitted > general + 3, qPrintable(QString("%1 %2").arg(fitted).arg(general)));
  QVERIFY_THROWS_EXCEPTION(Error, lloyd_grid(std::vector<float>{1, 2, 3}, 15));
}

void TestGrid::sqnr_of_nothing_lost() {
  const std::vector<float> some{1, -2, 3}, none{0, 0, 0};
  QVERIFY(std::isinf(sqnr_db(some, some)));
  QCOMPARE(sqnr_db(none, some), 0.0);
  QCOMPARE(sqnr_db(some, none), 0.0);
}

QTEST_APPLESS_MAIN(TestGrid)
#include "tst_grid.moc"
