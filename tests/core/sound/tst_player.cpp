// SPDX-License-Identifier: GPL-3.0-or-later
// Plays without hardware: ALSA's default device writes what it is sent into a file.
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/sound/audio_file.h"
#include "core/sound/player.h"
#include "tests/support/test_data.h"

#include <cmath>
#include <cstring>
#include <limits>

#include <QtTest/QtTest>

using namespace prism;

namespace {

/// Values that 16 bits hold exactly, none of them 0: a device that runs out of frames puts zeros between.
std::shared_ptr<const Audio> sound(int rate, double seconds, std::uint64_t seed) {
  Audio audio{rate, std::vector<float>(static_cast<std::size_t>(rate * seconds))};
  Random random(seed);
  for (float& sample : audio.samples) {
    const auto value = static_cast<float>(1 + random.below(30'000));
    sample = (random.below(2) == 0 ? value : -value) / 32768;
  }
  return std::make_shared<const Audio>(std::move(audio));
}

}  // namespace

class TestPlayer : public QObject {
  Q_OBJECT

  test::TemporaryFolder m_folder;

  void use_device(const std::string& definition) {
    write_file(m_folder / "asound.conf", definition);
    qputenv("ALSA_CONFIG_PATH", (m_folder / "asound.conf").c_str());
  }
  void use_file(const std::string& name) {
    use_device("pcm.null { type null }\npcm.!default { type file slave.pcm \"null\" file \"" +
               (m_folder / name).string() + "\" format \"wav\" }\n");
  }
  /// What the device was sent on the left, without the silence of a device that waits. The plugin's header
  /// calls the floats that it got whole numbers.
  std::vector<float> sent(const std::string& name) {
    constexpr std::size_t kHeader = 44;
    const std::string bytes = read_file(m_folder / name);
    std::vector<float> values;
    for (std::size_t at = kHeader; at + 2 * sizeof(float) <= bytes.size(); at += 2 * sizeof(float)) {
      float left = 0, right = 0;
      std::memcpy(&left, bytes.data() + at, sizeof left);
      std::memcpy(&right, bytes.data() + at + sizeof left, sizeof right);
      if (left != right) return {};
      if (left != 0) values.push_back(left);
    }
    return values;
  }
  static bool ends(Player& player) {
    return QTest::qWaitFor([&] { return player.state() == Player::State::stopped; }, 10'000);
  }

 private Q_SLOTS:
  void no_configuration_is_no_device() {
    // PortAudio alone ends the program here by an assertion.
    for (const char* definition : {"# nothing\n", "pcm.null { type null }\n"}) {
      use_device(definition);
      Player player;
      if (!player.devices().empty()) QSKIP("this machine has a sound device");
      QCOMPARE(player.unavailable(), std::string("No sound device was found."));
    }
    qunsetenv("ALSA_CONFIG_PATH");
  }

  void no_device_is_told() {
    // A configuration without any device at all trips an assertion in PortAudio: this needs a machine without
    // one.
    Player player;
    if (!player.devices().empty()) QSKIP("this machine has a sound device");
    QCOMPARE(player.unavailable(), std::string("No sound device was found."));
    player.set_sound(sound(22050, 0.1, 1));
    QVERIFY_EXCEPTION_THROWN(player.play(), Error);
    QCOMPARE(player.state(), Player::State::stopped);
    player.seek(0.05);
    QCOMPARE(player.position(), 0.05);
    // A device that is plugged in later.
    use_file("later.wav");
    player.rescan();
    QCOMPARE(player.unavailable(), std::string());
    QVERIFY(!player.devices().empty());
  }

  void samples_out_are_samples_sent() {
    use_file("out.wav");
    Player player;
    if (player.devices().empty()) QSKIP("ALSA has no file device here");
    const auto played = sound(static_cast<int>(player.devices()[0].rate), 0.7, 2);
    player.set_sound(played);
    player.play();
    QCOMPARE(player.state(), Player::State::playing);
    QVERIFY(ends(player));
    QCOMPARE(player.position(), 0.0);
    QCOMPARE(player.take_problem(), std::string());
    player.set_sound(nullptr);
    const std::vector<float> out = sent("out.wav");
    QCOMPARE(out.size(), played->samples.size());
    QVERIFY(out == played->samples);
  }

  void seek_side_and_pause_keep_the_place() {
    use_file("side.wav");
    Player player;
    if (player.devices().empty()) QSKIP("ALSA has no file device here");
    const int rate = static_cast<int>(player.devices()[0].rate);
    const auto a = sound(rate, 0.5, 3), b = sound(rate, 0.5, 4);
    player.set_sound(a, b);
    player.choose_side(true);
    QVERIFY(player.side_b());
    player.seek(0.3);
    QCOMPARE(player.position(), 0.3);
    player.play();
    QVERIFY(ends(player));
    const std::vector<float> out = sent("side.wav");
    const auto first = b->samples.begin() + std::lround(0.3 * rate);
    QVERIFY(out == std::vector<float>(first, b->samples.end()));
    player.set_loop(Player::Loop{0.1, 0.2});
    QCOMPARE(player.position(), 0.1);
    player.play();
    QTest::qWait(50);
    QCOMPARE(player.state(), Player::State::playing);
    player.pause();
    QCOMPARE(player.state(), Player::State::paused);
    QVERIFY(player.position() >= 0.1 && player.position() <= 0.2);
    player.set_loop(std::nullopt);
    player.stop();
    QCOMPARE(player.position(), 0.0);
    player.set_sound(a);
    QVERIFY(!player.side_b());
  }

  void what_is_no_number_is_told_once() {
    use_file("nan.wav");
    Player player;
    if (player.devices().empty()) QSKIP("ALSA has no file device here");
    Audio audio = *sound(static_cast<int>(player.devices()[0].rate), 0.1, 5);
    audio.samples[7] = std::numeric_limits<float>::quiet_NaN();
    player.set_sound(std::make_shared<const Audio>(audio));
    player.play();
    QVERIFY(ends(player));
    QVERIFY(QString::fromStdString(player.take_problem()).contains("silenced"));
    QCOMPARE(player.take_problem(), std::string());
    player.set_sound(nullptr);
    QCOMPARE(sent("nan.wav").size(), audio.samples.size() - 1);
  }

  void requests_that_make_no_sense() {
    use_file("none.wav");
    Player player;
    QVERIFY_EXCEPTION_THROWN(player.set_speed(0), Error);
    QVERIFY_EXCEPTION_THROWN(player.choose(1000), Error);
    player.play();  // nothing to play
    QCOMPARE(player.state(), Player::State::stopped);
    player.set_volume(std::numeric_limits<double>::quiet_NaN());
    player.seek(-5);
    QCOMPARE(player.position(), 0.0);
  }
};

QTEST_GUILESS_MAIN(TestPlayer)
#include "tst_player.moc"
