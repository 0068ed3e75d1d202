// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/test_plans.h"
#include "widgets/tile_grid_geometry.h"

#include <cmath>
#include <numeric>
#include <set>
#include <vector>

#include <QTest>

using namespace prism;
using namespace prism::widgets;

class TestTileGridGeometry : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void cellsTileTheirPipe_data();
  void cellsTileTheirPipe();
  void everyPointFindsItsCell();
  void isToScale();
  void fitsAndUsesTheArea();
  void smallestCellsAreOnePixel();
  void remainderIsDrawnSmaller();
  void overlapIsDrawnOnce();
  void missingPositionsAreHoles();
  void rectangleFindsWorkers();
  void arrowsReachEverything();
  void emptyPlan();
};

namespace {

const TileGridMargins kMargins{10, 20, 6, 4, 12};

Plan plan_named(const QString& name) {
  if (name == QLatin1String("three")) return test::three_pipes();
  Plan plan = test::plan_of(300, 110);
  if (name == QLatin1String("odd")) test::add_pipe(plan, 4, 7, 1);
  if (name == QLatin1String("experts")) test::add_pipe(plan, 2, 3, 5);
  if (name == QLatin1String("many")) {
    plan = test::plan_of(4096, 4096);
    test::add_pipe(plan, 316, 316, 1);
  }
  return plan;
}

}  // namespace

void TestTileGridGeometry::cellsTileTheirPipe_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<int>("cell");
  for (const char* name : {"three", "odd", "experts"}) {
    for (const int cell : {1, 2, 3, 7, 20}) {
      QTest::newRow(qPrintable(QStringLiteral("%1 %2").arg(QLatin1String(name)).arg(cell))) << name << cell;
    }
  }
}

void TestTileGridGeometry::cellsTileTheirPipe() {
  QFETCH(QString, name);
  QFETCH(int, cell);
  const Plan plan = plan_named(name);
  TileGridGeometry geometry(plan);
  geometry.layOut(cell, 0, kMargins);
  // No two cells share a pixel, all lie in their pipe, none is empty; without experts left over they cover
  // it.
  std::vector<std::int64_t> area(static_cast<std::size_t>(geometry.pipes()), 0);
  for (int worker = 0; worker < geometry.workers(); ++worker) {
    const QRect rect = geometry.cellRect(worker);
    const int pipe = plan.workers[static_cast<std::size_t>(worker)].pipe - 1;
    QVERIFY(rect.width() >= 1 && rect.height() >= 1);
    QVERIFY(geometry.pipeRect(pipe).contains(rect));
    QVERIFY(geometry.positionRect(worker).contains(rect));
    QVERIFY(rect.contains(geometry.fillRect(worker)) && !geometry.fillRect(worker).isEmpty());
    QCOMPARE(geometry.workerAt(rect.topLeft()), worker);
    QCOMPARE(geometry.workerAt(rect.bottomRight()), worker);
    area[static_cast<std::size_t>(pipe)] += std::int64_t(rect.width()) * rect.height();
  }
  if (name == QLatin1String("experts")) return;
  for (int pipe = 0; pipe < geometry.pipes(); ++pipe) {
    const QRect rect = geometry.pipeRect(pipe);
    QCOMPARE(area[static_cast<std::size_t>(pipe)], std::int64_t(rect.width()) * rect.height());
  }
}

void TestTileGridGeometry::everyPointFindsItsCell() {
  TileGridGeometry geometry(plan_named(QStringLiteral("experts")));
  geometry.layOut(5, 0, kMargins);
  std::set<int> seen;
  for (int y = 0; y < geometry.size().height(); ++y) {
    for (int x = 0; x < geometry.size().width(); ++x) {
      const int worker = geometry.workerAt({x, y});
      if (worker < 0) continue;
      QVERIFY(geometry.cellRect(worker).contains(x, y));
      seen.insert(worker);
    }
  }
  QCOMPARE(static_cast<int>(seen.size()), geometry.workers());
  QCOMPARE(geometry.workerAt({-1, -1}), -1);
  QCOMPARE(geometry.workerAt({0, 0}), -1);
}

void TestTileGridGeometry::isToScale() {
  TileGridGeometry geometry(plan_named(QStringLiteral("three")));
  geometry.layOut(8, 0, kMargins);
  for (int pipe = 0; pipe < 3; ++pipe) {
    const QRect rect = geometry.pipeRect(pipe);
    QCOMPARE(rect.width(), 32 * 8);
    QCOMPARE(rect.height(), 16 * 8);
  }
  // Side by side, on one line, apart by margins and gap.
  QCOMPARE(geometry.pipeRect(1).top(), geometry.pipeRect(0).top());
  QCOMPARE(geometry.pipeRect(1).left() - geometry.pipeRect(0).right() - 1,
           kMargins.right + kMargins.gap + kMargins.left);
}

void TestTileGridGeometry::fitsAndUsesTheArea() {
  TileGridGeometry geometry(plan_named(QStringLiteral("three")));
  for (const QSize& area : {QSize(1200, 300), QSize(700, 700), QSize(300, 900), QSize(2560, 1440)}) {
    geometry.fit(area, kMargins);
    QVERIFY(geometry.size().width() <= area.width());
    QVERIFY(geometry.size().height() <= area.height());
    // One pixel more a cell does not fit in this arrangement.
    TileGridGeometry larger = geometry;
    larger.layOut(geometry.cell() + 1, geometry.columns(), kMargins);
    QVERIFY(larger.size().width() > area.width() || larger.size().height() > area.height());
  }
  geometry.fit({1400, 250}, kMargins);
  QCOMPARE(geometry.columns(), 3);
  geometry.fit({300, 900}, kMargins);
  QCOMPARE(geometry.columns(), 1);
}

