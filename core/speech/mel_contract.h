// SPDX-License-Identifier: GPL-3.0-or-later
// speech: sound and text as the projector sees them — mel frames, alignments, datasets, units, figures.
#pragma once

#include "core/base/json.h"

#include <filesystem>
#include <string>

namespace prism {

enum class MelScale { slaney, htk };
enum class MelNorm { slaney, none };  ///< slaney: each filter has area 1 (in hz)
enum class MelMagnitude { magnitude, power };
enum class MelPadding {
  reflect_same,  ///< reflect (fft − hop)/2 each side, no centring: ⌊samples/hop⌋ frames (HiFi-GAN)
  centre,        ///< reflect fft/2 each side: ⌊samples/hop⌋ + 1 frames (librosa, torchaudio)
  none,
};
enum class LogBase { natural, ten };

/// Everything that decides what a mel frame means. Travels with every feature file, checkpoint and vocoder.
struct MelContract {
  int sample_rate = 22050;
  int fft = 1024;
  int hop = 256;
  int window = 1024;  ///< Hann, periodic
  int mels = 80;
  double fmin = 0;
  double fmax = 8000;
  MelScale scale = MelScale::slaney;
  MelNorm norm = MelNorm::slaney;
  MelMagnitude magnitude = MelMagnitude::magnitude;
  MelPadding padding = MelPadding::reflect_same;
  LogBase log_base = LogBase::natural;
  double floor = 1e-5;  ///< values below are raised to it before the logarithm
  bool operator==(const MelContract&) const = default;

  [[nodiscard]] double frames_per_second() const noexcept { return static_cast<double>(sample_rate) / hop; }
  /// Mel frames of so many samples, by the padding rule.
  [[nodiscard]] std::int64_t frames_of(std::int64_t samples) const noexcept;
  /// "22050 Hz, FFT 1024, hop 256, window 1024, 80 mels 0–8000 Hz (slaney, slaney), magnitude, …"
  [[nodiscard]] std::string describe() const;
};

/// Field names as in the members: sample_rate, fft, hop, …, "slaney", "reflect_same".
[[nodiscard]] Json to_json(const MelContract& contract);
/// Refuses unknown words, sizes that are not positive, fft < window, fmax above half the rate. `file` is
/// named in the error. Absent fields keep the default.
[[nodiscard]] MelContract mel_contract_of(const Json& json, const std::filesystem::path& file);
/// From a HiFi-GAN config.json (sampling_rate, n_fft, num_mels, hop_size, win_size, fmin, fmax).
[[nodiscard]] MelContract mel_contract_of_hifigan(const Json& config, const std::filesystem::path& file);

/// Throws Error(mismatch) with both contracts in full, and what differs.
void require_same_contract(const MelContract& a, const std::string& name_a, const MelContract& b,
                           const std::string& name_b);

}  // namespace prism
