// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/model/writers.h"
#include "tests/app/cli_run.h"

#include <span>
#include <vector>

#include <QTest>

using namespace prism;
using namespace prism::test;

/// Commands that look at models and matrices.
class TestCliModels final : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void info();
  void infoOfATensor();
  void extract();
  void tileAndInspect();
  void tilesOfAnEarlierCutGo();
  void exportKeepsTypes();
  void compare();
  void visualize();
  void mapTokens();
  void mapTokensOfRealVocabularies();
  void plan();
};

void TestCliModels::info() {
  const TemporaryFolder folder;
  const CliRun run = run_cli(folder, {"info", demo_model("books-upper"), "--json"});
  QCOMPARE(run.code, 0);
  const Json json = run.json();
  for (const char* field : {"format", "architecture", "parameters", "bytes", "tensors", "vocab_size",
                            "tokenizer", "lm_head", "embedding", "tied", "version", "seconds"}) {
    QVERIFY2(json.contains(field), field);
  }
  QCOMPARE(json["vocab_size"].get<int>(), 4096);
  QCOMPARE(json["tied"].get<bool>(), false);
  QCOMPARE(json["architecture"].get<std::string>(), std::string("LlamaForCausalLM"));
  for (const char* field : {"name", "dtype", "shape", "offset"})
    QVERIFY2(json["tensors"][0].contains(field), field);
  QVERIFY(run_cli(folder, {"info", demo_model("books-lower"), "--json"}).json()["tied"].get<bool>());
}

void TestCliModels::infoOfATensor() {
  const TemporaryFolder folder;
  const CliRun run =
      run_cli(folder, {"info", demo_model("books-upper"), "--tensor", "model.norm.weight", "--json"});
  QCOMPARE(run.code, 0);
  const Json json = run.json();
  for (const char* field : {"min", "max", "mean", "std", "nan_count", "histogram"}) {
    QVERIFY2(json.contains(field), field);
  }
  QCOMPARE(json["count"].get<int>(), 256);
  QCOMPARE(run_cli(folder, {"info", demo_model("books-upper"), "--tensor", "model.nom.weight"}).code, 3);
}

void TestCliModels::extract() {
  const TemporaryFolder folder;
  for (const char* file : {"head.npy", "head.safetensors", "head.pt"}) {
    const CliRun run =
        run_cli(folder, {"extract-head", "--model", demo_model("books-upper"), "--output", file, "--json"});
    QCOMPARE(run.code, 0);
    QCOMPARE(run.json()["rows"].get<int>(), 4096);
    QCOMPARE(run.json()["cols"].get<int>(), 256);
    QVERIFY(run.json().contains("dtype"));
  }
  const CliRun run = run_cli(
      folder, {"extract-embedding", "--model", demo_model("books-lower"), "--output-dir", "./", "--json"});
  QCOMPARE(run.code, 0);
  QVERIFY(std::filesystem::exists(folder / "embedding.npy"));
  QCOMPARE(run.json()["rows"].get<int>(), 3072);
}

void TestCliModels::tileAndInspect() {
  const TemporaryFolder folder;
  const CliRun tiled = run_cli(folder, {"tile", "--model", demo_model("books-lower"), "--which", "embedding",
                                        "--tile-size", "100", "--output", "tiles", "--json"});
  QCOMPARE(tiled.code, 0);
  QCOMPARE(tiled.json()["tiles"].get<int>(), 62);
  QCOMPARE(tiled.json()["grid_rows"].get<int>(), 31);
  QCOMPARE(tiled.json()["grid_cols"].get<int>(), 2);
  const CliRun run = run_cli(folder, {"inspect", "tiles/tile_000003.npy", "--tile-id", "3", "--grid-cols",
                                      "2", "--png", "tile.png", "--json"});
  QVERIFY2(run.code == 0, run.err.constData());
  const Json json = run.json();
  for (const char* field : {"shape", "min", "max", "mean", "std", "norm", "rank", "singular_values"}) {
    QVERIFY2(json.contains(field), field);
  }
  QVERIFY(json["shape"] == Json({100, 60}));
  QCOMPARE(json["row"].get<int>(), 1);
  QCOMPARE(json["rank"].get<int>(), 60);
  for (const auto& file : json["files"]) QVERIFY(std::filesystem::exists(folder / file.get<std::string>()));
}

void TestCliModels::tilesOfAnEarlierCutGo() {
  const TemporaryFolder folder;
  const auto cut = [&](const char* size) {
    const CliRun run = run_cli(folder, {"tile", "--model", demo_model("books-lower"), "--which", "embedding",
                                        "--tile-size", size, "--output", "tiles", "--json"});
    QCOMPARE(run.code, 0);
    const auto entries = std::distance(std::filesystem::directory_iterator(folder / "tiles"), {});
    QCOMPARE(entries, run.json()["tiles"].get<std::ptrdiff_t>() + 2);  // tiles.json and the user's own file
  };
  std::filesystem::create_directory(folder / "tiles");
  write_file(folder.path() / "tiles" / "tile_mine.npy", "not the program's");
  cut("400");
  cut("1000");
  cut("700");
}

