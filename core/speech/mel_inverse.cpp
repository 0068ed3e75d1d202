// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speech/mel_inverse.h"

#include "core/speech/mel_bands.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace prism {
namespace {

constexpr int kSteps = 24;

/// Mel filters M as sparse rows, applied forwards and backwards.
class Inverter {
 public:
  explicit Inverter(const MelContract& contract)
      : m_bands(mel_bands(contract)),
        m_bins(static_cast<std::size_t>(contract.fft / 2 + 1)),
        m_column(m_bins) {
    for (const MelBand& band : m_bands) {
      for (std::size_t i = 0; i < band.weights.size(); ++i) m_column[band.first + i] += band.weights[i];
    }
    m_mel.resize(m_bands.size());
    m_up.resize(m_bins);
    m_down.resize(m_bins);
  }

  /// x with M x near `target`, written to `x` [bins].
  void solve(const std::vector<float>& target, float* x) {
    back(target, m_up);
    // Start: each bin the mean of the bands over it, at their own level.
    for (std::size_t bin = 0; bin < m_bins; ++bin) x[bin] = 0;
    std::fill(m_down.begin(), m_down.end(), 0.0F);
    for (std::size_t b = 0; b < m_bands.size(); ++b) {
      const MelBand& band = m_bands[b];
      float area = 0;
      for (const float weight : band.weights) area += weight;
      if (area <= 0) continue;
      for (std::size_t i = 0; i < band.weights.size(); ++i) {
        x[band.first + i] += band.weights[i] / m_column[band.first + i] * target[b] / area;
      }
    }
    for (int step = 0; step < kSteps; ++step) {
      forth(x, m_mel);
      back(m_mel, m_down);
      for (std::size_t bin = 0; bin < m_bins; ++bin) {
        x[bin] = m_down[bin] > 1e-20F ? x[bin] * m_up[bin] / m_down[bin] : 0.0F;
      }
    }
  }

  [[nodiscard]] std::size_t bands() const noexcept { return m_bands.size(); }

 private:
  void forth(const float* x, std::vector<float>& mel) const {
    for (std::size_t b = 0; b < m_bands.size(); ++b) {
      const MelBand& band = m_bands[b];
      float sum = 0;
      for (std::size_t i = 0; i < band.weights.size(); ++i) sum += band.weights[i] * x[band.first + i];
      mel[b] = sum;
    }
  }
  void back(const std::vector<float>& mel, std::vector<float>& x) const {
    std::fill(x.begin(), x.end(), 0.0F);
    for (std::size_t b = 0; b < m_bands.size(); ++b) {
      const MelBand& band = m_bands[b];
      for (std::size_t i = 0; i < band.weights.size(); ++i) x[band.first + i] += band.weights[i] * mel[b];
    }
  }

  std::vector<MelBand> m_bands;
  std::size_t m_bins;
  std::vector<float> m_column, m_mel, m_up, m_down;
};

}  // namespace

FrameFeatures magnitudes_of_mel(const FrameFeatures& log_mel, const MelContract& contract) {
  FrameFeatures magnitudes;
  magnitudes.frames = log_mel.frames;
  magnitudes.dim = contract.fft / 2 + 1;
  magnitudes.values.resize(static_cast<std::size_t>(magnitudes.frames * magnitudes.dim));
  Inverter inverter(contract);
  const auto floor = static_cast<float>(contract.floor);
  // Louder than any sound within [-1, 1] can be; keeps a wild prediction from overflowing.
  const float loudest = static_cast<float>(contract.fft);
  std::vector<float> target(inverter.bands());
  for (std::int64_t frame = 0; frame < log_mel.frames; ++frame) {
    const float* row = log_mel.row(frame);
    for (std::size_t band = 0; band < target.size(); ++band) {
      const float value =
          contract.log_base == LogBase::ten ? std::pow(10.0F, row[band]) : std::exp(row[band]);
      // At the floor there was nothing above it.
      target[band] = value > floor * 1.001F ? std::min(value, loudest) : 0.0F;
    }
    float* out = magnitudes.row(frame);
    inverter.solve(target, out);
    if (contract.magnitude == MelMagnitude::power) {
      for (std::int64_t bin = 0; bin < magnitudes.dim; ++bin) out[bin] = std::sqrt(out[bin]);
    }
  }
  return magnitudes;
}

}  // namespace prism
