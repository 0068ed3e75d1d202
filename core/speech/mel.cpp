// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speech/mel.h"

#include "core/speech/fourier.h"
#include "core/speech/framing.h"
#include "core/speech/mel_bands.h"

#include <algorithm>
#include <cmath>
#include <complex>

namespace prism {
namespace {

/// Calls `take(frame, magnitudes)` with each frame's [fft/2 + 1] magnitudes.
template <typename Take>
void each_frame(const Audio& audio, const MelContract& contract, const Take& take) {
  require_rate(audio, contract);
  const std::vector<float> window = analysis_window(contract);
  RealFourier fourier(contract.fft);
  std::vector<float> magnitudes(fourier.spectrum().size());
  const auto frames = contract.frames_of(static_cast<std::int64_t>(audio.samples.size()));
  for (std::int64_t frame = 0; frame < frames; ++frame) {
    const std::span<float> signal = fourier.signal();
    copy_frame(audio.samples, frame, contract, signal);
    for (std::size_t i = 0; i < signal.size(); ++i) signal[i] *= window[i];
    fourier.forward();
    const auto spectrum = fourier.spectrum();
    for (std::size_t i = 0; i < magnitudes.size(); ++i) {
      magnitudes[i] =
          std::sqrt(spectrum[i].real() * spectrum[i].real() + spectrum[i].imag() * spectrum[i].imag());
    }
    take(frame, magnitudes);
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
  each_frame(audio, contract, [&](std::int64_t frame, const std::vector<float>& magnitudes) {
    std::copy(magnitudes.begin(), magnitudes.end(), features.row(frame));
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
  each_frame(audio, contract, [&](std::int64_t frame, std::vector<float>& magnitudes) {
    for (float& value : magnitudes) {
      const float squared = value * value + tiny;
      value = power ? squared : std::sqrt(squared);
    }
    float* row = mel.row(frame);
    for (std::size_t band = 0; band < bands.size(); ++band) {
      float sum = 0;
      const float* from = magnitudes.data() + bands[band].first;
      for (std::size_t i = 0; i < bands[band].weights.size(); ++i) sum += bands[band].weights[i] * from[i];
      const float raised = std::max(sum, floor);
      row[band] = contract.log_base == LogBase::ten ? std::log10(raised) : std::log(raised);
    }
  });
  return mel;
}

}  // namespace prism
