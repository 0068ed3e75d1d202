// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/memory.h"
#include "core/sound/audio_file.h"
#include "core/sound/riff.h"

#include <cstdint>
#include <fmt/format.h>
#include <samplerate.h>

namespace prism {

Audio resample(const Audio& audio, int rate) {
  check_rate(audio.rate, {}, "rate");
  check_rate(rate, {}, "rate");
  if (rate == audio.rate) return audio;
  const auto count = static_cast<std::int64_t>(audio.samples.size());
  const std::int64_t wanted = (count * rate + audio.rate - 1) / audio.rate;
  require_memory(static_cast<std::uint64_t>(wanted) * sizeof(float), "the resampled sound");
  Audio result{rate, std::vector<float>(static_cast<std::size_t>(wanted))};
  if (count == 0) return result;
  SRC_DATA data{};
  data.data_in = audio.samples.data();
  data.input_frames = static_cast<long>(count);
  data.data_out = result.samples.data();
  data.output_frames = static_cast<long>(wanted);
  data.src_ratio = static_cast<double>(rate) / audio.rate;
  if (src_is_valid_ratio(data.src_ratio) == 0) {
    throw Error(ErrorCode::unsupported,
                fmt::format("{} Hz cannot be resampled to {} Hz (more than 256 times)", audio.rate, rate));
  }
  const int failed = src_simple(&data, SRC_SINC_BEST_QUALITY, 1);
  if (failed != 0) throw Error(ErrorCode::internal, fmt::format("libsamplerate: {}", src_strerror(failed)));
  return result;  // a last sample the filter did not reach stays silent
}

}  // namespace prism
