// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json.h"
#include "core/base/random.h"
#include "core/sound/audio_file.h"
#include "core/speech/alignment_file.h"
#include "core/speech/mel.h"
#include "core/tts/evaluate.h"
#include "tests/core/tts/tiny_projector.h"
#include "tests/support/test_data.h"

#include <cmath>
#include <numbers>

#include <QProcess>
#include <QtTest/QtTest>

using namespace prism;
using prism::test::TemporaryFolder;

namespace {

/// A voice-like sound: harmonics of a gliding pitch under two formants, with gaps of noise.
Audio voice(double seconds, double hz, double formant, std::uint64_t seed) {
  Audio audio{22050, {}};
  Random random(seed);
  double phase = 0;
  const auto count = static_cast<std::size_t>(seconds * audio.rate);
  for (std::size_t i = 0; i < count; ++i) {
    const double t = static_cast<double>(i) / audio.rate;
    const double pitch = hz * (1 + 0.15 * std::sin(5 * t));
    phase += 2 * std::numbers::pi * pitch / audio.rate;
    double sample = 0.004 * random.normal();
    if (std::fmod(t, 0.5) < 0.4) {
      for (int h = 1; h <= 20; ++h) {
        const double off = (h * pitch - formant) / 400;
        sample += (0.5 / h + std::exp(-off * off)) * 0.1 * std::sin(h * phase);
      }
    } else {
      sample += 0.05 * random.normal();
    }
    audio.samples.push_back(static_cast<float>(sample));
  }
  return audio;
}

Alignment grid(double seconds) {
  Alignment alignment;
  alignment.end = seconds;
  AlignmentTier words{"words", false, 0, seconds, {}, {}}, phones{"phones", false, 0, seconds, {}, {}};
  words.intervals = {{0, 0.2, ""}, {0.2, 0.6, "the"}, {0.6, seconds, "cat"}};
  phones.intervals = {{0, 0.2, ""},    {0.2, 0.3, "DH"},  {0.3, 0.6, "AH0"},
                      {0.6, 0.8, "K"}, {0.8, 1.0, "AE1"}, {1.0, seconds, "T"}};
  alignment.tiers = {words, phones};
  return alignment;
}

bool close(double found, double expected, double share) {
  return std::abs(found - expected) <= share * std::abs(expected);
}

}  // namespace

