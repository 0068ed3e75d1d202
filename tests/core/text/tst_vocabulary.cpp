// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/text/vocabulary.h"
#include "tests/core/text/vocabulary_files.h"
#include "tests/support/test_data.h"

#include <algorithm>

#include <QTest>

using namespace prism;
using test::put;

namespace {

#define NEED(path) \
  if ((path).empty()) QSKIP("real files are not there")

qint64 specials(const Vocabulary& vocabulary) {
  return std::count_if(vocabulary.tokens.begin(), vocabulary.tokens.end(),
                       [](const Token& token) { return token.special; });
}

qint64 fallbacks(const Vocabulary& vocabulary) {
  return std::count_if(vocabulary.tokens.begin(), vocabulary.tokens.end(),
                       [](const Token& token) { return token.byte_fallback; });
}

}  // namespace

class TestVocabulary : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void byteLevelJson();
  void metaspaceJson();
  void unigramJson();
  void wordPieceJson();
  void mergesAsArrays();
  void sentencePieceModel();
  void unigramModelByDefault();
  void tiktokenIsToldByContent();
  void ggufKinds();
  void namesTellUnusedAndSpecial();
  void folderIsSearched();
  void realTiktoken();
  void realGguf();
  void realBooks();

 private:
  test::TemporaryFolder m_folder;
};

void TestVocabulary::byteLevelJson() {
  const auto path = put(m_folder / "bl.json", R"({
    "added_tokens": [{"id": 4, "content": "<|end|>", "special": true},
                     {"id": 5, "content": "<think>", "special": false},
                     {"id": 6, "content": "<|reserved_special_token_0|>", "special": true}],
    "pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "Split"}, {"type": "ByteLevel"}]},
    "model": {"type": "BPE", "vocab": {"Ġ": 0, "a": 1, "é": 2, "Ġa": 3}, "merges": ["Ġ a"]}})");
  const Vocabulary vocabulary = load_vocabulary(path);
  QVERIFY(vocabulary.kind == VocabularyKind::byte_bpe);
  QCOMPARE(vocabulary.size(), 7);
  QCOMPARE(vocabulary.tokens[0].bytes, std::string(" "));
  QCOMPARE(vocabulary.tokens[2].bytes, std::string("\xE9"));
  QCOMPARE(vocabulary.tokens[3].bytes, std::string(" a"));
  QVERIFY(vocabulary.tokens[4].special && !vocabulary.tokens[4].unused);
  QVERIFY(!vocabulary.tokens[5].special);
  QCOMPARE(vocabulary.tokens[5].bytes, std::string("<think>"));
  QVERIFY(vocabulary.tokens[6].special && vocabulary.tokens[6].unused);
  QCOMPARE(vocabulary.merges.size(), std::size_t{1});
  QCOMPARE(vocabulary.merges[0].first, std::string(" "));
  QVERIFY(vocabulary.source == path);
}

void TestVocabulary::metaspaceJson() {
  const Vocabulary vocabulary = load_vocabulary(put(m_folder / "sp.json", R"({
    "added_tokens": [{"id": 0, "content": "<unk>", "special": true}],
    "normalizer": {"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": "▁"},
      {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}]},
    "pre_tokenizer": null,
    "model": {"type": "BPE", "byte_fallback": true, "unk_token": "<unk>",
      "vocab": {"<unk>": 0, "<0x0A>": 1, "▁": 2, "a": 3, "b": 4, "ab": 5, "▁ab": 6},
      "merges": ["a b", "▁ ab"]}})"));
  QVERIFY(vocabulary.kind == VocabularyKind::sentencepiece);
  QVERIFY(vocabulary.adds_space_prefix);
  QVERIFY(!vocabulary.unigram);
  QVERIFY(vocabulary.tokens[0].special);
  QCOMPARE(vocabulary.tokens[1].bytes, std::string("\n"));
  QVERIFY(vocabulary.tokens[1].byte_fallback);
  QCOMPARE(vocabulary.tokens[6].bytes, std::string(" ab"));
  QVERIFY(vocabulary.scores[5] > vocabulary.scores[6]);  // made earlier
}

