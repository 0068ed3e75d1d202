// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "tests/support/test_data.h"
#include "tests/widgets/test_plans.h"
#include "widgets/colour_legend.h"
#include "widgets/numbers.h"
#include "widgets/theme.h"
#include "widgets/tile_grid_view.h"

#include <cmath>
#include <numeric>
#include <vector>

#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTest>
#include <QWheelEvent>

using namespace prism;
using namespace prism::widgets;

class TestTileGridView : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase();
  void init();
  void cleanup();
  void hoveringTellsTheExactValue();
  void clickingSelects();
  void controlClickToggles();
  void draggingSelectsARectangle();
  void emptyGroundClears();
  void wheelKeepsThePlaceUnderTheCursor();
  void middleButtonPans();
  void spaceAndDragPansWithoutToggling();
  void doubleClickFits();
  void arrowsMoveAndExtend();
  void enterActivates();
  void selectAllAndNone();
  void liveUpdatesRepaintOnlyChanges();
  void unknownWorkersAreHatched();
  void differenceIsDiverging();
  void faultyIsMarkedByShape();
  void legendEditsTheRange();
  void logarithmicMetricsUseALogScale();
  void samePlanKeepsSelection();
  void otherPlanForgets();
  void exportsParse();
  void unknownKindOfFileIsRefused();
  void copyKeyCopies();
  void menuHasAllExports();
  void followsTheTheme();
  void hasAccessibleName();

 private:
  [[nodiscard]] QPoint middle(int worker) const { return m_view->cellRect(worker).center().toPoint(); }
  void wheel(const QPoint& at, int notches) {
    QWheelEvent event(at, m_view->mapToGlobal(at), {}, QPoint(0, 120 * notches), Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(m_view.get(), &event);
  }
  Plan m_plan;
  ErrorMap m_map;
  std::unique_ptr<TileGridView> m_view;
};

void TestTileGridView::initTestCase() {
  Theme::instance().apply(ColourScheme::light);
}

void TestTileGridView::init() {
  m_plan = test::three_pipes();
  m_map = test::rising_map(m_plan);
  m_view = std::make_unique<TileGridView>();
  m_view->resize(1200, 300);
  m_view->setPlan(m_plan);
  m_view->setErrorMap(m_map);
  m_view->setMetric(Metric::residual);
  m_view->show();
  QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void TestTileGridView::cleanup() {
  m_view.reset();
}

void TestTileGridView::hoveringTellsTheExactValue() {
  m_map.workers[67].set(Metric::residual, 0.12345678901234567);
  m_view->setErrorMap(m_map);
  QSignalSpy hovered(m_view.get(), &TileGridView::hovered);
  QTest::mouseMove(m_view.get(), middle(67));
  QCOMPARE(hovered.count(), 1);
  QCOMPARE(hovered.takeFirst().at(0).toInt(), 67);
  const QString text = m_view->describe(67);
  QVERIFY2(text.contains(full_number_text(0.12345678901234567)), qPrintable(text));
  QVERIFY(text.contains(QStringLiteral("row 2")) && text.contains(QStringLiteral("column 3")));
  QVERIFY(m_view->describe(600).contains(QStringLiteral("expert")));
  QTest::mouseMove(m_view.get(), QPoint(1, 1));
  QCOMPARE(hovered.takeLast().at(0).toInt(), -1);
}

void TestTileGridView::clickingSelects() {
  QSignalSpy changed(m_view.get(), &TileGridView::selectionChanged);
  QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, middle(700));
  QCOMPARE(m_view->selection(), std::vector<int>{700});
  QCOMPARE(m_view->current(), 700);
  QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, middle(3));
  QCOMPARE(m_view->selection(), std::vector<int>{3});
  QCOMPARE(changed.count(), 2);
  QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, middle(3));
  QCOMPARE(changed.count(), 2);
}

void TestTileGridView::controlClickToggles() {
  QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, middle(5));
  QTest::mouseClick(m_view.get(), Qt::LeftButton, Qt::ControlModifier, middle(900));
  QTest::mouseClick(m_view.get(), Qt::LeftButton, Qt::ControlModifier, middle(2));
  QCOMPARE(m_view->selection(), (std::vector<int>{2, 5, 900}));
  QTest::mouseClick(m_view.get(), Qt::LeftButton, Qt::ControlModifier, middle(5));
  QCOMPARE(m_view->selection(), (std::vector<int>{2, 900}));
}

