// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio_take.h"

#include "core/sound/audio_file.h"
#include "core/sound/voice.h"
#include "core/speech/alignment_file.h"
#include "core/speech/dataset.h"
#include "core/speech/mel.h"
#include "core/speech/units.h"
#include "core/tts/speaker.h"
#include "widgets/numbers.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include <QCoreApplication>

namespace prism::app {

namespace {

QString from(const std::string& text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Envelope, spectrogram and pitch of a take whose audio is there.
void analyse(AudioTake& take) {
  take.envelope = std::make_shared<const widgets::Envelope>(take.audio);
  const Audio& audio = *take.audio;
  if (audio.samples.empty()) return;
  if (!take.mel) {
    const bool same = audio.rate == take.contract.sample_rate;
    take.mel = std::make_shared<const FrameFeatures>(
        log_mel(same ? audio : resample(audio, take.contract.sample_rate), take.contract));
  }
  PitchOptions options;
  options.hop_seconds = take.frameSeconds();
  take.pitch = track_pitch(audio, options);
}

/// Middle of each mel filter, hz.
std::vector<double> mel_centres(const MelContract& contract) {
  const std::vector<double> filters = mel_filters(contract);
  const auto bins = static_cast<std::size_t>(contract.fft / 2 + 1);
  std::vector<double> centres;
  for (std::size_t mel = 0; mel < static_cast<std::size_t>(contract.mels); ++mel) {
    double sum = 0, weighted = 0;
    for (std::size_t bin = 0; bin < bins; ++bin) {
      const double weight = filters[mel * bins + bin];
      sum += weight;
      weighted += weight * static_cast<double>(bin) * contract.sample_rate / contract.fft;
    }
    // A filter narrower than a bin has no weight: it lies just above the one before.
    centres.push_back(sum > 0 ? weighted / sum : centres.empty() ? contract.fmin : centres.back());
  }
  return centres;
}

}  // namespace

AudioTake take_of_voice(const VoiceText& spoken, const QString& voice, const QString& text,
                        const MelContract& contract) {
  AudioTake take;
  take.kind = TakeKind::voice;
  take.title = QCoreApplication::translate("AudioTake", "built-in voice %1").arg(voice);
  take.source = voice;
  take.text = text;
  take.contract = contract;
  take.audio = std::make_shared<const Audio>(spoken.audio);
  take.alignment = spoken.alignment();
  take.words = spoken.words;
  analyse(take);
  return take;
}

AudioTake take_of_speech(Speech speech, const MelContract& contract, const QString& source) {
  AudioTake take;
  take.kind = TakeKind::projector;
  take.step = speech.step;
  take.title = QCoreApplication::translate("AudioTake", "step %1").arg(widgets::count_text(speech.step));
  take.source = source;
  take.text = from(speech.text);
  take.contract = contract;
  take.alignment = alignment_of_units(speech.units, speech.words, contract);
  take.audio = std::make_shared<const Audio>(std::move(speech.audio));
  // What the decoder got is what is worth seeing; codec tokens have no spectrum, their sound has.
  if (speech.features.dim == contract.mels)
    take.mel = std::make_shared<const FrameFeatures>(std::move(speech.features));
  take.upsampling = std::make_shared<const FrameFeatures>(std::move(speech.upsampling));
  take.units = std::move(speech.units);
  take.words = std::move(speech.words);
  take.predicted_frames = std::move(speech.predicted_frames);
  take.seconds = speech.seconds;
  for (const std::string& warning : speech.warnings) take.notes << from(warning);
  analyse(take);
  return take;
}

AudioTake take_of_utterance(const Utterance& utterance, const MelContract& contract) {
  AudioTake take;
  take.kind = TakeKind::recording;
  take.title = from(utterance.id);
  take.source = from(utterance.audio.string());
  take.text = from(utterance.text);
  take.contract = contract;
  LoadedAudio loaded = read_audio(utterance.audio);
  for (const std::string& note : loaded.notes) take.notes << from(note);
  take.audio = std::make_shared<const Audio>(std::move(loaded.audio));
  if (!utterance.alignment.empty()) {
    AlignmentFile file = read_alignment(utterance.alignment);
    for (const std::string& warning : file.warnings) take.notes << from(warning);
    take.alignment = std::move(file.alignment);
  }
  analyse(take);
  return take;
}

widgets::FramePicture mel_picture(const AudioTake& take) {
  widgets::FramePicture picture;
  picture.values = take.mel;
  picture.hop_seconds = take.frameSeconds();
  const double decibels = take.contract.magnitude == MelMagnitude::magnitude ? 20 : 10;
  picture.factor = take.contract.log_base == LogBase::natural ? decibels / std::numbers::ln10 : decibels;
  picture.quantity = QCoreApplication::translate("AudioTake", "level");
  picture.unit = QStringLiteral("dB");
  picture.hz = mel_centres(take.contract);
  return picture;
}

widgets::FramePicture upsampling_picture(const AudioTake& take) {
  widgets::FramePicture picture;
  picture.values = take.upsampling;
  picture.hop_seconds = take.frameSeconds();
  picture.quantity = QCoreApplication::translate("AudioTake", "weight");
  for (const SpeechUnit& unit : take.units)
    picture.labels << (unit.silence ? QStringLiteral("–") : from(unit.label));
  return picture;
}

std::vector<TierInterval> words_of(const AudioTake& take) {
  const AlignmentTier* words = word_tier(take.alignment);
  return words != nullptr ? words->intervals : std::vector<TierInterval>();
}

namespace {

/// Units one after the other, each as long as `seconds(i)`.
template <typename Seconds>
std::vector<TierInterval> laid_out(const std::vector<SpeechUnit>& units, Seconds seconds) {
  std::vector<TierInterval> found;
  double at = 0;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const double end = at + seconds(i);
    found.push_back({at, end, units[i].silence ? std::string() : units[i].label});
    at = end;
  }
  return found;
}

}  // namespace

std::vector<TierInterval> phones_of(const AudioTake& take) {
  if (!take.units.empty()) {
    // Whole frames first: a sum of lengths would drift off the frames' edges.
    std::int64_t frames = 0;
    std::vector<TierInterval> found;
    for (const SpeechUnit& unit : take.units) {
      const double begin = static_cast<double>(frames) * take.frameSeconds();
      frames += unit.frames;
      found.push_back({begin, static_cast<double>(frames) * take.frameSeconds(),
                       unit.silence ? std::string() : unit.label});
    }
    return found;
  }
  if (const AlignmentTier* phones = phone_tier(take.alignment)) return phones->intervals;
  return {};
}

std::vector<TierInterval> predicted_of(const AudioTake& take) {
  if (take.units.empty() || take.predicted_frames.size() != take.units.size()) return {};
  return laid_out(take.units, [&](std::size_t i) {
    return static_cast<double>(take.predicted_frames[i]) * take.frameSeconds();
  });
}

TakeTimes times_of(const AudioTake& take) {
  return {take.units, take.alignment};
}

TakeTimes with_boundary(const AudioTake& take, int boundary, double seconds) {
  TakeTimes moved = times_of(take);
  const std::vector<TierInterval> phones = phones_of(take);
  const auto at = static_cast<std::size_t>(boundary);
  if (boundary < 0 || at + 1 >= phones.size()) return moved;
  if (!moved.units.empty()) {
    SpeechUnit& left = moved.units[at];
    SpeechUnit& right = moved.units[at + 1];
    const std::int64_t both = left.frames + right.frames;
    const auto wanted =
        static_cast<std::int64_t>(std::lround((seconds - phones[at].begin) / take.frameSeconds()));
    left.frames = both < 2 ? left.frames : std::clamp<std::int64_t>(wanted, 1, both - 1);
    right.frames = both - left.frames;
    moved.alignment = alignment_of_units(moved.units, take.words, take.contract);
    return moved;
  }
  const double edge = phones[at].end;
  const AlignmentTier* own = phone_tier(moved.alignment);
  for (AlignmentTier& tier : moved.alignment.tiers) {
    for (TierInterval& each : tier.intervals) {
      // A word's edge at the same place goes with it, unless the word would be turned over.
      if (std::abs(each.end - edge) < 1e-6 && (&tier == own || each.begin < seconds)) each.end = seconds;
      if (std::abs(each.begin - edge) < 1e-6 && (&tier == own || each.end > seconds)) each.begin = seconds;
    }
  }
  return moved;
}

}  // namespace prism::app