void TestCliModels::exportKeepsTypes() {
  const TemporaryFolder folder;
  const std::vector<std::int64_t> ids{1, -2, std::int64_t{1} << 40};
  const std::vector<std::uint16_t> halves{0x3F80, 0xC000};
  write_safetensors(folder / "in.safetensors",
                    {{"ids", DType::i64, {3}, {}, std::as_bytes(std::span(ids))},
                     {"weight", DType::bf16, {1, 2}, {}, std::as_bytes(std::span(halves))}});
  const auto types = [&](const QStringList& more, const char* output) {
    const CliRun run =
        run_cli(folder, QStringList{"export", "--checkpoint", "in.safetensors", "--output", output} + more);
    std::string text = run.code == 0 ? "" : run.err.toStdString();
    const Json tensors = run_cli(folder, {"info", output, "--json"}).json()["tensors"];
    for (const Json& tensor : tensors) text += tensor["dtype"].get<std::string>() + " ";
    return text;
  };
  for (const char* output : {"a.safetensors", "a.pt", "a.gguf"}) {
    QCOMPARE(types({}, output), std::string("I64 BF16 "));
    QCOMPARE(types({"--dtype", "f16"}, output), std::string("I64 F16 "));
  }
}

void TestCliModels::compare() {
  const TemporaryFolder folder;
  const QString upper = demo_model("books-upper");
  QCOMPARE(run_cli(folder, {"extract-head", "--model", upper, "--output", "head.npy", "--dtype", "f32"}).code,
           0);
  QCOMPARE(run_cli(folder, {"extract-embedding", "--model", upper, "--output", "emb.npy"}).code, 0);
  const Json same =
      run_cli(folder, {"compare", "--matrix1", upper, "--matrix2", "head.npy", "--json"}).json();
  QVERIFY(same["identical"].get<bool>());
  QCOMPARE(same["max_abs"].get<double>(), 0.0);
  QVERIFY(std::abs(same["cka"].get<double>() - 1) < 1e-5);
  const Json other =
      run_cli(folder, {"compare", "--matrix1", "head.npy", "--matrix2", "emb.npy", "--worst", "3", "--json"})
          .json();
  QVERIFY(!other["identical"].get<bool>());
  QVERIFY(other["max_abs"].get<double>() > other["mean_abs"].get<double>());
  QVERIFY(other["cka"].get<double>() > 0 && other["cka"].get<double>() < 1);
  QCOMPARE(other["worst_rows"].size(), std::size_t{3});
  QCOMPARE(run_cli(folder, {"compare", "--matrix1", upper, "--matrix2", demo_model("books-lower")}).code, 3);
}

void TestCliModels::visualize() {
  const TemporaryFolder folder;
  const CliRun run = run_cli(
      folder, {"visualize", demo_model("books-lower"), "--tensor", "model.layers.0.self_attn.q_proj.weight",
               "--output-dir", "pictures", "--prefix", "q", "--json"});
  QVERIFY2(run.code == 0, run.err.constData());
  const Json files = run.json()["files"];
  QCOMPARE(files.size(), std::size_t{6});
  for (const auto& file : files) {
    QVERIFY(std::filesystem::file_size(folder / file.get<std::string>()) > 500);
    QVERIFY(file.get<std::string>().starts_with("pictures/q"));
  }
}

void TestCliModels::mapTokens() {
  const TemporaryFolder folder;
  write_file(folder / "edits.tsv", "300\t-\n");
  const CliRun run = run_cli(
      folder, {"map-tokens", "--upper-model", demo_model("books-upper"), "--lower-model",
               demo_model("books-lower"), "--output", "pairs.tsv", "--override", "edits.tsv", "--json"});
  QVERIFY2(run.code == 0, run.err.constData());
  const Json json = run.json();
  for (const char* field : {"upper_vocab", "lower_vocab", "exact", "exact_utf8", "normalised", "approximated",
                            "special", "dropped", "flags", "coverage_upper", "coverage_lower"}) {
    QVERIFY2(json.contains(field), field);
  }
  std::int64_t sum = 0;
  for (const char* field : {"exact", "normalised", "approximated", "special", "dropped"}) {
    sum += json[field].get<std::int64_t>();
  }
  QCOMPARE(sum, std::int64_t{4096});
  QVERIFY(json["exact"].get<int>() >= 3070);  // all text tokens of books-lower
  QVERIFY(read_file(folder / "pairs.tsv").starts_with("upper_id\t"));
}

void TestCliModels::mapTokensOfRealVocabularies() {
  const auto upper = shared_file("vocab/llama3/tokenizer.model");
  const auto lower = shared_file("vocab/qwen2/qwen.tiktoken");
  if (upper.empty() || lower.empty()) QSKIP("the shared test data are not there");
  const TemporaryFolder folder;
  const Json json = run_cli(folder, {"map-tokens", "--upper", QString::fromStdString(upper.string()),
                                     "--lower", QString::fromStdString(lower.string()), "--json"})
                        .json();
  QCOMPARE(json["exact"].get<int>(), 109566);
  QCOMPARE(json["exact_utf8"].get<int>(), 108589);
}

void TestCliModels::plan() {
  const TemporaryFolder folder;
  const CliRun run = run_cli(folder, {"plan", "--input-dim", "4096", "--output-dim", "2048", "--active",
                                      "154", "--gates", "--json"});
  QCOMPARE(run.code, 0);
  const Json json = run.json();
  for (const char* field :
       {"pipes", "workers", "macs_dense", "macs_active", "bytes_stored", "bytes_active"}) {
    QVERIFY2(json.contains(field), field);
  }
  QCOMPARE(json["workers"].get<int>(), 1536);
  QCOMPARE(json["pipes"].size(), std::size_t{3});
  for (const char* field :
       {"kind", "grid_rows", "grid_cols", "tile_rows", "tile_cols", "positions", "experts", "workers"}) {
    QVERIFY2(json["pipes"][0].contains(field), field);
  }
  const double times = json["macs_active"].get<double>() / json["macs_dense"].get<double>();
  QCOMPARE(std::round(times * 10) / 10, 10.7);
}

QTEST_GUILESS_MAIN(TestCliModels)
#include "tst_cli_models.moc"