void TestTileGridView::draggingSelectsARectangle() {
  // Worker 33 is row 1, column 1 of the first pipe, 99 row 3, column 3.
  QTest::mousePress(m_view.get(), Qt::LeftButton, {}, middle(33));
  QTest::mouseMove(m_view.get(), middle(99));
  QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, middle(99));
  QCOMPARE(m_view->selection(), (std::vector<int>{33, 34, 35, 65, 66, 67, 97, 98, 99}));
  QTest::mousePress(m_view.get(), Qt::LeftButton, Qt::ControlModifier, middle(0));
  QTest::mouseMove(m_view.get(), middle(33));
  QTest::mouseRelease(m_view.get(), Qt::LeftButton, Qt::ControlModifier, middle(33));
  QCOMPARE(m_view->selection(), (std::vector<int>{0, 1, 32, 33, 34, 35, 65, 66, 67, 97, 98, 99}));
}

void TestTileGridView::emptyGroundClears() {
  m_view->setSelection({1, 2});
  QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, QPoint(1, 298));
  QVERIFY(m_view->selection().empty());
}

void TestTileGridView::wheelKeepsThePlaceUnderTheCursor() {
  // Row 8, column 11: zoomed until the content is larger than the view both ways.
  const double before = m_view->cellRect(267).width();
  const QPoint at = middle(267);
  wheel(at, 10);
  QVERIFY(m_view->cellRect(267).width() > 5 * before);
  QCOMPARE(m_view->workerAt(at), 267);
  const double width = m_view->cellRect(267).width();
  QCOMPARE(width, std::round(width));
  wheel(at, -2);
  QVERIFY(m_view->cellRect(267).width() < width);
  QCOMPARE(m_view->workerAt(at), 267);
}

void TestTileGridView::middleButtonPans() {
  wheel(middle(300), 8);
  const QPointF before = m_view->cellRect(300).topLeft();
  const QPoint at = middle(300);
  QTest::mousePress(m_view.get(), Qt::MiddleButton, {}, at);
  QTest::mouseMove(m_view.get(), at + QPoint(-20, 0));
  QTest::mouseRelease(m_view.get(), Qt::MiddleButton, {}, at + QPoint(-20, 0));
  QCOMPARE(m_view->cellRect(300).topLeft(), before + QPointF(-20, 0));
  QVERIFY(m_view->selection().empty());
}

void TestTileGridView::spaceAndDragPansWithoutToggling() {
  wheel(middle(300), 8);
  const QPointF before = m_view->cellRect(300).topLeft();
  const QPoint at = middle(300);
  QTest::keyPress(m_view.get(), Qt::Key_Space);
  QTest::mousePress(m_view.get(), Qt::LeftButton, {}, at);
  QTest::mouseMove(m_view.get(), at + QPoint(-15, 0));
  QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, at + QPoint(-15, 0));
  QTest::keyRelease(m_view.get(), Qt::Key_Space);
  QCOMPARE(m_view->cellRect(300).topLeft(), before + QPointF(-15, 0));
  QVERIFY(m_view->selection().empty());
}

void TestTileGridView::doubleClickFits() {
  const QRectF fitted = m_view->cellRect(0);
  wheel(middle(50), 5);
  QVERIFY(m_view->cellRect(0) != fitted);
  QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, QPoint(600, 150));
  QCOMPARE(m_view->cellRect(0), fitted);
}

void TestTileGridView::arrowsMoveAndExtend() {
  m_view->setCurrent(33);
  QTest::keyClick(m_view.get(), Qt::Key_Right);
  QCOMPARE(m_view->current(), 34);
  QTest::keyClick(m_view.get(), Qt::Key_Down, Qt::ShiftModifier);
  QCOMPARE(m_view->current(), 66);
  QCOMPARE(m_view->selection(), (std::vector<int>{34, 66}));
  QTest::keyClick(m_view.get(), Qt::Key_Up);
  QTest::keyClick(m_view.get(), Qt::Key_Left);
  QCOMPARE(m_view->selection(), std::vector<int>{33});
  QTest::keyClick(m_view.get(), Qt::Key_Space);
  QVERIFY(m_view->selection().empty());
  QVERIFY(m_view->accessibleDescription().contains(QStringLiteral("Worker 33")));
}

