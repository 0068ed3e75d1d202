// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/model/model.h"
#include "core/model/writers.h"
#include "tests/support/test_data.h"

#include <cstdlib>
#include <vector>

#include <QTest>

using namespace prism;
using prism::test::shared_file;
using prism::test::TemporaryFolder;
namespace fs = std::filesystem;

class TestOpenModel : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void realDirectories();
  void mainFileBelongsToItsFolder();
  void namesOfHeadAndEmbedding_data();
  void namesOfHeadAndEmbedding();
  void tiedOrNot_data();
  void tiedOrNot();
  void oneMatrixIsBoth();
  void layerNameOverrides();
  void missingHeadListsTheMatrices();
  void badConfig_data();
  void badConfig();
  void badConfigNamesBothSides();
  void nestedConfig();
  void filesWithoutIndex();
  void foldersWithoutWeights();
  void tokenizerFiles();
  void splitGguf();
  void typesThatAreOnlyListed();
  void findsModels();
};

namespace {

TensorToWrite matrix(const std::string& name, std::int64_t rows, std::int64_t cols) {
  const auto fill = [cols](std::int64_t, std::int64_t count, float* out) {
    std::fill(out, out + count * cols, 1.0f);
  };
  return {name, DType::f32, {rows, cols}, fill, {}};
}

void make_model(const fs::path& folder, const std::string& config,
                const std::vector<TensorToWrite>& tensors) {
  fs::create_directories(folder);
  if (!config.empty()) write_file(folder / "config.json", config);
  write_safetensors(folder / "model.safetensors", tensors);
}

std::string what_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

bool says(const std::string& text, const std::string& piece) {
  return text.find(piece) != std::string::npos;
}

}  // namespace

void TestOpenModel::realDirectories() {
  const fs::path upper = shared_file("llm/books-upper");
  const fs::path lower = shared_file("llm/books-lower");
  if (upper.empty() || lower.empty()) QSKIP("the shared test data is not there");
  const Model a = open_model(upper);
  QCOMPARE(a.architecture, std::string("LlamaForCausalLM"));
  QCOMPARE(a.vocab_size, 4096);
  QCOMPARE(a.head().name(), std::string("lm_head.weight"));
  QCOMPARE(a.input_embedding().name(), std::string("model.embed_tokens.weight"));
  QVERIFY(!a.tied);
  QCOMPARE(a.tokenizer, upper / "tokenizer.json");
  QCOMPARE(a.parameters(), 5048576);
  QCOMPARE(a.bytes(), std::uint64_t{10097152});
  const Model b = open_model(lower);
  QCOMPARE(b.architecture, std::string("Qwen2ForCausalLM"));
  QVERIFY(b.tied);
  QCOMPARE(b.head().name(), std::string("model.embed_tokens.weight"));
  QCOMPARE(b.head().rows(), 3072);
  QCOMPARE(b.head().cols(), 160);
  QVERIFY(b.warnings.empty());
}

void TestOpenModel::mainFileBelongsToItsFolder() {
  const fs::path file = shared_file("llm/books-upper/model.safetensors");
  if (file.empty()) QSKIP("the shared test data is not there");
  const Model model = open_model(file);
  QCOMPARE(model.architecture, std::string("LlamaForCausalLM"));
  QCOMPARE(model.tokenizer, file.parent_path() / "tokenizer.json");
}

void TestOpenModel::namesOfHeadAndEmbedding_data() {
  QTest::addColumn<QString>("embedding");
  QTest::addColumn<QString>("head");
  for (const auto& [embedding, head] :
       {std::pair("model.embed_tokens.weight", "lm_head.weight"),
        {"token_embd.weight", "output.weight"},
        {"transformer.wte.weight", "lm_head.weight"},
        {"wte.weight", "lm_head.weight"},
        {"gpt_neox.embed_in.weight", "embed_out.weight"},
        {"tok_embeddings.weight", "output.weight"},
        {"model.decoder.embed_tokens.weight", "lm_head.weight"},
        {"language_model.model.embed_tokens.weight", "language_model.lm_head.weight"},
        {"transformer.embedding.word_embeddings.weight", "transformer.output_layer.weight"},
        {"some.new.model.embed_tokens.weight", "some.new.lm_head.weight"}}) {
    QTest::newRow(embedding) << embedding << head;
  }
}

