// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/text/segmenter.h"
#include "core/text/vocabulary_map.h"
#include "tests/core/text/vocabulary_files.h"
#include "tests/support/test_data.h"

#include <numeric>

#include <QTest>

using namespace prism;
using test::make_vocabulary;
using test::put;

namespace {

std::int64_t count(const VocabularyMap& map, TokenClass token_class) {
  return map.counts[static_cast<std::size_t>(token_class)];
}

using Ids = std::vector<std::int32_t>;

Ids segments(const Vocabulary& vocabulary, std::string_view bytes) {
  const TokenIndex index(vocabulary);
  return Segmenter(vocabulary, index).segment(bytes);
}

std::string message_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

class TestVocabularyMap : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyClass();
  void ruleByRule_data();
  void ruleByRule();
  void rulesAreTriedInOrder();
  void flags();
  void flagNames();
  void pieceGoesBeforeByteToken();
  void segmentsByRank();
  void segmentsByMerges();
  void segmentsByScores();
  void segmentsByLongestMatch();
  void overrides();
  void badOverrides();
  void tsvRoundTrip();
  void badTsv();
  void undertrained();
  void stops();

 private:
  test::TemporaryFolder m_folder;
};

void TestVocabularyMap::everyClass() {
  Vocabulary upper = make_vocabulary({"<s>", "the", "The", "there", "\xFE", ""});
  upper.tokens[0].special = true;
  Vocabulary lower = make_vocabulary({"<s>", "the", "r", "e", "re"});
  lower.tokens[0].special = true;
  const VocabularyMap map = map_vocabularies(upper, lower);
  QCOMPARE(map.upper_size, 6);
  QCOMPARE(map.lower_size, 5);
  QVERIFY(map.pairs[0].token_class == TokenClass::special);
  QVERIFY(map.pairs[0].lower.empty());
  QVERIFY(map.pairs[1].token_class == TokenClass::exact);
  QCOMPARE(map.pairs[1].lower, Ids{1});
  QVERIFY(map.pairs[2].token_class == TokenClass::normalised);
  QCOMPARE(map.pairs[2].rule, std::string("case"));
  QCOMPARE(map.pairs[2].lower, Ids{1});
  QVERIFY(map.pairs[3].token_class == TokenClass::dropped);  // no "t" and no "h" to start from
  QVERIFY(map.pairs[4].token_class == TokenClass::dropped);
  QVERIFY(map.pairs[5].token_class == TokenClass::dropped);
  QCOMPARE(std::accumulate(map.counts.begin(), map.counts.end(), std::int64_t{0}), map.upper_size);
  QCOMPARE(count(map, TokenClass::exact), 1);
  QCOMPARE(map.coverage_upper, 1.0 / 5);
  QCOMPARE(map.coverage_lower, 1.0 / 4);

  lower.tokens.push_back({"t"});
  lower.tokens.push_back({"h"});
  lower.tokens.push_back({"th"});
  const VocabularyMap complete = map_vocabularies(upper, lower);
  QVERIFY(complete.pairs[3].token_class == TokenClass::approximated);
  QCOMPARE(complete.pairs[3].lower, (Ids{1, 4}));
}

void TestVocabularyMap::ruleByRule_data() {
  QTest::addColumn<QString>("rule");
  QTest::addColumn<QByteArray>("upper");
  QTest::addColumn<QByteArray>("lower");
  QTest::newRow("space added") << "space" << QByteArray("a") << QByteArray(" a");
  QTest::newRow("space taken") << "space" << QByteArray(" a") << QByteArray("a");
  QTest::newRow("nfc") << "nfc" << QByteArray("e\xCC\x81") << QByteArray("\xC3\xA9");
  QTest::newRow("nfc turned") << "nfc" << QByteArray("\xC3\xA9") << QByteArray("e\xCC\x81");
  QTest::newRow("nfkc ligature") << "nfkc" << QByteArray("\xEF\xAC\x81") << QByteArray("fi");
  QTest::newRow("nfkc turned") << "nfkc" << QByteArray("fi") << QByteArray("\xEF\xAC\x81");
  QTest::newRow("case up") << "case" << QByteArray("the") << QByteArray("THE");
  QTest::newRow("case beyond ASCII") << "case" << QByteArray("\xC3\x84") << QByteArray("\xC3\xA4");
  QTest::newRow("case of eszett") << "case" << QByteArray("\xC3\x9F") << QByteArray("SS");
}

