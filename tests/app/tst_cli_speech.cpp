// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "tests/app/cli_run.h"

#include <cmath>

#include <QTest>

using namespace prism;
using namespace prism::test;

namespace {

const std::filesystem::path kDemo = std::filesystem::path(PRISM_SOURCE_FOLDER) / "resources/demo";
const QString kProjector = QString::fromStdString((kDemo / "projector.safetensors").string());

}  // namespace

class TestCliSpeech final : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    if (!std::filesystem::exists(kProjector.toStdString())) QSKIP("no projector comes with the program");
  }

  void sayWritesSoundAndTextGrid() {
    const TemporaryFolder folder;
    const CliRun run = run_cli(
        folder, {"tts", "say", "--checkpoint", kProjector, "--text", "The ship came home.", "--output",
                 "a.wav", "--textgrid", "a.TextGrid", "--duration-edit", "1=9,2=11", "--json"});
    QVERIFY2(run.code == 0, run.err.constData());
    const Json json = run.json();
    QCOMPARE(json["words"].size(), std::size_t{4});
    QCOMPARE(json["durations"].size(), json["units"].size());
    QCOMPARE(json["durations"][1].get<int>(), 9);
    QCOMPARE(json["durations"][2].get<int>(), 11);
    std::int64_t frames = 0;
    for (const auto& each : json["durations"]) frames += each.get<std::int64_t>();
    QCOMPARE(json["frames"].get<std::int64_t>(), frames);
    const double seconds = static_cast<double>(frames) * 256 / 22050;
    QVERIFY(std::abs(json["seconds_audio"].get<double>() - seconds) < 1e-6);
    QVERIFY(json["rtf"].get<double>() > 0);
    QCOMPARE(std::filesystem::file_size(folder / "a.wav"),
             static_cast<std::uintmax_t>(44 + 2 * 256 * frames));
    QVERIFY(read_file(folder / "a.TextGrid").find("\"ship\"") != std::string::npos);
  }

  void whatCannotBeSaidIsRefused_data() {
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<int>("code");
    QTest::newRow("edit without frames") << QStringList{"--duration-edit", "3"} << 2;
    QTest::newRow("unit that is not there") << QStringList{"--duration-edit", "999=1"} << 2;
    QTest::newRow("speed") << QStringList{"--speed", "0"} << 2;
    QTest::newRow("vocoder") << QStringList{"--vocoder", "nowhere"} << 3;
    QTest::newRow("model") << QStringList{"--model", "nowhere"} << 3;
  }
  void whatCannotBeSaidIsRefused() {
    QFETCH(QStringList, more);
    QFETCH(int, code);
    const TemporaryFolder folder;
    const CliRun run = run_cli(folder, QStringList{"tts", "say", "--checkpoint", kProjector, "--text",
                                                   "A ship.", "--output", "a.wav"} +
                                           more);
    QVERIFY2(run.code == code, run.err.constData());
    QVERIFY(!std::filesystem::exists(folder / "a.wav"));
  }

  void evaluateAndBatchCompareWithTheVoice() {
    const TemporaryFolder folder;
    write_file(folder / "texts.txt", "The ship came home.\nWe wait for rain.\n");
    const CliRun made = run_cli(folder, {"tts", "dataset", "--voice", "espeak:en-us+flat", "--sentences",
                                         "texts.txt", "--output", "voice", "--json"});
    QVERIFY2(made.code == 0, made.err.constData());
    const CliRun run =
        run_cli(folder, {"tts", "evaluate", "--checkpoint", kProjector, "--dataset", "voice", "--json"});
    QVERIFY2(run.code == 0, run.err.constData());
    const Json json = run.json();
    for (const char* field : {"mcd", "mcd_copy", "f0_rmse", "vuv", "duration_mae_ms", "rtf"})
      QVERIFY2(json[field].is_number(), field);
    QCOMPARE(json["utterances"].size(), std::size_t{2});
    QVERIFY(!json["phones"].empty());
    const CliRun batch =
        run_cli(folder, {"tts", "batch", "--checkpoint", kProjector, "--sentences", "voice/metadata.csv",
                         "--dataset", "voice", "--output", "out", "--json"});
    QVERIFY2(batch.code == 0, batch.err.constData());
    const std::string report = read_file(batch.json()["report"].get<std::string>());
    std::size_t players = 0;
    for (std::size_t at = 0; (at = report.find("<audio", at)) != std::string::npos; ++at) ++players;
    QCOMPARE(players, std::size_t{6});
    QVERIFY(report.find("http://") == std::string::npos);
  }

  void exportsAreReadAgain() {
    const TemporaryFolder folder;
    for (const char* name : {"p.gguf", "p.safetensors"}) {
      const CliRun run = run_cli(folder, {"export", "--checkpoint", kProjector, "--output", name, "--json"});
      QVERIFY2(run.code == 0, run.err.constData());
      const CliRun info = run_cli(folder, {"info", name, "--json"});
      QVERIFY2(info.code == 0, info.err.constData());
      QCOMPARE(info.json()["tensors"].size(), run.json()["tensors"].get<std::size_t>());
    }
    const CliRun said = run_cli(folder, {"tts", "say", "--checkpoint", "p.safetensors", "--model",
                                         QString::fromStdString((kDemo / "books-upper").string()), "--text",
                                         "A ship.", "--output", "a.wav"});
    QVERIFY2(said.code == 0, said.err.constData());
  }
};

QTEST_GUILESS_MAIN(TestCliSpeech)
#include "tst_cli_speech.moc"