void TestOpenModel::namesOfHeadAndEmbedding() {
  QFETCH(QString, embedding);
  QFETCH(QString, head);
  const TemporaryFolder folder;
  make_model(folder.path(), "",
             {matrix(embedding.toStdString(), 5, 4), matrix(head.toStdString(), 5, 4),
              matrix("other.weight", 8, 4)});
  const Model model = open_model(folder.path());
  QCOMPARE(model.embedding, std::optional(embedding.toStdString()));
  QCOMPARE(model.lm_head, std::optional(head.toStdString()));
  QVERIFY(!model.tied);
  QCOMPARE(model.vocab_size, 5);
}

void TestOpenModel::tiedOrNot_data() {
  QTest::addColumn<QString>("config");
  QTest::addColumn<bool>("has_head");
  QTest::addColumn<QString>("head");
  QTest::addColumn<bool>("tied");
  const QString embedding = "model.embed_tokens.weight";
  QTest::newRow("says nothing, no head") << "{}" << false << embedding << true;
  QTest::newRow("says nothing, head") << "{}" << true << "lm_head.weight" << false;
  QTest::newRow("says tied, no head") << R"({"tie_word_embeddings":true})" << false << embedding << true;
  QTest::newRow("says tied, a copy") << R"({"tie_word_embeddings":true})" << true << embedding << true;
  QTest::newRow("says untied, head") << R"({"tie_word_embeddings":false})" << true << "lm_head.weight"
                                     << false;
  QTest::newRow("says untied, no head") << R"({"tie_word_embeddings":false})" << false << "" << false;
}

void TestOpenModel::tiedOrNot() {
  QFETCH(QString, config);
  QFETCH(bool, has_head);
  QFETCH(QString, head);
  QFETCH(bool, tied);
  const TemporaryFolder folder;
  std::vector<TensorToWrite> tensors{matrix("model.embed_tokens.weight", 5, 4), matrix("x.weight", 8, 4)};
  if (has_head) tensors.push_back(matrix("lm_head.weight", 5, 4));
  make_model(folder.path(), config.toStdString(), tensors);
  const Model model = open_model(folder.path());
  QCOMPARE(model.lm_head.value_or(""), head.toStdString());
  QCOMPARE(model.tied, tied);
  QCOMPARE(model.warnings.empty(), !head.isEmpty());
}

void TestOpenModel::oneMatrixIsBoth() {
  const TemporaryFolder folder;
  write_npy(folder / "m.npy", matrix("", 5, 4));
  QCOMPARE(open_model(folder / "m.npy").head().cols(), 4);
  QCOMPARE(open_model(folder / "m.npy").input_embedding().rows(), 5);
  write_safetensors(folder / "m.safetensors", {matrix("anything", 5, 4)});
  QCOMPARE(open_model(folder / "m.safetensors").head().name(), std::string("anything"));
}

void TestOpenModel::layerNameOverrides() {
  const TemporaryFolder folder;
  make_model(folder.path(), "", {matrix("lm_head.weight", 5, 4), matrix("a.weight", 8, 4)});
  const Model model = open_model(folder.path());
  QCOMPARE(model.head("a.weight").rows(), 8);
  QVERIFY(says(what_of([&] { (void)model.head("a.wieght"); }), "a.weight"));
}

void TestOpenModel::missingHeadListsTheMatrices() {
  const TemporaryFolder folder;
  make_model(folder.path(), "", {matrix("a.weight", 8, 4), matrix("b.weight", 80, 4)});
  const Model model = open_model(folder.path());
  const std::string message = what_of([&] { (void)model.head(); });
  QVERIFY(says(message, "--layer-name"));
  QVERIFY(says(message, "b.weight [80, 4], a.weight [8, 4]"));
}

void TestOpenModel::badConfig_data() {
  QTest::addColumn<QString>("config");
  QTest::addColumn<QString>("position");
  QTest::newRow("hidden size 0") << R"({"hidden_size":0})"
                                 << "\"hidden_size\"";
  QTest::newRow("negative") << R"({"hidden_size":-4})"
                            << "\"hidden_size\"";
  QTest::newRow("a string") << R"({"hidden_size":"4"})"
                            << "\"hidden_size\"";
  QTest::newRow("a fraction") << R"({"num_hidden_layers":1.5})"
                              << "\"num_hidden_layers\"";
  QTest::newRow("2^64-1") << R"({"vocab_size":18446744073709551615})"
                          << "\"vocab_size\"";
  QTest::newRow("heads do not divide") << R"({"hidden_size":4,"num_attention_heads":3})"
                                       << "\"num_attention_heads\"";
  QTest::newRow("a million layers") << R"({"num_hidden_layers":1000000})"
                                    << "\"num_hidden_layers\"";
  QTest::newRow("not JSON") << R"({"hidden_size":)"
                            << "offset";
  QTest::newRow("an array") << "[1]"
                            << "offset";
  QTest::newRow("key twice") << R"({"hidden_size":4,"hidden_size":8})"
                             << "\"hidden_size\"";
}

