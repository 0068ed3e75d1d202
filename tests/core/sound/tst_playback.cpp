// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/sound/playback_feed.h"
#include "core/sound/ring_buffer.h"

#include <cmath>
#include <limits>
#include <numbers>
#include <thread>

#include <QtTest/QtTest>

using namespace prism;

namespace {

std::shared_ptr<const Audio> ramp(std::size_t count, float first, int rate = 1000) {
  Audio audio{rate, std::vector<float>(count)};
  for (std::size_t i = 0; i < count; ++i) audio.samples[i] = first + static_cast<float>(i) * 1e-4F;
  return std::make_shared<const Audio>(std::move(audio));
}

std::vector<PlaybackFrame> all_of(PlaybackFeed& feed, std::size_t most) {
  std::vector<PlaybackFrame> frames;
  std::vector<PlaybackFrame> block(37);
  while (frames.size() < most && !feed.done()) {
    const std::size_t count =
        feed.produce(std::span(block).first(std::min(block.size(), most - frames.size())));
    frames.insert(frames.end(), block.begin(), block.begin() + static_cast<std::ptrdiff_t>(count));
  }
  return frames;
}

}  // namespace

class TestPlayback : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void ring_gives_back_what_it_took() {
    RingBuffer<int> ring(5);
    QCOMPARE(ring.capacity(), 8U);
    QVERIFY(ring.readable().empty());
    int next = 0, expected = 0;
    Random random(3);
    for (int round = 0; round < 2000; ++round) {
      std::vector<int> values(random.below(6));
      for (std::size_t i = 0; i < values.size(); ++i) values[i] = next + static_cast<int>(i);
      const std::size_t room = ring.space();
      const std::size_t taken = ring.write(values);
      QCOMPARE(taken, std::min(room, values.size()));
      next += static_cast<int>(taken);
      const auto part = ring.readable();
      const std::size_t used = std::min<std::size_t>(part.size(), random.below(6));
      for (std::size_t i = 0; i < used; ++i) QCOMPARE(part[i], expected++);
      ring.consume(used);
      QCOMPARE(ring.space(), ring.capacity() - static_cast<std::size_t>(next - expected));
    }
  }

  void ring_between_two_threads() {
    constexpr std::uint64_t kCount = 200'000;
    RingBuffer<std::uint64_t> ring(4096);
    std::jthread writer([&] {
      std::vector<std::uint64_t> block;
      for (std::uint64_t next = 0; next < kCount;) {
        block.clear();
        for (std::uint64_t i = next; i < std::min(next + 997, kCount); ++i) block.push_back(i);
        next += ring.write(block);
        if (ring.space() == 0) std::this_thread::yield();
      }
    });
    std::uint64_t expected = 0;
    bool in_order = true;
    while (expected < kCount) {
      const auto part = ring.readable();
      for (const std::uint64_t value : part) in_order = in_order && value == expected++;
      ring.consume(part.size());
      if (part.empty()) std::this_thread::yield();
    }
    QVERIFY(in_order);
  }

  void samples_come_out_as_they_are() {
    const auto a = ramp(1000, 0.0F), b = ramp(600, 0.5F);
    PlaybackFeed feed({a, b, 0.25, 1, std::nullopt, 1000, 7});
    const auto frames = all_of(feed, 5000);
    QCOMPARE(frames.size(), 750U);
    for (std::size_t i = 0; i < frames.size(); ++i) {
      QCOMPARE(frames[i].a, a->samples[i + 250]);
      QCOMPARE(frames[i].b, i + 250 < 600 ? b->samples[i + 250] : 0.0F);
      QVERIFY(std::abs(frames[i].seconds - (0.25 + static_cast<double>(i) / 1000)) < 1e-9);
      QCOMPARE(frames[i].generation, 7U);
    }
    QVERIFY(feed.done());
  }

  void loops_come_round() {
    const auto a = ramp(1000, 0.0F);
    PlaybackFeed feed({a, nullptr, 0.15, 1, std::pair(0.1, 0.2), 1000, 1});
    const auto frames = all_of(feed, 475);
    QCOMPARE(frames.size(), 475U);
    QVERIFY(!feed.done());
    for (std::size_t i = 0; i < frames.size(); ++i) {
      const std::size_t at = 100 + (50 + i) % 100;
      QCOMPARE(frames[i].a, a->samples[at]);
      QVERIFY(std::abs(frames[i].seconds - static_cast<double>(at) / 1000) < 1e-6);
    }
    // One that lies behind where playing starts is passed by.
    PlaybackFeed behind({a, nullptr, 0.5, 1, std::pair(0.1, 0.2), 1000, 1});
    QCOMPARE(all_of(behind, 5000).size(), 500U);
  }

  void other_rates_and_speeds_are_resampled() {
    Audio sine{22050, std::vector<float>(22050)};
    for (std::size_t i = 0; i < sine.samples.size(); ++i) {
      sine.samples[i] =
          static_cast<float>(0.5 * std::sin(2 * std::numbers::pi * 200 * static_cast<double>(i) / 22050));
    }
    const auto sound = std::make_shared<const Audio>(sine);
    for (const auto& [rate, speed] : {std::pair{48000, 1.0}, std::pair{44100, 0.5}, std::pair{22050, 2.0}}) {
      PlaybackFeed feed({sound, sound, 0, speed, std::nullopt, rate, 1});
      const auto frames = all_of(feed, 1'000'000);
      QCOMPARE(frames.size(), static_cast<std::size_t>(std::ceil(rate / speed)));
      double worst = 0;
      for (std::size_t i = frames.size() / 4; i < frames.size() * 3 / 4; ++i) {
        const double ideal = 0.5 * std::sin(2 * std::numbers::pi * 200 * frames[i].seconds);
        worst = std::max(worst, std::abs(ideal - static_cast<double>(frames[i].a)));
        QCOMPARE(frames[i].a, frames[i].b);
      }
      QVERIFY2(worst < 2e-3, qPrintable(QString::number(worst)));
    }
  }

  void what_is_no_number_is_silent() {
    const auto sound = std::make_shared<const Audio>(Audio{
        1000,
        {0.5F, std::numeric_limits<float>::quiet_NaN(), 0.25F, std::numeric_limits<float>::infinity()}});
    PlaybackFeed feed({sound, nullptr, 0, 1, std::nullopt, 1000, 1});
    const auto frames = all_of(feed, 10);
    QCOMPARE(frames.size(), 4U);
    QCOMPARE(frames[1].a, 0.0F);
    QCOMPARE(frames[2].a, 0.25F);
    QCOMPARE(frames[3].a, 0.0F);
    QCOMPARE(feed.not_finite(), 2);
  }
};

QTEST_GUILESS_MAIN(TestPlayback)
#include "tst_playback.moc"