class TestEvaluate : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void theSameSoundHasNoDistance() {
    const Audio sound = voice(1.2, 120, 700, 1);
    const SoundDistance distance = sound_distance(sound, sound, MelContract{});
    QCOMPARE(distance.mcd, 0.0);
    QCOMPARE(distance.f0_rmse, 0.0);
    QCOMPARE(distance.voicing_error, 0.0);
  }

  void figuresAgreeWithAnIndependentComputation() {
    const QString python = "/usr/bin/python3";
    if (QProcess::execute(python, {"-c", "import numpy"}) != 0) QSKIP("/usr/bin/python3 has no numpy");
    const TemporaryFolder folder;
    write_audio(folder / "a.wav", voice(1.6, 120, 700, 1));
    write_audio(folder / "b.wav", voice(1.9, 135, 850, 2));
    const MelContract contract;
    const Audio a = read_audio(folder / "a.wav").audio, b = read_audio(folder / "b.wav").audio;
    PitchOptions pitch;
    pitch.hop_seconds = 1 / contract.frames_per_second();
    const Json given{{"a", (folder / "a.wav").string()},
                     {"b", (folder / "b.wav").string()},
                     {"f0_a", track_pitch(a, pitch).hz},
                     {"f0_b", track_pitch(b, pitch).hz}};
    write_file(folder / "given.json", dump_json(given));
    QProcess script;
    script.start(python,
                 {QString::fromStdString((test::own_file("../core/tts/figures_of_speech.py")).string()),
                  QString::fromStdString((folder / "given.json").string())});
    QVERIFY(script.waitForFinished(60000));
    QVERIFY2(script.exitCode() == 0, script.readAllStandardError().constData());
    const Json expected = Json::parse(script.readAllStandardOutput().toStdString());
    const SoundDistance found = sound_distance(a, b, contract);
    QVERIFY2(close(found.mcd, expected["mcd"], 0.01),
             qPrintable(QString("%1 against %2").arg(found.mcd).arg(expected["mcd"].get<double>())));
    QVERIFY2(close(found.f0_rmse, expected["f0_rmse"], 0.01),
             qPrintable(QString("%1 against %2").arg(found.f0_rmse).arg(expected["f0_rmse"].get<double>())));
    QVERIFY2(
        close(found.voicing_error, expected["vuv"], 0.01),
        qPrintable(QString("%1 against %2").arg(found.voicing_error).arg(expected["vuv"].get<double>())));
    QVERIFY2(close(mel_l1(log_mel(a, contract), log_mel(b, contract)), expected["mel_l1"], 0.01), "mel L1");
    QVERIFY(found.mcd > 1 && found.f0_rmse > 0.02 && found.voicing_error > 0);
  }

  void lengthsAreComparedInMilliseconds() {
    std::vector<SpeechUnit> units(3);
    units[0].frames = 10;
    units[1].frames = 4;
    units[2].frames = 7;
    const std::vector<float> predicted{12, 4, 3};
    QVERIFY(close(duration_mae_ms(units, predicted, MelContract{}), 2 * 256000.0 / 22050, 1e-9));
    QVERIFY_THROWS_EXCEPTION(Error, (void)duration_mae_ms(units, {}, MelContract{}));
  }

  void aDatasetIsJudgedByUtteranceAndPhone() {
    const TemporaryFolder folder;
    std::filesystem::create_directories(folder / "wavs");
    for (const char* id : {"one", "two"}) {
      write_audio(folder / "wavs" / (std::string(id) + ".wav"), voice(1.2, 120, 700, 3));
      write_alignment(folder / "wavs" / (std::string(id) + ".TextGrid"), grid(1.2));
    }
    write_file(folder / "metadata.csv", "one|The cat\ntwo|The cat\nthree|The cat\n");
    test::write_projector(folder / "a.safetensors");
    const auto speaker = Speaker::open(folder / "a.safetensors");
    const SpeechDataset dataset = open_speech_dataset(folder.path());
    int heard = 0;
    const Evaluation result =
        evaluate_speaker(*speaker, dataset, {}, {}, [&heard](const EvaluatedSounds&) { ++heard; });
    QCOMPARE(heard, 2);
    QCOMPARE(result.utterances.size(), std::size_t{3});
    for (const UtteranceFigures& each : result.utterances) {
      if (each.id == "three") {
        QVERIFY(each.problem.find("missing") != std::string::npos);
        QVERIFY(std::isnan(each.spoken.mcd));
        continue;
      }
      QVERIFY2(each.problem.empty(), each.problem.c_str());
      QVERIFY(each.copy.mcd > 0 && each.copy.mcd < each.spoken.mcd);
      QVERIFY(each.duration_mae_ms > 0 && each.mel_l1 > each.mel_l1_copy && each.rtf > 0);
    }
    QVERIFY(close(result.mean.spoken.mcd,
                  (result.utterances[0].spoken.mcd + result.utterances[1].spoken.mcd) / 2, 1e-9));
    std::map<std::string, PhoneFigures> phones;
    for (const PhoneFigures& phone : result.phones) phones[phone.label] = phone;
    QCOMPARE(phones.size(), std::size_t{6});
    QCOMPARE(phones.at("K").units, 2);
    QCOMPARE(phones.at("sil").units, 2);
    QVERIFY(phones.at("AE1").spoken.mcd > phones.at("AE1").copy.mcd);

    EvaluateOptions some;
    some.ids = {"two"};
    QCOMPARE(evaluate_speaker(*speaker, dataset, some).utterances.size(), std::size_t{1});
    some.ids = {"none"};
    QVERIFY_THROWS_EXCEPTION(Error, (void)evaluate_speaker(*speaker, dataset, some));
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(evaluate_speaker(*speaker, dataset, {}, RunControl(stop.get_token())).stopped);
  }
};

QTEST_GUILESS_MAIN(TestEvaluate)
#include "tst_evaluate.moc"
