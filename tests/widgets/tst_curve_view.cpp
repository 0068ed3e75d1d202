// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/curve_view.h"
#include "widgets/theme.h"

#include <cmath>
#include <memory>

#include <QApplication>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTest>
#include <QWheelEvent>

using namespace prism;
using namespace prism::widgets;

class TestCurveView : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init();
  void logarithmicWhenTheRangeAsks();
  void crosshairTellsEveryCurve();
  void keysWalkThePoints();
  void wheelZoomsAndDoubleClickFits();
  void newCurvesKeepTheZoom();
  void guidesAreInRange();
  void exportsParse();
  void emptyAndBrokenCurves();

 private:
  [[nodiscard]] QWidget* plot() const { return m_view->findChildren<QWidget*>().first(); }
  std::unique_ptr<CurveView> m_view;
};

void TestCurveView::init() {
  Theme::instance().apply(ColourScheme::light);
  m_view = std::make_unique<CurveView>();
  m_view->resize(500, 300);
  m_view->setCurves(
      {{"a", "step", "loss", {0, 10, 20, 30}, {4, 3, 2, 1}}, {"b", "step", "loss", {0, 20}, {1, 2}}});
  m_view->show();
  QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void TestCurveView::logarithmicWhenTheRangeAsks() {
  QVERIFY(!m_view->logarithmicX() && !m_view->logarithmicY());
  m_view->setCurves({{"r", "λ", "R²", {1e-8, 1e-4, 1}, {0.1, 0.2, 0.3}}});
  QVERIFY(m_view->logarithmicX());
  QVERIFY(!m_view->logarithmicY());
  m_view->setAxes(CurveView::Axis::linear, CurveView::Axis::logarithmic);
  QVERIFY(!m_view->logarithmicX());
  QVERIFY(m_view->logarithmicY());
  const CurveView::Range range = m_view->shownRange();
  QVERIFY(range.y_low > 0 && range.y_low < 0.1 && range.y_high > 0.3);
}

void TestCurveView::crosshairTellsEveryCurve() {
  m_view->setCrosshair(10);
  QCOMPARE(m_view->readout(), QStringLiteral("step 10 · a 3 · b ≈ 1.5"));
  m_view->setCrosshair(30);
  QCOMPARE(m_view->readout(), QStringLiteral("step 30 · a 1"));
  m_view->setCrosshair(std::nullopt);
  QVERIFY(m_view->readout().isEmpty());
}

void TestCurveView::keysWalkThePoints() {
  QSignalSpy moved(m_view.get(), &CurveView::crosshairMoved);
  QTest::keyClick(m_view.get(), Qt::Key_Right);
  QCOMPARE(m_view->crosshair(), std::optional<double>(0));
  QTest::keyClick(m_view.get(), Qt::Key_Right);
  QTest::keyClick(m_view.get(), Qt::Key_Right);
  QCOMPARE(m_view->crosshair(), std::optional<double>(20));
  QTest::keyClick(m_view.get(), Qt::Key_Left);
  QCOMPARE(m_view->crosshair(), std::optional<double>(10));
  for (int i = 0; i < 5; ++i) QTest::keyClick(m_view.get(), Qt::Key_Right);
  QCOMPARE(m_view->crosshair(), std::optional<double>(30));
  QCOMPARE(moved.count(), 9);
}

void TestCurveView::wheelZoomsAndDoubleClickFits() {
  const CurveView::Range before = m_view->shownRange();
  QTest::keyClick(m_view.get(), Qt::Key_Plus);
  const CurveView::Range zoomed = m_view->shownRange();
  QVERIFY(zoomed.x_high - zoomed.x_low < before.x_high - before.x_low);
  QTest::keyClick(m_view.get(), Qt::Key_Home);
  QCOMPARE(m_view->shownRange().x_low, before.x_low);
  QCOMPARE(m_view->shownRange().y_high, before.y_high);
}

void TestCurveView::newCurvesKeepTheZoom() {
  m_view->setShownRange({5, 6, 1, 2});
  m_view->setCurves({{"a", "step", "loss", {0, 100}, {4, 3}}});
  QCOMPARE(m_view->shownRange().x_low, 5.0);
  m_view->fit();
  QVERIFY(m_view->shownRange().x_high >= 100);
}

void TestCurveView::guidesAreInRange() {
  m_view->setGuides({{9, QStringLiteral("baseline"), false}, {50, QStringLiteral("chosen"), true}});
  QVERIFY(m_view->shownRange().y_high > 9);
  QVERIFY(m_view->shownRange().x_high > 50);
}

void TestCurveView::exportsParse() {
  m_view->setCrosshair(10);
  QSvgRenderer svg(m_view->svg());
  QVERIFY(svg.isValid());
  const QImage image = m_view->pictureImage(1);
  QCOMPARE(image.size(), m_view->exportSize().toSize());
  // Something is drawn in the first curve's colour.
  int found = 0;
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x) found += image.pixelColor(x, y) == series_colour(0) ? 1 : 0;
  }
  QVERIFY(found > 50);
  QCOMPARE(m_view->crosshair(), std::optional<double>(10));
  QCOMPARE(m_view->csv(), QStringLiteral("curve,x,y\na,0,4\na,10,3\na,20,2\na,30,1\nb,0,1\nb,20,2\n"));
}

void TestCurveView::emptyAndBrokenCurves() {
  const double nan = std::nan("");
  m_view->setCurves({});
  QTest::keyClick(m_view.get(), Qt::Key_Right);
  QVERIFY(!m_view->crosshair());
  m_view->setCurves({{"n", "x", "y", {1, 2, 3}, {nan, nan, nan}}, {"e", "x", "y", {}, {}}});
  QVERIFY(std::isfinite(m_view->shownRange().y_low));
  m_view->setCrosshair(2);
  QCOMPARE(m_view->readout(), QStringLiteral("x 2"));
  QVERIFY(!m_view->grab().isNull());
}

QTEST_MAIN(TestCurveView)
#include "tst_curve_view.moc"
