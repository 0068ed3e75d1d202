// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/sound/audio_file.h"
#include "tests/support/test_data.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <QtTest/QtTest>

using namespace prism;

namespace {

/// A buzz that glides from one pitch to another, six harmonics.
Audio glide(int rate, double from, double to, double seconds) {
  Audio audio{rate, std::vector<float>(static_cast<std::size_t>(rate * seconds))};
  double turn = 0;
  for (std::size_t i = 0; i < audio.samples.size(); ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(audio.samples.size());
    turn += 2 * std::numbers::pi * (from + (to - from) * share) / rate;
    double sum = 0;
    for (int harmonic = 1; harmonic <= 6; ++harmonic) sum += std::sin(harmonic * turn) / harmonic;
    audio.samples[i] = static_cast<float>(0.2 * sum);
  }
  return audio;
}

}  // namespace

class TestPitch : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void follows_a_glide() {
    for (const int rate : {16000, 22050, 48000}) {
      const PitchTrack track = track_pitch(glide(rate, 110, 260, 1.0));
      QCOMPARE(track.hz.size(), static_cast<std::size_t>(std::floor(1.0 / track.hop_seconds)));
      for (std::size_t frame = 6; frame + 6 < track.hz.size(); ++frame) {
        const double middle = (static_cast<double>(frame) + 0.5) * track.hop_seconds;
        const double truth = 110 + 150 * middle;
        QVERIFY2(std::abs(static_cast<double>(track.hz[frame]) - truth) < 0.03 * truth,
                 qPrintable(QString("%1 Hz at %2").arg(static_cast<double>(track.hz[frame])).arg(truth)));
      }
    }
  }

  void silence_and_noise_are_unvoiced() {
    Audio audio{22050, std::vector<float>(22050)};
    const PitchTrack silent = track_pitch(audio);
    QVERIFY(std::all_of(silent.hz.begin(), silent.hz.end(), [](float hz) { return hz == 0; }));
    Random random(2);
    for (float& sample : audio.samples) sample = static_cast<float>(0.1 * random.normal());
    const PitchTrack noise = track_pitch(audio);
    const auto voiced = std::count_if(noise.hz.begin(), noise.hz.end(), [](float hz) { return hz > 0; });
    QVERIFY(voiced < std::ssize(noise.hz) / 20);
    QVERIFY(track_pitch({22050, {}}).hz.empty());
    PitchOptions options;
    options.max_hz = 10;
    QVERIFY_EXCEPTION_THROWN((void)track_pitch(audio, options), Error);
  }

  void a_womans_voice() {
    const auto path = test::shared_file("speech/ljspeech/wavs/LJ001-0003.wav");
    if (path.empty()) QSKIP("the shared recordings are not here");
    PitchTrack track = track_pitch(read_audio(path).audio);
    std::erase(track.hz, 0.0F);
    std::nth_element(track.hz.begin(), track.hz.begin() + std::ssize(track.hz) / 2, track.hz.end());
    const float median = track.hz[track.hz.size() / 2];
    QVERIFY2(median > 180 && median < 250, qPrintable(QString::number(static_cast<double>(median))));
    QVERIFY(track.hz.size() > 400 && track.hz.size() < 700);
  }
};

QTEST_GUILESS_MAIN(TestPitch)
#include "tst_pitch.moc"
