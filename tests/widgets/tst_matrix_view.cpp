// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/matrix_pyramid.h"
#include "widgets/matrix_view.h"
#include "widgets/numbers.h"
#include "widgets/surface_view.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <vector>

#include <QApplication>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTest>
#include <QWheelEvent>

using namespace prism;
using namespace prism::widgets;

class TestMatrixView : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init();
  void pyramidKeepsExtremesAndMeans();
  void pyramidPassesOverNan();
  void pixelHasTheColourOfItsElement();
  void hoverTellsTheExactValue();
  void reducedCellsTellTheirBlock();
  void divergingWhenBothSigns();
  void wheelKeepsTheElement();
  void dragPans();
  void arrowsWalk();
  void linkedViewsShareZoom();
  void exportsParse();
  void hugeMatrixDrawsAReducedLevel();
  void surfaceTurnsAndExports();

 private:
  std::unique_ptr<MatrixView> m_view;
  std::vector<float> m_values;
};

void TestMatrixView::init() {
  Theme::instance().apply(ColourScheme::light);
  m_view = std::make_unique<MatrixView>();
  m_view->resize(600, 400);
  m_values.clear();
  for (int i = 0; i < 20 * 30; ++i) m_values.push_back(static_cast<float>(i));
  m_view->setMatrix(20, 30, m_values, QStringLiteral("weight"));
  m_view->show();
  QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void TestMatrixView::pyramidKeepsExtremesAndMeans() {
  MatrixCells base;
  base.source_rows = base.rows = 1025;
  base.source_cols = base.cols = 700;
  for (int i = 0; i < base.rows * base.cols; ++i)
    base.mean.push_back(static_cast<float>((std::int64_t(i) * 7919) % 1000) - 400);
  base.mean[123456] = 5000;
  base.mean[654321] = -7000;
  const std::vector<float> values = base.mean;
  const MatrixPyramid pyramid(std::move(base));
  QCOMPARE(pyramid.levels(), 4);  // 1025 → 513 → 257 → 129
  QCOMPARE(pyramid.greatest(), 5000.0);
  QCOMPARE(pyramid.least(), -7000.0);
  for (int n = 0; n < pyramid.levels(); ++n) {
    const auto& greatest = pyramid.values(n, CellValue::greatest);
    const auto& least = pyramid.values(n, CellValue::least);
    QCOMPARE(*std::max_element(greatest.begin(), greatest.end()), 5000.0F);
    QCOMPARE(*std::min_element(least.begin(), least.end()), -7000.0F);
  }
  // A cell of level 1 against its four elements.
  const MatrixCells& half = pyramid.level(1);
  const std::size_t row = 100;
  const std::size_t col = 33;
  const double sum = static_cast<double>(values[2 * row * 700 + 2 * col]) +
                     values[2 * row * 700 + 2 * col + 1] + values[(2 * row + 1) * 700 + 2 * col] +
                     values[(2 * row + 1) * 700 + 2 * col + 1];
  QVERIFY(std::abs(static_cast<double>(half.mean[row * 350 + col]) - sum / 4) < 1e-3);
}

void TestMatrixView::pyramidPassesOverNan() {
  MatrixCells base;
  base.source_rows = base.rows = 300;
  base.source_cols = base.cols = 4;
  base.mean.assign(1200, std::nanf(""));
  base.mean[0] = 3;
  const MatrixPyramid pyramid(std::move(base));
  QCOMPARE(pyramid.level(1).mean[0], 3.0F);
  QVERIFY(std::isnan(pyramid.level(1).mean[5]));
  QCOMPARE(pyramid.least(), 3.0);
}

void TestMatrixView::pixelHasTheColourOfItsElement() {
  const QImage image = m_view->grab().toImage();
  int checked = 0;
  for (int y = 40; y < 380; y += 17) {
    for (int x = 60; x < 480; x += 13) {
      const auto element = m_view->elementAt(QPointF(x + 0.5, y + 0.5));
      if (!element) continue;
      const double value = m_values[static_cast<std::size_t>(element->first * 30 + element->second)];
      const QColor expected(m_view->scale().colour(value));
      const QColor found = image.pixelColor(x, y);
      QVERIFY(std::abs(found.red() - expected.red()) <= 1 && std::abs(found.blue() - expected.blue()) <= 1);
      ++checked;
    }
  }
  QVERIFY(checked > 200);
}

void TestMatrixView::hoverTellsTheExactValue() {
  QSignalSpy hovered(m_view.get(), &MatrixView::hovered);
  m_view->setIndexOffset(100, 200);
  const QPoint at(300, 200);
  const auto element = m_view->elementAt(QPointF(at));
  QVERIFY(element.has_value());
  QTest::mouseMove(m_view.get(), at);
  QVERIFY(!hovered.isEmpty());
  QCOMPARE(hovered.last().at(0).toLongLong(), element->first);
  QCOMPARE(hovered.last().at(2).toDouble(), static_cast<double>(element->first * 30 + element->second));
  const QString text = m_view->describe(element->first, element->second);
  QVERIFY(text.contains(QString::number(100 + element->first)));
  QVERIFY(text.contains(QString::number(element->first * 30 + element->second)));
}

void TestMatrixView::reducedCellsTellTheirBlock() {
  MatrixCells cells;
  cells.source_rows = 100;
  cells.source_cols = 100;
  cells.rows = 10;
  cells.cols = 10;
  cells.mean.assign(100, 2.0F);
  cells.least.assign(100, 1.0F);
  cells.greatest.assign(100, 4.0F);
  m_view->setCells(cells, QStringLiteral("weight"));
  const QString text = m_view->describe(25, 99);
  QVERIFY2(text.contains(QStringLiteral("20–29")) && text.contains(QStringLiteral("90–99")),
           qPrintable(text));
  QVERIFY(text.contains(QStringLiteral("mean 2")) && text.contains(QStringLiteral("from 1 to 4")));
}

void TestMatrixView::divergingWhenBothSigns() {
  QCOMPARE(m_view->scale().map, ColourMap::cividis);
  m_values[0] = -50;
  m_view->setMatrix(20, 30, m_values, QStringLiteral("weight"));
  QCOMPARE(m_view->scale().map, ColourMap::diverging);
  QCOMPARE(m_view->scale().low, -m_view->scale().high);
  m_view->setColourMap(ColourMap::viridis);
  QCOMPARE(m_view->scale().map, ColourMap::viridis);
}

void TestMatrixView::wheelKeepsTheElement() {
  const QPointF at(250, 180);
  const auto before = m_view->elementAt(at);
  QWheelEvent event(at, m_view->mapToGlobal(at), {}, QPoint(0, 480), Qt::NoButton, Qt::NoModifier,
                    Qt::NoScrollPhase, false);
  const double scale = m_view->view().scale_x;
  QApplication::sendEvent(m_view.get(), &event);
  QVERIFY(m_view->view().scale_x > scale);
  QCOMPARE(m_view->view().scale_x, std::round(m_view->view().scale_x));
  QCOMPARE(m_view->elementAt(at), before);
  QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, at.toPoint());
  QCOMPARE(m_view->view().scale_x, scale);
}

