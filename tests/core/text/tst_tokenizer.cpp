// SPDX-License-Identifier: GPL-3.0-or-later
// Tokens of real vocabularies against the ids that the models' own tokenizers gave.
#include "core/base/atomic_file.h"
#include "core/base/json.h"
#include "core/text/tokenizer.h"
#include "tests/support/test_data.h"

#include <random>
#include <sstream>
#include <thread>

#include <QTest>

using namespace prism;

namespace {

using Ids = std::vector<std::int32_t>;
constexpr EncodeOptions kPlain{false, false};

std::vector<std::string> texts_of(const std::filesystem::path& file) {
  constexpr std::string_view kSeparator = "\n__ggml_vocab_test__\n";
  std::string all = read_file(file);
  std::vector<std::string> texts;
  for (std::size_t begin = 0; begin < all.size();) {
    const std::size_t end = std::min(all.find(kSeparator, begin), all.size());
    texts.push_back(all.substr(begin, end - begin));
    begin = end + kSeparator.size();
  }
  return texts;
}

std::vector<Ids> lines_of(const std::filesystem::path& file) {
  std::istringstream all(read_file(file));
  std::vector<Ids> lines;
  for (std::string line; std::getline(all, line);) {
    std::istringstream words(line);
    Ids ids;
    for (std::int32_t id = 0; words >> id;) ids.push_back(id);
    lines.push_back(std::move(ids));
  }
  return lines;
}

/// Every part of the text stands in one token after the other, added ones aside.
bool covers(const Tokenizer& tokenizer, const std::string& text) {
  std::size_t end = 0;
  for (const TextToken& token : tokenizer.tokens(text, kPlain)) {
    if (token.begin > token.end || token.end > text.size() || token.begin > end) return false;
    end = std::max(end, token.end);
  }
  return end == text.size();
}

std::string random_bytes(std::mt19937& random, std::size_t size) {
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random() & 0xFF);
  return bytes;
}

}  // namespace

class TestTokenizer : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void conforms_data();
  void conforms();
  void comesBack_data();
  void comesBack();
  void longWords_data();
  void longWords();
  void books_data();
  void books();
  void story();
  void endsAreKnown();
  void manyThreads();
  void cleanupTestCase();

 private:
  QStringList m_table;
};

void TestTokenizer::conforms_data() {
  QTest::addColumn<QString>("vocabulary");
  QTest::addColumn<QString>("texts");
  QTest::newRow("llama-bpe") << "vocab/llama3/tokenizer.model"
                             << "vocab/llama3/llama-bpe";
  QTest::newRow("qwen2") << "vocab/qwen2/qwen.tiktoken"
                         << "vocab/qwen2/qwen2";
  for (const char* name : {"gpt-2", "llama-spm", "phi-3"}) {
    const QString file = QString("vocab/gguf/%1.gguf").arg(name);
    QTest::newRow(name) << file << file;
  }
}

void TestTokenizer::conforms() {
  QFETCH(QString, vocabulary);
  QFETCH(QString, texts);
  const auto file = test::shared_file(vocabulary.toStdString());
  if (file.empty()) QSKIP("no shared data");
  const auto tokenizer = Tokenizer::load(file);
  const auto inputs = texts_of(test::shared_file(texts.toStdString() + ".inp"));
  const auto expected = lines_of(test::shared_file(texts.toStdString() + ".out"));
  QCOMPARE(inputs.size(), expected.size());
  std::size_t right = 0, tokens = 0;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const Ids ids = tokenizer->encode(inputs[i], kPlain);
    tokens += expected[i].size();
    if (ids == expected[i]) {
      ++right;
    } else {
      qWarning() << "text" << i << inputs[i].c_str() << "gives" << ids << "not" << expected[i];
    }
    QCOMPARE(tokenizer->decode(ids), inputs[i]);
    QVERIFY(covers(*tokenizer, inputs[i]));
  }
  m_table << QString("%1 %2 of %3 texts, %4 tokens")
                 .arg(QTest::currentDataTag(), -10)
                 .arg(right)
                 .arg(inputs.size())
                 .arg(tokens);
  QCOMPARE(right, inputs.size());
}

void TestTokenizer::comesBack_data() {
  QTest::addColumn<QString>("vocabulary");
  for (const char* name : {"vocab/llama3/tokenizer.model", "vocab/qwen2/qwen.tiktoken",
                           "vocab/gguf/gpt-2.gguf", "vocab/gguf/llama-spm.gguf", "vocab/gguf/phi-3.gguf",
                           "llm/books-upper/tokenizer.json", "llm/stories260K/stories260K.gguf"})
    QTest::newRow(name) << name;
}

