// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/histogram_view.h"

#include <cmath>
#include <limits>
#include <memory>
#include <numeric>
#include <vector>

#include <QApplication>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTest>
#include <QWheelEvent>

using namespace prism;
using namespace prism::widgets;

class TestHistogramView : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init();
  void everyValueIsCounted();
  void oneValueStandsInTheMiddle();
  void draggingSelectsARange();
  void endsCanBeDragged();
  void keysMoveTheThreshold();
  void clickAndEscapeClear();
  void wheelZooms();
  void binnedValuesHaveNoIndices();
  void exportsParse();

 private:
  void drag(double from, double to) {
    const int y = static_cast<int>(m_view->plotRect().center().y());
    const auto at = [&](double value) {
      return QPoint(static_cast<int>(std::lround(m_view->positionOf(value))), y);
    };
    QTest::mousePress(m_view.get(), Qt::LeftButton, {}, at(from));
    QTest::mouseMove(m_view.get(), at((from + to) / 2));
    QTest::mouseMove(m_view.get(), at(to));
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, at(to));
  }
  std::unique_ptr<HistogramView> m_view;
};

void TestHistogramView::init() {
  m_view = std::make_unique<HistogramView>();
  m_view->resize(500, 240);
  std::vector<double> values;
  for (int i = 0; i <= 100; ++i) values.push_back(i);
  m_view->setValues(values);
  m_view->setLabel(QStringLiteral("Deviation"), QStringLiteral("of |Z|²"));
  m_view->show();
}

void TestHistogramView::everyValueIsCounted() {
  const double nan = std::nan("");
  const double infinity = std::numeric_limits<double>::infinity();
  const std::vector<double> values{1, 2, 3, 3, 10, nan, infinity, -infinity, -1, 0};
  for (const bool logarithmic : {false, true}) {
    const Histogram histogram = bin_values(values, 7, logarithmic);
    const std::int64_t inside =
        std::accumulate(histogram.counts.begin(), histogram.counts.end(), std::int64_t(0));
    QCOMPARE(histogram.not_a_number, 1);
    QCOMPARE(inside + histogram.below + histogram.above + histogram.not_a_number,
             std::int64_t(values.size()));
    QCOMPARE(inside, logarithmic ? 5 : 7);
  }
}

void TestHistogramView::oneValueStandsInTheMiddle() {
  for (const double value : {0.0, 4.0, -3.0}) {
    const Histogram histogram = bin_values({value, value}, 5, false);
    QVERIFY(histogram.low < value && histogram.high > value);
    QCOMPARE(histogram.counts[2], 2);
  }
  QVERIFY(bin_values({}, 5, false).high > bin_values({}, 5, false).low);
}

void TestHistogramView::draggingSelectsARange() {
  QSignalSpy selected(m_view.get(), &HistogramView::rangeSelected);
  drag(80, 100);
  QVERIFY(!selected.isEmpty());
  QVERIFY(m_view->range().has_value());
  const double pixel = m_view->valueAt(101) - m_view->valueAt(100);
  QVERIFY(std::abs(m_view->range()->first - 80) <= pixel);
  const auto indices = selected.last().at(2).value<std::vector<int>>();
  QCOMPARE(indices, m_view->indicesInRange());
  for (const int index : indices)
    QVERIFY(index >= m_view->range()->first && index <= m_view->range()->second);
  QVERIFY(indices.size() >= 19 && indices.size() <= 21);
}

void TestHistogramView::endsCanBeDragged() {
  m_view->setRange(std::pair(40.0, 60.0));
  drag(40, 20);
  QVERIFY(std::abs(m_view->range()->first - 20) < 1);
  QCOMPARE(m_view->range()->second, 60.0);
  // Past the other end they change places.
  drag(60, 10);
  QVERIFY(std::abs(m_view->range()->first - 10) < 1);
  QVERIFY(std::abs(m_view->range()->second - 20) < 1);
}

void TestHistogramView::keysMoveTheThreshold() {
  QTest::keyClick(m_view.get(), Qt::Key_Left);
  QVERIFY(m_view->range().has_value());
  QCOMPARE(m_view->range()->second, 100.0);
  const double first = m_view->range()->first;
  QTest::keyClick(m_view.get(), Qt::Key_Left);
  QVERIFY(m_view->range()->first < first);
  QTest::keyClick(m_view.get(), Qt::Key_Left, Qt::ShiftModifier);
  QVERIFY(m_view->range()->second < 100);
}

void TestHistogramView::clickAndEscapeClear() {
  QSignalSpy cleared(m_view.get(), &HistogramView::rangeCleared);
  m_view->setRange(std::pair(40.0, 60.0));
  QTest::keyClick(m_view.get(), Qt::Key_Escape);
  QVERIFY(!m_view->range());
  m_view->setRange(std::pair(40.0, 60.0));
  QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, QPoint(static_cast<int>(m_view->positionOf(80)), 100));
  QVERIFY(!m_view->range());
  QCOMPARE(cleared.count(), 2);
}

void TestHistogramView::wheelZooms() {
  const QPointF at(m_view->positionOf(30), 100);
  QWheelEvent event(at, m_view->mapToGlobal(at), {}, QPoint(0, 240), Qt::NoButton, Qt::NoModifier,
                    Qt::NoScrollPhase, false);
  QApplication::sendEvent(m_view.get(), &event);
  QVERIFY(std::abs(m_view->valueAt(at.x()) - 30) < 1e-9);
  QVERIFY(m_view->positionOf(100) > m_view->plotRect().right());
  QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, at.toPoint());
  QVERIFY(std::abs(m_view->positionOf(100) - m_view->plotRect().right()) < 1e-6);
}

void TestHistogramView::binnedValuesHaveNoIndices() {
  Histogram histogram;
  histogram.low = -1;
  histogram.high = 1;
  histogram.counts = {1, 5, 2};
  m_view->setHistogram(histogram);
  drag(-0.5, 0.5);
  QVERIFY(m_view->range().has_value());
  QVERIFY(m_view->indicesInRange().empty());
}

void TestHistogramView::exportsParse() {
  QSvgRenderer svg(m_view->svg());
  QVERIFY(svg.isValid());
  QVERIFY(!m_view->pictureImage().isNull());
  const QStringList lines = m_view->csv().split(u'\n', Qt::SkipEmptyParts);
  QCOMPARE(lines.size(), static_cast<qsizetype>(m_view->histogram().counts.size()) + 1);
  std::int64_t total = 0;
  for (qsizetype i = 1; i < lines.size(); ++i) total += lines[i].split(u',').at(2).toLongLong();
  QCOMPARE(total, std::int64_t(101));
}

QTEST_MAIN(TestHistogramView)
#include "tst_histogram_view.moc"
