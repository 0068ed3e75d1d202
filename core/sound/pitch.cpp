// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/sound/audio_file.h"

#include <algorithm>
#include <aubio/aubio.h>
#include <cmath>
#include <cstdint>
#include <memory>

namespace prism {
namespace {

constexpr float kSilenceDb = -60;
// Its confidence of noise lies below, that of voiced speech above.
constexpr float kLeastConfidence = 0.55F;

struct DeletePitch {
  void operator()(aubio_pitch_t* pitch) const noexcept { del_aubio_pitch(pitch); }
};
struct DeleteVector {
  void operator()(fvec_t* vector) const noexcept { del_fvec(vector); }
};

/// More than two periods of the lowest pitch, as a power of two: what YIN needs to tell it.
unsigned window_for(int rate, double min_hz) {
  unsigned window = 512;
  while (window < 2.5 * rate / min_hz) window *= 2;
  return window;
}

}  // namespace

PitchTrack track_pitch(const Audio& audio, const PitchOptions& options) {
  if (!(options.hop_seconds > 0) || !(options.min_hz >= 20) || !(options.max_hz > options.min_hz)) {
    throw Error(ErrorCode::usage, "the range of the pitch makes no sense", {}, {},
                "20 Hz or more, the highest above the lowest, a hop above 0");
  }
  PitchTrack track;
  track.hop_seconds = options.hop_seconds;
  const auto samples = static_cast<std::int64_t>(audio.samples.size());
  const auto frames = static_cast<std::int64_t>(std::floor(audio.seconds() / options.hop_seconds + 1e-9));
  if (frames <= 0) return track;
  const unsigned window = window_for(audio.rate, options.min_hz);
  // Of its two fast forms of YIN the other one ("yinfft") keeps the confidence of an earlier frame.
  const std::unique_ptr<aubio_pitch_t, DeletePitch> pitch(
      new_aubio_pitch("yinfast", window, window, static_cast<unsigned>(audio.rate)));
  const std::unique_ptr<fvec_t, DeleteVector> block(new_fvec(window)), found(new_fvec(1));
  if (pitch == nullptr || block == nullptr || found == nullptr) {
    throw Error(ErrorCode::internal, "aubio could not be set up for the pitch");
  }
  aubio_pitch_set_unit(pitch.get(), "Hz");
  aubio_pitch_set_silence(pitch.get(), kSilenceDb);
  track.hz.resize(static_cast<std::size_t>(frames));
  for (std::int64_t frame = 0; frame < frames; ++frame) {
    // Its hop is the whole window, centred on the middle of ours: hops need not be whole samples then.
    const double middle = (static_cast<double>(frame) + 0.5) * options.hop_seconds * audio.rate;
    const std::int64_t first = std::llround(middle) - window / 2;
    for (unsigned i = 0; i < window; ++i) {
      const std::int64_t at = first + i;
      block->data[i] = at >= 0 && at < samples ? audio.samples[static_cast<std::size_t>(at)] : 0.0F;
    }
    aubio_pitch_do(pitch.get(), block.get(), found.get());
    const float hz = found->data[0];
    const bool voiced = aubio_pitch_get_confidence(pitch.get()) >= kLeastConfidence && std::isfinite(hz) &&
                        hz >= static_cast<float>(options.min_hz) && hz <= static_cast<float>(options.max_hz);
    track.hz[static_cast<std::size_t>(frame)] = voiced ? hz : 0.0F;
  }
  return track;
}

}  // namespace prism