void TestOpenModel::badConfig() {
  QFETCH(QString, config);
  QFETCH(QString, position);
  const TemporaryFolder folder;
  make_model(folder.path(), config.toStdString(), {matrix("lm_head.weight", 5, 4), matrix("a.weight", 8, 4)});
  try {
    (void)open_model(folder.path());
    QFAIL("a bad configuration was accepted");
  } catch (const Error& error) {
    QCOMPARE(error.code(), ErrorCode::format);
    QCOMPARE(error.file(), folder / "config.json");
    QVERIFY2(says(error.position(), position.toStdString()), error.what());
  }
}

void TestOpenModel::badConfigNamesBothSides() {
  const auto message = [](const std::string& config, const std::vector<TensorToWrite>& tensors) {
    const TemporaryFolder folder;
    make_model(folder.path(), config, tensors);
    return what_of([&] { (void)open_model(folder.path()); });
  };
  const std::vector<TensorToWrite> tensors{matrix("lm_head.weight", 5, 4),
                                           matrix("model.layers.0.x.weight", 8, 4)};
  const std::string width = message(R"({"hidden_size":8})", tensors);
  QVERIFY2(says(width, "\"hidden_size\" is 8") && says(width, "\"lm_head.weight\" is [5, 4]"), width.c_str());
  const std::string vocabulary = message(R"({"vocab_size":6})", tensors);
  QVERIFY2(says(vocabulary, "\"vocab_size\" is 6") && says(vocabulary, "[5, 4]"), vocabulary.c_str());
  const std::string layers = message(R"({"num_hidden_layers":2})", tensors);
  QVERIFY2(says(layers, "\"num_hidden_layers\" is 2") && says(layers, "1 layers"), layers.c_str());
  const std::string query = message(
      R"({"hidden_size":8})", {matrix("model.layers.0.self_attn.q_proj.weight", 8, 4), matrix("y", 8, 4)});
  QVERIFY2(says(query, "q_proj.weight\" is [8, 4]"), query.c_str());
  QCOMPARE(message(R"({"hidden_size":4,"vocab_size":5,"num_hidden_layers":1})", tensors),
           std::string("no error"));
}

void TestOpenModel::nestedConfig() {
  const TemporaryFolder folder;
  make_model(folder.path(),
             R"({"architectures":["Both"],"text_config":{"hidden_size":4,"tie_word_embeddings":true}})",
             {matrix("language_model.model.embed_tokens.weight", 5, 4), matrix("vision.weight", 8, 9)});
  const Model model = open_model(folder.path());
  QCOMPARE(model.architecture, std::string("Both"));
  QVERIFY(model.tied);
}

void TestOpenModel::filesWithoutIndex() {
  const TemporaryFolder folder;
  write_safetensors(folder / "a.safetensors", {matrix("lm_head.weight", 5, 4)});
  write_safetensors(folder / "b.safetensors", {matrix("model.embed_tokens.weight", 5, 4)});
  const Model model = open_model(folder.path());
  QCOMPARE(model.tensors.files.size(), std::size_t{2});
  float row[4];
  model.head().read(4, row);
  QCOMPARE(row[3], 1.0f);
  write_safetensors(folder / "c.safetensors", {matrix("lm_head.weight", 5, 4)});
  const std::string message = what_of([&] { (void)open_model(folder.path()); });
  QVERIFY2(says(message, "c.safetensors") && says(message, "lm_head.weight"), message.c_str());
}

void TestOpenModel::foldersWithoutWeights() {
  const TemporaryFolder folder;
  QVERIFY(says(what_of([&] { (void)open_model(folder.path()); }), "no model weights"));
  QVERIFY(says(what_of([&] { (void)open_model(folder / "absent"); }), "absent"));
  write_gguf(folder / "a.gguf", {matrix("token_embd.weight", 5, 4)});
  QCOMPARE(open_model(folder.path()).tensors.format, std::string("gguf"));
  write_gguf(folder / "b.gguf", {matrix("token_embd.weight", 5, 4)});
  const std::string message = what_of([&] { (void)open_model(folder.path()); });
  QVERIFY2(says(message, "a.gguf, b.gguf"), message.c_str());
  write_file(folder / "x.txt", "hello, this is no model");
  QVERIFY(says(what_of([&] { (void)open_model(folder / "x.txt"); }), "safetensors, GGUF"));
}