void TestVocabulary::unigramJson() {
  const Vocabulary vocabulary = load_vocabulary(put(m_folder / "uni.json", R"({
    "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "never"},
    "model": {"type": "Unigram", "unk_id": 0, "vocab": [["<unk>", 0.0], ["▁the", -2.5], ["<0x41>", -3]]}})"));
  QVERIFY(vocabulary.kind == VocabularyKind::sentencepiece);
  QVERIFY(vocabulary.unigram);
  QVERIFY(!vocabulary.adds_space_prefix);
  QVERIFY(vocabulary.tokens[0].special);
  QCOMPARE(vocabulary.tokens[1].bytes, std::string(" the"));
  QCOMPARE(vocabulary.scores[1], -2.5F);
  QCOMPARE(vocabulary.tokens[2].bytes, std::string("<0x41>"));  // byte fallback is not declared
}

void TestVocabulary::wordPieceJson() {
  const Vocabulary vocabulary = load_vocabulary(put(m_folder / "wp.json", R"({
    "model": {"type": "WordPiece", "continuing_subword_prefix": "##",
      "vocab": {"[PAD]": 0, "[unused1]": 1, "the": 2, "##ing": 3}}})"));
  QVERIFY(vocabulary.kind == VocabularyKind::word_piece);
  QVERIFY(vocabulary.tokens[0].special);
  QVERIFY(vocabulary.tokens[1].unused);
  QCOMPARE(vocabulary.tokens[2].bytes, std::string(" the"));
  QCOMPARE(vocabulary.tokens[3].bytes, std::string("ing"));
}

void TestVocabulary::mergesAsArrays() {
  const Vocabulary vocabulary = load_vocabulary(put(m_folder / "arrays.json", R"({
    "decoder": {"type": "ByteLevel"},
    "model": {"merges": [["Ġ", "a"], ["Ġa", "b"]],
              "vocab": {"Ġ": 0, "a": 1, "b": 2, "Ġa": 3, "Ġab": 4}, "type": "BPE"}})"));
  QCOMPARE(vocabulary.merges.size(), std::size_t{2});
  QCOMPARE(vocabulary.merges[1].first, std::string(" a"));
  QCOMPARE(vocabulary.merges[1].second, std::string("b"));
}

void TestVocabulary::sentencePieceModel() {
  test::SentencePieceFile file;
  file.piece("<unk>", 0, 2).piece("<s>", 0, 3).piece("<0x41>", 0, 6).piece("\xE2\x96\x81the", -1.5F);
  file.piece("\xE2\x96\x81\xE2\x96\x81", 0, 4).piece("old", 0, 5).model_type(2).no_dummy_prefix();
  const Vocabulary vocabulary = load_vocabulary(put(m_folder / "spm.model", file.bytes()));
  QVERIFY(vocabulary.kind == VocabularyKind::sentencepiece);
  QVERIFY(!vocabulary.unigram);
  QVERIFY(!vocabulary.adds_space_prefix);
  QCOMPARE(vocabulary.size(), 6);
  QVERIFY(vocabulary.tokens[0].special && vocabulary.tokens[1].special);
  QCOMPARE(vocabulary.tokens[2].bytes, std::string("A"));
  QCOMPARE(vocabulary.tokens[3].bytes, std::string(" the"));
  QCOMPARE(vocabulary.scores[3], -1.5F);
  QCOMPARE(vocabulary.tokens[4].bytes, std::string("  "));
  QVERIFY(!vocabulary.tokens[4].special);
  QVERIFY(vocabulary.tokens[5].unused);
}

void TestVocabulary::unigramModelByDefault() {
  test::SentencePieceFile file;
  file.piece("<unk>", 0, 2).piece("a", -1);
  const Vocabulary vocabulary = load_vocabulary(put(m_folder / "uni.model", file.bytes()));
  QVERIFY(vocabulary.unigram);
  QVERIFY(vocabulary.adds_space_prefix);
}

