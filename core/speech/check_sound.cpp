// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/sound/audio_file.h"
#include "core/speech/check_parts.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace prism {
namespace {

constexpr double kClipped = 1e-4, kManyClipped = 1e-3;  // shares of samples
constexpr double kQuietDb = -60, kBelowLoudestDb = -50;
constexpr double kMostlySilent = 0.6, kAllSilent = 0.97;
constexpr double kLongestEdge = 1.5;  // seconds of silence before and after

/// Loudness of each 10 ms in dB of full scale.
std::vector<double> loudness_of(const Audio& audio) {
  const std::size_t width = static_cast<std::size_t>(std::max(audio.rate / 100, 1));
  std::vector<double> out;
  for (std::size_t at = 0; at < audio.samples.size(); at += width) {
    const std::size_t end = std::min(at + width, audio.samples.size());
    double sum = 0;
    for (std::size_t i = at; i < end; ++i) sum += static_cast<double>(audio.samples[i]) * audio.samples[i];
    out.push_back(10 * std::log10(sum / static_cast<double>(end - at) + 1e-12));
  }
  return out;
}

}  // namespace

void examine_sound(Examined& of, const std::filesystem::path& path, const MelContract& contract) {
  UtteranceCheck& check = of.check;
  if (path.empty()) {
    of.add(3, "there is no recording");
    return;
  }
  LoadedAudio loaded;
  try {
    loaded = read_audio(path);
  } catch (const Error& error) {
    of.add(3, std::string("the recording cannot be read: ") + error.what());
    return;
  }
  const auto samples = static_cast<std::int64_t>(loaded.audio.samples.size());
  check.seconds = loaded.audio.seconds();
  check.rate = loaded.source.rate;
  check.channels = loaded.source.channels;
  if (samples == 0) {
    of.add(3, "the recording is empty");
    return;
  }
  check.frames = contract.frames_of(static_cast<std::int64_t>(
      std::ceil(static_cast<double>(samples) * contract.sample_rate / std::max(loaded.audio.rate, 1))));
  check.clipped = static_cast<double>(loaded.clipped) / static_cast<double>(samples);
  if (check.clipped > kClipped) {
    of.add(check.clipped > kManyClipped ? 2 : 1,
           fmt::format("clipped: {} samples at full scale ({:.2f} %)", loaded.clipped, 100 * check.clipped));
  }
  if (loaded.not_finite > 0) of.add(2, fmt::format("{} samples are not numbers", loaded.not_finite));
  if (check.rate != contract.sample_rate) {
    of.add(0.1, fmt::format("{} Hz: will be resampled to {}", check.rate, contract.sample_rate));
  }
  if (check.channels > 1) of.add(0.1, fmt::format("{} channels: will be mixed to one", check.channels));
  const std::vector<double> loudness = loudness_of(loaded.audio);
  const double limit =
      std::max(kQuietDb, *std::max_element(loudness.begin(), loudness.end()) + kBelowLoudestDb);
  const auto silent = [&](double x) { return x < limit; };
  check.silent = static_cast<double>(std::count_if(loudness.begin(), loudness.end(), silent)) /
                 static_cast<double>(loudness.size());
  if (check.silent > kAllSilent) {
    of.add(3, "the recording is silent");
    return;
  }
  if (check.silent > kMostlySilent)
    of.add(1, fmt::format("{:.0f} % of the recording is silent", 100 * check.silent));
  const auto first = std::find_if_not(loudness.begin(), loudness.end(), silent) - loudness.begin();
  const auto last = std::find_if_not(loudness.rbegin(), loudness.rend(), silent) - loudness.rbegin();
  if (const double edge = 0.01 * static_cast<double>(std::max(first, last)); edge > kLongestEdge) {
    of.add(0.5, fmt::format("{:.1f} s of silence {} the speech", edge, first > last ? "before" : "after"));
  }
}

}  // namespace prism
