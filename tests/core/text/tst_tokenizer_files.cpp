// SPDX-License-Identifier: GPL-3.0-or-later
// Every step a tokenizer file can name, on small files written for it.
#include "core/text/encodings.h"
#include "core/text/tokenizer.h"
#include "tests/core/text/tokenizer_files.h"
#include "tests/core/text/vocabulary_files.h"
#include "tests/support/test_data.h"

#include <QTest>

using namespace prism;
using test::put;

namespace {

using Ids = std::vector<std::int32_t>;
using Words = QStringList;

/// The pieces of a text as they stand in it.
Words words_of(const Tokenizer& tokenizer, const std::string& text) {
  Words words;
  for (const TextToken& token : tokenizer.tokens(text, {false, false}))
    words << QString::fromStdString(text.substr(token.begin, token.end - token.begin));
  return words;
}

/// A byte-level file of which every word is one token, so that tokens show the words. `words` are its tokens.
test::ByteLevelJson whole_words(const Words& words) {
  test::ByteLevelJson file;
  for (const QString& word : words) {
    const std::string bytes = word.toStdString();
    for (std::size_t size = 2; size <= bytes.size(); ++size)
      file.merge(bytes.substr(0, size - 1), bytes.substr(size - 1, 1));
  }
  return file;
}

}  // namespace

class TestTokenizerFiles : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void splits_data();
  void splits();
  void splitsStandIns();
  void namedPreTokenizers_data();
  void namedPreTokenizers();
  void normalises_data();
  void normalises();
  void addedTokens();
  void specialsAround();
  void ignoreMerges();
  void pieces();
  void piecesOverSpaces();
  void wordsOfT5();
  void sentencePieceModel();
  void unigram();
  void charsmap();
  void placesSurviveNormalising();

 private:
  std::shared_ptr<const Tokenizer> load(const std::string& bytes, const std::string& pattern = {}) {
    return Tokenizer::load(put(m_folder / "tokenizer", bytes), pattern);
  }
  test::TemporaryFolder m_folder;
};

void TestTokenizerFiles::splits_data() {
  QTest::addColumn<QByteArray>("step");
  QTest::addColumn<QString>("text");
  QTest::addColumn<QStringList>("words");
  const auto row = [](const char* name, const char* step, const char* text, const Words& words) {
    QTest::newRow(name) << QByteArray(step) << QString::fromUtf8(text) << words;
  };
  const auto split = [](const char* behaviour, const char* invert = "false") {
    return QByteArray(R"({"type":"Split","pattern":{"String":"-"},"behavior":")") + behaviour +
           R"(","invert":)" + invert + "}";
  };
  row("gpt2", R"({"type":"ByteLevel","add_prefix_space":false})", "ab  cd12 e's\n",
      {"ab", " ", " cd", "12", " e", "'s", "\n"});
  row("isolated", split("Isolated"), "ab--cd", {"ab", "-", "-", "cd"});
  row("removed", split("Removed"), "ab--cd", {"ab", "cd"});
  row("with previous", split("MergedWithPrevious"), "ab--cd", {"ab-", "-", "cd"});
  row("with next", split("MergedWithNext"), "ab--cd", {"ab", "-", "-cd"});
  row("contiguous", split("Contiguous"), "ab--cd", {"ab", "--", "cd"});
  row("inverted", split("Removed", "true"), "ab--cd", {"-", "-"});
  row("regex", R"({"type":"Split","pattern":{"Regex":"\\p{N}{1,3}"},"behavior":"Isolated"})", "ab12345",
      {"ab", "123", "45"});
  row("digits", R"({"type":"Digits","individual_digits":true})", "ab12", {"ab", "1", "2"});
  row("digits together", R"({"type":"Digits","individual_digits":false})", "ab12", {"ab", "12"});
  row("punctuation", R"({"type":"Punctuation","behavior":"Isolated"})", "ab,,cd", {"ab", ",", ",", "cd"});
  row("white space", R"({"type":"WhitespaceSplit"})", "ab  cd", {"ab", "cd"});
  row("words", R"({"type":"Whitespace"})", "ab, cd", {"ab", ",", "cd"});
  row("delimiter", R"({"type":"CharDelimiterSplit","delimiter":"-"})", "ab-cd", {"ab", "cd"});
}