void TestVocabularyMap::ruleByRule() {
  QFETCH(QString, rule);
  QFETCH(QByteArray, upper);
  QFETCH(QByteArray, lower);
  const Vocabulary a = make_vocabulary({upper.toStdString()});
  const Vocabulary b = make_vocabulary({lower.toStdString()});
  for (const char* tried : {"space", "nfc", "nfkc", "case"}) {
    MapOptions options;
    options.normalise = {tried};
    const VocabularyMap map = map_vocabularies(a, b, options);
    // Compatibility composition composes too.
    const bool applies = rule == tried || (rule == "nfc" && QString(tried) == "nfkc");
    const bool folds = rule.startsWith("nf") && QString(tried) == "case";  // folding normalises as well
    if (folds) continue;
    QCOMPARE(map.pairs[0].token_class == TokenClass::normalised, applies);
    if (applies) QCOMPARE(map.pairs[0].rule, std::string(tried));
  }
  MapOptions none;
  none.normalise.clear();
  QVERIFY(map_vocabularies(a, b, none).pairs[0].token_class != TokenClass::normalised);
  none.normalise = {"upside-down"};
  QVERIFY(message_of([&] { (void)map_vocabularies(a, b, none); }).find("space, nfc, nfkc or case") !=
          std::string::npos);
}

void TestVocabularyMap::rulesAreTriedInOrder() {
  const Vocabulary upper = make_vocabulary({"The"});
  const Vocabulary lower = make_vocabulary({"the", " The"});
  MapOptions options;
  options.normalise = {"space", "case"};
  QCOMPARE(map_vocabularies(upper, lower, options).pairs[0].lower, Ids{1});
  options.normalise = {"case", "space"};
  QCOMPARE(map_vocabularies(upper, lower, options).pairs[0].lower, Ids{0});
}

void TestVocabularyMap::flags() {
  Vocabulary upper = make_vocabulary({" \n", "\x01x", "\xE2\x96", "a", "<unused7>"});
  upper.tokens[4].unused = true;
  const VocabularyMap map = map_vocabularies(upper, upper);
  QCOMPARE(map.pairs[0].flags, std::uint32_t{kWhitespaceOnly});
  QCOMPARE(map.pairs[1].flags, std::uint32_t{kControlCharacters});
  QCOMPARE(map.pairs[2].flags, std::uint32_t{kNotUtf8});
  QCOMPARE(map.pairs[3].flags, std::uint32_t{kSingleByte});
  QCOMPARE(map.pairs[4].flags, std::uint32_t{kUnusedName});
  QCOMPARE(map.exact_utf8, 4);
  QCOMPARE(map.flags.at("whitespace"), 1);
  QCOMPARE(map.flags.at("undertrained"), 0);
}

void TestVocabularyMap::flagNames() {
  std::uint32_t all = 0;
  for (const char* name : {"whitespace", "control", "not_utf8", "unused", "undertrained", "single_byte"}) {
    QCOMPARE(names_of_flags(flag_of(name)), std::vector<std::string>{name});
    all |= flag_of(name);
  }
  QCOMPARE(all, 63u);
  QVERIFY(message_of([] { (void)flag_of("rare"); }).find("single_byte") != std::string::npos);
}

void TestVocabularyMap::pieceGoesBeforeByteToken() {
  Vocabulary lower = make_vocabulary({"A", "A"}, VocabularyKind::sentencepiece);
  lower.tokens[0].byte_fallback = true;
  const Vocabulary plain = make_vocabulary({"A"});
  QCOMPARE(map_vocabularies(plain, lower).pairs[0].lower, Ids{1});
  const VocabularyMap same = map_vocabularies(lower, lower);
  QCOMPARE(same.pairs[0].lower, Ids{0});
  QCOMPARE(same.pairs[1].lower, Ids{1});
  QCOMPARE(same.coverage_lower, 1.0);
}

void TestVocabularyMap::segmentsByRank() {
  // "bc" has the lower rank, so "abc" is a + bc although "ab" comes first in the text.
  const Vocabulary vocabulary = make_vocabulary({"a", "b", "c", "bc", "ab", "abcabc"});
  QCOMPARE(segments(vocabulary, "abc"), (Ids{0, 3}));
  QCOMPARE(segments(vocabulary, "ab"), Ids{4});
  QCOMPARE(segments(vocabulary, "abd"), Ids{});
  QCOMPARE(segments(vocabulary, std::string(Segmenter::kLongest + 1, 'a')), Ids{});
  QCOMPARE(segments(vocabulary, std::string(Segmenter::kLongest, 'a')).size(), Segmenter::kLongest);
}

