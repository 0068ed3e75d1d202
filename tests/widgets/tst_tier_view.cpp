// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme.h"
#include "widgets/tier_geometry.h"
#include "widgets/tier_view.h"

#include <cmath>
#include <memory>

#include <QApplication>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTest>

using namespace prism;
using namespace prism::widgets;

class TestTierView : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init();
  void intervalsAreFound();
  void boundariesKeepLeastLengthAndStep();
  void onlyTouchingIntervalsHaveABoundary();
  void hoverTellsLabelTimesAndFrames();
  void aBoundaryIsDraggedWithTheMouse();
  void aDragBesideBoundariesPans();
  void referenceRowsAreNotEdited();
  void keysChooseAndMoveABoundary();
  void manyIntervalsAndNoneDraw();
  void exportsParse();

 private:
  [[nodiscard]] QPoint place(int row, double seconds) const {
    return QPointF(m_view->pixelOf(seconds), m_view->rowRect(row, m_view->plotRect()).center().y()).toPoint();
  }
  std::unique_ptr<TimeAxis> m_axis;
  std::unique_ptr<TierView> m_view;
};

void TestTierView::init() {
  Theme::instance().apply(ColourScheme::light);
  m_view.reset();
  m_axis = std::make_unique<TimeAxis>();
  m_axis->setDuration(1);
  m_view = std::make_unique<TierView>(*m_axis);
  m_view->resize(900, 90);
  m_view->setRows({{QStringLiteral("phones"), {{0, 0.2, "a"}, {0.2, 0.5, "b"}, {0.5, 1, ""}}, true, false},
                   {QStringLiteral("reference"), {{0, 0.3, "a"}, {0.3, 1, "b"}}, false, true}});
  m_view->setStep(0.01, 0.01);
  m_view->show();
  QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void TestTierView::intervalsAreFound() {
  const std::vector<TierInterval> gaps{{0.1, 0.2, "a"}, {0.4, 0.5, "b"}};
  QCOMPARE(interval_at(gaps, 0.05), -1);
  QCOMPARE(interval_at(gaps, 0.1), 0);
  QCOMPARE(interval_at(gaps, 0.2), -1);
  QCOMPARE(interval_at(gaps, 0.45), 1);
  QCOMPARE(interval_at(gaps, 0.6), -1);
  QCOMPARE(interval_at({}, 0.6), -1);
  QCOMPARE(first_shown(gaps, 0.3), std::size_t{1});
}

void TestTierView::boundariesKeepLeastLengthAndStep() {
  const std::vector<TierInterval> row{{0, 0.2, "a"}, {0.2, 0.5, "b"}};
  QCOMPARE(moved_boundary(row, 0, 0.333, 0, 0.05), 0.333);
  QCOMPARE(moved_boundary(row, 0, 9, 0, 0.05), 0.45);
  QCOMPARE(moved_boundary(row, 0, -9, 0, 0.05), 0.05);
  const double hop = 256.0 / 22050;
  const double snapped = moved_boundary(row, 0, 0.3, hop, hop);
  QVERIFY(std::abs(snapped / hop - std::round(snapped / hop)) < 1e-9);
  QVERIFY(moved_boundary(row, 0, 9, hop, hop) <= 0.5 - hop + 1e-9);
  QVERIFY(moved_boundary(row, 0, -9, hop, hop) >= hop - 1e-9);
  // Two units of one frame each: it cannot move.
  const std::vector<TierInterval> tight{{0, hop, "a"}, {hop, 2 * hop, "b"}};
  QVERIFY(std::abs(moved_boundary(tight, 0, 9, hop, hop) - hop) < 1e-12);
  QCOMPARE(moved_boundary(tight, 0, 9, 0, 1), hop);
}

void TestTierView::onlyTouchingIntervalsHaveABoundary() {
  const std::vector<TierInterval> row{{0, 0.2, "a"}, {0.25, 0.5, "b"}, {0.5, 0.6, "c"}};
  QVERIFY(!is_boundary(row, 0) && is_boundary(row, 1) && !is_boundary(row, 2) && !is_boundary(row, -1));
  QVERIFY(!boundary_near(row, 0.2, 0.04));
  QCOMPARE(boundary_near(row, 0.51, 0.02), std::optional(1));
  QVERIFY(!boundary_near(row, 0.53, 0.02));
}

void TestTierView::hoverTellsLabelTimesAndFrames() {
  const QString text = m_view->describe(QPointF(place(0, 0.3)));
  QVERIFY2(text.contains(u'b') && text.contains(QStringLiteral("0.200 s")) &&
               text.contains(QStringLiteral("300 ms")) && text.contains(QStringLiteral("30")),
           qPrintable(text));
  QVERIFY(m_view->describe(QPointF(place(0, 0.8))).contains(QStringLiteral("silence")));
  QTest::mouseMove(m_view.get(), place(0, 0.5));
  QCOMPARE(m_view->cursor().shape(), Qt::SplitHCursor);
  QTest::mouseMove(m_view.get(), place(0, 0.35));
  QVERIFY(m_view->cursor().shape() != Qt::SplitHCursor);
}

void TestTierView::aBoundaryIsDraggedWithTheMouse() {
  QSignalSpy dragged(m_view.get(), &TierView::boundaryDragged);
  QSignalSpy moved(m_view.get(), &TierView::boundaryMoved);
  QSignalSpy seek(m_axis.get(), &TimeAxis::seekRequested);
  QTest::mousePress(m_view.get(), Qt::LeftButton, {}, place(0, 0.2));
  QVERIFY(m_view->dragging());
  QTest::mouseMove(m_view.get(), place(0, 0.31));
  QVERIFY(!dragged.isEmpty());
  QVERIFY(std::abs(m_view->rows()[0].intervals[0].end - 0.31) < 1e-9);
  QCOMPARE(m_view->rows()[0].intervals[0].end, m_view->rows()[0].intervals[1].begin);
  QTest::mouseMove(m_view.get(), place(0, 0.9));  // not beyond the next boundary
  QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, place(0, 0.9));
  QCOMPARE(moved.count(), 1);
  QCOMPARE(moved.last().at(1).toInt(), 0);
  QCOMPARE(moved.last().at(2).toDouble(), 0.2);
  QVERIFY(std::abs(moved.last().at(3).toDouble() - 0.49) < 1e-9);
  QCOMPARE(seek.count(), 0);
}

