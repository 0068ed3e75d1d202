// SPDX-License-Identifier: GPL-3.0-or-later
// Tokenizer files that must be refused by name, and texts that must not take for ever.
#include "core/base/error.h"
#include "core/text/tokenizer.h"
#include "tests/core/text/tokenizer_files.h"
#include "tests/core/text/vocabulary_files.h"
#include "tests/support/test_data.h"

#include <QTest>

using namespace prism;
using test::put;

namespace {

template <typename Work>
std::string refusal(const Work& work) {
  try {
    work();
  } catch (const Error& error) {
    return std::string(name_of(error.code())) + ": " + error.what();
  }
  return "nothing";
}

test::GgufFile gpt2_gguf(const char* pre) {
  test::GgufFile file;
  file.text("tokenizer.ggml.model", "gpt2");
  if (pre != nullptr) file.text("tokenizer.ggml.pre", pre);
  file.texts("tokenizer.ggml.tokens", {"a", "b", "ab"}).texts("tokenizer.ggml.merges", {"a b"});
  return file;
}

Json split(const std::string& regex) {
  return {{"type", "Sequence"},
          {"pretokenizers",
           {{{"type", "Split"}, {"pattern", {{"Regex", regex}}}, {"behavior", "Isolated"}},
            {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", false}}}}};
}

}  // namespace

class TestTokenizerBad : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void isRefused_data();
  void isRefused();
  void endlessPatterns_data();
  void endlessPatterns();
  void unknownTextIsTold();
  void patternByName();
  void idsOutside();
  void brokenCharsmaps_data();
  void brokenCharsmaps();

 private:
  test::TemporaryFolder m_folder;
};

void TestTokenizerBad::isRefused_data() {
  QTest::addColumn<QByteArray>("content");
  QTest::addColumn<QByteArray>("part");  // of the message
  const auto row = [](const char* name, const std::string& content, const char* part) {
    QTest::newRow(name) << QByteArray::fromStdString(content) << QByteArray(part);
  };
  const auto section = [&](const char* name, const char* which, const char* json, const char* part) {
    test::ByteLevelJson file;
    file.section(which, Json::parse(json));
    row(name, file.text(), part);
  };
  row("unknown pre name", gpt2_gguf("jabberwocky").data(), "unsupported: ");
  row("unknown pre name is named", gpt2_gguf("jabberwocky").data(),
      "pre-tokeniser \"jabberwocky\" is not known");
  row("no pre name", gpt2_gguf(nullptr).data(), "tokenizer.ggml.pre");
  row("no merges",
      test::GgufFile()
          .text("tokenizer.ggml.model", "gpt2")
          .text("tokenizer.ggml.pre", "gpt-2")
          .texts("tokenizer.ggml.tokens", {"a"})
          .data(),
      "has no merges");
  row("merges of unknown tokens",
      test::GgufFile()
          .text("tokenizer.ggml.model", "gpt2")
          .text("tokenizer.ggml.pre", "gpt-2")
          .texts("tokenizer.ggml.tokens", {"a", "b"})
          .texts("tokenizer.ggml.merges", {"a b"})
          .data(),
      "refers to the unknown token \"ab\"");
  row("no scores",
      test::GgufFile().text("tokenizer.ggml.model", "llama").texts("tokenizer.ggml.tokens", {"a"}).data(),
      "tokenizer.ggml.scores");
  row("scores as bytes",
      test::GgufFile()
          .text("tokenizer.ggml.model", "llama")
          .texts("tokenizer.ggml.tokens", {"a"})
          .bytes("tokenizer.ggml.scores", {1})
          .data(),
      "tokenizer.ggml.scores");
  row("bos outside",
      test::GgufFile()
          .text("tokenizer.ggml.model", "llama")
          .texts("tokenizer.ggml.tokens", {"a"})
          .floats("tokenizer.ggml.scores", {0})
          .number("tokenizer.ggml.bos_token_id", 1)
          .data(),
      "tokenizer.ggml.bos_token_id");
  row("WordPiece in GGUF",
      test::GgufFile().text("tokenizer.ggml.model", "bert").texts("tokenizer.ggml.tokens", {"a"}).data(),
      "\"bert\"");
  row("tiktoken of no known size", test::tiktoken_text({"a", "b"}), "2 tokens are of no vocabulary known");
  row("character model", test::SentencePieceFile().piece("<unk>", 0, 2).model_type(4).bytes(),
      "model type 4");
  section("unknown normaliser", "normalizer", R"({"type":"Jabberwocky"})",
          "normaliser \"Jabberwocky\" is not known");
  section("BertNormalizer", "normalizer", R"({"type":"BertNormalizer"})", "\"BertNormalizer\"");
  section("unknown pre-tokeniser", "pre_tokenizer", R"({"type":"UnicodeScripts"})", "\"UnicodeScripts\"");
  section("unknown behaviour", "pre_tokenizer",
          R"({"type":"Split","pattern":{"String":"a"},"behavior":"Sideways"})", "\"Sideways\"");
  section("Split without pattern", "pre_tokenizer", R"({"type":"Split","behavior":"Isolated"})", "pattern");
  section("step without type", "pre_tokenizer", R"({"a":1})", "without type");
  section("step of the wrong type", "pre_tokenizer", R"([1])", "\"pre_tokenizer\"");
  section("no ByteLevel", "pre_tokenizer", R"({"type":"WhitespaceSplit"})", "ByteLevel");
  section("unknown post-processor", "post_processor", R"({"type":"Jabberwocky"})", "post-processor");
  section("template id outside", "post_processor",
          R"({"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"x"}},{"Sequence":{"id":"A"}}],)"
          R"("special_tokens":{"x":{"ids":[999]}}})",
          "outside the vocabulary");
  section("template of numbers", "post_processor", R"({"type":"TemplateProcessing","single":[1]})",
          "template");
  section(
      "template names as text", "post_processor",
      R"({"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"x"}}],"special_tokens":{"x":"y"}})",
      "format");
  section("map is not base64", "normalizer", R"({"type":"Precompiled","precompiled_charsmap":"?"})",
          "base64");
  section("map is too short", "normalizer", R"({"type":"Precompiled","precompiled_charsmap":"AAAA"})",
          "character map");
  row("suffix of words", test::ByteLevelJson().model("end_of_word_suffix", "</w>").text(),
      "end_of_word_suffix");
  row("dropout", test::ByteLevelJson().model("dropout", 0.1).text(), "dropout");
  const auto pattern = [&](const char* name, const char* regex, const char* part) {
    row(name, test::ByteLevelJson().section("pre_tokenizer", split(regex)).text(), part);
  };
  pattern("broken pattern", "(a", "pattern offset");
  pattern("class of classes", "[a[bc]]", "a class inside a class");
  pattern("intersection", "[a-z&&b]", "&& inside a class");
  pattern("other meaning of m", "(?m)^a", "the option (?m)");
  pattern("hexadecimal digits", "\\h", "\\h");
  pattern("unknown property", "\\p{Jabberwocky}", "\\p{Jabberwocky}");
}

