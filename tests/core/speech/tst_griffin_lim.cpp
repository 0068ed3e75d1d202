// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/sound/audio_file.h"
#include "core/speech/mel.h"
#include "core/speech/mel_inverse.h"
#include "core/speech/metrics.h"
#include "tests/support/test_data.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include <QtTest/QtTest>

using namespace prism;

namespace {

Audio chord(int rate, double seconds) {
  Audio audio{rate, std::vector<float>(static_cast<std::size_t>(rate * seconds))};
  for (std::size_t i = 0; i < audio.samples.size(); ++i) {
    const double turn = 2 * std::numbers::pi * static_cast<double>(i) / rate;
    audio.samples[i] = static_cast<float>(0.2 * std::sin(220 * turn) + 0.2 * std::sin(1330 * turn) +
                                          0.05 * std::sin(3700 * turn));
  }
  return audio;
}

double mean_difference(const FrameFeatures& a, const FrameFeatures& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.values.size(); ++i)
    sum += std::abs(static_cast<double>(a.values[i] - b.values[i]));
  return sum / static_cast<double>(a.values.size());
}

}  // namespace

class TestGriffinLim : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void magnitudes_have_the_mel() {
    const MelContract contract;
    const FrameFeatures mel = log_mel(chord(22050, 0.3), contract);
    const FrameFeatures magnitudes = magnitudes_of_mel(mel, contract);
    const std::vector<double> filters = mel_filters(contract);
    double sum = 0;
    for (std::int64_t frame = 0; frame < mel.frames; ++frame) {
      for (std::int64_t band = 0; band < mel.dim; ++band) {
        double value = 0;
        for (std::int64_t bin = 0; bin < magnitudes.dim; ++bin) {
          QVERIFY(magnitudes.row(frame)[bin] >= 0);
          value += filters[static_cast<std::size_t>(band * magnitudes.dim + bin)] *
                   static_cast<double>(magnitudes.row(frame)[bin]);
        }
        sum += std::abs(std::log(std::max(value, 1e-5)) - static_cast<double>(mel.row(frame)[band]));
      }
    }
    QVERIFY2(sum / static_cast<double>(mel.values.size()) < 0.05,
             qPrintable(QString::number(sum / static_cast<double>(mel.values.size()))));
  }

  void sound_has_the_mel_data() {
    QTest::addColumn<int>("padding");
    QTest::addColumn<int>("base");
    QTest::addColumn<int>("magnitude");
    QTest::newRow("HiFi-GAN") << static_cast<int>(MelPadding::reflect_same) << 0 << 0;
    QTest::newRow("centred, power, ten") << static_cast<int>(MelPadding::centre) << 1 << 1;
    QTest::newRow("no padding") << static_cast<int>(MelPadding::none) << 0 << 0;
  }
  void sound_has_the_mel() {
    QFETCH(int, padding);
    QFETCH(int, base);
    QFETCH(int, magnitude);
    MelContract contract;
    contract.padding = static_cast<MelPadding>(padding);
    contract.log_base = static_cast<LogBase>(base);
    contract.magnitude = static_cast<MelMagnitude>(magnitude);
    const FrameFeatures mel = log_mel(chord(22050, 0.6), contract);
    const Audio audio = griffin_lim(mel, contract);
    QCOMPARE(static_cast<std::int64_t>(audio.samples.size()), mel.frames * contract.hop);
    FrameFeatures again = log_mel(audio, contract);
    const std::int64_t frames = std::min(again.frames, mel.frames);
    again.values.resize(static_cast<std::size_t>(frames * mel.dim));
    FrameFeatures wanted = mel;
    wanted.values.resize(again.values.size());
    const double difference = mean_difference(wanted, again);
    QVERIFY2(difference < 0.35, qPrintable(QString::number(difference)));
  }

  void same_seed_same_bytes() {
    const MelContract contract;
    const FrameFeatures mel = log_mel(chord(22050, 0.2), contract);
    GriffinLimOptions options;
    options.iterations = 8;
    const Audio first = griffin_lim(mel, contract, options);
    QVERIFY(griffin_lim(mel, contract, options).samples == first.samples);
    options.seed = 1;
    QVERIFY(griffin_lim(mel, contract, options).samples != first.samples);
  }

  void odd_input() {
    const MelContract contract;
    QVERIFY(griffin_lim({0, 80, {}}, contract).samples.empty());
    QVERIFY_EXCEPTION_THROWN((void)griffin_lim({1, 3, {0, 0, 0}}, contract), Error);
    FrameFeatures wild{2, 80, std::vector<float>(160, std::numeric_limits<float>::quiet_NaN())};
    wild.values[3] = 1e30F;
    wild.values[4] = std::numeric_limits<float>::infinity();
    const Audio audio = griffin_lim(wild, contract);
    QVERIFY(
        std::all_of(audio.samples.begin(), audio.samples.end(), [](float v) { return std::isfinite(v); }));
    const FrameFeatures floor{4, 80, std::vector<float>(320, std::log(1e-5F))};
    const Audio silence = griffin_lim(floor, contract);
    QVERIFY(std::all_of(silence.samples.begin(), silence.samples.end(), [](float v) { return v == 0; }));
  }

  void copy_synthesis_of_a_recording() {
    const auto path = test::shared_file("speech/ljspeech/wavs/LJ001-0002.wav");
    if (path.empty()) QSKIP("the shared recordings are not here");
    const MelContract contract;
    const FrameFeatures mel = log_mel(read_audio(path).audio, contract);
    const FrameFeatures copy = log_mel(griffin_lim(mel, contract), contract);
    QCOMPARE(copy.frames, mel.frames);
    const double difference = mean_difference(mel, copy), db = mel_distortion(mel, copy).db;
    qInfo("log mel %.4f, distortion %.2f dB", difference, db);
    QVERIFY(difference < 0.13);
    QVERIFY(db < 6);
  }
};

QTEST_GUILESS_MAIN(TestGriffinLim)
#include "tst_griffin_lim.moc"
