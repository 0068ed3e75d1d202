// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tts/evaluate.h"

#include "core/base/error.h"
#include "core/sound/audio_file.h"
#include "core/speech/alignment_file.h"
#include "core/speech/mel.h"
#include "core/speech/units.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace prism {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// A sound as it is compared.
struct Heard {
  FrameFeatures mel;
  PitchTrack pitch;
};

Heard hear(const Audio& audio, const MelContract& contract) {
  PitchOptions options;
  options.hop_seconds = 1 / contract.frames_per_second();
  const Audio sound = audio.rate == contract.sample_rate ? audio : resample(audio, contract.sample_rate);
  return {log_mel(sound, contract), track_pitch(sound, options)};
}

/// Sums of what a SoundDistance is the mean of.
struct DistanceSums {
  double db = 0, squares = 0;
  std::int64_t steps = 0, voiced = 0, disagreed = 0;

  [[nodiscard]] SoundDistance mean() const {
    const auto over = [](double sum, std::int64_t count) {
      return count > 0 ? sum / static_cast<double>(count) : kUnknown;
    };
    return {over(db, steps), std::sqrt(over(squares, voiced)), over(static_cast<double>(disagreed), steps)};
  }
};

float hz_at(const PitchTrack& track, std::int64_t frame) {
  return frame < static_cast<std::int64_t>(track.hz.size()) ? track.hz[static_cast<std::size_t>(frame)] : 0;
}

/// Compares along the warping path; `each` gets the sums that a step of a reference frame also belongs to.
template <typename Each>
SoundDistance compare(const Heard& reference, const Heard& found, const Each& each) {
  if (reference.mel.frames == 0 || found.mel.frames == 0) return {kUnknown, kUnknown, kUnknown};
  const MelDistortion distortion = mel_distortion(reference.mel, found.mel);
  DistanceSums all;
  for (std::size_t i = 0; i < distortion.path.steps.size(); ++i) {
    const auto [a, b] = distortion.path.steps[i];
    const double left = hz_at(reference.pitch, a), right = hz_at(found.pitch, b);
    const double difference = left > 0 && right > 0 ? std::log(left) - std::log(right) : 0;
    const auto add = [&](DistanceSums& sums) {
      sums.db += distortion.per_frame_db[i];
      ++sums.steps;
      sums.squares += difference * difference;
      sums.voiced += left > 0 && right > 0 ? 1 : 0;
      sums.disagreed += (left > 0) != (right > 0) ? 1 : 0;
    };
    add(all);
    if (DistanceSums* sums = each(a)) add(*sums);
  }
  return all.mean();
}

struct PhoneSums {
  std::int64_t units = 0, mel_frames = 0;
  DistanceSums spoken, copy;
  double duration_ms = 0, mel = 0;
};
using PhoneTable = std::map<std::string, PhoneSums>;

/// The sums of the unit that each frame belongs to.
std::vector<PhoneSums*> sums_of_frames(const std::vector<SpeechUnit>& units, PhoneTable& table) {
  std::vector<PhoneSums*> sums;
  for (const SpeechUnit& unit : units)
    sums.insert(sums.end(), static_cast<std::size_t>(unit.frames), &table[unit.silence ? "" : unit.label]);
  return sums;
}

double row_l1(const FrameFeatures& a, const FrameFeatures& b, std::int64_t row) {
  double sum = 0;
  for (std::int64_t i = 0; i < a.dim; ++i) sum += std::abs(a.row(row)[i] - b.row(row)[i]);
  return sum / static_cast<double>(a.dim);
}

double frame_ms(const MelContract& contract) {
  return 1000 / contract.frames_per_second();
}

UtteranceFigures judge(const Speaker& speaker, const Utterance& utterance, PhoneTable& table,
                       const RunControl& control, const std::function<void(const EvaluatedSounds&)>& sink) {
  UtteranceFigures figures;
  figures.id = utterance.id;
  figures.text = utterance.text;
  if (utterance.audio.empty()) throw Error(ErrorCode::not_found, "its recording is missing");
  const MelContract& contract = speaker.contract();
  const Audio recording = read_audio(utterance.audio, contract.sample_rate).audio;
  const Heard reference = hear(recording, contract);

  const Speech speech = speaker.say(utterance.text, {}, control);
  figures.seconds = speech.audio.seconds();
  figures.rtf = speech.rtf();
  const bool is_mel = speech.features.dim == contract.mels;
  Audio copy;
  if (is_mel) copy = speaker.vocoder().speak(reference.mel, control);

  std::vector<PhoneSums*> frames;
  figures.duration_mae_ms = figures.mel_l1 = figures.mel_l1_copy = kUnknown;
  if (!utterance.alignment.empty()) {
    const UtteranceUnits truth = speaker.recorded_units(read_alignment(utterance.alignment).alignment,
                                                        utterance.text, reference.mel.frames);
    const Speech timed = speaker.say_units(utterance.text, truth.units, truth.words, control);
    frames = sums_of_frames(truth.units, table);
    figures.duration_mae_ms = duration_mae_ms(truth.units, timed.predicted_frames, contract);
    for (std::size_t i = 0; i < truth.units.size(); ++i) {
      const SpeechUnit& unit = truth.units[i];
      PhoneSums& sums = table[unit.silence ? "" : unit.label];
      ++sums.units;
      sums.duration_ms +=
          std::abs(timed.predicted_frames[i] - static_cast<double>(unit.frames)) * frame_ms(contract);
    }
    if (is_mel) figures.mel_l1 = mel_l1(reference.mel, timed.features);
    for (std::int64_t t = 0; is_mel && t < std::min(reference.mel.frames, timed.features.frames); ++t) {
      PhoneSums& sums = *frames[static_cast<std::size_t>(t)];
      sums.mel += row_l1(reference.mel, timed.features, t);
      ++sums.mel_frames;
    }
  }
  const auto into = [&frames](DistanceSums PhoneSums::*side) {
    return [&frames, side](std::int64_t frame) -> DistanceSums* {
      return frame < static_cast<std::int64_t>(frames.size())
                 ? &(frames[static_cast<std::size_t>(frame)]->*side)
                 : nullptr;
    };
  };
  figures.spoken = compare(reference, hear(speech.audio, contract), into(&PhoneSums::spoken));
  figures.copy = {kUnknown, kUnknown, kUnknown};
  if (is_mel) {
    const Heard again = hear(copy, contract);
    figures.copy = compare(reference, again, into(&PhoneSums::copy));
    figures.mel_l1_copy = mel_l1(reference.mel, again.mel);
  }
  if (sink) sink({&utterance, &recording, is_mel ? &copy : nullptr, &speech});
  return figures;
}

