// SPDX-License-Identifier: GPL-3.0-or-later
// Vocabulary files that must be refused, with the place named, in bounded time and memory.
#include "core/base/error.h"
#include "core/base/memory.h"
#include "core/text/vocabulary.h"
#include "tests/core/text/vocabulary_files.h"
#include "tests/support/test_data.h"

#include <QTest>

using namespace prism;
using test::put;

namespace {

/// The message of the refusal; empty when the file was read.
std::string refusal(const std::filesystem::path& file) {
  try {
    (void)load_vocabulary(file);
  } catch (const Error& error) {
    if (error.file() != file) return "names another file: " + error.file().string();
    return std::string(name_of(error.code())) + ": " + error.what();
  }
  return {};
}

std::string json(const std::string& model, const std::string& added = "[]") {
  return R"({"added_tokens": )" + added + R"(, "decoder": {"type": "ByteLevel"}, "model": )" + model + "}";
}

test::GgufFile llama(const std::vector<std::string>& tokens) {
  test::GgufFile file;
  file.text("tokenizer.ggml.model", "llama").texts("tokenizer.ggml.tokens", tokens);
  return file;
}

}  // namespace

class TestVocabularyBad : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void isRefused_data();
  void isRefused();
  void hostileJsonStaysSmall_data();
  void hostileJsonStaysSmall();
  void everyCutOfAFileIsSafe_data();
  void everyCutOfAFileIsSafe();

 private:
  test::TemporaryFolder m_folder;
};

