// SPDX-License-Identifier: GPL-3.0-or-later
// Bars: lengths in proportion, both directions, values by hover and keys, exports.
#include "widgets/bar_view.h"

#include <cmath>

#include <QApplication>
#include <QImage>
#include <QTest>

using namespace prism::widgets;

class TestBarView : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void lengthsAreInProportion_data();
  void lengthsAreInProportion();
  void theScaleCanBeHeld();
  void keysMoveFromBarToBar();
  void everyBarIsDescribed();
  void exportsWhatItShows();
  void nothingIsSaidInWords();

 private:
  static std::vector<BarView::Bar> bars() {
    return {{"a", 1, "1 B", false},
            {"b", 4, "4 B", true},
            {"c", 0, "0 B", false},
            {"d", std::nan(""), "–", false}};
  }
};

void TestBarView::lengthsAreInProportion_data() {
  QTest::addColumn<bool>("rows");
  QTest::newRow("rows") << true;
  QTest::newRow("columns") << false;
}

void TestBarView::lengthsAreInProportion() {
  QFETCH(bool, rows);
  BarView view(rows ? BarView::Direction::rows : BarView::Direction::columns);
  view.resize(400, 240);
  view.setBars(bars());
  const auto length = [&](int bar) { return rows ? view.barRect(bar).width() : view.barRect(bar).height(); };
  QVERIFY(length(1) > 50);
  QVERIFY(std::abs(length(0) * 4 - length(1)) < 1e-6);
  QCOMPARE(length(2), 0.0);
  QCOMPARE(length(3), 0.0);
  for (int bar = 0; bar < 2; ++bar) {
    QVERIFY(QRectF(view.rect()).adjusted(-1, -1, 1, 1).contains(view.barRect(bar)));
  }
  QCOMPARE(view.barAt(view.barRect(1).center()), 1);
  QCOMPARE(view.barAt({-5, -5}), -1);
}

void TestBarView::theScaleCanBeHeld() {
  BarView view(BarView::Direction::rows);
  view.resize(400, 200);
  view.setBars(bars());
  const double free = view.barRect(1).width();
  view.setMaximum(8);
  QVERIFY(std::abs(view.barRect(1).width() - free / 2) < 1e-6);
  view.setMaximum(2);  // more than the scale holds ends at its end
  QCOMPARE(view.barRect(1).width(), free);
}

void TestBarView::keysMoveFromBarToBar() {
  BarView view(BarView::Direction::columns);
  view.resize(300, 200);
  view.setBars(bars());
  QTest::keyClick(&view, Qt::Key_Right);
  QCOMPARE(view.current(), 0);
  for (int i = 0; i < 9; ++i) QTest::keyClick(&view, Qt::Key_Right);
  QCOMPARE(view.current(), 3);
  QTest::keyClick(&view, Qt::Key_Left);
  QCOMPARE(view.current(), 2);
  QTest::mouseClick(&view, Qt::LeftButton, {}, view.barRect(1).center().toPoint());
  QCOMPARE(view.current(), 1);
  view.setBars({});
  QCOMPARE(view.current(), -1);
}

void TestBarView::everyBarIsDescribed() {
  BarView view(BarView::Direction::rows);
  view.setLabels("Memory", "group", "bytes");
  view.setBars(bars());
  QCOMPARE(view.accessibleName(), QString("Memory"));
  QCOMPARE(view.describe(1), QString("b: 4 B"));
  QCOMPARE(view.describe(9), QString());
  QVERIFY(view.accessibleDescription().contains("a: 1 B; b: 4 B"));
}

void TestBarView::exportsWhatItShows() {
  BarView view(BarView::Direction::rows);
  view.setLabels("Memory by group", "group", "bytes");
  view.setBars(bars());
  QCOMPARE(view.exportName(), QString("memory-by-group"));
  QCOMPARE(view.csv(), QString("group,bytes\na,1\nb,4\nc,0\nd,\n"));
  const QImage picture = view.pictureImage(1);
  QCOMPARE(picture.size(), view.exportSize().toSize());
  QVERIFY(!view.svg().isEmpty());
}

void TestBarView::nothingIsSaidInWords() {
  BarView view(BarView::Direction::columns);
  view.resize(300, 200);
  view.setEmptyText("nothing yet");
  QImage image(view.size(), QImage::Format_RGB32);
  view.render(&image);
  QCOMPARE(view.barAt({10, 10}), -1);
  QVERIFY(view.csv().startsWith(","));
}

QTEST_MAIN(TestBarView)
#include "tst_bar_view.moc"