void TestTokenizerFiles::splits() {
  QFETCH(QByteArray, step);
  QFETCH(QString, text);
  QFETCH(QStringList, words);
  test::ByteLevelJson file = whole_words(words);
  file.section("pre_tokenizer",
               {{"type", "Sequence"},
                {"pretokenizers",
                 {Json::parse(step.toStdString()),
                  {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", false}}}}});
  QCOMPARE(words_of(*load(file.text()), text.toStdString()), words);
}

void TestTokenizerFiles::splitsStandIns() {
  // As Falcon's file has it: steps after ByteLevel see Ġ, not the space.
  const Words words{"ab", " ", "12"};
  test::ByteLevelJson file = whole_words(words);
  file.section("pre_tokenizer", {{"type", "Sequence"},
                                 {"pretokenizers",
                                  {{{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", true}},
                                   {{"type", "Digits"}, {"individual_digits", false}}}}});
  QCOMPARE(words_of(*load(file.text()), "ab 12"), words);
  file.section("pre_tokenizer",
               {{"type", "Sequence"},
                {"pretokenizers",
                 {{{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", false}},
                  {{"type", "Split"}, {"pattern", {{"String", "\u0120"}}}, {"behavior", "Isolated"}}}}});
  QCOMPARE(words_of(*load(file.text()), "ab 12"), words);
}

void TestTokenizerFiles::namedPreTokenizers_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<QString>("text");
  QTest::addColumn<QStringList>("words");
  const auto row = [](const char* name, const char* text, const Words& words) {
    QTest::newRow(name) << name << QString::fromUtf8(text) << words;
  };
  row("gpt-2", "Don't 12345!!\n\n x", {"Don", "'t", " 12345", "!!", "\n\n", " x"});
  row("llama-bpe", "DON'T 12345!!\n\n x", {"DON", "'T", " ", "123", "45", "!!\n\n", " x"});
  row("qwen2", "ab 123", {"ab", " ", "1", "2", "3"});
  row("starcoder", "ab 12", {"ab", " ", "1", "2"});
  row("refact", "ab 12", {"ab", " ", "1", "2"});
  row("command-r", "ab 12", {"ab", " ", "1", "2"});
  row("falcon", "a, 12345$b", {"a", ",", " ", "123", "45", "$", "b"});
  row("deepseek-llm", "ab\n cd, 12", {"ab", "\n", " cd", ",", " ", "12"});
  row("deepseek-coder", "ab cd, 12", {"ab", " cd", ",", " ", "1", "2"});
  row("deepseek-v3", "ab 1234 (cd", {"ab", " ", "123", "4", " (", "cd"});
  row("gpt-4o", "HelloWorld it's", {"Hello", "World", " it's"});
  row("tekken", "HelloWorld 12", {"Hello", "World", " ", "1", "2"});
  row("bloom", "ab, cd", {"ab", ",", " cd"});
  row("smollm", "ab 12", {"ab", " ", "1", "2"});
  row("default", "a, 1234", {"a", ",", " ", "123", "4"});
}

void TestTokenizerFiles::namedPreTokenizers() {
  QFETCH(QString, name);
  QFETCH(QString, text);
  QFETCH(QStringList, words);
  std::vector<std::string> tokens, merges;
  for (int byte = 0; byte < 256; ++byte)
    tokens.push_back(byte_level_of(std::string(1, static_cast<char>(byte))));
  for (const QString& word : words) {
    const std::string bytes = word.toStdString();
    for (std::size_t size = 2; size <= bytes.size(); ++size) {
      merges.push_back(byte_level_of(bytes.substr(0, size - 1)) + " " +
                       byte_level_of(bytes.substr(size - 1, 1)));
      const std::string made = byte_level_of(bytes.substr(0, size));
      if (std::find(tokens.begin(), tokens.end(), made) == tokens.end()) tokens.push_back(made);
    }
  }
  test::GgufFile file;
  file.text("tokenizer.ggml.model", "gpt2").text("tokenizer.ggml.pre", name.toStdString());
  file.texts("tokenizer.ggml.tokens", tokens).texts("tokenizer.ggml.merges", merges);
  QCOMPARE(words_of(*load(file.data()), text.toStdString()), words);
}

void TestTokenizerFiles::normalises_data() {
  QTest::addColumn<QByteArray>("step");
  QTest::addColumn<QByteArray>("text");
  QTest::addColumn<QByteArray>("result");
  const auto row = [](const char* name, const char* step, const char* text, const char* result) {
    QTest::newRow(name) << QByteArray(step) << QByteArray(text) << QByteArray(result);
  };
  row("NFC", R"({"type":"NFC"})", "xe\u0301y", "x\u00E9y");
  row("NFD", R"({"type":"NFD"})", "x\u00E9y", "xe\u0301y");
  row("NFKC", R"({"type":"NFKC"})", "\uFB01\u00BD", "fi1\u20442");
  row("NFKD", R"({"type":"NFKD"})", "\u00E9\u2460", "e\u03011");
  row("Hangul", R"({"type":"NFC"})", "\u1112\u1161\u11AB", "\uD55C");
  row("Lowercase", R"({"type":"Lowercase"})", "\u00C4B\u0130", "\u00E4bi\u0307");
  row("Strip", R"({"type":"Strip","strip_left":true,"strip_right":false})", " \t a ", "a ");
  row("StripAccents", R"({"type":"Sequence","normalizers":[{"type":"NFD"},{"type":"StripAccents"}]})",
      "\u00E9a", "ea");
  row("Replace", R"({"type":"Replace","pattern":{"String":"''"},"content":"\""})", "a''b''", "a\"b\"");
  row("Replace by regex", R"({"type":"Replace","pattern":{"Regex":" {2,}"},"content":" "})", "a   b c",
      "a b c");
  row("Prepend", R"({"type":"Prepend","prepend":"_"})", "a", "_a");
  row("Nmt", R"({"type":"Nmt"})", "a\u200Bb\x01", "a b");
  row("not UTF-8", R"({"type":"NFC"})",
      "\xFF"
      "e\u0301",
      "\xFF\u00E9");
}

void TestTokenizerFiles::normalises() {
  QFETCH(QByteArray, step);
  QFETCH(QByteArray, text);
  QFETCH(QByteArray, result);
  test::ByteLevelJson file;
  file.section("normalizer", Json::parse(step.toStdString()));
  const auto tokenizer = load(file.text());
  QCOMPARE(QByteArray::fromStdString(tokenizer->decode(tokenizer->encode(text.toStdString()))), result);
  QVERIFY(tokenizer->encode("").empty());
}

void TestTokenizerFiles::addedTokens() {
  test::ByteLevelJson file;
  file.added({{"content", "<|x|>"}, {"special", true}});                                         // 256
  file.added({{"content", "MASK"}, {"lstrip", true}, {"rstrip", true}, {"normalized", false}});  // 257
  file.added({{"content", "cat"}, {"single_word", true}, {"normalized", false}});                // 258
  file.added({{"content", "MASKED"}, {"normalized", false}});                                    // 259
  file.added({{"content", "DOG"}, {"normalized", true}});                                        // 260
  file.section("normalizer", {{"type", "Lowercase"}});
  const auto tokenizer = load(file.text());
  QCOMPARE(tokenizer->encode("a<|x|>", {true, true}), (Ids{'a', 256}));
  QCOMPARE(tokenizer->encode("<|x|>", {true, false}), (Ids{'<', '|', 'x', '|', '>'}));
  QCOMPARE(tokenizer->encode("a  MASK \n b"), (Ids{'a', 257, 'b'}));
  QCOMPARE(tokenizer->encode("MASKED"), (Ids{259}));
  QCOMPARE(tokenizer->encode("cat"), (Ids{258}));
  QCOMPARE(tokenizer->encode("cats"), (Ids{'c', 'a', 't', 's'}));
  QCOMPARE(tokenizer
               ->encode("\xC3\xA9"
                        "cat")
               .size(),
           std::size_t{5});
  // Found after normalising, whatever the case was.
  QCOMPARE(tokenizer->encode("Dog"), (Ids{260}));
  QCOMPARE(tokenizer->bytes_of(256), std::string("<|x|>"));
  QCOMPARE(tokenizer->decode(Ids{'a', 256, 'b'}, true), std::string("ab"));
  QCOMPARE(tokenizer->decode(Ids{'a', 256, 'b'}, false), std::string("a<|x|>b"));
  const auto tokens = tokenizer->tokens("a  MASK b", {});
  QCOMPARE(tokens[1].begin, std::size_t{1});
  QCOMPARE(tokens[1].end, std::size_t{8});
}

void TestTokenizerFiles::specialsAround() {
  const Json specials = {{"<s>", {{"id", "<s>"}, {"ids", {256}}}},
                         {"</s>", {{"id", "</s>"}, {"ids", {257}}}}};
  const Json single = {{{"SpecialToken", {{"id", "<s>"}}}},
                       {{"Sequence", {{"id", "A"}}}},
                       {{"SpecialToken", {{"id", "</s>"}}}}};
  test::ByteLevelJson file;
  file.added({{"content", "<s>"}, {"special", true}}).added({{"content", "</s>"}, {"special", true}});
  file.section("post_processor",
               {{"type", "Sequence"},
                {"processors",
                 {{{"type", "ByteLevel"}},
                  {{"type", "TemplateProcessing"}, {"single", single}, {"special_tokens", specials}}}}});
  const auto tokenizer = load(file.text());
  QCOMPARE(tokenizer->encode("a"), (Ids{256, 'a', 257}));
  QCOMPARE(tokenizer->encode(""), (Ids{256, 257}));
  QCOMPARE(tokenizer->encode("a", {false, false}), (Ids{'a'}));
  QCOMPARE(tokenizer->decode(tokenizer->encode("a")), std::string("a"));
  QCOMPARE(tokenizer->bos(), 256);
  QCOMPARE(tokenizer->eos(), 257);
  QCOMPARE(tokenizer->ends(), (Ids{257}));
}

void TestTokenizerFiles::ignoreMerges() {
  // "abc" is a token that no merge of these letters reaches: a + bc comes later than ab.
  test::ByteLevelJson file;
  file.merge("a", "b").merge("b", "c").merge("a", "bc");
  QCOMPARE(load(file.text())->encode("abc"), (Ids{256, 'c'}));
  file.model("ignore_merges", true);
  QCOMPARE(load(file.text())->encode("abc"), (Ids{258}));
}

void TestTokenizerFiles::pieces() {
  test::PieceJson file;
  file.piece("\u2581").piece("a").piece("b").merge("\u2581", "a").merge("\u2581a", "b");  // 259 …
  file.section("normalizer",
               {{"type", "Sequence"},
                {"normalizers",
                 {{{"type", "Prepend"}, {"prepend", "\u2581"}},
                  {{"type", "Replace"}, {"pattern", {{"String", " "}}}, {"content", "\u2581"}}}}});
  const auto tokenizer = load(file.text());
  QCOMPARE(tokenizer->kind(), std::string("sentencepiece-bpe"));
  QCOMPARE(tokenizer->encode("ab a"), (Ids{263, 262}));
  QCOMPARE(tokenizer->decode(Ids{263, 262}), std::string("ab a"));
  // é has no piece: its two bytes. A literal ▁ is a space.
  QCOMPARE(tokenizer->encode("\u00E9"), (Ids{259, 3 + 0xC3, 3 + 0xA9}));
  QCOMPARE(tokenizer->encode("b\u2581a"), (Ids{259, 261, 262}));
  const auto tokens = tokenizer->tokens("ab a", {});
  QCOMPARE(tokens[0].begin, std::size_t{0});
  QCOMPARE(tokens[0].end, std::size_t{2});
  QCOMPARE(tokens[1].begin, std::size_t{2});
  QCOMPARE(tokens[1].end, std::size_t{4});
  for (const char* text : {"", " ", "a b", " a", "  ab ", "\xFF"})
    QCOMPARE(tokenizer->decode(tokenizer->encode(text)), std::string(text));
  // Metaspace says the same in another way.
  test::PieceJson metaspace;
  metaspace.piece("\u2581").piece("a").piece("b").merge("\u2581", "a").merge("\u2581a", "b");
  metaspace.section(
      "pre_tokenizer",
      {{"type", "Metaspace"}, {"replacement", "\u2581"}, {"prepend_scheme", "first"}, {"split", false}});
  QCOMPARE(load(metaspace.text())->encode("ab a"), (Ids{263, 262}));
  QCOMPARE(load(metaspace.text())->encode(" ab"), (Ids{263}));
}

void TestTokenizerFiles::piecesOverSpaces() {
  // As Gemma writes it: spaces are ▁ before anything is split, so a split at " " cuts nothing.
  test::PieceJson file;
  file.piece("\u2581").piece("a").piece("b").merge("a", "\u2581").merge("a\u2581", "b");  // 259 …
  file.section("normalizer", {{"type", "Replace"}, {"pattern", {{"String", " "}}}, {"content", "\u2581"}});
  file.section("pre_tokenizer",
               {{"type", "Split"}, {"pattern", {{"String", " "}}}, {"behavior", "MergedWithPrevious"}});
  const auto tokenizer = load(file.text());
  QCOMPARE(tokenizer->encode("a ba"), (Ids{263, 260}));
  QCOMPARE(tokenizer->decode(Ids{263, 260}), std::string("a ba"));
  file.section("pre_tokenizer",
               {{"type", "Split"}, {"pattern", {{"String", "\u2581"}}}, {"behavior", "MergedWithPrevious"}});
  QCOMPARE(load(file.text())->encode("a ba"), (Ids{262, 261, 260}));
}

void TestTokenizerFiles::wordsOfT5() {
  test::PieceJson file;
  file.piece("\u2581").piece("a").piece("b").merge("\u2581", "a");
  file.section("pre_tokenizer",
               {{"type", "Sequence"},
                {"pretokenizers",
                 {{{"type", "WhitespaceSplit"}},
                  {{"type", "Metaspace"}, {"replacement", "\u2581"}, {"add_prefix_space", true}}}}});
  QCOMPARE(load(file.text())->encode("  a \t\n a b "), (Ids{262, 262, 259, 261}));
}

void TestTokenizerFiles::sentencePieceModel() {
  test::SentencePieceFile file;
  file.piece("<unk>", 0, 2).piece("<s>", 0, 3).piece("</s>", 0, 3).piece("\u2581", -4).piece("a", -5);
  file.piece("b", -6)
      .piece("\u2581a", -1)
      .piece("ab", 0)
      .piece("\u2581ab", -3)
      .piece("<x>", 0, 4)
      .model_type(2);
  const auto tokenizer = load(file.bytes());
  QCOMPARE(tokenizer->kind(), std::string("sentencepiece-bpe"));
  // ab goes before ▁a: its score is higher.
  QCOMPARE(tokenizer->encode("ab"), (Ids{8}));
  QCOMPARE(tokenizer->encode("aab"), (Ids{6, 7}));
  QCOMPARE(tokenizer->encode("b<x>"), (Ids{3, 5, 9}));
  // White space is trimmed and single unless the file says otherwise; unknown characters are one token.
  QCOMPARE(tokenizer->encode("  b   a "), (Ids{3, 5, 6}));
  QCOMPARE(tokenizer->encode("zz"), (Ids{3, 0}));
  QCOMPARE(tokenizer->bos(), 1);
  QCOMPARE(tokenizer->eos(), 2);
}

void TestTokenizerFiles::unigram() {
  test::SentencePieceFile file;
  file.piece("<unk>", 0, 2).piece("<s>", 0, 3).piece("</s>", 0, 3).piece("\u2581", -2).piece("a", -3);
  file.piece("b", -3).piece("ab", -4).piece("\u2581a", -3.5F).model_type(1);
  const auto tokenizer = load(file.bytes());
  QCOMPARE(tokenizer->kind(), std::string("unigram"));
  // ▁ + ab = −6 goes before ▁a + b = −6.5.
  QCOMPARE(tokenizer->encode("ab"), (Ids{3, 6}));
  QCOMPARE(tokenizer->encode("a"), (Ids{7}));
  QCOMPARE(tokenizer->encode("xya"), (Ids{3, 0, 4}));
  QCOMPARE(tokenizer->decode(Ids{3, 6}), std::string("ab"));
}

void TestTokenizerFiles::charsmap() {
  // A double array with the one entry "A" → "b". The root's children stand at offset ^ byte.
  constexpr std::uint32_t kOffset = 1;
  std::vector<std::uint32_t> units(256, 0);
  units[0] = kOffset << 10;
  const std::uint32_t child = kOffset ^ 'A';
  units[child] = (2u << 10) | (1u << 8) | 'A';  // has a value, which stands at child ^ 2
  units[child ^ 2u] = 0x80000000u;              // value 0: the first replacement
  std::string map = test::raw(static_cast<std::uint32_t>(units.size() * 4));
  for (const std::uint32_t unit : units) map += test::raw(unit);
  map += std::string("b\0", 2);
  test::ByteLevelJson file;
  file.section("normalizer", {{"type", "Precompiled"}, {"precompiled_charsmap", test::base64(map)}});
  const auto tokenizer = load(file.text());
  QCOMPARE(tokenizer->decode(tokenizer->encode("AxBA")), std::string("bxBb"));
}

void TestTokenizerFiles::placesSurviveNormalising() {
  test::ByteLevelJson file;
  file.merge("\xC3", "\xA9");
  file.section("normalizer", {{"type", "NFC"}});
  const auto tokens = load(file.text())->tokens("ae\u0301b", {});
  QCOMPARE(tokens.size(), std::size_t{3});
  QCOMPARE(tokens[1].id, 256);
  QCOMPARE(tokens[1].begin, std::size_t{1});
  QCOMPARE(tokens[1].end, std::size_t{4});
  QCOMPARE(tokens[2].begin, std::size_t{4});
}

QTEST_APPLESS_MAIN(TestTokenizerFiles)
#include "tst_tokenizer_files.moc"
