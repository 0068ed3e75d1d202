// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/coverage_bar.h"
#include "widgets/empty_state.h"
#include "widgets/error_bar.h"
#include "widgets/icons.h"
#include "widgets/page_header.h"
#include "widgets/theme.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLayout>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTest>
#include <QToolButton>

using namespace prism::widgets;

class TestPageParts : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init();
  void textIsReadable_data();
  void textIsReadable();
  void themeChangesEverything();
  void everyIconIsDrawnAndRecoloured();
  void coverageAddsUp();
  void coverageIsKeyboardReachable();
  void errorBarQueues();
  void errorBarCopiesWithDetails();
  void errorBarActions();
  void headerElidesBeforeButtons();
  void headerButtonsFollowActions();
  void emptyStateHasItsButton();
  void problemsAreShownWhole();
};

void TestPageParts::init() {
  Theme::instance().apply(ColourScheme::light);
}

void TestPageParts::textIsReadable_data() {
  QTest::addColumn<bool>("dark");
  QTest::newRow("light") << false;
  QTest::newRow("dark") << true;
}

void TestPageParts::textIsReadable() {
  QFETCH(bool, dark);
  const ThemeColours& c = dark ? dark_colours() : light_colours();
  for (const QColor& ground : {c.window, c.base}) {
    for (const QColor& ink : {c.text, c.muted, c.accent, c.error, c.good})
      QVERIFY(contrast(ink, ground) >= 4.5);
  }
  QVERIFY(contrast(c.on_accent, c.accent) >= 4.5);
  const QPalette palette = palette_of(c);
  QVERIFY(contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)) >= 4.5);
}

void TestPageParts::themeChangesEverything() {
  QSignalSpy changed(&Theme::instance(), &Theme::changed);
  Theme::instance().apply(ColourScheme::dark);
  QCOMPARE(changed.count(), 1);
  QVERIFY(Theme::instance().dark());
  QCOMPARE(QApplication::palette().color(QPalette::Window), dark_colours().window);
  Theme::instance().apply(ColourScheme::system);
  QCOMPARE(Theme::instance().scheme(), ColourScheme::system);
}

void TestPageParts::everyIconIsDrawnAndRecoloured() {
  const QStringList names = icon_names();
  QVERIFY(names.size() >= 50);
  QVERIFY(icon(QStringLiteral("no such icon")).isNull());
  for (const QString& name : names) {
    const QIcon drawn = icon(name);
    for (const int side : {16, 24, 32}) {
      const QImage image = drawn.pixmap(side, side).toImage();
      QCOMPARE(image.size(), QSize(side, side));
      int inked = 0;
      for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) inked += qAlpha(image.pixel(x, y)) > 100 ? 1 : 0;
      }
      QVERIFY2(inked > side / 3, qPrintable(name));
    }
    QVERIFY(icon(name, IconColour::error).pixmap(16, 16).toImage() != drawn.pixmap(16, 16).toImage());
  }
  const QIcon kept = icon(QStringLiteral("train"));
  const QImage light = kept.pixmap(16, 16).toImage();
  Theme::instance().apply(ColourScheme::dark);
  QVERIFY(kept.pixmap(16, 16).toImage() != light);
}

void TestPageParts::coverageAddsUp() {
  CoverageBar bar;
  bar.resize(600, 60);
  bar.setSegments({{QStringLiteral("exact"), 900, CoverageBar::Role::good},
                   {QStringLiteral("rare"), 1, CoverageBar::Role::error},
                   {QStringLiteral("rest"), 99, CoverageBar::Role::muted}});
  QVERIFY(bar.describe(0).contains(QStringLiteral("90 %")));
  QVERIFY(bar.accessibleDescription().contains(QStringLiteral("rare")));
  // All three are in the bar, the smallest too.
  QList<int> seen;
  for (int x = 0; x < 600; ++x) {
    const int segment = bar.segmentAt(QPointF(x + 0.5, 10));
    QVERIFY(segment >= 0);
    if (!seen.contains(segment)) seen << segment;
  }
  QCOMPARE(seen, (QList<int>{0, 1, 2}));
  QCOMPARE(bar.csv(), QStringLiteral("class,count\nexact,900\nrare,1\nrest,99\n"));
  QSvgRenderer svg(bar.svg());
  QVERIFY(svg.isValid());
  CoverageBar empty;
  empty.setSegments({{QStringLiteral("none"), 0, CoverageBar::Role::good}});
  QVERIFY(!empty.grab().isNull());
  // A narrow bar puts its labels on more lines.
  QVERIFY(bar.heightForWidth(120) > bar.heightForWidth(600));
}

void TestPageParts::coverageIsKeyboardReachable() {
  CoverageBar bar;
  bar.setSegments({{QStringLiteral("a"), 1, CoverageBar::Role::good},
                   {QStringLiteral("b"), 2, CoverageBar::Role::muted}});
  QSignalSpy activated(&bar, &CoverageBar::activated);
  QTest::keyClick(&bar, Qt::Key_Right);
  QTest::keyClick(&bar, Qt::Key_Right);
  QTest::keyClick(&bar, Qt::Key_Return);
  QCOMPARE(activated.takeFirst().at(0).toInt(), 1);
}

