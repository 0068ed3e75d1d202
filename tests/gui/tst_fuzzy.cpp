// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/fuzzy.h"

#include <QTest>

using prism::app::fuzzy_score;

class TestFuzzy : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void lettersMustBeThereInOrder() {
    QVERIFY(fuzzy_score("tw", "Train workers") >= 0);
    QCOMPARE(fuzzy_score("wt", "Train w"), -1);
    QCOMPARE(fuzzy_score("xyz", "Train workers"), -1);
    QCOMPARE(fuzzy_score("long query", "short"), -1);
    QCOMPARE(fuzzy_score("a", ""), -1);
  }
  void emptyQueryFindsAll() { QCOMPARE(fuzzy_score("", "anything"), 0); }
  void startsOfWordsWin() {
    QVERIFY(fuzzy_score("tw", "Train workers") > fuzzy_score("tw", "Artworks"));
    QVERIFY(fuzzy_score("undo", "Edit: Undo") > fuzzy_score("undo", "File: Open under another load"));
  }
  void shorterWinsAmongEquals() {
    QVERIFY(fuzzy_score("save", "Save project") >
            fuzzy_score("save", "Save project under another name of your choice"));
  }
  void ignoresCaseAndSpaces() {
    QCOMPARE(fuzzy_score("T W", "train workers"), fuzzy_score("tw", "Train Workers"));
  }
};

QTEST_APPLESS_MAIN(TestFuzzy)
#include "tst_fuzzy.moc"
