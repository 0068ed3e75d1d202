// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json.h"
#include "core/base/random.h"
#include "core/model/convert.h"
#include "core/model/tensor_file.h"
#include "core/sound/audio_file.h"
#include "core/speech/mel.h"
#include "tests/support/test_data.h"

#include <cmath>
#include <complex>
#include <numbers>
#include <thread>

#include <QtTest/QtTest>

using namespace prism;

namespace {

struct Matrix {
  std::int64_t rows = 0, cols = 0;
  std::vector<float> values;
};

Matrix read_matrix(const std::filesystem::path& path) {
  const TensorFile file = open_npy(path);
  const TensorInfo& tensor = file.tensors.at(0);
  Matrix matrix{tensor.rows(), tensor.cols(),
                std::vector<float>(static_cast<std::size_t>(tensor.elements()))};
  convert_to_f32(tensor.dtype, file.data(tensor).data(), tensor.elements(), matrix.values.data());
  if (tensor.fortran) {
    const std::vector<float> columns = matrix.values;
    for (std::int64_t i = 0; i < tensor.elements(); ++i) {
      matrix.values[static_cast<std::size_t>(i)] =
          columns[static_cast<std::size_t>(i % matrix.cols * matrix.rows + i / matrix.cols)];
    }
  }
  return matrix;
}

Audio noise(int rate, std::size_t count, std::uint64_t seed = 1) {
  Audio audio{rate, std::vector<float>(count)};
  Random random(seed);
  for (float& sample : audio.samples) sample = static_cast<float>(0.2 * random.normal());
  return audio;
}

/// The definition, in double precision, without any of the tricks.
std::vector<double> plain_spectrum(const Audio& audio, const MelContract& contract, std::int64_t frame,
                                   std::int64_t padding) {
  const auto count = static_cast<std::int64_t>(audio.samples.size());
  std::vector<double> windowed(static_cast<std::size_t>(contract.fft));
  const int before = (contract.fft - contract.window) / 2;
  for (int i = 0; i < contract.window; ++i) {
    std::int64_t at = frame * contract.hop + before + i - padding;
    if (at < 0) at = -at;
    if (at >= count) at = 2 * (count - 1) - at;
    const double hann = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * i / contract.window);
    windowed[static_cast<std::size_t>(before + i)] =
        hann * static_cast<double>(audio.samples[static_cast<std::size_t>(at)]);
  }
  std::vector<double> magnitudes;
  for (int bin = 0; bin <= contract.fft / 2; ++bin) {
    std::complex<double> sum = 0;
    for (int i = 0; i < contract.fft; ++i) {
      sum += windowed[static_cast<std::size_t>(i)] *
             std::polar(1.0, -2 * std::numbers::pi * ((static_cast<std::int64_t>(bin) * i) % contract.fft) /
                                 contract.fft);
    }
    magnitudes.push_back(std::abs(sum));
  }
  return magnitudes;
}

}  // namespace

