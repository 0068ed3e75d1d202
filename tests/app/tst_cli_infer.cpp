// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/model/writers.h"
#include "tests/app/cli_run.h"

#include <QTest>

using namespace prism;
using namespace prism::test;

/// Whole models: recorded over a text, trained on, stitched, spoken through.
class TestCliInfer final : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init();
  void activations();
  void trainOnAText();
  void stitchAndInfer();
  void rowsOfAnotherEncoder();
  void wrongUse();

 private:
  [[nodiscard]] QStringList pair() const {
    return {"--upper", demo_model("books-upper"), "--lower", demo_model("books-lower")};
  }
  TemporaryFolder m_folder;
};

// A text of its own: no foreign one is in the repository.
void TestCliInfer::init() {
  qputenv("PRISM_CACHE", QByteArray::fromStdString((m_folder / "cache").string()));
  std::string text;
  for (int i = 0; i < 60; ++i) {
    text += "It was the " + std::to_string(i) + "th day, and the little girl said that she would not go. ";
    text += "\"I have no wish to see him,\" she answered; and the door of the room was closed.\n";
  }
  write_file(m_folder / "text.txt", text);
}

void TestCliInfer::activations() {
  const CliRun run =
      run_cli(m_folder, QStringList{"activations"} + pair() +
                            QStringList{"--text", "text.txt", "--output", "p.safetensors", "--json"});
  QVERIFY2(run.code == 0, run.err);
  const Json json = run.json();
  QCOMPARE(json["d_in"].get<int>(), 256);
  QCOMPARE(json["d_out"].get<int>(), 160);
  QVERIFY(json["samples"].get<int>() > 1000);
  QVERIFY(json["skipped"].get<int>() >= 1);
  QCOMPARE(
      run_cli(m_folder, {"train", "--pairs", "p.safetensors", "--output", "p.prism", "--workers", "4"}).code,
      0);
  const CliRun stitch = run_cli(
      m_folder, {"stitch", "--adapter", "p.prism", "--text", "text.txt", "--max-windows", "2", "--json"});
  QVERIFY2(stitch.code == 0, stitch.err);  // the models' paths came with the pairs
}

void TestCliInfer::trainOnAText() {
  const CliRun run =
      run_cli(m_folder, QStringList{"train"} + pair() +
                            QStringList{"--text", "text.txt", "--exit-layer", "3", "--entry-layer", "2",
                                        "--workers", "8", "--output", "t.prism", "--json"});
  QVERIFY2(run.code == 0, run.err);
  QVERIFY(run.json()["r2"].get<double>() > 0.5);
  const CliRun check = run_cli(m_folder, {"validate", "--adapter", "t.prism", "--json"});
  QVERIFY2(check.code == 0, check.err);
  QCOMPARE(check.json()["r2"].get<double>(), run.json()["r2"].get<double>());
  QVERIFY(check.json()["worst_samples"][0]["upper"].get<std::string>().ends_with("]"));
}

void TestCliInfer::stitchAndInfer() {
  QCOMPARE(run_cli(m_folder, QStringList{"train"} + pair() + QStringList{"--output", "w.prism"}).code, 0);
  const CliRun stitch = run_cli(
      m_folder, {"stitch", "--adapter", "w.prism", "--text", "text.txt", "--max-windows", "4", "--json"});
  QVERIFY2(stitch.code == 0, stitch.err);
  const Json figures = stitch.json();
  for (const char* field : {"own", "stitched", "shuffled", "replaced_share"})
    QVERIFY(figures.contains(field));
  QVERIFY(figures["own"].get<double>() < figures["stitched"].get<double>());
  QVERIFY(2 * figures["stitched"].get<double>() < figures["shuffled"].get<double>());

  const CliRun infer = run_cli(m_folder, {"infer", "--adapter", "w.prism", "--adapter2", "w.prism", "--input",
                                          "It was the", "--max-tokens", "6", "--json"});
  QVERIFY2(infer.code == 0, infer.err);
  const Json json = infer.json();
  for (const char* field : {"text", "upper_text", "lower_text", "alone_text", "tokens", "tokens_per_second",
                            "resident_tile_bytes", "active_workers", "warnings", "steps", "second"}) {
    QVERIFY2(json.contains(field), field);
  }
  QCOMPARE(json["tokens"].get<int>(), 6);
  QCOMPARE(json["text"].get<std::string>(), "It was the" + json["lower_text"].get<std::string>());
  QCOMPARE(json["second"]["lower_text"], json["lower_text"]);
  QCOMPARE(json["active_workers"].size(), std::size_t(512));
  QVERIFY(json["warnings"].empty());
  const CliRun states = run_cli(m_folder, {"infer", "--adapter", "w.prism", "--use", "states", "--input",
                                           "It was the", "--max-tokens", "2", "--json"});
  QVERIFY2(states.code == 0, states.err);
  QCOMPARE(states.json()["warnings"].size(), std::size_t(1));
}

void TestCliInfer::rowsOfAnotherEncoder() {
  QCOMPARE(run_cli(m_folder, QStringList{"train"} + pair() + QStringList{"--output", "w.prism"}).code, 0);
  TensorToWrite rows;
  rows.shape = {4, 256};
  rows.rows = [&rows](std::int64_t first, std::int64_t count, float* out) {
    const std::int64_t width = rows.shape[1];
    for (std::int64_t i = 0; i < count * width; ++i) {
      out[i] = static_cast<float>((first * width + i) % 7) / 7;
    }
  };
  write_npy(m_folder / "x.npy", rows);
  const CliRun run =
      run_cli(m_folder, {"infer", "--adapter", "w.prism", "--x", "x.npy", "--max-tokens", "5", "--json"});
  QVERIFY2(run.code == 0, run.err);
  QCOMPARE(run.json()["tokens"].get<int>(), 5);
  rows.shape = {4, 128};
  write_npy(m_folder / "x.npy", rows);
  QCOMPARE(run_cli(m_folder, {"infer", "--adapter", "w.prism", "--x", "x.npy"}).code, 3);
}

void TestCliInfer::wrongUse() {
  QCOMPARE(
      run_cli(m_folder, QStringList{"activations"} + pair() + QStringList{"--output", "p.safetensors"}).code,
      2);
  QCOMPARE(run_cli(m_folder, QStringList{"train", "--exit-layer", "1", "--output", "x.prism"} + pair()).code,
           2);
  QCOMPARE(
      run_cli(m_folder,
              QStringList{"train", "--text", "text.txt", "--exit-layer", "9", "--output", "x.prism"} + pair())
          .code,
      2);
  QCOMPARE(run_cli(m_folder, {"infer", "--adapter", "nowhere.prism", "--input", "x"}).code, 3);
  QCOMPARE(run_cli(m_folder,
                   {"train", "--x", "a.npy", "--z", "b.npy", "--text", "text.txt", "--output", "x.prism"})
               .code,
           2);
  QVERIFY(!std::filesystem::exists(m_folder / "x.prism"));
}

QTEST_APPLESS_MAIN(TestCliInfer)
#include "tst_cli_infer.moc"
