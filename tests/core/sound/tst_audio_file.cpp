// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/sound/audio_file.h"
#include "tests/support/test_data.h"

#include <cmath>
#include <limits>
#include <numbers>
#include <optional>

#include <QtTest/QtTest>

using namespace prism;

namespace {

/// A WAV file put together by hand, so that every field can lie.
struct WavBuilder {
  std::uint16_t codec = 1, channels = 1, bits = 16;
  std::uint32_t rate = 22050;
  std::string data;
  std::optional<std::uint32_t> data_size;
  bool with_format = true, with_data = true;
  std::string before_data;

  static std::string number(std::uint32_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i) & 0xFF);
    return text;
  }
  [[nodiscard]] std::string bytes() const {
    std::string body = "WAVE";
    if (with_format) {
      const auto align = static_cast<std::uint32_t>(channels * bits / 8);
      body += "fmt " + number(16, 4) + number(codec, 2) + number(channels, 2) + number(rate, 4) +
              number(rate * align, 4) + number(align, 2) + number(bits, 2);
    }
    body += before_data;
    if (with_data)
      body += "data" + number(data_size.value_or(static_cast<std::uint32_t>(data.size())), 4) + data;
    return "RIFF" + number(static_cast<std::uint32_t>(body.size()), 4) + body;
  }
};

std::string pcm(const std::vector<int>& values) {
  std::string text;
  for (const int value : values) text += WavBuilder::number(static_cast<std::uint32_t>(value), 2);
  return text;
}

Audio tone(int rate, double hz, double seconds) {
  Audio audio{rate, std::vector<float>(static_cast<std::size_t>(rate * seconds))};
  for (std::size_t i = 0; i < audio.samples.size(); ++i) {
    audio.samples[i] =
        static_cast<float>(0.5 * std::sin(2 * std::numbers::pi * hz * static_cast<double>(i) / rate));
  }
  return audio;
}

bool has_note(const LoadedAudio& loaded, const std::string& part) {
  return std::any_of(loaded.notes.begin(), loaded.notes.end(),
                     [&](const std::string& note) { return note.find(part) != std::string::npos; });
}

}  // namespace

