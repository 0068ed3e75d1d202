// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speech/framing.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

namespace prism {

std::vector<float> analysis_window(const MelContract& contract) {
  std::vector<float> window(static_cast<std::size_t>(contract.fft));
  const int before = (contract.fft - contract.window) / 2;
  for (int i = 0; i < contract.window; ++i) {
    const double turn = 2 * std::numbers::pi * i / contract.window;
    window[static_cast<std::size_t>(before + i)] = static_cast<float>(0.5 - 0.5 * std::cos(turn));
  }
  return window;
}

std::int64_t padding_of(const MelContract& contract) noexcept {
  switch (contract.padding) {
    case MelPadding::reflect_same:
      return (contract.fft - contract.hop) / 2;
    case MelPadding::centre:
      return contract.fft / 2;
    case MelPadding::none:
      return 0;
  }
  return 0;
}

void copy_frame(std::span<const float> samples, std::int64_t frame, const MelContract& contract,
                std::span<float> target) {
  const auto count = static_cast<std::int64_t>(samples.size());
  const std::int64_t first = frame * contract.hop - padding_of(contract);
  const auto length = static_cast<std::int64_t>(target.size());
  if (first >= 0 && first + length <= count) {
    std::copy_n(samples.begin() + first, length, target.begin());
    return;
  }
  // A sound shorter than the padding is mirrored again and again.
  const std::int64_t period = std::max<std::int64_t>(2 * (count - 1), 1);
  for (std::int64_t i = 0; i < length; ++i) {
    std::int64_t at = (first + i) % period;
    if (at < 0) at += period;
    if (at >= count) at = period - at;
    target[static_cast<std::size_t>(i)] = count == 0 ? 0.0F : samples[static_cast<std::size_t>(at)];
  }
}

void require_rate(const Audio& audio, const MelContract& contract) {
  if (audio.rate == contract.sample_rate) return;
  throw Error(ErrorCode::mismatch, fmt::format("the sound has {} Hz", audio.rate), {}, {},
              fmt::format("{} Hz, the rate of the mel contract", contract.sample_rate));
}

}  // namespace prism
