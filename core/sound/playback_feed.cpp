// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sound/playback_feed.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <samplerate.h>

namespace prism {
namespace {

constexpr std::size_t kSourceBlock = 512;
constexpr double kSameTime = 1e-9;  // seconds that rounding may be off

}  // namespace

struct PlaybackFeed::Resampler {
  SRC_STATE* state = nullptr;
  double ratio = 1;
  std::size_t left_at = 0;  ///< pairs of m_source not yet taken
  bool ended = false;

  explicit Resampler(double of) : ratio(of) {
    int failed = 0;
    state = src_new(SRC_SINC_MEDIUM_QUALITY, 2, &failed);
    if (state == nullptr || src_is_valid_ratio(ratio) == 0) {
      src_delete(state);
      throw Error(ErrorCode::unsupported, fmt::format("sound cannot be played {:.3g} times as dense", of));
    }
  }
  ~Resampler() { src_delete(state); }
  Resampler(const Resampler&) = delete;
  Resampler& operator=(const Resampler&) = delete;
};

PlaybackFeed::PlaybackFeed(PlaybackPlan plan) : m_plan(std::move(plan)) {
  const int rate = m_plan.a->rate;
  m_end = static_cast<std::int64_t>(m_plan.a->samples.size());
  m_at = std::clamp<std::int64_t>(std::llround(m_plan.start * rate), 0, m_end);
  if (m_plan.loop) {
    m_loop_begin = std::clamp<std::int64_t>(std::llround(m_plan.loop->first * rate), 0, m_end);
    m_loop_end = std::clamp<std::int64_t>(std::llround(m_plan.loop->second * rate), 0, m_end);
    if (m_loop_end <= m_loop_begin || m_at >= m_loop_end) m_loop_begin = m_loop_end = -1;
  }
  const double dense = m_plan.device_rate / (rate * m_plan.speed);
  m_step = m_plan.speed / m_plan.device_rate;
  if (m_loop_end < 0)
    m_total = static_cast<std::int64_t>(std::ceil(static_cast<double>(m_end - m_at) * dense - 1e-9));
  if (dense != 1) m_resampler = std::make_unique<Resampler>(dense);
  m_plan.start = static_cast<double>(m_at) / rate;
}

PlaybackFeed::~PlaybackFeed() = default;

float PlaybackFeed::sample(const std::shared_ptr<const Audio>& audio, std::int64_t at) {
  if (audio == nullptr || at >= static_cast<std::int64_t>(audio->samples.size())) return 0;
  const float value = audio->samples[static_cast<std::size_t>(at)];
  if (std::isfinite(value)) return value;
  ++m_not_finite;
  return 0;
}

std::size_t PlaybackFeed::take_source(std::size_t count) {
  m_source.clear();
  for (std::size_t i = 0; i < count; ++i) {
    if (m_loop_end >= 0 && m_at >= m_loop_end) m_at = m_loop_begin;
    if (m_at >= m_end) break;
    m_source.push_back(sample(m_plan.a, m_at));
    m_source.push_back(sample(m_plan.b, m_at));
    ++m_at;
  }
  return m_source.size() / 2;
}

void PlaybackFeed::resample_block(std::size_t wanted) {
  Resampler& by = *m_resampler;
  m_ready.clear();
  m_ready_at = 0;
  std::vector<float> out(2 * std::max<std::size_t>(wanted, 64));
  // Its filter takes in some samples before the first comes out.
  while (m_ready.empty()) {
    if (by.left_at >= m_source.size() / 2 && !by.ended) {
      by.left_at = 0;
      by.ended = take_source(kSourceBlock) < kSourceBlock;
    }
    SRC_DATA data{};
    data.data_in = m_source.data() + 2 * by.left_at;
    data.input_frames = static_cast<long>(m_source.size() / 2 - by.left_at);
    data.data_out = out.data();
    data.output_frames = static_cast<long>(out.size() / 2);
    data.end_of_input = by.ended ? 1 : 0;
    data.src_ratio = by.ratio;
    const int failed = src_process(by.state, &data);
    if (failed != 0) throw Error(ErrorCode::internal, fmt::format("libsamplerate: {}", src_strerror(failed)));
    by.left_at += static_cast<std::size_t>(data.input_frames_used);
    m_ready.insert(m_ready.end(), out.begin(), out.begin() + 2 * data.output_frames_gen);
    if (by.ended && data.output_frames_gen == 0 && data.input_frames_used == 0) break;
  }
}

std::size_t PlaybackFeed::produce(std::span<PlaybackFrame> frames) {
  std::size_t count = frames.size();
  if (m_total >= 0) count = std::min(count, static_cast<std::size_t>(m_total - m_produced));
  const double loop_begin = static_cast<double>(m_loop_begin) / m_plan.a->rate;
  const double loop_end = static_cast<double>(m_loop_end) / m_plan.a->rate;
  for (std::size_t i = 0; i < count; ++i) {
    if (m_ready_at >= m_ready.size()) {
      if (m_resampler != nullptr) {
        resample_block(count - i);
      } else {
        take_source(count - i);
        m_ready = m_source;
        m_ready_at = 0;
      }
    }
    PlaybackFrame& frame = frames[i];
    // The last frames that the filter did not reach are silence.
    const bool have = m_ready_at + 1 < m_ready.size();
    frame.a = have ? m_ready[m_ready_at] : 0;
    frame.b = have ? m_ready[m_ready_at + 1] : 0;
    if (have) m_ready_at += 2;
    double seconds = m_plan.start + static_cast<double>(m_produced) * m_step;
    if (m_loop_end >= 0 && seconds >= loop_end - kSameTime) {
      seconds = loop_begin + std::fmod(seconds - loop_end + kSameTime, loop_end - loop_begin);
    }
    frame.seconds = seconds;
    frame.generation = m_plan.generation;
    ++m_produced;
  }
  return count;
}

}  // namespace prism