void TestMatrixView::dragPans() {
  m_view->zoomAt(QPointF(250, 180), 5);
  const QPointF origin = m_view->view().origin;
  QTest::mousePress(m_view.get(), Qt::LeftButton, {}, QPoint(250, 180));
  QTest::mouseMove(m_view.get(), QPoint(220, 180));
  QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, QPoint(220, 180));
  QVERIFY(std::abs(m_view->view().origin.x() - origin.x() - 30 / m_view->view().scale_x) < 1e-9);
}

void TestMatrixView::arrowsWalk() {
  QSignalSpy hovered(m_view.get(), &MatrixView::hovered);
  QTest::keyClick(m_view.get(), Qt::Key_Right);
  QTest::keyClick(m_view.get(), Qt::Key_Right);
  QTest::keyClick(m_view.get(), Qt::Key_Down);
  QCOMPARE(hovered.last().at(0).toLongLong(), 1);
  QCOMPARE(hovered.last().at(1).toLongLong(), 1);
  QVERIFY(m_view->accessibleDescription().contains(QStringLiteral("31")));
}

void TestMatrixView::linkedViewsShareZoom() {
  MatrixView other;
  other.resize(600, 400);
  other.setMatrix(20, 30, m_values, QStringLiteral("other"));
  connect(m_view.get(), &MatrixView::viewChanged, &other, [&] { other.setView(m_view->view()); });
  m_view->zoomAt(QPointF(300, 200), 3);
  QCOMPARE(other.view(), m_view->view());
}

void TestMatrixView::exportsParse() {
  QSvgRenderer svg(m_view->svg());
  QVERIFY(svg.isValid());
  QVERIFY(!m_view->pictureImage().isNull());
  const QStringList lines = m_view->csv().split(u'\n', Qt::SkipEmptyParts);
  QCOMPARE(lines.size(), 21);
  QCOMPARE(lines[2].split(u',').size(), 31);
  QCOMPARE(lines[2].split(u',').at(3).toDouble(), 32.0);
}

void TestMatrixView::hugeMatrixDrawsAReducedLevel() {
  std::vector<float> values(std::size_t(3000) * 2000);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i % 1000) / 1000;
  m_view->setMatrix(3000, 2000, std::move(values), QStringLiteral("large"));
  QVERIFY(!m_view->grab().isNull());
  // Exact values stay in reach.
  QVERIFY(m_view->describe(1500, 77).contains(full_number_text(static_cast<double>(0.077F))));
  const QStringList lines = m_view->csv().split(u'\n', Qt::SkipEmptyParts);
  QVERIFY(lines.size() <= 1025 && lines.size() > 500);
}

void TestMatrixView::surfaceTurnsAndExports() {
  SurfaceView surface;
  surface.resize(400, 300);
  surface.setMatrix(20, 30, m_values, QStringLiteral("weight"));
  surface.show();
  const QImage before = surface.grab().toImage();
  QSignalSpy turned(&surface, &SurfaceView::turned);
  QTest::mousePress(&surface, Qt::LeftButton, {}, QPoint(200, 150));
  QMouseEvent move(QEvent::MouseMove, QPointF(240, 160), surface.mapToGlobal(QPointF(240, 160)),
                   Qt::LeftButton, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(&surface, &move);
  QCOMPARE(turned.count(), 1);
  QVERIFY(surface.grab().toImage() != before);
  QTest::keyClick(&surface, Qt::Key_Up);
  QTest::keyClick(&surface, Qt::Key_Home);
  QCOMPARE(surface.grab().toImage(), before);
  QSvgRenderer svg(surface.svg());
  QVERIFY(svg.isValid());
  QCOMPARE(surface.csv().count(u'\n'), 601);
}

QTEST_MAIN(TestMatrixView)
#include "tst_matrix_view.moc"
