// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speech/mel.h"
#include "core/speech/mel_bands.h"

#include <algorithm>
#include <cmath>

namespace prism {
namespace {

// Slaney's scale (Auditory Toolbox, 1998): linear up to 1000 Hz, 15 mels, then 27 mels a factor of 6.4.
constexpr double kHzPerMel = 200.0 / 3;
constexpr double kBreakHz = 1000;
constexpr double kBreakMel = kBreakHz / kHzPerMel;
const double kLogStep = std::log(6.4) / 27;

double mel_of(double hz, MelScale scale) {
  if (scale == MelScale::htk) return 2595 * std::log10(1 + hz / 700);
  return hz < kBreakHz ? hz / kHzPerMel : kBreakMel + std::log(hz / kBreakHz) / kLogStep;
}

double hz_of(double mel, MelScale scale) {
  if (scale == MelScale::htk) return 700 * (std::pow(10, mel / 2595) - 1);
  return mel < kBreakMel ? mel * kHzPerMel : kBreakHz * std::exp(kLogStep * (mel - kBreakMel));
}

}  // namespace

std::vector<double> mel_filters(const MelContract& contract) {
  const int bins = contract.fft / 2 + 1;
  const double low = mel_of(contract.fmin, contract.scale), high = mel_of(contract.fmax, contract.scale);
  const auto corner = [&](int index) {
    return hz_of(low + (high - low) * index / (contract.mels + 1), contract.scale);
  };
  std::vector<double> filters(static_cast<std::size_t>(contract.mels) * static_cast<std::size_t>(bins));
  for (int mel = 0; mel < contract.mels; ++mel) {
    const double left = corner(mel), middle = corner(mel + 1), right = corner(mel + 2);
    const double height = contract.norm == MelNorm::slaney ? 2 / (right - left) : 1;
    double* row = filters.data() + static_cast<std::ptrdiff_t>(mel) * bins;
    for (int bin = 0; bin < bins; ++bin) {
      const double hz = static_cast<double>(bin) * contract.sample_rate / contract.fft;
      const double rising = (hz - left) / (middle - left), falling = (right - hz) / (right - middle);
      row[bin] = height * std::max(0.0, std::min(rising, falling));
    }
  }
  return filters;
}

std::vector<MelBand> mel_bands(const MelContract& contract) {
  const std::vector<double> filters = mel_filters(contract);
  const auto bins = static_cast<std::size_t>(contract.fft / 2 + 1);
  std::vector<MelBand> bands(static_cast<std::size_t>(contract.mels));
  for (std::size_t mel = 0; mel < bands.size(); ++mel) {
    const double* row = filters.data() + mel * bins;
    std::size_t begin = 0, end = bins;
    while (begin < end && row[begin] == 0) ++begin;
    while (end > begin && row[end - 1] == 0) --end;
    bands[mel] = {begin, std::vector<float>(row + begin, row + end)};
  }
  return bands;
}

}  // namespace prism