void TestVocabularyMap::segmentsByMerges() {
  Vocabulary vocabulary = make_vocabulary({"a", "b", "c", "bc", "ab"}, VocabularyKind::byte_bpe);
  vocabulary.merges = {{"a", "b"}, {"b", "c"}};
  QCOMPARE(segments(vocabulary, "abc"), (Ids{4, 2}));  // the rules' order, not the ids'
  vocabulary.merges = {{"b", "c"}, {"a", "b"}};
  QCOMPARE(segments(vocabulary, "abc"), (Ids{0, 3}));
}

void TestVocabularyMap::segmentsByScores() {
  Vocabulary vocabulary =
      make_vocabulary({"\xC3", "\xBC", "a", "b", "ab", " ", " a"}, VocabularyKind::sentencepiece);
  vocabulary.tokens[0].byte_fallback = vocabulary.tokens[1].byte_fallback = true;
  vocabulary.scores = {0, 0, -5, -6, -2, -7, -1};
  QCOMPARE(segments(vocabulary, " ab"), (Ids{6, 3}));       // " a" scores higher than "ab"
  QCOMPARE(segments(vocabulary, "\xC3\xBC"), (Ids{0, 1}));  // a character without a piece: its bytes
  QCOMPARE(segments(vocabulary, "\xC3\xA9"), Ids{});
}

void TestVocabularyMap::segmentsByLongestMatch() {
  Vocabulary vocabulary = make_vocabulary({"a", "ab", "abc", "c", "d"}, VocabularyKind::sentencepiece);
  vocabulary.scores = {-1, -1, -1, -1, -1};
  vocabulary.unigram = true;
  QCOMPARE(segments(vocabulary, "ababcd"), (Ids{1, 2, 4}));
  QCOMPARE(segments(vocabulary, "abx"), Ids{});
}

void TestVocabularyMap::overrides() {
  Vocabulary upper = make_vocabulary({"<s>", "one", "two", "three", "four"});
  upper.tokens[0].special = true;
  const Vocabulary lower = make_vocabulary({"one", "zwei", "drei", "four"});
  MapOptions options;
  options.overrides = put(m_folder / "edits.tsv", "# edits\n\n0\t0\n2\t1\r\n3\t1,2\n1\t-\n4\t0\n4\t3\n");
  const VocabularyMap map = map_vocabularies(upper, lower, options);
  QVERIFY(map.pairs[0].token_class ==
          TokenClass::normalised);  // no longer special: the user gave it a partner
  QVERIFY(map.pairs[1].token_class == TokenClass::exact);
  QVERIFY(map.pairs[1].excluded);
  QCOMPARE(map.pairs[2].lower, Ids{1});
  QCOMPARE(map.pairs[2].rule, std::string("override"));
  QVERIFY(map.pairs[3].token_class == TokenClass::approximated);
  QCOMPARE(map.pairs[3].lower, (Ids{1, 2}));
  QVERIFY(map.pairs[4].token_class == TokenClass::exact);  // the later line counts
  QCOMPARE(std::accumulate(map.counts.begin(), map.counts.end(), std::int64_t{0}), map.upper_size);
  QCOMPARE(count(map, TokenClass::special), 0);
}

void TestVocabularyMap::badOverrides() {
  const Vocabulary vocabulary = make_vocabulary({"a", "b"});
  MapOptions options;
  for (const char* text : {"0\t0\n2\t0\n", "0\t0\n0\t2\n", "0\t0\n0\n", "0\t0\nx\t0\n", "0\t0\n0\t\n",
                           "0\t0\n0\t0,\n", "0\t0\n-1\t0\n", "0\t0\n0\t0\t0\n", "0\t0\n99999999999\t0\n"}) {
    options.overrides = put(m_folder / "bad.tsv", text);
    const std::string message = message_of([&] { (void)map_vocabularies(vocabulary, vocabulary, options); });
    QVERIFY2(message.find("bad.tsv: line 2: ") != std::string::npos, (std::string(text) + message).c_str());
  }
}