/// The mean of the known values of a field.
template <typename Field>
double mean_of(const std::vector<UtteranceFigures>& all, const Field& field) {
  double sum = 0;
  std::int64_t count = 0;
  for (const UtteranceFigures& each : all) {
    const double value = field(each);
    if (!each.problem.empty() || !std::isfinite(value)) continue;
    sum += value;
    ++count;
  }
  return count > 0 ? sum / static_cast<double>(count) : kUnknown;
}

UtteranceFigures mean(const std::vector<UtteranceFigures>& all) {
  UtteranceFigures mean;
  for (SoundDistance UtteranceFigures::*side : {&UtteranceFigures::spoken, &UtteranceFigures::copy}) {
    for (double SoundDistance::*field :
         {&SoundDistance::mcd, &SoundDistance::f0_rmse, &SoundDistance::voicing_error}) {
      mean.*side.*field = mean_of(all, [&](const UtteranceFigures& each) { return each.*side.*field; });
    }
  }
  for (double UtteranceFigures::*field :
       {&UtteranceFigures::duration_mae_ms, &UtteranceFigures::mel_l1, &UtteranceFigures::mel_l1_copy,
        &UtteranceFigures::rtf, &UtteranceFigures::seconds}) {
    mean.*field = mean_of(all, [&](const UtteranceFigures& each) { return each.*field; });
  }
  return mean;
}

}  // namespace

SoundDistance sound_distance(const Audio& reference, const Audio& found, const MelContract& contract) {
  return compare(hear(reference, contract), hear(found, contract),
                 [](std::int64_t) -> DistanceSums* { return nullptr; });
}

double mel_l1(const FrameFeatures& reference, const FrameFeatures& found) {
  if (reference.dim != found.dim) throw Error(ErrorCode::mismatch, "mels of different widths");
  const std::int64_t frames = std::min(reference.frames, found.frames);
  double sum = 0;
  for (std::int64_t t = 0; t < frames; ++t) sum += row_l1(reference, found, t);
  return frames > 0 ? sum / static_cast<double>(frames) : kUnknown;
}

double duration_mae_ms(std::span<const SpeechUnit> reference, std::span<const float> predicted,
                       const MelContract& contract) {
  if (reference.size() != predicted.size())
    throw Error(ErrorCode::mismatch, "not one predicted length a unit");
  double sum = 0;
  for (std::size_t i = 0; i < reference.size(); ++i)
    sum += std::abs(predicted[i] - static_cast<double>(reference[i].frames));
  return reference.empty() ? kUnknown : sum / static_cast<double>(reference.size()) * frame_ms(contract);
}

Evaluation evaluate_speaker(const Speaker& speaker, const SpeechDataset& dataset,
                            const EvaluateOptions& options, const RunControl& control,
                            const std::function<void(const EvaluatedSounds&)>& sink) {
  std::vector<const Utterance*> wanted;
  for (const Utterance& each : dataset.utterances) {
    const bool named = std::find(options.ids.begin(), options.ids.end(), each.id) != options.ids.end();
    if (options.ids.empty() || named) wanted.push_back(&each);
  }
  if (options.limit > 0 && options.limit < static_cast<std::int64_t>(wanted.size()))
    wanted.resize(static_cast<std::size_t>(options.limit));
  Evaluation result;
  PhoneTable table;
  std::string why = "it lists none of them";
  bool any = false;
  for (std::size_t i = 0; i < wanted.size() && !result.stopped; ++i) {
    control.progress("evaluate", static_cast<double>(i), static_cast<double>(wanted.size()), "utterances");
    try {
      control.check();
      result.utterances.push_back(judge(speaker, *wanted[i], table, control, sink));
      any = true;
    } catch (const Stopped&) {
      result.stopped = true;
    } catch (const Error& error) {
      UtteranceFigures bad;
      bad.id = wanted[i]->id;
      bad.text = wanted[i]->text;
      bad.problem = why = error.what();
      bad.spoken = bad.copy = {kUnknown, kUnknown, kUnknown};
      bad.duration_mae_ms = bad.mel_l1 = bad.mel_l1_copy = bad.rtf = bad.seconds = kUnknown;
      result.utterances.push_back(std::move(bad));
    }
  }
  if (!any && !result.stopped)
    throw Error(ErrorCode::mismatch, "no utterance could be judged: " + why, dataset.folder);
  result.mean = mean(result.utterances);
  for (const auto& [label, sums] : table) {
    const auto units = static_cast<double>(sums.units);
    result.phones.push_back(
        {label.empty() ? "sil" : label, sums.units, sums.spoken.mean(), sums.copy.mean(),
         sums.units > 0 ? sums.duration_ms / units : kUnknown,
         sums.mel_frames > 0 ? sums.mel / static_cast<double>(sums.mel_frames) : kUnknown});
  }
  return result;
}

}  // namespace prism