void TestTileGridView::enterActivates() {
  QSignalSpy activated(m_view.get(), &TileGridView::activated);
  QTest::keyClick(m_view.get(), Qt::Key_Return);
  QCOMPARE(activated.count(), 0);
  m_view->setCurrent(12);
  QTest::keyClick(m_view.get(), Qt::Key_Return);
  QCOMPARE(activated.takeFirst().at(0).toInt(), 12);
}

void TestTileGridView::selectAllAndNone() {
  QTest::keyClick(m_view.get(), Qt::Key_A, Qt::ControlModifier);
  QCOMPARE(m_view->selection().size(), std::size_t(1536));
  QTest::keyClick(m_view.get(), Qt::Key_Escape);
  QVERIFY(m_view->selection().empty());
  m_view->setSelection({4, 4, -1, 99999, 2});
  QCOMPARE(m_view->selection(), (std::vector<int>{2, 4}));
}

void TestTileGridView::liveUpdatesRepaintOnlyChanges() {
  m_view->setRange(0, 20);
  m_map.workers[3].set(Metric::residual, 9);
  m_map.workers[800].set(Metric::residual, 5);
  m_view->setErrorMap(m_map);
  QCOMPARE(m_view->renderer().repainted(), 2);
  m_view->setErrorMap(m_map);
  QCOMPARE(m_view->renderer().repainted(), 0);
}

void TestTileGridView::unknownWorkersAreHatched() {
  m_map.known[10] = 0;
  m_view->setErrorMap(m_map);
  QVERIFY(std::isnan(m_view->shownValue(10)));
  QVERIFY(std::isnan(m_view->renderer().values()[10]));
  QVERIFY(m_view->describe(10).contains(QStringLiteral("Not computed yet")));
}

void TestTileGridView::differenceIsDiverging() {
  ErrorMap before = m_map;
  before.workers[20].set(Metric::residual, 0.2);
  m_view->setReference(before, QStringLiteral("first"));
  QVERIFY(m_view->differenceMode());
  QCOMPARE(m_view->scale().map, ColourMap::diverging);
  QCOMPARE(m_view->scale().low, -m_view->scale().high);
  QCOMPARE(m_view->shownValue(20), 1.2 - 0.2);
  QCOMPARE(m_view->shownValue(21), 0.0);
  QVERIFY(m_view->describe(20).contains(QStringLiteral("first 0.2")));
  m_view->clearReference();
  QCOMPARE(m_view->scale().map, ColourMap::cividis);
}

void TestTileGridView::faultyIsMarkedByShape() {
  m_view->setRange(0, 20);
  const QRect cell = m_view->cellRect(200).toAlignedRect();
  const QImage before = m_view->grab(cell).toImage();
  m_map.workers[200].faulty = true;
  m_view->setErrorMap(m_map);
  QVERIFY(m_view->grab(cell).toImage() != before);
  QVERIFY(m_view->describe(200).contains(QStringLiteral("Faulty")));
}

void TestTileGridView::legendEditsTheRange() {
  QSignalSpy range(m_view.get(), &TileGridView::rangeChanged);
  ColourLegend* legend = m_view->legend();
  QVERIFY(legend->isVisible());
  const ValueScale before = m_view->scale();
  const QRect bar = legend->barRect();
  QTest::mousePress(legend, Qt::LeftButton, {}, QPoint(bar.center().x(), bar.top()));
  QTest::mouseMove(legend, QPoint(bar.center().x(), bar.center().y()));
  QTest::mouseRelease(legend, Qt::LeftButton, {}, QPoint(bar.center().x(), bar.center().y()));
  const double middle = (before.low + before.high) / 2;
  QVERIFY(std::abs(m_view->scale().high - middle) < 0.02 * (before.high - before.low));
  QCOMPARE(m_view->scale().low, before.low);
  QVERIFY(!range.isEmpty() && !range.last().at(2).toBool());
  QTest::keyClick(legend, Qt::Key_Down);
  QVERIFY(m_view->scale().high < middle * 1.02);
  QTest::keyClick(legend, Qt::Key_Home);
  QCOMPARE(m_view->scale(), before);
}

void TestTileGridView::logarithmicMetricsUseALogScale() {
  QVERIFY(!m_view->scale().logarithmic);
  m_view->setMetric(Metric::condition);
  QVERIFY(m_view->scale().logarithmic);
  QVERIFY(m_view->scale().low > 0);
}