void TestTokenizerBad::isRefused() {
  QFETCH(QByteArray, content);
  QFETCH(QByteArray, part);
  const auto file = put(m_folder / "tokenizer", content.toStdString());
  const std::string message = refusal([&] { (void)Tokenizer::load(file); });
  QVERIFY2(QByteArray::fromStdString(message).contains(part), message.c_str());
  QVERIFY2(message.find(file.string()) != std::string::npos, message.c_str());
}

void TestTokenizerBad::endlessPatterns_data() {
  QTest::addColumn<QByteArray>("regex");
  QTest::newRow("nested repeats") << QByteArray("(a+)+b");
  QTest::newRow("alternatives") << QByteArray("(a|aa)+$");
  QTest::newRow("empty repeats") << QByteArray("(?:a|a?)+b");
  QTest::newRow("quadratic") << QByteArray("a*a*a*a*a*b");
}

void TestTokenizerBad::endlessPatterns() {
  QFETCH(QByteArray, regex);
  test::ByteLevelJson json;
  json.section("pre_tokenizer", split(regex.toStdString()));
  const auto tokenizer = Tokenizer::load(put(m_folder / "tokenizer", json.text()));
  const std::string text = std::string(30'000, 'a') + "!b";
  const std::string message = refusal([&] { (void)tokenizer->encode(text); });
  QVERIFY2(message.find("too long") != std::string::npos, message.c_str());
  QVERIFY2(message.find(regex.toStdString()) != std::string::npos, message.c_str());
  // A short text is still encoded.
  QCOMPARE(tokenizer->encode("!").size(), std::size_t{1});
}

void TestTokenizerBad::unknownTextIsTold() {
  const auto tokenizer = Tokenizer::load(put(m_folder / "tokenizer", gpt2_gguf("gpt-2").data()));
  QCOMPARE(tokenizer->encode("abab").size(), std::size_t{2});
  const std::string message = refusal([&] { (void)tokenizer->encode("abc"); });
  QVERIFY2(message.find("no token stands for \"c\"") != std::string::npos, message.c_str());
}

void TestTokenizerBad::patternByName() {
  const auto file = put(m_folder / "tokenizer", test::tiktoken_text({"a", "b", "ab"}));
  QCOMPARE(Tokenizer::load(file, "llama3")->encode("ab").size(), std::size_t{1});
  QCOMPARE(Tokenizer::load(file, "qwen2")->kind(), std::string("qwen2"));
  const std::string message = refusal([&] { (void)Tokenizer::load(file, "jabberwocky"); });
  QVERIFY2(message.find("\"jabberwocky\"") != std::string::npos, message.c_str());
  const auto gguf = put(m_folder / "unnamed", gpt2_gguf(nullptr).data());
  QCOMPARE(Tokenizer::load(gguf, "gpt2")->encode("ab").size(), std::size_t{1});
}

void TestTokenizerBad::idsOutside() {
  const auto tokenizer = Tokenizer::load(put(m_folder / "tokenizer", test::ByteLevelJson().text()));
  for (const std::int32_t id : {-1, 256, 1 << 30}) {
    const std::vector<std::int32_t> ids{id};
    const std::string message = refusal([&] { (void)tokenizer->decode(ids); });
    QVERIFY2(message.starts_with("usage: "), message.c_str());
    QVERIFY2(message.find(std::to_string(id)) != std::string::npos, message.c_str());
  }
}

void TestTokenizerBad::brokenCharsmaps_data() {
  QTest::addColumn<quint32>("unit");
  for (const quint32 unit : {0u, 0xFFFFFFFFu, 0x80000000u, 0x7FFFFFFFu, 0x00000300u, 0xFFFFFD41u})
    QTest::addRow("%x", unit) << unit;
}

void TestTokenizerBad::brokenCharsmaps() {
  QFETCH(quint32, unit);
  std::string map = test::raw(std::uint32_t{1024});
  for (int i = 0; i < 256; ++i) map += test::raw(unit);
  map += "no end";
  test::ByteLevelJson json;
  json.section("normalizer", {{"type", "Precompiled"}, {"precompiled_charsmap", test::base64(map)}});
  const auto tokenizer = Tokenizer::load(put(m_folder / "tokenizer", json.text()));
  std::string text;
  for (int byte = 0; byte < 256; ++byte) text += static_cast<char>(byte);
  (void)tokenizer->encode(text);  // whatever the map makes of it, nothing is read outside
}

QTEST_APPLESS_MAIN(TestTokenizerBad)
#include "tst_tokenizer_bad.moc"