void TestVocabulary::tiktokenIsToldByContent() {
  const std::vector<std::string> tokens{"a", "b", std::string(1, '\0'), "\xFF", " the", "<s>"};
  const Vocabulary vocabulary =
      load_vocabulary(put(m_folder / "tokenizer.model", test::tiktoken_text(tokens)));
  QVERIFY(vocabulary.kind == VocabularyKind::tiktoken);
  QCOMPARE(vocabulary.size(), 6);
  for (std::size_t i = 0; i < tokens.size(); ++i) QCOMPARE(vocabulary.tokens[i].bytes, tokens[i]);
  QCOMPARE(specials(vocabulary), 0);  // such a file holds ordinary tokens only
  // Order of lines does not matter, nor do line ends.
  const Vocabulary turned = load_vocabulary(put(m_folder / "turned", "Yg== 1\r\n\r\nYQ== 0\r\n"));
  QCOMPARE(turned.tokens[0].bytes, std::string("a"));
}

void TestVocabulary::ggufKinds() {
  test::GgufFile bpe;
  bpe.text("tokenizer.ggml.model", "gpt2")
      .texts("tokenizer.ggml.tokens", {"\xC4\xA0", "a",
                                       "\xC4\xA0"
                                       "a",
                                       "<|im_end|>", "[PAD4]"});
  bpe.ints("tokenizer.ggml.token_type", {1, 1, 1, 3, 5}).texts("tokenizer.ggml.merges", {"\xC4\xA0 a"});
  const Vocabulary byte_level = load_vocabulary(put(m_folder / "bpe.gguf", bpe.data()));
  QVERIFY(byte_level.kind == VocabularyKind::byte_bpe);
  QCOMPARE(byte_level.tokens[2].bytes, std::string(" a"));
  QVERIFY(byte_level.tokens[3].special);
  QVERIFY(byte_level.tokens[4].unused && !byte_level.tokens[4].special);
  QCOMPARE(byte_level.merges.size(), std::size_t{1});

  test::GgufFile spm;
  spm.text("tokenizer.ggml.model", "llama")
      .texts("tokenizer.ggml.tokens", {"<unk>", "<0x20>", "\xE2\x96\x81"});
  spm.floats("tokenizer.ggml.scores", {0, 0, -1}).ints("tokenizer.ggml.token_type", {2, 6, 1});
  const Vocabulary pieces = load_vocabulary(put(m_folder / "spm.gguf", spm.data()));
  QVERIFY(pieces.kind == VocabularyKind::sentencepiece);
  QVERIFY(pieces.tokens[0].special);
  QVERIFY(pieces.tokens[1].byte_fallback && !pieces.tokens[2].byte_fallback);
  QCOMPARE(pieces.tokens[1].bytes, pieces.tokens[2].bytes);

  test::GgufFile bert;
  bert.text("tokenizer.ggml.model", "bert")
      .texts("tokenizer.ggml.tokens", {"[CLS]", "\xE2\x96\x81the", "ing"});
  const Vocabulary words = load_vocabulary(put(m_folder / "bert.gguf", bert.data()));
  QVERIFY(words.kind == VocabularyKind::word_piece);
  QVERIFY(words.tokens[0].special);
  QCOMPARE(words.tokens[1].bytes, std::string(" the"));
  QCOMPARE(words.tokens[2].bytes, std::string("ing"));
}

