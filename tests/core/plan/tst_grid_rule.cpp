// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/plan/plan.h"

#include <QTest>

using namespace prism;

class TestGridRule final : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void goldenCases_data();
  void goldenCases();
  void cutsAxes();
  void refusesNonsense();
};

void TestGridRule::goldenCases_data() {
  QTest::addColumn<int>("workers");
  QTest::addColumn<qint64>("d_in");
  QTest::addColumn<qint64>("d_out");
  QTest::addColumn<int>("rows");
  QTest::addColumn<int>("cols");
  QTest::newRow("4096→4096") << 512 << qint64{4096} << qint64{4096} << 16 << 32;
  QTest::newRow("8192→1536") << 512 << qint64{8192} << qint64{1536} << 8 << 64;
  QTest::newRow("1536→8192") << 512 << qint64{1536} << qint64{8192} << 64 << 8;
  QTest::newRow("4096→2048") << 512 << qint64{4096} << qint64{2048} << 16 << 32;
  QTest::newRow("4096→128256") << 512 << qint64{4096} << qint64{128256} << 128 << 4;
  QTest::newRow("256→160") << 512 << qint64{256} << qint64{160} << 16 << 32;
  QTest::newRow("one worker") << 1 << qint64{7} << qint64{9} << 1 << 1;
  QTest::newRow("as many as cells") << 192 << qint64{64} << qint64{3} << 3 << 64;
  QTest::newRow("no pair of 512 fits 64→3") << 512 << qint64{64} << qint64{3} << 3 << 64;
  QTest::newRow("a prime that fits only as a strip") << 13 << qint64{100} << qint64{100} << 1 << 13;
  QTest::newRow("a prime that fits no way") << 13 << qint64{12} << qint64{12} << 3 << 4;
  QTest::newRow("1→1") << 512 << qint64{1} << qint64{1} << 1 << 1;
}

void TestGridRule::goldenCases() {
  QFETCH(int, workers);
  QFETCH(qint64, d_in);
  QFETCH(qint64, d_out);
  const GridShape grid = grid_rule(workers, d_in, d_out);
  QTEST(grid.rows, "rows");
  QTEST(grid.cols, "cols");
}

void TestGridRule::cutsAxes() {
  using Ranges = std::vector<IndexRange>;
  QCOMPARE(cut_axis(10, 3, 4, Remainder::variable), (Ranges{{0, 3}, {3, 6}, {6, 10}}));
  QCOMPARE(cut_axis(10, 3, 4, Remainder::zero), (Ranges{{0, 4}, {4, 8}, {8, 10}}));
  QCOMPARE(cut_axis(10, 3, 4, Remainder::overlap), (Ranges{{0, 4}, {3, 7}, {6, 10}}));
  // Whole tiles of 8 would leave the third with nothing: balanced instead.
  QCOMPARE(cut_axis(10, 3, 8, Remainder::zero), (Ranges{{0, 3}, {3, 6}, {6, 10}}));
  QCOMPARE(cut_axis(5, 1, 8, Remainder::overlap), (Ranges{{0, 5}}));
}

void TestGridRule::refusesNonsense() {
  QVERIFY_THROWS_EXCEPTION(Error, (void)grid_rule(0, 4, 4));
  QVERIFY_THROWS_EXCEPTION(Error, (void)grid_rule(512, 0, 4));
  QVERIFY_THROWS_EXCEPTION(Error, (void)grid_rule(512, 4, -1));
  QVERIFY_THROWS_EXCEPTION(Error, (void)grid_rule(512, std::int64_t{1} << 40, 4));
  QVERIFY_THROWS_EXCEPTION(Error, (void)cut_axis(3, 4, 1, Remainder::variable));
}

QTEST_APPLESS_MAIN(TestGridRule)
#include "tst_grid_rule.moc"