void TestOpenModel::tokenizerFiles() {
  for (const char* name : {"tokenizer.json", "tokenizer.model", "spiece.model", "qwen.tiktoken"}) {
    const TemporaryFolder folder;
    make_model(folder.path(), "", {matrix("lm_head.weight", 5, 4)});
    write_file(folder / name, "x");
    QCOMPARE(open_model(folder.path()).tokenizer, folder / name);
  }
}

void TestOpenModel::splitGguf() {
  const TemporaryFolder folder;
  const auto part = [&](int number, const std::vector<TensorToWrite>& tensors) {
    const fs::path file = folder / ("m-0000" + std::to_string(number) + "-of-00002.gguf");
    write_gguf(file, tensors, {{"general.name", "part " + std::to_string(number)}});
    return file;
  };
  const fs::path first = part(1, {matrix("token_embd.weight", 4, 8)});
  QVERIFY(says(what_of([&] { (void)open_model(first); }), "00002-of-00002"));
  const fs::path second = part(2, {matrix("output.weight", 4, 8)});
  for (const fs::path& path : {first, second, folder.path()}) {
    const Model model = open_model(path);
    QCOMPARE(model.tensors.tensors.size(), std::size_t{2});
    QCOMPARE(model.tensors.gguf.at("general.name").get<std::string>(), std::string("part 1"));
    float row[8];
    model.head().read(3, row);
    QCOMPARE(row[7], 1.0f);
  }
  QCOMPARE(find_models({folder.path()}).size(), std::size_t{1});
  part(2, {matrix("token_embd.weight", 4, 8)});
  QVERIFY(says(what_of([&] { (void)open_model(first); }), "also in another file"));
}

void TestOpenModel::typesThatAreOnlyListed() {
  const TemporaryFolder folder;
  const std::vector<std::byte> blocks(4 * 17);
  write_gguf(folder / "m.gguf",
             {{"blk.0.ffn_up.weight", DType::mxfp4, {4, 32}, {}, blocks}, matrix("token_embd.weight", 4, 8)});
  const Model model = open_model(folder / "m.gguf");
  QCOMPARE(model.tensors.tensors.size(), std::size_t{2});
  float row[8];
  model.input_embedding().read(0, row);
  QCOMPARE(row[0], 1.0f);
  const std::string what = what_of([&] { (void)model.head("blk.0.ffn_up.weight"); });
  QVERIFY2(says(what, "MXFP4") && says(what, "blk.0.ffn_up.weight"), what.c_str());
}

void TestOpenModel::findsModels() {
  const TemporaryFolder folder;
  const fs::path hub = folder / "hub";
  const fs::path snapshots = hub / "models--org--name" / "snapshots";
  make_model(snapshots / "old", "", {matrix("lm_head.weight", 5, 4)});
  make_model(snapshots / "new", "", {matrix("lm_head.weight", 7, 4)});
  write_file(hub / "models--org--name" / "refs" / "main", "old");
  fs::create_directories(hub / "datasets--org--set" / "snapshots" / "x");
  const fs::path extra = folder / "extra";
  make_model(extra / "level" / "mine", R"({"hidden_size":9})", {matrix("lm_head.weight", 5, 4)});
  write_gguf(extra / "one.gguf", {matrix("token_embd.weight", 5, 4)});
  write_file(extra / "broken.safetensors", "nothing");
  make_model(extra / "a" / "b" / "c" / "too-deep", "", {matrix("lm_head.weight", 5, 4)});

  const QByteArray before = qgetenv("HF_HUB_CACHE");
  qputenv("HF_HUB_CACHE", QByteArray::fromStdString(hub.string()));
  const std::vector<FoundModel> found = find_models({extra, extra, folder / "absent"});
  if (before.isNull()) {
    qunsetenv("HF_HUB_CACHE");
  } else {
    qputenv("HF_HUB_CACHE", before);
  }

  std::vector<std::string> names;
  for (const FoundModel& model : found) names.push_back(model.name);
  QCOMPARE(names, (std::vector<std::string>{"broken.safetensors", "mine", "one.gguf", "org/name"}));
  QVERIFY(says(found[0].problem, "broken.safetensors"));
  QVERIFY(says(found[1].problem, "hidden_size"));
  QVERIFY(found[2].problem.empty());
  QCOMPARE(found[3].path, snapshots / "old");
  QCOMPARE(found[3].bytes, std::uint64_t{80});
}

QTEST_APPLESS_MAIN(TestOpenModel)
#include "tst_open_model.moc"
