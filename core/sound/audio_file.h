// SPDX-License-Identifier: GPL-3.0-or-later
// sound: what needs an audio library — files, resampling, pitch, the built-in voice, playback.
#pragma once

#include "core/types/audio.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace prism {

struct AudioInfo {
  int rate = 0;
  int channels = 0;
  std::int64_t frames = 0;
  std::string format;  ///< "WAV (Microsoft), 16 bit PCM"
};
/// Header only. Throws Error naming file and what is wrong with it (reliability, WAV list).
[[nodiscard]] AudioInfo audio_info(const std::filesystem::path& path);

struct LoadedAudio {
  Audio audio;
  AudioInfo source;
  std::int64_t clipped = 0;        ///< samples at full scale
  std::int64_t not_finite = 0;     ///< NaN or infinite ones, silenced
  std::vector<std::string> notes;  ///< what was mixed, resampled, silenced, in plain English
};
/// Everything libsndfile reads, mixed to mono, resampled to `rate` hz (0 = as it is).
[[nodiscard]] LoadedAudio read_audio(const std::filesystem::path& path, int rate = 0);

enum class SampleFormat { pcm16, pcm24, float32 };
/// WAV or FLAC by ending; written beside and renamed. Values outside [-1, 1] are clipped for PCM.
void write_audio(const std::filesystem::path& path, const Audio& audio,
                 SampleFormat format = SampleFormat::pcm16);

/// Best sinc conversion of libsamplerate; rounds to ⌈samples·rate/old⌉ samples.
[[nodiscard]] Audio resample(const Audio& audio, int rate);

/// F0 by aubio (YIN by FFT), one value a hop, of a window around the hop's middle; unvoiced where its
/// confidence is low or the sound is silent.
struct PitchOptions {
  double hop_seconds = 256.0 / 22050.0;
  double min_hz = 60;
  double max_hz = 500;
};
[[nodiscard]] PitchTrack track_pitch(const Audio& audio, const PitchOptions& options = {});

}  // namespace prism