void TestTokenizer::comesBack() {
  QFETCH(QString, vocabulary);
  const auto file = test::shared_file(vocabulary.toStdString());
  if (file.empty()) QSKIP("no shared data");
  const auto tokenizer = Tokenizer::load(file);
  std::mt19937 random(1);
  std::vector<std::string> texts{"",  std::string(1, '\0'), std::string("a\0b", 3), "\xFF", "\xE2\x96", " ",
                                 "  "};
  for (const std::size_t size : {1, 2, 3, 5, 17, 100, 1000, 10000})
    for (int i = 0; i < 3; ++i) texts.push_back(random_bytes(random, size));
  for (const std::string& text : texts) {
    const Ids ids = tokenizer->encode(text, kPlain);
    QCOMPARE(tokenizer->decode(ids, false), text);
    QVERIFY(covers(*tokenizer, text));
  }
  QVERIFY(tokenizer->encode("", kPlain).empty());
}

void TestTokenizer::longWords_data() {
  comesBack_data();
}

void TestTokenizer::longWords() {
  QFETCH(QString, vocabulary);
  const auto file = test::shared_file(vocabulary.toStdString());
  if (file.empty()) QSKIP("no shared data");
  const auto tokenizer = Tokenizer::load(file);
  for (const std::string& text : {std::string(1'000'000, 'a'), std::string(100'000, ' '),
                                  std::string(100'000, '\n'), std::string(100'000, '\0')}) {
    const Ids ids = tokenizer->encode(text, kPlain);
    QVERIFY(tokenizer->decode(ids, false) == text);
  }
}

void TestTokenizer::books_data() {
  QTest::addColumn<QString>("model");
  QTest::newRow("books-upper") << "books-upper";
  QTest::newRow("books-lower") << "books-lower";
}

void TestTokenizer::books() {
  QFETCH(QString, model);
  const auto file = test::shared_file(("llm/" + model + "/reference.json").toStdString());
  if (file.empty()) QSKIP("no shared data");
  const Json reference = read_json_file(file);
  const auto tokenizer = Tokenizer::load(file.parent_path());
  QCOMPARE(tokenizer->encode(reference["prompt"].get<std::string>()), reference["ids"].get<Ids>());
  QCOMPARE(tokenizer->decode(reference["greedy_ids"].get<Ids>()),
           reference["greedy_text"].get<std::string>());
  const std::int32_t last = static_cast<std::int32_t>(tokenizer->vocabulary().size()) - 1;
  QCOMPARE(tokenizer->eos(), last);
  QCOMPARE(tokenizer->kind(), std::string("gpt2"));
  QCOMPARE(tokenizer->encode("a<|endoftext|>", {true, true}).back(), last);
  QVERIFY(tokenizer->encode("a<|endoftext|>").back() != last);
}

void TestTokenizer::story() {
  const auto file = test::shared_file("llm/stories260K/stories260K.gguf");
  if (file.empty()) QSKIP("no shared data");
  const auto tokenizer = Tokenizer::load(file);
  QCOMPARE(tokenizer->kind(), std::string("sentencepiece-bpe"));
  const Ids ids = tokenizer->encode("Once upon a time");
  QCOMPARE(ids, (Ids{1, 403, 407, 261, 378}));
  QCOMPARE(tokenizer->decode(ids), std::string("Once upon a time"));
}

void TestTokenizer::endsAreKnown() {
  const auto file = test::shared_file("vocab/gguf/phi-3.gguf");
  if (file.empty()) QSKIP("no shared data");
  const auto tokenizer = Tokenizer::load(file);
  QCOMPARE(tokenizer->bos(), 1);
  QCOMPARE(tokenizer->eos(), 32000);
  QCOMPARE(tokenizer->ends().front(), 32000);
  // <|end|> ends a turn too.
  QVERIFY(std::count(tokenizer->ends().begin(), tokenizer->ends().end(), 32007) == 1);
  QCOMPARE(tokenizer->encode("").front(), 1);
}

void TestTokenizer::manyThreads() {
  const auto file = test::shared_file("vocab/gguf/gpt-2.gguf");
  if (file.empty()) QSKIP("no shared data");
  const auto tokenizer = Tokenizer::load(file);
  std::mt19937 random(2);
  const std::string text = random_bytes(random, 20000);
  const Ids expected = tokenizer->encode(text);
  std::vector<Ids> found(4);
  {
    std::vector<std::jthread> threads;
    for (Ids& ids : found) threads.emplace_back([&] { ids = tokenizer->encode(text); });
  }
  for (const Ids& ids : found) QVERIFY(ids == expected);
}

void TestTokenizer::cleanupTestCase() {
  for (const QString& line : m_table) qInfo().noquote() << line;
}

QTEST_GUILESS_MAIN(TestTokenizer)
#include "tst_tokenizer.moc"