void TestPageParts::errorBarQueues() {
  ErrorBar bar;
  QVERIFY(bar.isHidden());
  bar.showProblem(QStringLiteral("First."));
  bar.showProblem(QStringLiteral("Second."), QStringLiteral("why"));
  QVERIFY(!bar.isHidden());
  QCOMPARE(bar.count(), 2);
  QCOMPARE(bar.sentence(), QStringLiteral("Second."));
  bar.showProblem(QStringLiteral("First."));
  QCOMPARE(bar.count(), 2);
  QCOMPARE(bar.sentence(), QStringLiteral("First."));
  QTest::keyClick(&bar, Qt::Key_Escape);
  QCOMPARE(bar.sentence(), QStringLiteral("Second."));
  bar.dismiss();
  QVERIFY(bar.isHidden());
}

void TestPageParts::errorBarCopiesWithDetails() {
  ErrorBar bar;
  bar.showProblem(QStringLiteral("It failed."), QStringLiteral("offset 8"));
  for (QToolButton* button : bar.findChildren<QToolButton*>()) {
    if (button->text() == QLatin1String("Copy")) button->click();
  }
  QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("It failed.\noffset 8"));
}

void TestPageParts::errorBarActions() {
  ErrorBar bar;
  int done = 0;
  bar.show({ErrorBar::Severity::warning, QStringLiteral("Recover?"), {}, {{QStringLiteral("Recover"), [&] {
                                                                             ++done;
                                                                             bar.showProblem(
                                                                                 QStringLiteral("New."));
                                                                           }}}});
  for (QToolButton* button : bar.findChildren<QToolButton*>()) {
    if (button->text() == QLatin1String("Recover")) button->click();
  }
  QCOMPARE(done, 1);
  QCOMPARE(bar.count(), 1);
  QCOMPARE(bar.sentence(), QStringLiteral("New."));
}

void TestPageParts::headerElidesBeforeButtons() {
  PageHeader header(QStringLiteral("Workers"),
                    QStringLiteral("which tiles of the map are good, which are not, and why"));
  QAction train(QStringLiteral("Train"));
  QToolButton* button = header.addAction(&train, true);
  header.resize(320, 50);
  header.show();
  QVERIFY(button->geometry().right() <= header.width());
  QVERIFY(button->width() >= button->sizeHint().width());
  bool elided = false;
  for (const QLabel* label : header.findChildren<QLabel*>()) {
    if (label->text().endsWith(QChar(0x2026))) elided = !label->toolTip().isEmpty();
  }
  QVERIFY(elided);
}

void TestPageParts::headerButtonsFollowActions() {
  PageHeader header;
  QAction action(icon(QStringLiteral("retrain")), QStringLiteral("Retrain"));
  QToolButton* button = header.addAction(&action, true);
  header.show();
  action.setText(QStringLiteral("Retrain 5 faulty"));
  QCOMPARE(button->text(), QStringLiteral("Retrain 5 faulty"));
  QCOMPARE(button->accessibleName(), QStringLiteral("Retrain 5 faulty"));
  // On the accent the icon has the colour that can be seen there.
  QCOMPARE(button->icon().pixmap(16, 16).toImage(),
           icon(QStringLiteral("retrain"), IconColour::on_accent).pixmap(16, 16).toImage());
  action.setEnabled(false);
  QVERIFY(!button->isEnabled());
  action.setVisible(false);
  QVERIFY(button->isHidden());
}

void TestPageParts::emptyStateHasItsButton() {
  EmptyState state(QStringLiteral("pair"), QStringLiteral("No models yet"),
                   QStringLiteral("Open two models."));
  QAction open(QStringLiteral("Open"));
  QSignalSpy triggered(&open, &QAction::triggered);
  state.addAction(&open);
  state.findChild<QToolButton*>()->click();
  QCOMPARE(triggered.count(), 1);
  QCOMPARE(state.accessibleName(), QStringLiteral("No models yet"));
}

void TestPageParts::problemsAreShownWhole() {
  // A long sentence wraps; nothing of it is cut off.
  ErrorBar bar;
  bar.resize(500, 40);
  bar.showProblem(
      QStringLiteral("The file model-00001-of-00003.safetensors could not be opened because its header "
                     "names more bytes than the file has. Download it again and check its size."));
  bar.adjustSize();
  bar.resize(500, bar.layout()->totalHeightForWidth(500));
  QTest::qWait(1);
  for (const QLabel* label : bar.findChildren<QLabel*>()) {
    if (label->text().startsWith(QStringLiteral("The file"))) {
      QVERIFY(label->height() >= label->heightForWidth(label->width()));
    }
  }
}

QTEST_MAIN(TestPageParts)
#include "tst_page_parts.moc"
