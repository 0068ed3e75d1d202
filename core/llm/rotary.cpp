// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/rotary.h"

#include <cmath>
#include <numbers>

namespace prism {
namespace {

/// Llama 3.1's rule: long waves are stretched by the factor, short ones stay, those between are blended.
double llama3_scaled(double frequency, const RopeScaling& scaling) {
  const double turns = scaling.original_context * frequency / (2 * std::numbers::pi);
  if (turns > scaling.high_freq_factor) return frequency;
  if (turns < scaling.low_freq_factor) return frequency / scaling.factor;
  const double share =
      (turns - scaling.low_freq_factor) / (scaling.high_freq_factor - scaling.low_freq_factor);
  return (1 - share) * frequency / scaling.factor + share * frequency;
}

}  // namespace

Rotary::Rotary(const DecoderConfig& config, std::span<const float> factors) {
  for (std::int64_t i = 0; i < config.head_width / 2; ++i) {
    double frequency =
        std::pow(config.rope_theta, -2.0 * static_cast<double>(i) / static_cast<double>(config.head_width));
    if (!factors.empty()) frequency /= static_cast<double>(factors[static_cast<std::size_t>(i)]);
    const RopeScaling& scaling = config.rope_scaling;
    if (scaling.kind == RopeScaling::Kind::linear) frequency /= scaling.factor;
    if (scaling.kind == RopeScaling::Kind::llama3) frequency = llama3_scaled(frequency, scaling);
    m_frequencies.push_back(frequency);
  }
}

void Rotary::angles(std::int64_t first, std::int64_t count, float* cosine, float* sine) const {
  for (std::int64_t position = first; position < first + count; ++position) {
    for (const double frequency : m_frequencies) {
      const double angle = static_cast<double>(position) * frequency;
      *cosine++ = static_cast<float>(std::cos(angle));
      *sine++ = static_cast<float>(std::sin(angle));
    }
  }
}

}  // namespace prism