void TestTileGridView::samePlanKeepsSelection() {
  m_view->setSelection({7});
  wheel(middle(50), 4);
  const QRectF zoomed = m_view->cellRect(50);
  m_view->setPlan(m_plan);
  QCOMPARE(m_view->selection(), std::vector<int>{7});
  QCOMPARE(m_view->cellRect(50), zoomed);
  QVERIFY(!std::isnan(m_view->shownValue(7)));
}

void TestTileGridView::otherPlanForgets() {
  m_view->setSelection({700});
  m_view->setCurrent(700);
  Plan small = test::plan_of(64, 32);
  test::add_pipe(small, 2, 4, 1);
  QSignalSpy changed(m_view.get(), &TileGridView::selectionChanged);
  m_view->setPlan(small);
  QCOMPARE(changed.count(), 1);
  QVERIFY(m_view->selection().empty());
  QCOMPARE(m_view->current(), -1);
  QVERIFY(m_view->legend()->isHidden());
  QCOMPARE(m_view->renderer().repainted(), 8);
}

void TestTileGridView::exportsParse() {
  const test::TemporaryFolder folder;
  m_map.workers[3].set(Metric::residual, std::nan(""));
  m_map.workers[4].faulty = true;
  m_view->setErrorMap(m_map);
  const auto path = [&](const char* name) { return QString::fromStdString((folder / name).string()); };
  m_view->saveAs(path("grid.png"));
  const QImage image(path("grid.png"));
  QCOMPARE(image.size(), (m_view->exportSize() * 2).toSize());
  m_view->saveAs(path("grid.svg"));
  QSvgRenderer svg(path("grid.svg"));
  QVERIFY(svg.isValid());
  m_view->saveAs(path("grid.csv"));
  QFile file(path("grid.csv"));
  QVERIFY(file.open(QIODevice::ReadOnly));
  const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
  QCOMPARE(lines.size(), 1537);
  QVERIFY(lines[0].endsWith(QStringLiteral(",residual,faulty")));
  QCOMPARE(lines[1].split(u',').size(), lines[0].split(u',').size());
  QCOMPARE(lines[3].split(u',').at(9).toDouble(), 1.02);
  QVERIFY(lines[4].split(u',').at(9).isEmpty());
  QVERIFY(lines[5].endsWith(QStringLiteral(",1")));
  // Every cell's colour is in the picture.
  const QColor colour(m_view->scale().colour(m_view->shownValue(1000)));
  bool found = false;
  for (int y = 0; y < image.height() && !found; ++y) {
    for (int x = 0; x < image.width() && !found; ++x) found = image.pixelColor(x, y) == colour;
  }
  QVERIFY(found);
  m_view->clearErrorMap();
  QCOMPARE(m_view->exportName(), QStringLiteral("plan"));
  QVERIFY(!m_view->csv().contains(QStringLiteral("faulty")));
}

void TestTileGridView::unknownKindOfFileIsRefused() {
  try {
    m_view->saveAs(QStringLiteral("/tmp/grid.bmp"));
    QFAIL("saved a kind of file it does not know");
  } catch (const Error& error) {
    QCOMPARE(error.code(), ErrorCode::usage);
  }
}

void TestTileGridView::copyKeyCopies() {
  QApplication::clipboard()->clear();
  QTest::keyClick(m_view.get(), Qt::Key_C, Qt::ControlModifier);
  QVERIFY(!QApplication::clipboard()->image().isNull());
}

void TestTileGridView::menuHasAllExports() {
  QMenu menu;
  m_view->addPictureActions(menu, m_view.get());
  QStringList texts;
  for (const QAction* action : menu.actions()) texts << action->text();
  for (const char* part : {"Copy picture", "Copy values", "PNG", "SVG", "CSV"}) {
    QVERIFY2(!texts.filter(QString::fromLatin1(part)).isEmpty(), part);
  }
}

void TestTileGridView::followsTheTheme() {
  const QRgb light = m_view->renderer().image().pixel(0, 0);
  Theme::instance().apply(ColourScheme::dark);
  QCOMPARE(m_view->renderer().image().pixel(0, 0), dark_colours().base.rgb());
  Theme::instance().apply(ColourScheme::light);
  QCOMPARE(m_view->renderer().image().pixel(0, 0), light);
}

void TestTileGridView::hasAccessibleName() {
  QVERIFY(!m_view->accessibleName().isEmpty());
  QVERIFY(!m_view->legend()->accessibleName().isEmpty());
  QVERIFY(m_view->focusPolicy() == Qt::StrongFocus);
}

QTEST_MAIN(TestTileGridView)
#include "tst_tile_grid_view.moc"
