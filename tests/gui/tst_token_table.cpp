// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/token_table_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace prism;
using namespace prism::app;

class TestTokenTable : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init();
  void isAWellBehavedModel();
  void filters_data();
  void filters();
  void sortsStably();
  void editsAskAndNeverChange();
  void refusesIdsThatDoNotExist();
  void anEditKeepsRowsInPlace();

 private:
  std::shared_ptr<Vocabulary> m_upper, m_lower;
  std::shared_ptr<VocabularyMap> m_map;
  [[nodiscard]] std::vector<int> ids(const TokenTableModel& model) const;
};

void TestTokenTable::init() {
  m_upper = std::make_shared<Vocabulary>();
  m_lower = std::make_shared<Vocabulary>();
  for (const char* text : {" The", "the", "zebra", "<|end|>", "\n", "naïve"})
    m_upper->tokens.push_back({.bytes = text});
  for (const char* text : {"the", " The", "na", "ïve"}) m_lower->tokens.push_back({.bytes = text});
  m_map = std::make_shared<VocabularyMap>();
  m_map->upper_size = m_upper->size();
  m_map->lower_size = m_lower->size();
  m_map->pairs = {
      {.upper = 0, .token_class = TokenClass::exact, .lower = {1}, .rule = {}},
      {.upper = 1, .token_class = TokenClass::exact, .lower = {0}, .rule = {}},
      {.upper = 2, .token_class = TokenClass::dropped, .lower = {}, .rule = {}},
      {.upper = 3, .token_class = TokenClass::special, .lower = {}, .rule = {}},
      {.upper = 4,
       .token_class = TokenClass::dropped,
       .flags = kWhitespaceOnly | kControlCharacters,
       .lower = {},
       .rule = {}},
      {.upper = 5, .token_class = TokenClass::approximated, .lower = {2, 3}, .rule = {}},
  };
}

std::vector<int> TestTokenTable::ids(const TokenTableModel& model) const {
  std::vector<int> all;
  for (int row = 0; row < model.rowCount(); ++row) all.push_back(model.pairAt(row).upper);
  return all;
}

void TestTokenTable::isAWellBehavedModel() {
  TokenTableModel model;
  const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
  QCOMPARE(model.rowCount(), 0);
  model.setMap(m_map, m_upper, m_lower);
  QCOMPARE(model.rowCount(), 6);
  model.setFilter({.text = QStringLiteral("the")});
  model.sort(TokenTableModel::UpperText, Qt::DescendingOrder);
  model.setMap(nullptr, nullptr, nullptr);
  QCOMPARE(model.rowCount(), 0);
}

void TestTokenTable::filters_data() {
  QTest::addColumn<TokenFilter>("filter");
  QTest::addColumn<std::vector<int>>("expected");
  using Ids = std::vector<int>;
  QTest::newRow("none") << TokenFilter{} << Ids{0, 1, 2, 3, 4, 5};
  QTest::newRow("text ignores case") << TokenFilter{.text = QStringLiteral("THE")} << Ids{0, 1};
  QTest::newRow("visible space is a space") << TokenFilter{.text = QStringLiteral("␣t")} << Ids{0};
  QTest::newRow("lower side too") << TokenFilter{.text = QStringLiteral("ïve")} << Ids{5};
  QTest::newRow("id") << TokenFilter{.text = QStringLiteral("#2")} << Ids{2};
  QTest::newRow("class") << TokenFilter{.text = {}, .token_class = TokenClass::exact} << Ids{0, 1};
  QTest::newRow("flag") << TokenFilter{.text = {}, .flags = kControlCharacters} << Ids{4};
  QTest::newRow("both") << TokenFilter{.text = QStringLiteral("z"), .token_class = TokenClass::exact}
                        << Ids{};
}

void TestTokenTable::filters() {
  QFETCH(TokenFilter, filter);
  QFETCH(std::vector<int>, expected);
  TokenTableModel model;
  model.setMap(m_map, m_upper, m_lower);
  model.setFilter(filter);
  QCOMPARE(ids(model), expected);
}

void TestTokenTable::sortsStably() {
  TokenTableModel model;
  model.setMap(m_map, m_upper, m_lower);
  model.sort(TokenTableModel::Class, Qt::AscendingOrder);
  QCOMPARE(ids(model), (std::vector<int>{3, 0, 1, 5, 2, 4}));
  const QPersistentModelIndex zebra = model.index(4, TokenTableModel::UpperText);
  QCOMPARE(zebra.data().toString(), QStringLiteral("zebra"));
  model.sort(TokenTableModel::Class, Qt::DescendingOrder);
  QCOMPARE(ids(model), (std::vector<int>{2, 4, 5, 0, 1, 3}));
  QCOMPARE(zebra.row(), 0);
}

void TestTokenTable::editsAskAndNeverChange() {
  TokenTableModel model;
  model.setMap(m_map, m_upper, m_lower);
  QSignalSpy overrides(&model, &TokenTableModel::overrideRequested);
  QSignalSpy exclusions(&model, &TokenTableModel::excludeRequested);
  QVERIFY(model.setData(model.index(2, TokenTableModel::LowerIds), QStringLiteral("0, 3"), Qt::EditRole));
  QCOMPARE(overrides.size(), 1);
  QCOMPARE(overrides[0][0].value<std::int32_t>(), 2);
  QCOMPARE(overrides[0][1].value<std::vector<std::int32_t>>(), (std::vector<std::int32_t>{0, 3}));
  QVERIFY(model.setData(model.index(1, TokenTableModel::Use), Qt::Unchecked, Qt::CheckStateRole));
  QCOMPARE(exclusions.size(), 1);
  QCOMPARE(exclusions[0][1].toBool(), true);
  QVERIFY(model.index(2, TokenTableModel::LowerIds).data().toString().isEmpty());
}

void TestTokenTable::refusesIdsThatDoNotExist() {
  TokenTableModel model;
  model.setMap(m_map, m_upper, m_lower);
  QSignalSpy refused(&model, &TokenTableModel::inputRefused);
  QSignalSpy overrides(&model, &TokenTableModel::overrideRequested);
  for (const char* text : {"4", "-1", "x", "0, 99"}) {
    QVERIFY(
        !model.setData(model.index(0, TokenTableModel::LowerIds), QString::fromLatin1(text), Qt::EditRole));
  }
  QCOMPARE(refused.size(), 4);
  QCOMPARE(overrides.size(), 0);
}

void TestTokenTable::anEditKeepsRowsInPlace() {
  TokenTableModel model;
  model.setMap(m_map, m_upper, m_lower);
  model.sort(TokenTableModel::UpperText, Qt::AscendingOrder);
  const auto before = ids(model);
  QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
  auto edited = std::make_shared<VocabularyMap>(*m_map);
  edited->pairs[2].lower = {3};
  edited->pairs[2].rule = "override";
  model.setMap(edited, m_upper, m_lower);
  QCOMPARE(resets.size(), 0);
  QCOMPARE(ids(model), before);
}

QTEST_MAIN(TestTokenTable)
#include "tst_token_table.moc"
