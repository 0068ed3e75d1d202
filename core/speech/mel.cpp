// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speech/mel.h"

#include "core/speech/fourier.h"
#include "core/speech/framing.h"
#include "core/speech/mel_bands.h"

#include <algorithm>
#include <cmath>

namespace prism {
namespace {

/// Calls `take(frame, powers)` with each frame's [fft/2 + 1] squared magnitudes.
template <typename Take>
void each_frame(const Audio& audio, const MelContract& contract, const Take& take) {
  const std::vector<float> window = analysis_window(contract);
  RealFourier fourier(contract.fft);
  std::vector<float> powers(fourier.spectrum().size());
  const auto frames = contract.frames_of(static_cast<std::int64_t>(audio.samples.size()));
  for (std::int64_t frame = 0; frame < frames; ++frame) {
    const std::span<float> signal = fourier.signal();
    copy_frame(audio.samples, frame, contract, signal);
    for (std::size_t i = 0; i < signal.size(); ++i) signal[i] *= window[i];
    fourier.forward();
    // Pairs of floats: the compiler makes vectors of it.
    const float* pairs = reinterpret_cast<const float*>(fourier.spectrum().data());
    for (std::size_t i = 0; i < powers.size(); ++i) {
      powers[i] = pairs[2 * i] * pairs[2 * i] + pairs[2 * i + 1] * pairs[2 * i + 1];
    }
    take(frame, powers);
  }
}

FrameFeatures empty_features(const Audio& audio, const MelContract& contract, std::int64_t dim) {
  FrameFeatures features;
  features.frames = contract.frames_of(static_cast<std::int64_t>(audio.samples.size()));
  features.dim = dim;
  features.values.resize(static_cast<std::size_t>(features.frames * dim));
  return features;
}

}  // namespace

FrameFeatures spectrogram(const Audio& audio, const MelContract& contract) {
  require_rate(audio, contract);
  FrameFeatures features = empty_features(audio, contract, contract.fft / 2 + 1);
  each_frame(audio, contract, [&](std::int64_t frame, const std::vector<float>& powers) {
    float* row = features.row(frame);
    for (std::size_t i = 0; i < powers.size(); ++i) row[i] = std::sqrt(powers[i]);
  });
  return features;
}

FrameFeatures log_mel(const Audio& audio, const MelContract& contract) {
  require_rate(audio, contract);
  FrameFeatures mel = empty_features(audio, contract, contract.mels);
  const std::vector<MelBand> bands = mel_bands(contract);
  const bool power = contract.magnitude == MelMagnitude::power;
  // What HiFi-GAN adds under the root; it shows where a band is nearly silent.
  const float tiny = !power && contract.padding == MelPadding::reflect_same ? 1e-9F : 0.0F;
  const auto floor = static_cast<float>(contract.floor);
  each_frame(audio, contract, [&](std::int64_t frame, std::vector<float>& powers) {
    if (!power) {
      for (float& value : powers) value = std::sqrt(value + tiny);
    }
    float* row = mel.row(frame);
    for (std::size_t band = 0; band < bands.size(); ++band) {
      float sum = 0;
      const float* from = powers.data() + bands[band].first;
      for (std::size_t i = 0; i < bands[band].weights.size(); ++i) sum += bands[band].weights[i] * from[i];
      const float raised = std::max(sum, floor);
      row[band] = contract.log_base == LogBase::ten ? std::log10(raised) : std::log(raised);
    }
  });
  return mel;
}

}  // namespace prism
