// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/model/gguf_metadata.h"
#include "core/model/model.h"
#include "core/model/rows.h"
#include "tests/core/model/bad_files.h"

#include <memory>

#include <QTest>

using namespace prism;
using namespace prism::test;
namespace fs = std::filesystem;

class TestGgufReader : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase();
  void hostileFiles_data();
  void hostileFiles();
  void everyCutIsRefused();
  void everyKindOfMetadata();
  void streamsLongArrays();
  void shortArraysAreJson();
  void wrongTypesAreNamed();
  void realModel();
  void realVocabularies_data();
  void realVocabularies();

 private:
  std::unique_ptr<TemporaryFolder> m_folder;
  std::vector<BadRow> m_rows;
};

namespace {

std::string what_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

void TestGgufReader::initTestCase() {
  m_folder = std::make_unique<TemporaryFolder>();
  m_rows = make_bad_files("gguf", *m_folder);
  QVERIFY(m_rows.size() > 60);
}

void TestGgufReader::hostileFiles_data() {
  QTest::addColumn<int>("index");
  for (std::size_t i = 0; i < m_rows.size(); ++i) QTest::newRow(m_rows[i].row.c_str()) << static_cast<int>(i);
}

void TestGgufReader::hostileFiles() {
  QFETCH(int, index);
  const std::string problem = check_row(m_rows[static_cast<std::size_t>(index)],
                                        [](const fs::path& path) { return open_model(path).warnings; });
  QVERIFY2(problem.empty(), problem.c_str());
}

void TestGgufReader::everyCutIsRefused() {
  const fs::path path = shared_file("gguf/every_kind.gguf");
  if (path.empty()) QSKIP("the shared test data is not there");
  const fs::path cut = *m_folder / "cut.gguf";
  fs::copy_file(path, cut, fs::copy_options::overwrite_existing);
  // From the end, each beginning of a real file is either refused or complete; none may crash.
  const auto size = static_cast<std::int64_t>(fs::file_size(cut));
  int refused = 0;
  for (std::int64_t length = size - 32; length >= 0; length -= length > 1400 ? 97 : 1) {
    fs::resize_file(cut, static_cast<std::uint64_t>(length));
    if (what_of([&] { (void)open_gguf(cut); }) != "no error") ++refused;
  }
  QVERIFY(refused > 1000);
}

void TestGgufReader::everyKindOfMetadata() {
  const fs::path path = shared_file("gguf/every_kind.gguf");
  if (path.empty()) QSKIP("the shared test data is not there");
  const TensorFile file = open_gguf(path);
  QCOMPARE(file.tensors.size(), std::size_t{10});
  QVERIFY(file.gguf.size() >= 12);
  float row[336];
  RowReader(file, file.get("tensor_0")).read(3, row);
  QCOMPARE(row[335], 100.0f);
}

void TestGgufReader::streamsLongArrays() {
  const fs::path path = shared_file("vocab/gguf/llama-spm.gguf");
  if (path.empty()) QSKIP("the shared test data is not there");
  const TensorFile file = open_gguf(path);
  QVERIFY(file.gguf.at("tokenizer.ggml.tokens").is_object());
  const auto array = gguf_array(file, "tokenizer.ggml.tokens");
  QVERIFY(array.has_value());
  QCOMPARE(array->type, std::string("string"));
  QCOMPARE(array->count, std::uint64_t{32000});
  const auto tokens = gguf_string_array(file, "tokenizer.ggml.tokens");
  QCOMPARE(tokens.size(), std::size_t{32000});
  QCOMPARE(tokens[1], std::string("<s>"));
  QCOMPARE(tokens[3], std::string("<0x00>"));
  const auto scores = gguf_float_array(file, "tokenizer.ggml.scores");
  QCOMPARE(scores.size(), std::size_t{32000});
  QVERIFY(scores[300] < 0.0f);
  const auto types = gguf_int_array(file, "tokenizer.ggml.token_type");
  QCOMPARE(types[3], 6);
  QCOMPARE(gguf_int(file, "tokenizer.ggml.bos_token_id"), std::optional<std::int64_t>(1));
}

void TestGgufReader::shortArraysAreJson() {
  const TensorFile file = open_gguf(*m_folder / "30a.gguf");
  QVERIFY(file.gguf.at("tokenizer.ggml.tokens").is_array());
  QCOMPARE(gguf_string_array(file, "tokenizer.ggml.tokens").at(2), std::string("<0x0A>"));
  QCOMPARE(gguf_int_array(file, "tokenizer.ggml.token_type"), (std::vector<std::int64_t>{3, 3, 6, 1}));
  QCOMPARE(gguf_float_array(file, "tokenizer.ggml.scores").size(), std::size_t{4});
  QCOMPARE(file.metadata.at("llama.embedding_length"), std::string("8"));
}

void TestGgufReader::wrongTypesAreNamed() {
  const TensorFile file = open_gguf(*m_folder / "30a.gguf");
  const auto says = [](const std::string& what, const char* piece) {
    return what.find(piece) != std::string::npos;
  };
  QVERIFY(says(what_of([&] { (void)gguf_float_array(file, "tokenizer.ggml.tokens"); }), "string"));
  QVERIFY(says(what_of([&] { (void)gguf_int_array(file, "tokenizer.ggml.scores"); }), "float"));
  QVERIFY(says(what_of([&] { (void)gguf_string_array(file, "tokenizer.ggml.model"); }), "an array"));
  QVERIFY(says(what_of([&] { (void)gguf_string_array(file, "no.such.key"); }), "no.such.key"));
  QVERIFY(says(what_of([&] { (void)gguf_int(file, "tokenizer.ggml.model"); }), "an integer"));
  QVERIFY(says(what_of([&] { (void)gguf_bool(file, "tokenizer.ggml.model"); }), "a bool"));
  QVERIFY(!gguf_string(file, "no.such.key").has_value());
  QVERIFY(!gguf_array(file, "no.such.key").has_value());
}

void TestGgufReader::realModel() {
  const fs::path path = shared_file("llm/stories260K/stories260K.gguf");
  if (path.empty()) QSKIP("the shared test data is not there");
  const Model model = open_model(path);
  QCOMPARE(model.architecture, std::string("llama"));
  QCOMPARE(model.config.at("num_hidden_layers").get<int>(), 5);
  QCOMPARE(model.config.at("num_attention_heads").get<int>(), 8);
  QCOMPARE(model.config.at("num_key_value_heads").get<int>(), 4);
  QCOMPARE(model.config.at("hidden_size").get<int>(), 64);
  QCOMPARE(model.vocab_size, 512);
  QCOMPARE(model.head().name(), std::string("output.weight"));
  QCOMPARE(model.input_embedding().name(), std::string("token_embd.weight"));
  QCOMPARE(model.head().cols(), 64);
  QVERIFY(!model.tied);
  QCOMPARE(model.tokenizer, path);
  for (const TensorInfo& tensor : model.tensors.tensors) {
    QCOMPARE(tensor_statistics(RowReader(model.tensors, tensor), 4).nan_count, 0);
  }
}

void TestGgufReader::realVocabularies_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<int>("tokens");
  QTest::newRow("gpt-2") << "gpt-2.gguf" << 50257;
  QTest::newRow("llama-spm") << "llama-spm.gguf" << 32000;
  QTest::newRow("phi-3") << "phi-3.gguf" << 32064;
}

void TestGgufReader::realVocabularies() {
  QFETCH(QString, name);
  QFETCH(int, tokens);
  const fs::path path = shared_file("vocab/gguf/" + name.toStdString());
  if (path.empty()) QSKIP("the shared test data is not there");
  const Model model = open_model(path);
  QVERIFY(model.warnings.empty());
  QCOMPARE(model.config.at("vocab_size").get<int>(), tokens);
  QCOMPARE(model.tokenizer, path);
  QVERIFY(!model.lm_head.has_value());
}

QTEST_APPLESS_MAIN(TestGgufReader)
#include "tst_gguf_reader.moc"
