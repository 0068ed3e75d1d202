// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/tts_benchmark.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/speech/fourier.h"
#include "core/speech/mel.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace prism::cli {
namespace {

template <typename Work>
void keep_best(double& best, const Work& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
}

}  // namespace

void measure_mel(bool quick, const BenchmarkSink& sink, const RunControl& control) {
  if (!sink.wants("tts.mel")) return;
  control.progress("mel", 0, 0);
  constexpr int kSeconds = 60;
  const MelContract contract;
  Audio audio{contract.sample_rate,
              std::vector<float>(static_cast<std::size_t>(kSeconds * contract.sample_rate))};
  Random random(0);
  for (float& sample : audio.samples) sample = static_cast<float>(0.1 * random.normal());
  double seconds = std::numeric_limits<double>::infinity(), transforms = seconds;
  FrameFeatures mel;
  for (int turn = 0; turn < (quick ? 3 : 10); ++turn) {
    control.check();
    keep_best(seconds, [&] { mel = log_mel(audio, contract); });
    RealFourier fourier(contract.fft);
    std::copy_n(audio.samples.begin(), fourier.signal().size(), fourier.signal().begin());
    keep_best(transforms, [&] {
      for (std::int64_t frame = 0; frame < mel.frames; ++frame) fourier.forward();
    });
  }
  if (!std::all_of(mel.values.begin(), mel.values.end(), [](float value) { return std::isfinite(value); })) {
    throw Error(ErrorCode::numeric, "the mel is not finite");
  }
  BenchmarkRow row;
  row.name = "tts.mel";
  row.seconds = seconds;
  row.ratio_to_limit = seconds / transforms;
  row.note = fmt::format("{:.0f} times real time, one thread; its transforms alone {:.0f} times",
                         kSeconds / seconds, kSeconds / transforms);
  sink.add(row);
}

}  // namespace prism::cli