void TestVocabularyBad::isRefused_data() {
  QTest::addColumn<QByteArray>("content");
  QTest::addColumn<QByteArray>("part");  // of the message
  const auto row = [](const char* name, const std::string& content, const char* part) {
    QTest::newRow(name) << QByteArray::fromStdString(content) << QByteArray(part);
  };
  const std::string vocab = R"({"type": "BPE", "vocab": {"a": 0, "b": 1, "ab": 2}, "merges": )";
  row("empty", "", "is empty");
  row("text", "hello world\n", "no vocabulary");
  row("binary", std::string("\x80\x02PK", 4), "no vocabulary");
  // Tokenizer list, row 1: merges that refer to unknown tokens.
  row("merge of an unknown left", json(vocab + R"(["x b"]})"),
      "merge 0 (\"x\", \"b\") refers to the unknown token \"x\"");
  row("merge of an unknown right", json(vocab + R"(["a b", "a x"]})"), "merge 1");
  row("merge into an unknown token", json(vocab + R"(["b a"]})"), "\"ba\"");
  row("merge without a space", json(vocab + R"(["ab"]})"), "\"model.merges\"[0]");
  row("merge of three", json(vocab + R"(["a b a"]})"), "\"model.merges\"[0]");
  row("merge array of one", json(vocab + R"([["a"]]})"), "\"model.merges\"[0]");
  row("merge array of three", json(vocab + R"([["a", "b", "a"]]})"), "\"model.merges\"[0]");
  row("merge of a number", json(vocab + R"([1]})"), "pair of tokens");
  // Row 2: ids with holes or duplicates.
  row("hole", json(R"({"type": "BPE", "vocab": {"a": 0, "b": 2}})"), "id 2: leaves a hole");
  row("hole by an added token",
      json(R"({"type": "BPE", "vocab": {"a": 0}})", R"([{"id": 7, "content": "x"}])"), "id 7: leaves a hole");
  row("duplicate id", json(R"({"type": "BPE", "vocab": {"a": 0, "b": 0}})"), "id 0: is given to two tokens");
  row("duplicate text", json(R"({"type": "BPE", "vocab": {"a": 0, "a": 1}})"), "repeats the token \"a\"");
  row("added token takes an id",
      json(R"({"type": "BPE", "vocab": {"a": 0}})", R"([{"id": 0, "content": "x"}])"), "\"added_tokens\"[0]");
  row("huge id", json(R"({"type": "BPE", "vocab": {"a": 18446744073709551615}})"), "leaves a hole");
  row("negative id", json(R"({"type": "BPE", "vocab": {"a": -1}})"), "is negative");
  row("fractional id", json(R"({"type": "BPE", "vocab": {"a": 0.5}})"), "not a whole number");
  row("id as text", json(R"({"type": "BPE", "vocab": {"a": "0"}})"), "\"model.vocab\": \"a\"");
  row("id as object", json(R"({"type": "BPE", "vocab": {"a": {}}})"), "wrong type");
  row("added token without id", json(R"({"type": "BPE", "vocab": {"a": 0}})", R"([{"content": "x"}])"),
      "lacks id");
  row("added token as text", json(R"({"type": "BPE", "vocab": {"a": 0}})", R"(["x"])"), "\"added_tokens\"");
  row("unknown kind", json(R"({"type": "Magic", "vocab": {"a": 0}})"), "unsupported");
  row("no model", "{}", "holds no vocabulary");
  row("no tokens", json(R"({"type": "BPE", "vocab": {}})"), "holds no vocabulary");
  row("unigram entry without score", json(R"({"type": "Unigram", "vocab": [["a"]]})"), "\"model.vocab\"[0]");
  row("unigram entry turned round", json(R"({"type": "Unigram", "vocab": [[1, "a"]]})"),
      "\"model.vocab\"[0]");
  row("unigram unknown outside", json(R"({"type": "Unigram", "unk_id": 9, "vocab": [["a", 0]]})"),
      "\"model.unk_id\"");
  row("malformed byte token", R"({"model": {"type": "BPE", "byte_fallback": true, "vocab": {"<0xZZ>": 0}}})",
      "malformed byte token");
  row("cut JSON", R"({"model": {"vocab": {"a": 0)", "not valid JSON");
  row("bad UTF-8", "{\"model\": {\"vocab\": {\"\xFF\": 0}}}", "not valid JSON");
  // tiktoken
  row("rank twice", "YQ== 0\nYg== 0\n", "rank 0: rank appears twice");
  row("rank hole", "YQ== 0\nYg== 2\n", "rank 2: ranks have holes");
  row("token twice", "YQ== 0\nYQ== 1\n", "appears twice");
  row("bad base64", "YQ== 0\nY!== 1\n", "line 2");
  row("no rank", "YQ== 0\nYg==\n", "line 2");
  row("huge rank", "YQ== 0\nYg== 99999999999999999999\n", "line 2");
  // GGUF, rows 30 to 32, and what belongs to them.
  row("scores as bytes", llama({"a", "b"}).bytes("tokenizer.ggml.scores", {1, 2}).data(),
      "tokenizer.ggml.scores");
  row("too few scores", llama({"a", "b"}).floats("tokenizer.ggml.scores", {1}).data(),
      "tokenizer.ggml.scores");
  row("too few types", llama({"a", "b"}).ints("tokenizer.ggml.token_type", {1}).data(),
      "tokenizer.ggml.token_type");
  row("negative byte token", llama({"a", "<0x-1>"}).data(), "<0x-1>");
  row("byte token of no digits", llama({"a", "<0xZZ>"}).data(), "<0xZZ>");
  row("bos beyond the end", llama({"a", "b"}).number("tokenizer.ggml.bos_token_id", 2).data(),
      "bos_token_id");
  row("unknown type", llama({"a"}).ints("tokenizer.ggml.token_type", {9}).data(), "type");
  row("no vocabulary", test::GgufFile().text("general.architecture", "llama").data(), "no vocabulary");
  row("other kind",
      test::GgufFile().text("tokenizer.ggml.model", "rwkv").texts("tokenizer.ggml.tokens", {"a"}).data(),
      "rwkv");
  row("merge of unknown tokens",
      test::GgufFile()
          .text("tokenizer.ggml.model", "gpt2")
          .texts("tokenizer.ggml.tokens", {"a", "b"})
          .texts("tokenizer.ggml.merges", {"a b"})
          .data(),
      "unknown token \"ab\"");
  // SentencePiece
  const std::string good = test::SentencePieceFile().piece("<unk>", 0, 2).piece("a", -1).bytes();
  row("cut model", good.substr(0, good.size() - 3), "longer than the file");
  row("wrong wire type", good + "\x0F", "wire type");
  row("type 7", test::SentencePieceFile().piece("a", 0, 7).bytes(), "type 7");
  row("byte piece", test::SentencePieceFile().piece("<0xG0>", 0, 6).bytes(), "token 0: malformed byte token");
}