class TestMel : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void filters_agree_with_librosas_data() {
    QTest::addColumn<QString>("number");
    for (const char* number : {"001", "005", "010", "016", "020", "130", "136", "142"}) {
      QTest::newRow(number) << number;
    }
  }
  void filters_agree_with_librosas() {
    QFETCH(QString, number);
    const std::string stem = "golden/mel/feature-melfb-" + number.toStdString();
    const auto description = test::shared_file(stem + ".json"), matrix = test::shared_file(stem + ".npy");
    if (description.empty() || matrix.empty()) QSKIP("the shared filter banks are not here");
    const Json json = read_json_file(description);
    MelContract contract;
    contract.sample_rate = static_cast<int>(json["sr"].get<double>());
    contract.fft = static_cast<int>(json["nfft"].get<double>());
    contract.mels = static_cast<int>(json["nfilts"].get<double>());
    contract.fmin = json["fmin"].get<double>();
    contract.fmax = json["fmax"].get<double>();
    contract.scale = json["htk"].get<double>() != 0 ? MelScale::htk : MelScale::slaney;
    const Matrix golden = read_matrix(matrix);
    const std::vector<double> filters = mel_filters(contract);
    const std::int64_t bins = contract.fft / 2 + 1;
    QCOMPARE(golden.rows, std::int64_t{contract.mels});
    double worst = 0, largest = 0;
    for (std::int64_t mel = 0; mel < golden.rows; ++mel) {
      for (std::int64_t bin = 0; bin < std::min(bins, golden.cols); ++bin) {
        const double here = filters[static_cast<std::size_t>(mel * bins + bin)];
        const double there =
            static_cast<double>(golden.values[static_cast<std::size_t>(mel * golden.cols + bin)]);
        worst = std::max(worst, std::abs(here - there));
        largest = std::max(largest, there);
      }
    }
    QVERIFY(largest > 1e-3);
    QVERIFY2(worst < 1e-6, qPrintable(QString::number(worst)));
  }

  void unnormed_filters_peak_at_one() {
    MelContract contract;
    contract.norm = MelNorm::none;
    contract.fft = 8192;
    contract.window = 1024;
    const std::vector<double> filters = mel_filters(contract);
    const double highest = *std::max_element(filters.begin(), filters.end());
    QVERIFY(highest <= 1.0 && highest > 0.99);
  }

  void spectrum_agrees_with_the_definition_data() {
    QTest::addColumn<int>("padding");
    QTest::addColumn<int>("fft");
    QTest::addColumn<int>("window");
    QTest::newRow("reflect") << static_cast<int>(MelPadding::reflect_same) << 1024 << 1024;
    QTest::newRow("centre") << static_cast<int>(MelPadding::centre) << 1024 << 800;
    QTest::newRow("none") << static_cast<int>(MelPadding::none) << 512 << 512;
    QTest::newRow("not a power of two") << static_cast<int>(MelPadding::centre) << 600 << 551;
  }
  void spectrum_agrees_with_the_definition() {
    QFETCH(int, padding);
    QFETCH(int, fft);
    QFETCH(int, window);
    MelContract contract;
    contract.fft = fft;
    contract.window = window;
    contract.padding = static_cast<MelPadding>(padding);
    const Audio audio = noise(22050, 3000);
    const std::int64_t pad = contract.padding == MelPadding::none     ? 0
                             : contract.padding == MelPadding::centre ? fft / 2
                                                                      : (fft - contract.hop) / 2;
    const FrameFeatures spectrum = spectrogram(audio, contract);
    QCOMPARE(spectrum.frames, contract.frames_of(3000));
    for (const std::int64_t frame : {std::int64_t{0}, spectrum.frames / 2, spectrum.frames - 1}) {
      const std::vector<double> plain = plain_spectrum(audio, contract, frame, pad);
      for (std::int64_t bin = 0; bin < spectrum.dim; ++bin) {
        const double difference =
            std::abs(plain[static_cast<std::size_t>(bin)] - static_cast<double>(spectrum.row(frame)[bin]));
        QVERIFY2(difference < 1e-5, qPrintable(QString::number(difference)));
      }
    }
  }

  void agrees_with_the_mel_a_vocoder_was_given() {
    const auto sound = test::shared_file("speech/ljspeech/wavs/LJ001-0002.wav");
    const auto golden_file = test::shared_file("vocoder/hifigan-small/LJ001-0002_logmel.npy");
    if (sound.empty() || golden_file.empty()) QSKIP("the shared recordings are not here");
    const FrameFeatures mel = log_mel(read_audio(sound).audio, {});
    const Matrix golden = read_matrix(golden_file);
    QCOMPARE(golden.rows, mel.dim);
    QCOMPARE(golden.cols, mel.frames);
    double worst = 0, sum = 0;
    for (std::int64_t frame = 0; frame < mel.frames; ++frame) {
      for (std::int64_t band = 0; band < mel.dim; ++band) {
        const double difference = std::abs(
            static_cast<double>(mel.row(frame)[band]) -
            static_cast<double>(golden.values[static_cast<std::size_t>(band * golden.cols + frame)]));
        worst = std::max(worst, difference);
        sum += difference;
      }
    }
    qInfo("largest difference %g, mean %g", worst, sum / static_cast<double>(golden.values.size()));
    QVERIFY2(worst < 1e-3, qPrintable(QString::number(worst)));
  }

  void frames_and_values_of_short_and_silent_sounds() {
    const MelContract contract;
    QCOMPARE(log_mel({22050, {}}, contract).frames, 0);
    QCOMPARE(log_mel(noise(22050, 255), contract).frames, 0);
    QCOMPARE(log_mel(noise(22050, 256), contract).frames, 1);
    MelContract centred = contract;
    centred.padding = MelPadding::centre;
    QCOMPARE(log_mel(noise(22050, 3), centred).frames, 1);
    QCOMPARE(log_mel(noise(22050, 1), centred).frames, 1);
    const FrameFeatures silence = log_mel({22050, std::vector<float>(2560)}, contract);
    QCOMPARE(silence.frames, 10);
    for (const float value : silence.values) QCOMPARE(value, std::log(1e-5F));
  }

  void log_base_and_power() {
    const Audio audio = noise(22050, 4096);
    MelContract contract;
    const FrameFeatures natural = log_mel(audio, contract);
    contract.log_base = LogBase::ten;
    const FrameFeatures ten = log_mel(audio, contract);
    QVERIFY(std::abs(ten.values[100] * std::log(10.0F) - natural.values[100]) < 1e-5F);
    contract.magnitude = MelMagnitude::power;
    QVERIFY(log_mel(audio, contract).values != ten.values);
    QVERIFY_EXCEPTION_THROWN(log_mel(noise(16000, 4096), contract), Error);
  }

  void threads_give_the_same_values() {
    const Audio audio = noise(22050, 22050);
    MelContract contract;
    contract.fft = 768;  // a length nobody has planned yet
    contract.window = 768;
    std::vector<FrameFeatures> results(4);
    {
      std::vector<std::jthread> threads;
      for (FrameFeatures& result : results) threads.emplace_back([&] { result = log_mel(audio, contract); });
    }
    for (const FrameFeatures& result : results) QVERIFY(result.values == results[0].values);
  }
};

QTEST_GUILESS_MAIN(TestMel)
#include "tst_mel.moc"
