// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/speech/fourier.h"
#include "core/speech/framing.h"
#include "core/speech/mel.h"
#include "core/speech/mel_inverse.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <fmt/format.h>
#include <numbers>

namespace prism {
namespace {

using Complex = std::complex<float>;

/// Sound and its short-time spectra, one after the other from each other.
class PhaseSearch {
 public:
  PhaseSearch(const FrameFeatures& magnitudes, const MelContract& contract)
      : m_magnitudes(magnitudes),
        m_contract(contract),
        m_window(analysis_window(contract)),
        m_fourier(contract.fft),
        m_bins(static_cast<std::size_t>(contract.fft / 2 + 1)),
        m_padding(padding_of(contract)),
        m_samples(static_cast<std::size_t>(magnitudes.frames * contract.hop)),
        m_sum(m_samples.size() + 2 * static_cast<std::size_t>(contract.fft)),
        m_spectra(static_cast<std::size_t>(magnitudes.frames) * m_bins),
        m_projected(m_spectra.size()) {
    // What the overlapping squared windows add up to at each sample.
    m_weight.resize(m_sum.size());
    for (std::int64_t frame = 0; frame < magnitudes.frames; ++frame) {
      float* at = m_weight.data() + place(frame);
      for (std::size_t i = 0; i < m_window.size(); ++i) at[i] += m_window[i] * m_window[i];
    }
    for (float& weight : m_weight)
      weight = weight > 1e-4F ? 1 / (weight * static_cast<float>(contract.fft)) : 0;
  }

  std::vector<float> run(const GriffinLimOptions& options) {
    Random random(options.seed);
    for (std::size_t i = 0; i < m_spectra.size(); ++i) {
      const double turn = 2 * std::numbers::pi * random.uniform();
      m_spectra[i] = m_magnitudes.values[i] *
                     Complex(static_cast<float>(std::cos(turn)), static_cast<float>(std::sin(turn)));
    }
    // c ← P_magnitude(t), t = (1 + α) P_consistent(c) − α · (the one before).
    const auto momentum = static_cast<float>(options.momentum);
    for (int iteration = 0; iteration < options.iterations; ++iteration) {
      to_sound();
      for (std::int64_t frame = 0; frame < m_magnitudes.frames; ++frame)
        improve(frame, iteration > 0 ? momentum : 0);
    }
    to_sound();
    return std::move(m_samples);
  }

 private:
  /// Where a frame begins in m_sum, which has room before and after the sound.
  [[nodiscard]] std::size_t place(std::int64_t frame) const {
    return static_cast<std::size_t>(frame * m_contract.hop - m_padding + m_contract.fft);
  }

  void to_sound() {
    std::fill(m_sum.begin(), m_sum.end(), 0.0F);
    for (std::int64_t frame = 0; frame < m_magnitudes.frames; ++frame) {
      std::copy_n(m_spectra.data() + static_cast<std::size_t>(frame) * m_bins, m_bins,
                  m_fourier.spectrum().data());
      m_fourier.backward();
      const float* signal = m_fourier.signal().data();
      float* at = m_sum.data() + place(frame);
      for (std::size_t i = 0; i < m_window.size(); ++i) at[i] += m_window[i] * signal[i];
    }
    const auto before = static_cast<std::size_t>(m_contract.fft);
    for (std::size_t i = 0; i < m_samples.size(); ++i)
      m_samples[i] = m_sum[before + i] * m_weight[before + i];
  }

  void improve(std::int64_t frame, float momentum) {
    const std::span<float> signal = m_fourier.signal();
    copy_frame(m_samples, frame, m_contract, signal);
    for (std::size_t i = 0; i < signal.size(); ++i) signal[i] *= m_window[i];
    m_fourier.forward();
    const auto fresh = m_fourier.spectrum();
    const std::size_t first = static_cast<std::size_t>(frame) * m_bins;
    const float* wanted = m_magnitudes.row(frame);
    // Pairs of floats, without a branch: the compiler makes vectors of it.
    const float* now = reinterpret_cast<const float*>(fresh.data());
    float* before = reinterpret_cast<float*>(m_projected.data() + first);
    float* next = reinterpret_cast<float*>(m_spectra.data() + first);
    for (std::size_t bin = 0; bin < m_bins; ++bin) {
      const float re = now[2 * bin], im = now[2 * bin + 1];
      const float ahead_re = re + momentum * (re - before[2 * bin]);
      const float ahead_im = im + momentum * (im - before[2 * bin + 1]);
      before[2 * bin] = re;
      before[2 * bin + 1] = im;
      const float scale = wanted[bin] / (std::sqrt(ahead_re * ahead_re + ahead_im * ahead_im) + 1e-12F);
      next[2 * bin] = ahead_re * scale;
      next[2 * bin + 1] = ahead_im * scale;
    }
  }

  const FrameFeatures& m_magnitudes;
  const MelContract& m_contract;
  std::vector<float> m_window;
  RealFourier m_fourier;
  std::size_t m_bins;
  std::int64_t m_padding;
  std::vector<float> m_samples, m_sum, m_weight;
  std::vector<Complex> m_spectra, m_projected;
};

}  // namespace

Audio griffin_lim(const FrameFeatures& mel, const MelContract& contract, const GriffinLimOptions& options) {
  if (mel.dim != contract.mels) {
    throw Error(ErrorCode::mismatch, fmt::format("frames of {} values are no mel of this contract", mel.dim),
                {}, {}, fmt::format("{} bands", contract.mels));
  }
  if (options.iterations < 0 || !(options.momentum >= 0) || !(options.momentum < 2)) {
    throw Error(ErrorCode::usage, "Griffin–Lim's iterations or momentum make no sense", {}, {},
                "0 or more iterations, momentum 0 to 2");
  }
  Audio audio{contract.sample_rate, {}};
  if (mel.frames == 0) return audio;
  const FrameFeatures magnitudes = magnitudes_of_mel(mel, contract);
  audio.samples = PhaseSearch(magnitudes, contract).run(options);
  return audio;
}

}  // namespace prism