void TestVocabularyBad::isRefused() {
  QFETCH(QByteArray, content);
  QFETCH(QByteArray, part);
  const auto path = put(m_folder / "file", content.toStdString());
  const std::string message = refusal(path);
  QVERIFY2(!message.empty(), "was read");
  QVERIFY2(message.find(part.toStdString()) != std::string::npos, message.c_str());
}

void TestVocabularyBad::hostileJsonStaysSmall_data() {
  QTest::addColumn<QByteArray>("content");
  const auto row = [](const char* name, const std::string& content) {
    QTest::newRow(name) << QByteArray::fromStdString(content);
  };
  const std::size_t many = 4u << 20;
  row("deep arrays", std::string("{\"x\":") + std::string(many, '['));
  std::string objects = "{";
  for (int i = 0; i < 1000000; ++i) objects += "\"a\":{";
  row("deep objects", objects);
  row("deep decoder", "{\"decoder\":" + std::string(many, '['));
  std::string merges = R"({"model":{"vocab":{"a":0},"merges":[)";
  for (int i = 0; i < 2000000; ++i) merges += "\" \",";
  row("millions of empty merges", merges + "\" \"]}}");
  std::string pieces = R"({"model":{"vocab":[)";
  for (int i = 0; i < 2000000; ++i) pieces += "[],";
  row("millions of empty pieces", pieces + "[]]}}");
  std::string added = R"({"added_tokens":[)";
  for (int i = 0; i < 2000000; ++i) added += "{},";
  row("millions of added tokens", added + "{}]}");
  row("a token of megabytes", R"({"model":{"vocab":{")" + std::string(many, 'a') + R"(":0}}})");
}

void TestVocabularyBad::hostileJsonStaysSmall() {
  QFETCH(QByteArray, content);
  const auto path = put(m_folder / "hostile.json", content.toStdString());
  const std::uint64_t before = peak_resident_bytes();
  QVERIFY(!refusal(path).empty());
  // The file itself and a fixed amount: entries are limited in number, whatever the file's size.
  const std::uint64_t allowed = static_cast<std::uint64_t>(content.size()) + (192u << 20);
  QVERIFY2(peak_resident_bytes() <= before + allowed, "took too much memory");
}

void TestVocabularyBad::everyCutOfAFileIsSafe_data() {
  QTest::addColumn<QByteArray>("content");
  const auto row = [](const char* name, const std::string& content) {
    QTest::newRow(name) << QByteArray::fromStdString(content);
  };
  row("json", json(R"({"type": "BPE", "vocab": {"a": 0, "b": 1, "ab": 2}, "merges": ["a b"]})",
                   R"([{"id": 3, "content": "<|end|>", "special": true}])"));
  row("sentencepiece", test::SentencePieceFile()
                           .piece("<unk>", 0, 2)
                           .piece("<0x41>", 0, 6)
                           .piece("abc", -1)
                           .model_type(2)
                           .bytes());
  row("tiktoken", test::tiktoken_text({"a", "b", "ab", "abc"}));
  row("gguf", llama({"a", "b", "<0x00>"}).floats("tokenizer.ggml.scores", {0, 1, 2}).data());
}

void TestVocabularyBad::everyCutOfAFileIsSafe() {
  QFETCH(QByteArray, content);
  const std::string whole = content.toStdString();
  QCOMPARE(refusal(put(m_folder / "whole", whole)), std::string());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    (void)refusal(put(m_folder / "cut", whole.substr(0, size)));  // read or refused, nothing else
    std::string flipped = whole;
    flipped[size] = static_cast<char>(flipped[size] ^ 0x55);
    (void)refusal(put(m_folder / "flipped", flipped));
  }
}

QTEST_APPLESS_MAIN(TestVocabularyBad)
#include "tst_vocabulary_bad.moc"