void TestTileGridGeometry::smallestCellsAreOnePixel() {
  TileGridGeometry geometry(plan_named(QStringLiteral("many")));
  QCOMPARE(geometry.workers(), 316 * 316);
  geometry.fit({100, 100}, kMargins);
  QCOMPARE(geometry.cell(), 1);
  std::set<std::pair<int, int>> places;
  for (int worker = 0; worker < geometry.workers(); ++worker) {
    const QRect rect = geometry.cellRect(worker);
    QVERIFY(rect.width() >= 1 && rect.height() >= 1);
    places.insert({rect.x(), rect.y()});
  }
  QCOMPARE(static_cast<int>(places.size()), geometry.workers());
}

void TestTileGridGeometry::remainderIsDrawnSmaller() {
  TileGridGeometry geometry(plan_named(QStringLiteral("odd")));
  geometry.layOut(28, 0, kMargins);  // 110 rows in tiles of 28: the last has 26
  const int first = geometry.cellRect(0).height();
  const int last = geometry.cellRect(3 * 7).height();
  QVERIFY(last < first);
  QVERIFY(std::abs(static_cast<double>(last) / first - 26.0 / 28.0) < 0.05);
}

void TestTileGridGeometry::overlapIsDrawnOnce() {
  Plan plan = test::plan_of(10, 4);
  plan.remainder = Remainder::overlap;
  test::add_pipe(plan, 1, 3, 1);
  plan.pipes[0].tile_cols = 4;
  plan.workers[0].cols = {0, 4};
  plan.workers[1].cols = {4, 8};
  plan.workers[2].cols = {6, 10};
  TileGridGeometry geometry(plan);
  geometry.layOut(40, 0, kMargins);
  QCOMPARE(geometry.cellRect(2).left(), geometry.cellRect(1).right() + 1);
  QCOMPARE(geometry.cellRect(2).width() * 2, geometry.cellRect(1).width());
}

void TestTileGridGeometry::missingPositionsAreHoles() {
  Plan plan = test::plan_of(64, 64);
  test::add_pipe(plan, 4, 4, 2);
  plan.workers.resize(2 * 6);  // the first six positions only
  TileGridGeometry geometry(plan);
  geometry.layOut(6, 0, kMargins);
  QCOMPARE(geometry.workerAt(geometry.pipeRect(0).bottomRight()), -1);
  QCOMPARE(geometry.workersIn(geometry.pipeRect(0)).size(), std::size_t(12));
  QCOMPARE(geometry.neighbour(11, 1, 0), 11);
}

void TestTileGridGeometry::rectangleFindsWorkers() {
  const Plan plan = plan_named(QStringLiteral("three"));
  TileGridGeometry geometry(plan);
  geometry.layOut(4, 2, kMargins);
  std::vector<int> all(static_cast<std::size_t>(geometry.workers()));
  std::iota(all.begin(), all.end(), 0);
  QCOMPARE(geometry.workersIn(QRect(QPoint(0, 0), geometry.size())), all);
  const QRect part(geometry.pipeRect(0).left() + 10, geometry.pipeRect(0).top() + 7, 300, 30);
  std::vector<int> expected;
  for (const int worker : all) {
    if (geometry.cellRect(worker).intersects(part)) expected.push_back(worker);
  }
  QCOMPARE(geometry.workersIn(part), expected);
  QVERIFY(geometry.workersIn(QRect(-50, -50, 20, 20)).empty());
}

void TestTileGridGeometry::arrowsReachEverything() {
  TileGridGeometry geometry(plan_named(QStringLiteral("three")));
  geometry.layOut(3, 2, kMargins);
  std::set<int> reached{0};
  std::vector<int> open{0};
  while (!open.empty()) {
    const int worker = open.back();
    open.pop_back();
    for (const QPoint& step : {QPoint(1, 0), QPoint(-1, 0), QPoint(0, 1), QPoint(0, -1)}) {
      const int next = geometry.neighbour(worker, step.x(), step.y());
      QVERIFY(next >= 0);
      if (reached.insert(next).second) open.push_back(next);
    }
  }
  QCOMPARE(static_cast<int>(reached.size()), geometry.workers());
  QCOMPARE(geometry.neighbour(0, 1, 0), 1);
  QCOMPARE(geometry.neighbour(0, 0, 1), 32);
  QCOMPARE(geometry.neighbour(31, 1, 0), 512);
}

void TestTileGridGeometry::emptyPlan() {
  TileGridGeometry geometry{Plan()};
  geometry.fit({100, 100}, kMargins);
  QCOMPARE(geometry.workers(), 0);
  QCOMPARE(geometry.workerAt({5, 5}), -1);
  QVERIFY(geometry.workersIn({0, 0, 100, 100}).empty());
}

QTEST_APPLESS_MAIN(TestTileGridGeometry)
#include "tst_tile_grid_geometry.moc"