class TestAudioFile : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void bad_files_are_refused_with_reason_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const std::string& bytes, const char* reason) {
      QTest::newRow(name) << QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())) << reason;
    };
    const std::string sound = pcm({1, 2, 3, 4});
    row("empty", "", "the file is empty");
    row("text", "id|some text that is no sound at all\n", "not a sound file");
    row("header only", "RIFF" + WavBuilder::number(4, 4) + "WAVE", "no \"fmt \" chunk");
    row("no fmt", WavBuilder{.data = sound, .with_format = false}.bytes(), "before any \"fmt \"");
    row("no data", WavBuilder{.with_data = false}.bytes(), "no \"data\" chunk");
    row("no channels", WavBuilder{.channels = 0, .data = sound}.bytes(), "0 channels");
    row("65535 channels", WavBuilder{.channels = 65535, .data = sound}.bytes(), "65535 channels");
    row("rate 0", WavBuilder{.rate = 0, .data = sound}.bytes(), "0 Hz makes no sense");
    row("rate 2^32-1", WavBuilder{.rate = 0xFFFFFFFF, .data = sound}.bytes(), "4294967295 Hz makes no sense");
    row("0 bits", WavBuilder{.bits = 0, .data = sound}.bytes(), "0 bits");
    row("unknown codec", WavBuilder{.codec = 0x7ABC, .data = sound}.bytes(), "codec 0x7ABC");
    row("LIST of 2^31-1",
        WavBuilder{.data = sound, .before_data = "LIST" + WavBuilder::number(0x7FFFFFFF, 4) + "INFO"}.bytes(),
        "\"LIST\" says 2147483647 bytes");
    row("RIFF of another kind", "RIFF" + WavBuilder::number(4, 4) + "AVI ", "no WAV file");
    row("short fmt", "RIFF" + WavBuilder::number(16, 4) + "WAVEfmt " + WavBuilder::number(2, 4) + "ab",
        "\"fmt \" chunk has 2 bytes");
  }
  void bad_files_are_refused_with_reason() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, reason);
    const test::TemporaryFolder folder;
    const auto path = folder / "bad.wav";
    write_file(path, std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    for (const bool whole : {true, false}) {
      try {
        if (whole) {
          (void)read_audio(path);
        } else {
          (void)audio_info(path);
        }
        QFAIL("accepted");
      } catch (const Error& error) {
        QVERIFY2(QString::fromUtf8(error.what()).contains(reason), error.what());
        QCOMPARE(error.file(), path);
        QVERIFY(error.code() == ErrorCode::format || error.code() == ErrorCode::unsupported);
      }
    }
  }

  void odd_files_are_read_with_a_note() {
    const test::TemporaryFolder folder;
    const auto path = folder / "odd.wav";
    const auto read = [&](const WavBuilder& wav) {
      write_file(path, wav.bytes());
      return read_audio(path);
    };
    const std::string sound = pcm({100, -200, 300});

    LoadedAudio loaded = read({.data = sound, .data_size = 0xFFFFFFFF});
    QCOMPARE(loaded.audio.samples.size(), 3U);
    QVERIFY(has_note(loaded, "does not say how long"));

    loaded = read({.data = sound, .data_size = 100});
    QCOMPARE(loaded.audio.samples.size(), 3U);
    QVERIFY(has_note(loaded, "100 bytes of sound, 6 are there"));

    loaded = read({});
    QVERIFY(loaded.audio.samples.empty());
    QVERIFY(has_note(loaded, "no sound"));

    loaded = read({.data = sound + "x"});
    QCOMPARE(loaded.audio.samples.size(), 3U);
    QCOMPARE(loaded.audio.samples[1], -200.0F / 32768);

    std::string floats;
    for (const float value :
         {0.25F, std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(), -0.5F}) {
      floats.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    loaded = read({.codec = 3, .bits = 32, .data = floats});
    QCOMPARE(loaded.not_finite, 2);
    QVERIFY(loaded.audio.samples == std::vector<float>({0.25F, 0, 0, -0.5F}));
    QVERIFY(has_note(loaded, "silenced"));
  }

  void stereo_is_mixed_and_clipping_counted() {
    const test::TemporaryFolder folder;
    write_file(folder / "s.wav",
               WavBuilder{.channels = 2, .data = pcm({32767, 0, -32768, -32768, 100, 300})}.bytes());
    const LoadedAudio loaded = read_audio(folder / "s.wav");
    QCOMPARE(loaded.source.channels, 2);
    QCOMPARE(loaded.source.frames, 3);
    QCOMPARE(loaded.clipped, 3);
    QCOMPARE(loaded.audio.samples[1], -1.0F);
    QCOMPARE(loaded.audio.samples[2], 200.0F / 32768);
    QVERIFY(has_note(loaded, "2 channels mixed"));
    QVERIFY(has_note(loaded, "3 samples at full scale"));
  }

  void what_is_written_is_read_back() {
    const test::TemporaryFolder folder;
    Audio audio{22050, {}};
    for (int value = -32768; value <= 32767; ++value)
      audio.samples.push_back(static_cast<float>(value) / 32768);
    for (const char* name : {"a.wav", "a.flac"}) {
      write_audio(folder / name, audio);
      const LoadedAudio back = read_audio(folder / name);
      QCOMPARE(back.audio.rate, 22050);
      QVERIFY(back.audio.samples == audio.samples);
    }
    audio.samples = {0.1F, -0.7F, 1.5F, -2.0F, std::numeric_limits<float>::quiet_NaN()};
    write_audio(folder / "clipped.wav", audio);
    QVERIFY(read_audio(folder / "clipped.wav").audio.samples[2] == 32767.0F / 32768);
    QVERIFY(read_audio(folder / "clipped.wav").audio.samples[3] == -1.0F);
    write_audio(folder / "a24.flac", audio, SampleFormat::pcm24);
    QVERIFY(std::abs(read_audio(folder / "a24.flac").audio.samples[0] - 0.1F) < 1e-7F);
    write_audio(folder / "f.wav", audio, SampleFormat::float32);
    const std::string first = read_file(folder / "f.wav");
    QVERIFY(read_audio(folder / "f.wav").audio.samples == std::vector<float>({0.1F, -0.7F, 1.5F, -2.0F, 0}));
    QTest::qWait(1100);  // another second of the clock
    write_audio(folder / "f.wav", audio, SampleFormat::float32);
    QVERIFY(read_file(folder / "f.wav") == first);
    QVERIFY_EXCEPTION_THROWN(write_audio(folder / "a.mp3", audio), Error);
    QVERIFY_EXCEPTION_THROWN(write_audio(folder / "a.flac", audio, SampleFormat::float32), Error);
  }

  void resampling_keeps_the_sound() {
    for (const auto& [from, to] :
         {std::pair{44100, 22050}, std::pair{16000, 22050}, std::pair{22050, 48000}}) {
      const Audio before = tone(from, 440, 0.5);
      const Audio after = resample(before, to);
      const auto wanted = static_cast<std::size_t>(
          std::ceil(static_cast<double>(before.samples.size()) * to / static_cast<double>(from)));
      QCOMPARE(after.samples.size(), wanted);
      const Audio ideal = tone(to, 440, 0.5);
      double worst = 0;
      for (std::size_t i = wanted / 4; i < wanted * 3 / 4; ++i) {
        worst = std::max(worst, static_cast<double>(std::abs(after.samples[i] - ideal.samples[i])));
      }
      QVERIFY2(worst < 1e-3, qPrintable(QString::number(worst)));
    }
    QVERIFY(resample({22050, {}}, 16000).samples.empty());
    QVERIFY_EXCEPTION_THROWN(resample(tone(22050, 440, 0.1), 0), Error);
  }

  void reading_resamples_and_says_so() {
    const test::TemporaryFolder folder;
    write_audio(folder / "t.wav", tone(44100, 440, 0.25));
    const LoadedAudio loaded = read_audio(folder / "t.wav", 22050);
    QCOMPARE(loaded.audio.rate, 22050);
    QCOMPARE(loaded.source.rate, 44100);
    QVERIFY(has_note(loaded, "resampled from 44100 to 22050"));
  }

  void real_recording() {
    const auto path = test::shared_file("speech/ljspeech/wavs/LJ001-0002.wav");
    if (path.empty()) QSKIP("the shared recordings are not here");
    const AudioInfo info = audio_info(path);
    QCOMPARE(info.rate, 22050);
    QCOMPARE(info.channels, 1);
    QCOMPARE(info.frames, 41885);
    QVERIFY(info.format.starts_with("WAV"));
    QCOMPARE(read_audio(path).audio.samples.size(), 41885U);
  }
};

QTEST_GUILESS_MAIN(TestAudioFile)
#include "tst_audio_file.moc"
