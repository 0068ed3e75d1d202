// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sound/playback_feed.h"
#include "core/sound/ring_buffer.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace prism {

/// An open PortAudio stream with the ring it plays from and the thread that fills the ring. One thread calls
/// the methods. The callback takes no lock, allocates nothing and calls nothing.
class PlaybackStream {
 public:
  /// Opens and starts. `plan.device_rate` is set to the device's. Throws Error when the device refuses.
  PlaybackStream(int device, PlaybackPlan plan, bool side_b, float volume);
  ~PlaybackStream();
  PlaybackStream(const PlaybackStream&) = delete;
  PlaybackStream& operator=(const PlaybackStream&) = delete;

  /// Goes on by another plan at once; what the ring still holds of the old one is skipped.
  void change(PlaybackPlan plan);
  void choose_side(bool b) noexcept { m_side_b.store(b, std::memory_order_relaxed); }
  void set_volume(float volume) noexcept { m_volume.store(volume, std::memory_order_relaxed); }

  /// Seconds in the sound that are heard now, by the stream's clock.
  [[nodiscard]] double position() const noexcept;
  enum class Phase { playing, finished, gone };
  [[nodiscard]] Phase phase() const noexcept;
  [[nodiscard]] std::int64_t not_finite() const noexcept { return m_not_finite.load(); }

 private:
  friend struct StreamCallback;
  void feed(const std::stop_token& stop);
  int play(float* out, unsigned long frames, double heard_at) noexcept;

  void* m_stream = nullptr;
  int m_channels = 1;
  int m_rate = 0;
  RingBuffer<PlaybackFrame> m_ring;

  // Read and written by the callback.
  std::atomic<bool> m_side_b;
  std::atomic<float> m_volume;
  std::atomic<std::uint32_t> m_generation{1};
  std::atomic<std::uint32_t> m_complete{0};  ///< generation whose last frame is in the ring
  std::atomic<bool> m_finished{false};
  float m_volume_now = 1;  ///< glides, so that a change makes no click

  // What the callback last played: a frame's place in the sound and the clock's time at which it is heard.
  std::atomic<std::uint32_t> m_told{0};  ///< odd while being written
  std::atomic<std::uint32_t> m_told_generation{0};
  std::atomic<double> m_told_seconds{0}, m_told_heard_at{0};

  mutable std::mutex m_mutex;  ///< between the methods and the feeder
  std::condition_variable_any m_changed;
  PlaybackPlan m_plan;
  std::atomic<std::int64_t> m_not_finite{0};
  std::jthread m_feeder;  ///< last: it ends first
};

}  // namespace prism
