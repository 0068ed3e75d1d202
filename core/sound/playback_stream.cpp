// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sound/playback_stream.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <portaudio.h>

namespace prism {
namespace {

constexpr double kLatency = 0.03;          // seconds asked of the device
constexpr std::size_t kRingFrames = 8192;  // a sixth of a second at 48 kHz
constexpr auto kFeedEvery = std::chrono::milliseconds(5);
constexpr double kLongestGuess = 0.5;  // seconds that the clock may be away from the last buffer
constexpr float kGlide = 0.002F;       // share of the way to a new volume a frame

/// What cannot be played is refused here, not in the feeder's thread.
void check(const PlaybackPlan& plan) {
  [[maybe_unused]] const PlaybackFeed feed(plan);
}

}  // namespace

struct StreamCallback {
  static int run(const void*, void* out, unsigned long frames, const PaStreamCallbackTimeInfo* time,
                 PaStreamCallbackFlags, void* user) {
    // Some devices do not know when a buffer will be heard.
    const double heard_at = time->outputBufferDacTime > 0 ? time->outputBufferDacTime : time->currentTime;
    return static_cast<PlaybackStream*>(user)->play(static_cast<float*>(out), frames, heard_at);
  }
};

PlaybackStream::PlaybackStream(int device, PlaybackPlan plan, bool side_b, float volume)
    : m_ring(kRingFrames), m_side_b(side_b), m_volume(volume), m_volume_now(volume), m_plan(std::move(plan)) {
  const PaDeviceInfo* info = Pa_GetDeviceInfo(device);
  if (info == nullptr) throw Error(ErrorCode::not_found, "the sound device is gone");
  m_rate = static_cast<int>(std::lround(info->defaultSampleRate));
  m_channels = std::min(info->maxOutputChannels, 2);
  PaStreamParameters output{};
  output.device = device;
  output.channelCount = m_channels;
  output.sampleFormat = paFloat32;
  output.suggestedLatency = std::max(kLatency, info->defaultLowOutputLatency);
  m_plan.device_rate = m_rate;
  m_plan.generation = 1;
  check(m_plan);
  PaError failed = Pa_OpenStream(&m_stream, nullptr, &output, info->defaultSampleRate,
                                 paFramesPerBufferUnspecified, paDitherOff, StreamCallback::run, this);
  if (failed == paNoError) {
    m_feeder = std::jthread([this](const std::stop_token& stop) { feed(stop); });
    failed = Pa_StartStream(m_stream);
  }
  if (failed != paNoError) {
    const std::string name = info->name;
    if (m_feeder.joinable()) {
      m_feeder.request_stop();
      m_feeder.join();
    }
    if (m_stream != nullptr) Pa_CloseStream(m_stream);
    throw Error(ErrorCode::io,
                fmt::format("the sound device \"{}\" refuses: {}", name, Pa_GetErrorText(failed)));
  }
}

PlaybackStream::~PlaybackStream() {
  m_feeder.request_stop();
  Pa_AbortStream(m_stream);
  Pa_CloseStream(m_stream);
}

void PlaybackStream::change(PlaybackPlan plan) {
  {
    const std::scoped_lock lock(m_mutex);
    plan.device_rate = m_rate;
    plan.generation = m_plan.generation + 1;
    check(plan);
    m_plan = std::move(plan);
    m_generation.store(m_plan.generation, std::memory_order_release);
  }
  m_changed.notify_all();
}

void PlaybackStream::feed(const std::stop_token& stop) {
  std::array<PlaybackFrame, 512> block;
  std::unique_ptr<PlaybackFeed> feed;
  std::uint32_t generation = 0;
  std::int64_t told = 0;
  while (!stop.stop_requested()) {
    {
      std::unique_lock lock(m_mutex);
      if (m_plan.generation != generation) {
        generation = m_plan.generation;
        feed = std::make_unique<PlaybackFeed>(m_plan);
        told = 0;
      } else if (feed->done() || m_ring.space() < block.size()) {
        m_changed.wait_for(lock, stop, kFeedEvery, [&] { return m_plan.generation != generation; });
        continue;
      }
    }
    const std::size_t room = std::min(block.size(), m_ring.space());
    const std::size_t count = feed->produce(std::span(block).first(room));
    m_ring.write(std::span<const PlaybackFrame>(block).first(count));
    m_not_finite += feed->not_finite() - told;
    told = feed->not_finite();
    if (feed->done()) m_complete.store(generation, std::memory_order_release);
  }
}

int PlaybackStream::play(float* out, unsigned long frames, double heard_at) noexcept {
  const std::uint32_t generation = m_generation.load(std::memory_order_acquire);
  // Asked before the ring is: once it says so, nothing more of this generation comes.
  const bool complete = m_complete.load(std::memory_order_acquire) == generation;
  const bool b = m_side_b.load(std::memory_order_relaxed);
  const float volume = m_volume.load(std::memory_order_relaxed);
  unsigned long done = 0;
  bool empty = false;
  while (done < frames && !empty) {
    const std::span<const PlaybackFrame> part = m_ring.readable();
    empty = part.empty();
    std::size_t used = 0;
    for (; used < part.size() && done < frames; ++used) {
      const PlaybackFrame& frame = part[used];
      if (frame.generation != generation) continue;
      if (done == 0) {
        m_told.fetch_add(1, std::memory_order_acq_rel);
        m_told_seconds.store(frame.seconds, std::memory_order_relaxed);
        m_told_heard_at.store(heard_at, std::memory_order_relaxed);
        m_told_generation.store(generation, std::memory_order_relaxed);
        m_told.fetch_add(1, std::memory_order_release);
      }
      if (m_volume_now != volume) {
        m_volume_now += (volume - m_volume_now) * kGlide;
        if (std::abs(volume - m_volume_now) < 1e-4F) m_volume_now = volume;
      }
      const float value = (b ? frame.b : frame.a) * m_volume_now;
      for (int channel = 0; channel < m_channels; ++channel) *out++ = value;
      ++done;
    }
    m_ring.consume(used);
  }
  std::fill_n(out, (frames - done) * static_cast<unsigned long>(m_channels), 0.0F);
  if (complete && empty) {
    m_finished.store(true, std::memory_order_release);
    return paComplete;
  }
  return paContinue;
}

double PlaybackStream::position() const noexcept {
  std::uint32_t before = 0, after = 0, generation = 0;
  double seconds = 0, heard_at = 0;
  do {
    before = m_told.load(std::memory_order_acquire);
    seconds = m_told_seconds.load(std::memory_order_relaxed);
    heard_at = m_told_heard_at.load(std::memory_order_relaxed);
    generation = m_told_generation.load(std::memory_order_relaxed);
    std::atomic_thread_fence(std::memory_order_acquire);
    after = m_told.load(std::memory_order_relaxed);
  } while (before != after || before % 2 == 1);
  const std::scoped_lock lock(m_mutex);
  if (generation != m_plan.generation) return m_plan.start;  // nothing of it was played yet
  const double ahead = std::clamp(Pa_GetStreamTime(m_stream) - heard_at, -kLongestGuess, kLongestGuess);
  double place = seconds + ahead * m_plan.speed;
  if (m_plan.loop && m_plan.start < m_plan.loop->second) {
    const auto [begin, end] = *m_plan.loop;
    // Heard now may be the end of the round before, or the begin of the one after.
    if (place >= end) place = begin + std::fmod(place - end, end - begin);
    if (seconds >= begin && place < begin && m_plan.start >= begin)
      place = end - std::fmod(begin - place, end - begin);
  } else {
    place = std::max(place, m_plan.start);
  }
  return std::clamp(place, 0.0, m_plan.a->seconds());
}

PlaybackStream::Phase PlaybackStream::phase() const noexcept {
  if (Pa_IsStreamActive(m_stream) == 1) return Phase::playing;
  return m_finished.load(std::memory_order_acquire) ? Phase::finished : Phase::gone;
}

}  // namespace prism
