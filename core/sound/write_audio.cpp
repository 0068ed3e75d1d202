// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/sound/audio_file.h"
#include "core/sound/riff.h"
#include "core/sound/sound_bytes.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <fmt/format.h>
#include <limits>

namespace prism {
namespace {

/// Whole numbers of the scale that libsndfile divides by when it reads, so that what was read is written back
/// bit by bit; its own conversion rounds towards another scale.
template <typename T>
std::vector<T> whole_numbers(const std::vector<float>& samples, double scale, T step) {
  std::vector<T> numbers(samples.size());
  std::transform(samples.begin(), samples.end(), numbers.begin(), [&](float sample) {
    if (std::isnan(sample)) return T{0};
    return static_cast<T>(static_cast<T>(std::clamp(std::nearbyint(sample * scale), -scale, scale - 1)) *
                          step);
  });
  return numbers;
}

int container_of(const std::filesystem::path& path, SampleFormat format) {
  std::string ending = path.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  if (ending == ".wav") return SF_FORMAT_WAV;
  if (ending == ".flac") {
    if (format != SampleFormat::float32) return SF_FORMAT_FLAC;
    throw Error(ErrorCode::usage, "FLAC holds no floating-point samples", path, {}, "16 or 24 bits, or .wav");
  }
  throw Error(ErrorCode::usage, fmt::format("sound is not written as \"{}\"", ending), path, {},
              ".wav or .flac");
}

sf_count_t write_samples(SNDFILE* handle, const std::vector<float>& samples, SampleFormat format) {
  const auto count = static_cast<sf_count_t>(samples.size());
  switch (format) {
    case SampleFormat::pcm16:
      return sf_write_short(handle, whole_numbers<short>(samples, 32768.0, 1).data(), count);
    case SampleFormat::pcm24:  // libsndfile takes the upper 24 bits of an int
      return sf_write_int(handle, whole_numbers<int>(samples, 8388608.0, 256).data(), count);
    case SampleFormat::float32: {
      std::vector<float> finite(samples);
      for (float& sample : finite) {
        if (!std::isfinite(sample)) sample = 0;
      }
      return sf_write_float(handle, finite.data(), count);
    }
  }
  return 0;
}

}  // namespace

void write_audio(const std::filesystem::path& path, const Audio& audio, SampleFormat format) {
  check_rate(audio.rate, path, "rate");
  SF_INFO info{};
  info.samplerate = audio.rate;
  info.channels = 1;
  const int bits = format == SampleFormat::pcm16   ? SF_FORMAT_PCM_16
                   : format == SampleFormat::pcm24 ? SF_FORMAT_PCM_24
                                                   : SF_FORMAT_FLOAT;
  info.format = container_of(path, format) | bits;
  SoundTarget target;
  SNDFILE* handle = target.open(info);
  if (handle == nullptr) {
    throw Error(ErrorCode::internal, fmt::format("libsndfile: {}", sf_strerror(nullptr)), path);
  }
  // The chunk of peaks holds the time of day: the same sound would give other bytes.
  sf_command(handle, SFC_SET_ADD_PEAK_CHUNK, nullptr, SF_FALSE);
  const sf_count_t written = write_samples(handle, audio.samples, format);
  const int failed = sf_close(handle);
  if (failed != 0 || written != static_cast<sf_count_t>(audio.samples.size())) {
    throw Error(ErrorCode::internal, "libsndfile could not encode the sound", path);
  }
  AtomicFile file(path, target.bytes().size());
  file.write(target.bytes());
  file.commit();
}

}  // namespace prism
