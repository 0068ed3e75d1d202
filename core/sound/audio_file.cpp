// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sound/audio_file.h"

#include "core/base/error.h"
#include "core/base/mapped_file.h"
#include "core/sound/riff.h"
#include "core/sound/sound_bytes.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <memory>

namespace prism {
namespace {

constexpr sf_count_t kBlock = 4096;                  // frames read at once
constexpr float kFullScale = 0.99996F;               // the largest 16-bit sample is 32767/32768
constexpr std::int64_t kMostFrames = 1'000'000'000;  // 12 hours at 22 050 Hz, 4 GB
// What a file unpacks to: silence packs well, but a few bytes are no hours of it.
constexpr std::int64_t kFramesForFree = 16'000'000, kMostFramesAByte = 64;

struct CloseSound {
  void operator()(SNDFILE* file) const noexcept { sf_close(file); }
};
using SoundHandle = std::unique_ptr<SNDFILE, CloseSound>;

std::string format_name(int format) {
  const auto name = [](int what) -> std::string {
    SF_FORMAT_INFO info{};
    info.format = what;
    return sf_command(nullptr, SFC_GET_FORMAT_INFO, &info, sizeof info) == 0 && info.name != nullptr
               ? info.name
               : "unknown";
  };
  return name(format & SF_FORMAT_TYPEMASK) + ", " + name(format & SF_FORMAT_SUBMASK);
}

/// An open sound file: its bytes, checked, and libsndfile's handle on them.
struct OpenSound {
  std::shared_ptr<const MappedFile> file;
  std::unique_ptr<SoundSource> source;
  SoundHandle handle;
  AudioInfo info;
  std::vector<std::string> notes;
};

OpenSound open_sound(const std::filesystem::path& path) {
  OpenSound sound;
  sound.file = MappedFile::open(path);
  if (sound.file->size() == 0) {
    throw Error(ErrorCode::format, "the file is empty", path, {}, "a sound file (WAV, FLAC, OGG …)");
  }
  const std::optional<RiffFormat> riff = check_riff(sound.file->bytes(), path);
  if (riff) sound.notes = riff->notes;
  sound.source = std::make_unique<SoundSource>(sound.file->bytes());
  SF_INFO info{};
  sound.handle.reset(sound.source->open(info));
  if (sound.handle == nullptr) {
    if (riff) {
      throw Error(ErrorCode::unsupported,
                  fmt::format("a WAV file with the codec 0x{:04X}, which is not read here", riff->codec),
                  path, "\"fmt \"", "PCM, float, A-law, µ-law, ADPCM or GSM");
    }
    throw Error(ErrorCode::format,
                fmt::format("not a sound file that can be read ({})", sf_strerror(nullptr)), path, {},
                "WAV, FLAC, OGG, MP3, AIFF or another format libsndfile knows");
  }
  check_channels(info.channels, path, "header");
  check_rate(info.samplerate, path, "header");
  sound.info = {info.samplerate, info.channels, std::max<sf_count_t>(info.frames, 0),
                format_name(info.format)};
  return sound;
}

/// Frames as they come, mixed to mono. What the header promises is never allocated, only what is read.
void read_mixed(OpenSound& sound, LoadedAudio& loaded, const std::filesystem::path& path) {
  const int channels = sound.info.channels;
  std::vector<float> block(static_cast<std::size_t>(kBlock) * static_cast<std::size_t>(channels));
  std::vector<float>& samples = loaded.audio.samples;
  const auto per_frame = sound.file->size() / static_cast<std::uint64_t>(channels);
  samples.reserve(static_cast<std::size_t>(
      std::min<std::uint64_t>(static_cast<std::uint64_t>(sound.info.frames), per_frame)));
  const auto bytes = static_cast<std::int64_t>(sound.file->size());
  const std::int64_t most =
      std::min(kMostFrames, kFramesForFree + std::min(bytes, kMostFrames) * kMostFramesAByte);
  for (;;) {
    const sf_count_t frames = sf_readf_float(sound.handle.get(), block.data(), kBlock);
    if (frames <= 0) break;
    if (static_cast<std::int64_t>(samples.size()) + frames > most) {
      throw Error(ErrorCode::unsupported, fmt::format("the sound is too long for a file of {} bytes", bytes),
                  path, {}, fmt::format("at most {} frames; cut it into utterances", most));
    }
    for (sf_count_t frame = 0; frame < frames; ++frame) {
      float sum = 0;
      for (int channel = 0; channel < channels; ++channel) {
        const float value = block[static_cast<std::size_t>(frame * channels + channel)];
        if (!std::isfinite(value)) {
          ++loaded.not_finite;
          continue;
        }
        if (std::abs(value) >= kFullScale) ++loaded.clipped;
        sum += value;
      }
      samples.push_back(channels == 1 ? sum : sum / static_cast<float>(channels));
    }
  }
  if (sf_error(sound.handle.get()) != SF_ERR_NO_ERROR) {
    loaded.notes.push_back(fmt::format("reading ended early after {} of {} frames: {}", samples.size(),
                                       sound.info.frames, sf_strerror(sound.handle.get())));
  }
}

}  // namespace

AudioInfo audio_info(const std::filesystem::path& path) {
  return open_sound(path).info;
}

LoadedAudio read_audio(const std::filesystem::path& path, int rate) {
  OpenSound sound = open_sound(path);
  LoadedAudio loaded;
  loaded.notes = sound.notes;
  loaded.audio.rate = sound.info.rate;
  read_mixed(sound, loaded, path);
  const auto frames = static_cast<std::int64_t>(loaded.audio.samples.size());
  sound.info.frames = frames;  // of a header that did not know or lied, what is really there
  loaded.source = sound.info;
  if (frames == 0) loaded.notes.emplace_back("the file holds no sound (0 frames)");
  if (loaded.not_finite > 0) {
    loaded.notes.push_back(fmt::format("{} samples that are no numbers were silenced", loaded.not_finite));
  }
  if (loaded.clipped > 0) loaded.notes.push_back(fmt::format("{} samples at full scale", loaded.clipped));
  if (sound.info.channels > 1) {
    loaded.notes.push_back(fmt::format("{} channels mixed to one", sound.info.channels));
  }
  if (rate > 0 && rate != loaded.audio.rate) {
    loaded.notes.push_back(fmt::format("resampled from {} to {} Hz", loaded.audio.rate, rate));
    loaded.audio = resample(loaded.audio, rate);
  }
  return loaded;
}

}  // namespace prism
