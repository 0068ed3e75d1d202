// SPDX-License-Identifier: GPL-3.0-or-later
// Real vocabularies against each other: counts found with independent programs, and properties of every map.
#include "core/text/vocabulary_map.h"
#include "tests/support/test_data.h"

#include <map>
#include <numeric>

#include <QTest>

using namespace prism;

namespace {

const Vocabulary& shared(const std::string& name) {
  static std::map<std::string, Vocabulary> cache;
  const auto found = cache.find(name);
  return found != cache.end() ? found->second
                              : cache.emplace(name, load_vocabulary(test::shared_file(name))).first->second;
}

std::int32_t id_of(const Vocabulary& vocabulary, const std::string& bytes) {
  for (std::size_t id = 0; id < vocabulary.tokens.size(); ++id)
    if (vocabulary.tokens[id].bytes == bytes && !vocabulary.tokens[id].byte_fallback)
      return static_cast<std::int32_t>(id);
  return -1;
}

std::int64_t count(const VocabularyMap& map, TokenClass token_class) {
  return map.counts[static_cast<std::size_t>(token_class)];
}

}  // namespace

class TestVocabularyPairs : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    if (test::shared_data().empty()) QSKIP("real files are not there");
  }
  void llama3AgainstQwen2();
  void byteLevelAgainstPieces();
  void booksPair();
  void propertiesOfEveryPair();
};

void TestVocabularyPairs::llama3AgainstQwen2() {
  const VocabularyMap map =
      map_vocabularies(shared("vocab/llama3/tokenizer.model"), shared("vocab/qwen2/qwen.tiktoken"));
  QCOMPARE(count(map, TokenClass::exact), 109566);
  QCOMPARE(map.exact_utf8, 108589);
  QCOMPARE(map.flags.at("whitespace"), 441);
  QCOMPARE(map.flags.at("control"), 31);
  QCOMPARE(map.flags.at("single_byte"), 256);
  QCOMPARE(map.flags.at("not_utf8"), 109566 - 108589);
  QCOMPARE(count(map, TokenClass::special), 0);
  QCOMPARE(count(map, TokenClass::dropped), 0);  // Qwen has every byte
  QVERIFY(qAbs(map.coverage_upper - 0.856) < 5e-4);
  QVERIFY(qAbs(map.coverage_lower - 0.723) < 8e-4);
}

void TestVocabularyPairs::byteLevelAgainstPieces() {
  const Vocabulary& gpt2 = shared("vocab/gguf/gpt-2.gguf");
  const Vocabulary& llama = shared("vocab/gguf/llama-spm.gguf");
  const VocabularyMap map = map_vocabularies(gpt2, llama);
  // Through Ġ and ▁.
  const auto& the = map.pairs[static_cast<std::size_t>(id_of(gpt2, " the"))];
  QVERIFY(the.token_class == TokenClass::exact);
  QCOMPARE(the.lower.front(), id_of(llama, " the"));
  QCOMPARE(the.lower.front(), 278);
  // Through <0xNN>: every single byte of GPT-2 meets one.
  for (int byte = 0; byte < 256; ++byte) {
    const auto id = id_of(gpt2, std::string(1, static_cast<char>(byte)));
    QVERIFY(map.pairs[static_cast<std::size_t>(id)].token_class == TokenClass::exact);
  }
  QCOMPARE(map.pairs[static_cast<std::size_t>(id_of(gpt2, "\x01"))].lower.front(), 3 + 0x01);
  QCOMPARE(count(map, TokenClass::special), 1);
  QCOMPARE(count(map, TokenClass::exact), 18207);
  QCOMPARE(count(map, TokenClass::dropped), 0);
  // The other way round a byte token and a piece may meet the same byte-level token.
  QCOMPARE(count(map_vocabularies(llama, gpt2), TokenClass::exact), 18303);
}

void TestVocabularyPairs::booksPair() {
  const Vocabulary& upper = shared("llm/books-upper/tokenizer.json");
  const Vocabulary& lower = shared("llm/books-lower/tokenizer.json");
  const VocabularyMap up = map_vocabularies(lower, upper);
  QCOMPARE(count(up, TokenClass::exact), 3071);  // all text tokens of the lower one
  QCOMPARE(count(up, TokenClass::special), 1);
  const VocabularyMap map = map_vocabularies(upper, lower);
  QCOMPARE(count(map, TokenClass::exact), 3071);
  QCOMPARE(map.coverage_lower, 1.0);
  QCOMPARE(count(map, TokenClass::dropped), 0);
}

void TestVocabularyPairs::propertiesOfEveryPair() {
  const std::vector<std::string> names{"vocab/gguf/gpt-2.gguf", "vocab/gguf/llama-spm.gguf",
                                       "vocab/qwen2/qwen.tiktoken", "llm/books-upper/tokenizer.json",
                                       "llm/stories260K/stories260K.gguf"};
  for (const std::string& a : names) {
    for (const std::string& b : names) {
      const Vocabulary& upper = shared(a);
      const Vocabulary& lower = shared(b);
      const VocabularyMap map = map_vocabularies(upper, lower);
      const std::string pair = a + " × " + b;
      QVERIFY2(std::accumulate(map.counts.begin(), map.counts.end(), std::int64_t{0}) == upper.size(),
               pair.c_str());
      if (a == b) QVERIFY2(map.coverage_upper == 1, pair.c_str());
      for (const TokenPair& token : map.pairs) {
        const std::string& bytes = upper.tokens[static_cast<std::size_t>(token.upper)].bytes;
        std::string joined;
        for (const std::int32_t id : token.lower) joined += lower.tokens[static_cast<std::size_t>(id)].bytes;
        // Exact and approximated partners spell the token byte by byte.
        if (token.token_class == TokenClass::exact || token.token_class == TokenClass::approximated)
          QVERIFY2(joined == bytes, pair.c_str());
        if (token.token_class == TokenClass::exact || token.token_class == TokenClass::normalised)
          QVERIFY2(token.lower.size() == 1, pair.c_str());
        if (token.token_class == TokenClass::special || token.token_class == TokenClass::dropped)
          QVERIFY2(token.lower.empty(), pair.c_str());
        QVERIFY2(token.rule.empty() == (token.token_class != TokenClass::normalised), pair.c_str());
      }
    }
  }
}

QTEST_APPLESS_MAIN(TestVocabularyPairs)
#include "tst_vocabulary_pairs.moc"
