// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "tests/app/cli_run.h"

#include <string>

#include <QTest>

using namespace prism;
using namespace prism::test;

/// Low-bit weights: trained, compared, quantised, looked at.
class TestCliPrimal final : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void trainInspectAndUse();
  void compareGridsAndUpdates();
  void quantiseAModel();
  void quantiseAnAdapter();
  void badInputIsRefused();
};

namespace {

QString text_in(const TemporaryFolder& folder) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += i % 3 == 0 ? "the black dog ran. " : "my sister went home, ";
  write_file(folder / "text.txt", text);
  return QString::fromStdString((folder / "text.txt").string());
}

QStringList small_run(const TemporaryFolder& folder, const char* command) {
  return {"primal",    command,   "--text",  text_in(folder),   "--shape", "16,1,2,1,32", "--vocabulary",
          "270",       "--batch", "1",       "--micro-batches", "2",       "--context",   "16",
          "--threads", "1",       "--quiet", "--json"};
}

}  // namespace

void TestCliPrimal::trainInspectAndUse() {
  const TemporaryFolder folder;
  const CliRun run =
      run_cli(folder, small_run(folder, "train") + QStringList{"--steps", "5", "--output", "m.safetensors",
                                                               "--folder", "model", "--compare", "fp32"});
  QVERIFY2(run.code == 0, run.err.constData());
  const Json json = run.json();
  for (const char* field :
       {"parameters", "bytes_per_parameter", "peak_rss_bytes", "loss", "validation_loss",
        "fp32_validation_loss", "flip_rate", "occupancy", "zero_fraction", "tokens_per_second"})
    QVERIFY2(json.contains(field), field);
  for (const char* field : {"weights", "votes", "optimizer", "total"})
    QVERIFY2(json["bytes_per_parameter"].contains(field), field);
  QCOMPARE(json["loss"].size(), std::size_t{5});
  QCOMPARE(json["occupancy"].size(), std::size_t{13});
  QVERIFY(json["fp32_validation_loss"].is_number());

  const CliRun looked = run_cli(folder, {"primal", "inspect", "m.safetensors", "--json"});
  QCOMPARE(looked.code, 0);
  QCOMPARE(looked.json()["matrices"].size(), std::size_t{7});
  QCOMPARE(looked.json()["parameters"], json["parameters"]);
  QCOMPARE(run_cli(folder, {"info", "m.safetensors", "--json"}).json()["parameters"], json["parameters"]);
  const CliRun said =
      run_cli(folder, {"generate", "--model", "model", "--prompt", "the", "--max-tokens", "3", "--json"});
  QVERIFY2(said.code == 0, said.err.constData());
}

void TestCliPrimal::compareGridsAndUpdates() {
  const TemporaryFolder folder;
  const CliRun run = run_cli(
      folder, small_run(folder, "compare") + QStringList{"--steps", "2", "--grids", "prime13", "-1,0,1",
                                                         "--updates", "fp32,vote", "--output", "c.json"});
  QVERIFY2(run.code == 0, run.err.constData());
  const Json json = run.json();
  QCOMPARE(json["rows"].size(), std::size_t{3});
  QCOMPARE(json["rows"][2]["grid"].get<std::string>(), std::string("custom"));
  QCOMPARE(json["rows"][0]["validation_loss"], json["fp32_validation_loss"]);
  QVERIFY(std::filesystem::exists(folder / "c.json"));
}

void TestCliPrimal::quantiseAModel() {
  const TemporaryFolder folder;
  const CliRun run = run_cli(folder, {"primal", "quantize", "--model", demo_model("books-lower"), "--grid",
                                      "nf4", "--output", "q.safetensors", "--json"});
  QVERIFY2(run.code == 0, run.err.constData());
  const Json json = run.json();
  QVERIFY(json["sqnr_db"].get<double>() > 19);
  QVERIFY(json["bytes_per_parameter"].get<double>() < 0.6);
  const Json looked = run_cli(folder, {"primal", "inspect", "q.safetensors", "--json"}).json();
  QCOMPARE(looked["low_bit_parameters"], json["low_bit_parameters"]);
}

void TestCliPrimal::quantiseAnAdapter() {
  const TemporaryFolder folder;
  QCOMPARE(run_cli(folder,
                   {"train", "--upper", demo_model("books-upper"), "--lower", demo_model("books-lower"),
                    "--workers", "8", "--pipes", "1", "--solver", "joint", "--output", "a.prism", "--quiet"})
               .code,
           0);
  const CliRun run =
      run_cli(folder, {"primal", "quantize", "--adapter", "a.prism", "--output", "q.safetensors", "--json"});
  QVERIFY2(run.code == 0, run.err.constData());
  const Json json = run.json();
  QVERIFY(std::abs(json["r2_change"].get<double>() -
                   (json["r2_quantised"].get<double>() - json["r2"].get<double>())) < 1e-9);
  QCOMPARE(json["matrices"].size(), std::size_t{8});
}

void TestCliPrimal::badInputIsRefused() {
  const TemporaryFolder folder;
  write_file(folder / "bad.safetensors", "no such thing");
  QCOMPARE(run_cli(folder, {"primal", "inspect", "bad.safetensors"}).code, 3);
  QCOMPARE(run_cli(folder, {"primal", "inspect", "absent.safetensors"}).code, 3);
  QCOMPARE(run_cli(folder, {"primal", "quantize", "--grid", "prime13"}).code, 2);
  QCOMPARE(
      run_cli(folder, {"primal", "quantize", "--model", demo_model("books-lower"), "--grid", "1,1"}).code, 2);
  QCOMPARE(run_cli(folder, small_run(folder, "train") + QStringList{"--update", "wish"}).code, 2);
  QCOMPARE(run_cli(folder, small_run(folder, "train") + QStringList{"--resume"}).code, 2);
}

QTEST_GUILESS_MAIN(TestCliPrimal)
#include "tst_cli_primal.moc"
