// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speech/align_steps.h"
#include "core/speech/mel.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace prism {
namespace {

constexpr int kMels = 40, kCepstra = 13;
constexpr std::int64_t kSlopeFrames = 3;  // to each side

MelContract contract() {
  MelContract out;
  out.sample_rate = kAlignRate;
  out.fft = 512;
  out.window = 400;
  out.hop = static_cast<int>(kAlignRate * kAlignHop);
  out.mels = kMels;
  out.fmin = 60;
  out.fmax = 7600;
  out.padding = MelPadding::centre;
  out.floor = 1e-4;
  return out;
}

/// Orthonormal DCT-II of each row.
FrameFeatures cepstra(const FrameFeatures& mel) {
  std::vector<float> basis(static_cast<std::size_t>(kCepstra * kMels));
  for (int c = 0; c < kCepstra; ++c) {
    for (int m = 0; m < kMels; ++m) {
      const double scale = std::sqrt((c == 0 ? 1.0 : 2.0) / kMels);
      basis[static_cast<std::size_t>(c * kMels + m)] =
          static_cast<float>(scale * std::cos(std::numbers::pi * c * (m + 0.5) / kMels));
    }
  }
  FrameFeatures out{mel.frames, kCepstra,
                    std::vector<float>(static_cast<std::size_t>(mel.frames * kCepstra))};
  for (std::int64_t t = 0; t < mel.frames; ++t) {
    for (int c = 0; c < kCepstra; ++c) {
      float sum = 0;
      for (int m = 0; m < kMels; ++m) sum += basis[static_cast<std::size_t>(c * kMels + m)] * mel.row(t)[m];
      out.row(t)[c] = sum;
    }
  }
  return out;
}

/// Each row with the slopes of its values over the frames around it.
FrameFeatures with_slopes(const FrameFeatures& from) {
  FrameFeatures out{from.frames, 2 * from.dim, std::vector<float>(from.values.size() * 2)};
  float norm = 0;
  for (std::int64_t k = 1; k <= kSlopeFrames; ++k) norm += static_cast<float>(2 * k * k);
  for (std::int64_t t = 0; t < from.frames; ++t) {
    std::copy_n(from.row(t), from.dim, out.row(t));
    for (std::int64_t k = 1; k <= kSlopeFrames; ++k) {
      const float* after = from.row(std::min(t + k, from.frames - 1));
      const float* before = from.row(std::max<std::int64_t>(t - k, 0));
      for (std::int64_t d = 0; d < from.dim; ++d) {
        out.row(t)[from.dim + d] += static_cast<float>(k) * (after[d] - before[d]) / norm;
      }
    }
  }
  return out;
}

float quantile(std::vector<float> values, double share) {
  const auto at =
      values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

/// Every value less its mean over the chosen frames, divided by its deviation there.
void normalise(FrameFeatures& features, const std::vector<bool>& chosen) {
  for (std::int64_t d = 0; d < features.dim; ++d) {
    double sum = 0, squares = 0, count = 0;
    for (std::int64_t t = 0; t < features.frames; ++t) {
      if (!chosen[static_cast<std::size_t>(t)]) continue;
      const double x = features.row(t)[d];
      sum += x;
      squares += x * x;
      ++count;
    }
    const double mean = count > 0 ? sum / count : 0;
    const double deviation = count > 0 ? std::sqrt(std::max(squares / count - mean * mean, 1e-6)) : 1;
    for (std::int64_t t = 0; t < features.frames; ++t) {
      features.row(t)[d] = static_cast<float>((features.row(t)[d] - mean) / deviation);
    }
  }
}

}  // namespace

HeardSound hear(const Audio& audio) {
  const FrameFeatures mel = log_mel(audio, contract());
  HeardSound out;
  out.loudness.resize(static_cast<std::size_t>(mel.frames));
  for (std::int64_t t = 0; t < mel.frames; ++t) {
    double power = 0;
    for (int m = 0; m < kMels; ++m) power += std::exp(2.0 * mel.row(t)[m]);
    out.loudness[static_cast<std::size_t>(t)] = static_cast<float>(10 * std::log10(power));
  }
  const double floor = quantile(out.loudness, 0.03), top = quantile(out.loudness, 0.95);
  // Between the noise and the speech, nearer to the noise: the voice is loud most of the time.
  out.quiet = floor + 0.3 * (top - floor);
  std::vector<bool> loud(out.loudness.size());
  for (std::size_t t = 0; t < loud.size(); ++t) loud[t] = out.loudness[t] > out.quiet;
  out.features = with_slopes(cepstra(mel));
  normalise(out.features, loud);
  return out;
}

}  // namespace prism