void TestVocabularyMap::tsvRoundTrip() {
  Vocabulary upper = make_vocabulary({"\t", "a\nb\\", "\xFF\x01", " the", "<s>", "ab", "\xE2\x80\xA8"});
  upper.tokens[4].special = true;
  upper.tokens[4].unused = true;
  const Vocabulary lower = make_vocabulary({"\t", "a", "b", "The", "the", "\xFF", "\x01"});
  VocabularyMap map = map_vocabularies(upper, lower);
  set_override(map, upper, lower, 3, {3});
  set_override(map, upper, lower, 0, {});
  map.recount(upper, lower);
  const auto path = m_folder / "map.tsv";
  write_map_tsv(map, upper, lower, path);
  const std::string text = read_file(path);
  QCOMPARE(std::count(text.begin(), text.end(), '\n'), 8);   // a header and a line each
  QCOMPARE(std::count(text.begin(), text.end(), '\t'), 56);  // seven in each
  QVERIFY(text.find("\xE2\x80\xA8") == std::string::npos);
  const VocabularyMap again = read_map_tsv(path, upper, lower);
  QCOMPARE(again.pairs.size(), map.pairs.size());
  for (std::size_t i = 0; i < map.pairs.size(); ++i) {
    QCOMPARE(again.pairs[i].upper, map.pairs[i].upper);
    QVERIFY(again.pairs[i].token_class == map.pairs[i].token_class);
    QCOMPARE(again.pairs[i].flags, map.pairs[i].flags);
    QCOMPARE(again.pairs[i].lower, map.pairs[i].lower);
    QCOMPARE(again.pairs[i].rule, map.pairs[i].rule);
    QCOMPARE(again.pairs[i].excluded, map.pairs[i].excluded);
  }
  QCOMPARE(again.counts, map.counts);
  QCOMPARE(again.flags, map.flags);
}

void TestVocabularyMap::badTsv() {
  const Vocabulary vocabulary = make_vocabulary({"a", "b"});
  const auto path = m_folder / "table.tsv";
  write_map_tsv(map_vocabularies(vocabulary, vocabulary), vocabulary, vocabulary, path);
  const std::string good = read_file(path);
  const auto refused = [&](const std::string& text) {
    put(path, text);
    return message_of([&] { (void)read_map_tsv(path, vocabulary, vocabulary); });
  };
  QCOMPARE(refused(good), std::string());
  QVERIFY(refused("").find("line 1") != std::string::npos);
  QVERIFY(refused(good.substr(0, good.find("\n1\tb") + 1)).find("expected 2") != std::string::npos);
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    return refused(text.replace(text.find(from), from.size(), to));
  };
  QVERIFY(with("exact", "exactly").find("line 2") != std::string::npos);
  QVERIFY(with("single_byte", "rare").find("line 2") != std::string::npos);
  QVERIFY(with("1\tb", "0\ta").find("line 3") != std::string::npos);
  QVERIFY(with("1\tb", "1\tc").find("another upper vocabulary") != std::string::npos);
  QVERIFY(with("1\tb", "1\t\\q").find("malformed escape") != std::string::npos);
}

void TestVocabularyMap::undertrained() {
  const Vocabulary vocabulary = make_vocabulary({"a", "b", "c", "d", "e"});
  VocabularyMap map = map_vocabularies(vocabulary, vocabulary);
  // Rows beyond the vocabulary, here a tiny one, are padding and have no say in the median.
  const std::vector<float> upper{1.0F, 0.9F, 0.1F, 1.1F, 1.2F, 0.0F};
  const std::vector<float> lower{2.0F, 0.5F, 2.1F, 1.9F, 2.2F};
  mark_undertrained(map, upper, lower);
  map.recount(vocabulary, vocabulary);
  QCOMPARE(map.flags.at("undertrained"), 2);
  QVERIFY((map.pairs[1].flags & kUndertrained) != 0);
  QVERIFY((map.pairs[2].flags & kUndertrained) != 0);
  mark_undertrained(map, upper, {});
  map.recount(vocabulary, vocabulary);
  QCOMPARE(map.flags.at("undertrained"), 1);
}

void TestVocabularyMap::stops() {
  std::stop_source source;
  source.request_stop();
  const Vocabulary vocabulary = make_vocabulary({"a"});
  QVERIFY_EXCEPTION_THROWN((void)map_vocabularies(vocabulary, vocabulary, {}, RunControl(source.get_token())),
                           Stopped);
}

QTEST_APPLESS_MAIN(TestVocabularyMap)
#include "tst_vocabulary_map.moc"
