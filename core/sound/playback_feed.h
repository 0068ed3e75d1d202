// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/types/audio.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace prism {

/// What is played from where.
struct PlaybackPlan {
  std::shared_ptr<const Audio> a, b;  ///< of the same rate; b may be null
  double start = 0;                   ///< seconds in the sound
  double speed = 1;
  std::optional<std::pair<double, double>> loop;  ///< [begin, end) seconds
  int device_rate = 0;
  std::uint32_t generation = 0;  ///< marks the frames of this plan
};

/// One frame for the device: both sides of a comparison, so that the callback can change over at any sample.
struct PlaybackFrame {
  float a = 0, b = 0;
  double seconds = 0;  ///< where in the sound
  std::uint32_t generation = 0;
};

/// Frames of a plan, one after the other, at the device's rate. Samples that are no numbers come out as
/// silence. Where rate and speed are the device's own, samples come out as they are.
class PlaybackFeed {
 public:
  explicit PlaybackFeed(PlaybackPlan plan);
  ~PlaybackFeed();
  PlaybackFeed(const PlaybackFeed&) = delete;
  PlaybackFeed& operator=(const PlaybackFeed&) = delete;

  /// Fills as many frames as there are left, and tells how many.
  std::size_t produce(std::span<PlaybackFrame> frames);
  [[nodiscard]] bool done() const noexcept { return m_total >= 0 && m_produced >= m_total; }
  [[nodiscard]] std::int64_t not_finite() const noexcept { return m_not_finite; }

 private:
  struct Resampler;
  std::size_t take_source(std::size_t count);  ///< into m_source; fewer at the end
  [[nodiscard]] float sample(const std::shared_ptr<const Audio>& audio, std::int64_t at);
  void resample_block(std::size_t wanted);

  PlaybackPlan m_plan;
  std::int64_t m_at = 0, m_end = 0;                 ///< samples of the sound
  std::int64_t m_loop_begin = -1, m_loop_end = -1;  ///< −1: no loop
  std::int64_t m_produced = 0, m_total = -1;        ///< frames; −1: without end
  double m_step = 0;                                ///< seconds of sound a frame
  std::int64_t m_not_finite = 0;
  std::vector<float> m_source, m_ready;  ///< pairs (a, b)
  std::size_t m_ready_at = 0;
  std::unique_ptr<Resampler> m_resampler;
};

}  // namespace prism
