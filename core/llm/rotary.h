// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/llm/decoder_config.h"

#include <cstdint>
#include <span>
#include <vector>

namespace prism {

/// Angles by which the pairs of a head turn: position · frequency, θ^(−2i/width) after scaling.
class Rotary {
 public:
  Rotary() = default;
  /// `factors` (one a pair, or none) divide the frequencies, as GGUF's rope_freqs do.
  Rotary(const DecoderConfig& config, std::span<const float> factors);

  [[nodiscard]] std::int64_t pairs() const noexcept {
    return static_cast<std::int64_t>(m_frequencies.size());
  }
  /// Cosines and sines [count, pairs] of the positions from `first` on.
  void angles(std::int64_t first, std::int64_t count, float* cosine, float* sine) const;

 private:
  std::vector<double> m_frequencies;
};

}  // namespace prism
