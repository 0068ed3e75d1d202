// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/types/audio.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace prism::widgets {

/// Least and greatest sample of a stretch; NaN and infinite samples are passed over.
struct SampleRange {
  float least = 0;
  float greatest = 0;
  std::int64_t not_finite = 0;  ///< how many were passed over
};

/// Extremes of a sound at halved resolutions, so that drawing an hour costs what the screen shows. Immutable
/// once built, which reads every sample once: build long ones off the window's thread.
class Envelope {
 public:
  static constexpr int kBlock = 256;  ///< samples a cell of the finest level

  explicit Envelope(std::shared_ptr<const Audio> audio);

  [[nodiscard]] const std::shared_ptr<const Audio>& audio() const noexcept { return m_audio; }
  [[nodiscard]] std::int64_t samples() const noexcept {
    return static_cast<std::int64_t>(m_audio->samples.size());
  }
  /// Over samples [begin, end); the part outside the sound is left out. Exact whatever the length.
  [[nodiscard]] SampleRange range(std::int64_t begin, std::int64_t end) const;
  /// Greatest magnitude of the whole sound.
  [[nodiscard]] float peak() const noexcept { return m_peak; }

 private:
  [[nodiscard]] SampleRange scan(std::int64_t begin, std::int64_t end) const;

  std::shared_ptr<const Audio> m_audio;
  std::vector<std::vector<SampleRange>> m_levels;  ///< level n: kBlock · 2ⁿ samples a cell
  float m_peak = 0;
};

}  // namespace prism::widgets