void TestTierView::aDragBesideBoundariesPans() {
  m_axis->setShown({0.2, 0.6});
  QSignalSpy moved(m_view.get(), &TierView::boundaryMoved);
  QTest::mousePress(m_view.get(), Qt::LeftButton, {}, place(0, 0.4));
  QTest::mouseMove(m_view.get(), place(0, 0.4) - QPoint(100, 0));
  QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, place(0, 0.4) - QPoint(100, 0));
  QVERIFY(m_axis->shown().begin > 0.2);
  QCOMPARE(moved.count(), 0);
}

void TestTierView::referenceRowsAreNotEdited() {
  QVERIFY(m_view->boundaryAt(QPointF(place(0, 0.2))).has_value());
  QVERIFY(!m_view->boundaryAt(QPointF(place(1, 0.3))).has_value());
}

void TestTierView::keysChooseAndMoveABoundary() {
  QSignalSpy moved(m_view.get(), &TierView::boundaryMoved);
  m_view->setFocus();
  QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::ControlModifier);
  QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::ControlModifier);
  QCOMPARE(m_view->chosen(), std::optional(TierView::Boundary{0, 1}));
  QTest::keyClick(m_view.get(), Qt::Key_Left, Qt::AltModifier);
  QCOMPARE(moved.count(), 1);
  QVERIFY(std::abs(moved.last().at(3).toDouble() - 0.49) < 1e-9);
  QVERIFY(m_view->accessibleDescription().contains(QStringLiteral("0.490 s")));
  QTest::keyClick(m_view.get(), Qt::Key_Left, Qt::ControlModifier);
  QCOMPARE(m_view->chosen(), std::optional(TierView::Boundary{0, 0}));
  QTest::keyClick(m_view.get(), Qt::Key_Down);  // the reference can be read, not moved
  QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::ControlModifier);
  QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::AltModifier);
  QCOMPARE(moved.count(), 1);
}

void TestTierView::manyIntervalsAndNoneDraw() {
  std::vector<TierInterval> many;
  for (int i = 0; i < 40'000; ++i) many.push_back({i * 0.1, (i + 1) * 0.1, "x"});
  m_axis->setDuration(4000);
  m_view->setRows({{QStringLiteral("phones"), many, true, false}});
  QVERIFY(!m_view->grab().isNull());
  m_axis->setShown({1000, 1002});
  QVERIFY(m_view->describe(QPointF(place(0, 1001.05))).contains(QStringLiteral("x")));
  m_view->setRows({});
  QVERIFY(!m_view->grab().isNull());
  QCOMPARE(m_view->describe(QPointF(200, 20)), QString());
  QTest::keyClick(m_view.get(), Qt::Key_Down);
}

void TestTierView::exportsParse() {
  QSvgRenderer svg(m_view->svg());
  QVERIFY(svg.isValid());
  QCOMPARE(m_view->csv().count(u'\n'), 6);
}

QTEST_MAIN(TestTierView)
#include "tst_tier_view.moc"