void TestVocabulary::namesTellUnusedAndSpecial() {
  test::GgufFile file;
  file.text("tokenizer.ggml.model", "gpt2");
  file.texts("tokenizer.ggml.tokens", {"<unused0>", "[unused99]", "[PAD151646]", "<|extra_3|>", "<unusedx>",
                                       "[PAD]", "<|endoftext|>", "<|reserved_special_token_12|>", "<|a b|>"});
  const Vocabulary vocabulary = load_vocabulary(put(m_folder / "names.gguf", file.data()));
  const std::vector<bool> unused{true, true, true, true, false, false, false, true, false};
  const std::vector<bool> special{false, false, false, true, false, true, true, true, false};
  for (std::size_t i = 0; i < unused.size(); ++i) {
    QCOMPARE(bool(vocabulary.tokens[i].unused), bool(unused[i]));
    QCOMPARE(bool(vocabulary.tokens[i].special), bool(special[i]));
  }
}

void TestVocabulary::folderIsSearched() {
  std::filesystem::create_directory(m_folder / "model");
  QVERIFY_EXCEPTION_THROWN((void)load_vocabulary(m_folder / "model"), Error);
  put(m_folder / "model" / "base.tiktoken", test::tiktoken_text({"a", "b"}));
  QVERIFY(load_vocabulary(m_folder / "model").kind == VocabularyKind::tiktoken);
  put(m_folder / "model" / "tokenizer.json",
      R"({"decoder": {"type": "ByteLevel"}, "model": {"type": "BPE", "vocab": {"a": 0}, "merges": []}})");
  QVERIFY(load_vocabulary(m_folder / "model").kind == VocabularyKind::byte_bpe);
}

void TestVocabulary::realTiktoken() {
  const auto llama = test::shared_file("vocab/llama3/tokenizer.model");
  NEED(llama);
  const Vocabulary upper = load_vocabulary(llama);
  QVERIFY(upper.kind == VocabularyKind::tiktoken);
  QCOMPARE(upper.size(), 128000);
  QCOMPARE(upper.tokens[0].bytes, std::string("!"));
  QCOMPARE(load_vocabulary(test::shared_file("vocab/qwen2/qwen.tiktoken")).size(), 151643);
}

void TestVocabulary::realGguf() {
  NEED(test::shared_file("vocab/gguf/gpt-2.gguf"));
  const Vocabulary gpt2 = load_vocabulary(test::shared_file("vocab/gguf/gpt-2.gguf"));
  QVERIFY(gpt2.kind == VocabularyKind::byte_bpe);
  QCOMPARE(gpt2.size(), 50257);
  QCOMPARE(gpt2.merges.size(), std::size_t{50000});
  QCOMPARE(specials(gpt2), 1);
  QCOMPARE(gpt2.tokens[262].bytes, std::string(" the"));
  for (const auto& [name, size, special] :
       {std::tuple{"vocab/gguf/llama-spm.gguf", 32000, 3}, std::tuple{"vocab/gguf/phi-3.gguf", 32064, 66},
        std::tuple{"llm/stories260K/stories260K.gguf", 512, 3}}) {
    const Vocabulary vocabulary = load_vocabulary(test::shared_file(name));
    QVERIFY(vocabulary.kind == VocabularyKind::sentencepiece);
    QCOMPARE(vocabulary.size(), size);
    QCOMPARE(specials(vocabulary), special);
    QCOMPARE(fallbacks(vocabulary), 256);
    QCOMPARE(static_cast<qint64>(vocabulary.scores.size()), size);
  }
}

void TestVocabulary::realBooks() {
  NEED(test::shared_file("llm/books-upper/tokenizer.json"));
  const Vocabulary upper = load_vocabulary(test::shared_file("llm/books-upper"));
  QVERIFY(upper.kind == VocabularyKind::byte_bpe);
  QCOMPARE(upper.size(), 4096);
  QCOMPARE(upper.merges.size(), std::size_t{3839});
  QVERIFY(upper.tokens[4095].special);
  for (int byte = 0; byte < 256; ++byte)
    QCOMPARE(upper.tokens[static_cast<std::size_t>(byte)].bytes, std::string(1, static_cast<char>(byte)));
  QCOMPARE(load_vocabulary(test::shared_file("llm/books-lower")).size(), 3072);
}

QTEST_APPLESS_MAIN(TestVocabulary)
#include "tst_vocabulary.moc"
