// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speech/aligner.h"

#include "core/base/error.h"
#include "core/sound/audio_file.h"
#include "core/sound/voice.h"
#include "core/speech/align_steps.h"

#include <algorithm>
#include <fmt/format.h>

namespace prism {
namespace {

constexpr double kLongest = 180;  // seconds: the tables of a search grow with its square
constexpr int kRounds = 4;        // of estimating and searching in the second pass
// The voice's own sound counts a little, so that a phone that is rare in the recordings has a shape too.
constexpr double kVoiceWeight = 0.15;

/// One utterance on its way.
struct Task {
  AlignedUtterance result;
  double seconds = 0;
  std::vector<std::string> words;
  std::vector<ExpectedPhone> phones;
  HeardSound voice, recording;
  std::vector<FrameSpan> spans;
  std::vector<FrameSpan> voice_spans;
};

std::vector<ExpectedPhone> expected_of(const VoiceText& voice, const std::string& text) {
  std::vector<ExpectedPhone> out;
  bool pause = false;
  for (const VoicePhone& phone : voice.phones) {
    if (phone.silence || phone.word < 0) {
      pause = true;
      continue;
    }
    ExpectedPhone next{phone.label, phone.word, phone.begin, phone.end, pause};
    if (!out.empty() && out.back().word != phone.word) {
      const auto begin =
          static_cast<std::size_t>(voice.word_ranges[static_cast<std::size_t>(out.back().word)].second);
      const auto end =
          static_cast<std::size_t>(voice.word_ranges[static_cast<std::size_t>(phone.word)].first);
      next.pause =
          next.pause || (end > begin &&
                         text.substr(begin, end - begin).find_first_not_of(" \n\t\"'-") != std::string::npos);
    }
    out.push_back(std::move(next));
    pause = false;
  }
  return out;
}

void prepare(Task& task, const Audio& audio, const std::string& text, const AlignOptions& options) {
  task.seconds = audio.seconds();
  if (task.seconds > kLongest) {
    task.result.problem = fmt::format(
        "the recording lasts {:.0f} s; the built-in aligner takes up to {:.0f} s: cut it into sentences",
        task.seconds, kLongest);
    return;
  }
  if (task.seconds <= 0.05) {
    task.result.problem = "the recording is empty";
    return;
  }
  const VoiceText voice = speak_voice(options.voice, text);
  task.words = voice.words;
  task.phones = expected_of(voice, text);
  if (task.phones.empty()) {
    task.result.problem = "nothing in the text can be spoken";
    return;
  }
  task.voice = hear(resample(voice.audio, kAlignRate));
  task.recording = hear(resample(audio, kAlignRate));
  for (const ExpectedPhone& phone : task.phones) {
    const auto frame = [&](double seconds) {
      return std::clamp<std::int64_t>(std::llround(seconds / kAlignHop), 0, task.voice.features.frames);
    };
    task.voice_spans.push_back({frame(phone.begin), frame(phone.end)});
  }
  task.spans = warp_voice(task.voice, task.phones, task.recording);
  if (task.spans.empty()) task.result.problem = "the recording is too short for its text";
}

/// Re-estimates the phones over all utterances and looks for them again, several times.
void refine(std::vector<Task>& tasks, const RunControl& control) {
  for (int round = 0; round < kRounds; ++round) {
    PhoneModels models;
    for (const Task& task : tasks) {
      if (!task.result.problem.empty()) continue;
      models.add(task.recording, task.phones, task.spans);
      if (round == 0) models.add(task.voice, task.phones, task.voice_spans, kVoiceWeight);
    }
    models.estimate();
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      control.check();
      control.progress("align again",
                       static_cast<double>(round * static_cast<int>(tasks.size()) + static_cast<int>(i)),
                       static_cast<double>(kRounds * static_cast<int>(tasks.size())), "utterances");
      if (!tasks[i].result.problem.empty()) continue;
      std::vector<FrameSpan> spans = models.find(tasks[i].recording, tasks[i].phones);
      if (!spans.empty()) tasks[i].spans = std::move(spans);
    }
  }
}

/// Tiers "words" and "phones" that fill the recording; frame t reaches half a hop to each side of its time.
Alignment alignment_of(const Task& task) {
  Alignment out;
  out.end = task.seconds;
  AlignmentTier words{"words", false, 0, task.seconds, {}, {}},
      phones{"phones", false, 0, task.seconds, {}, {}};
  const auto time = [&](std::int64_t frame) {
    const double at = (static_cast<double>(frame) - 0.5) * kAlignHop;
    return frame >= task.recording.features.frames ? task.seconds : std::clamp(at, 0.0, task.seconds);
  };
  const auto fill = [](AlignmentTier& tier, double until) {
    const double at = tier.intervals.empty() ? 0 : tier.intervals.back().end;
    if (until > at) tier.intervals.push_back({at, until, ""});
  };
  int word = -1;
  for (std::size_t p = 0; p < task.phones.size(); ++p) {
    const double begin = time(task.spans[p].begin), end = time(task.spans[p].end);
    fill(phones, begin);
    phones.intervals.push_back({begin, end, task.phones[p].label});
    if (task.phones[p].word != word) {
      fill(words, begin);
      word = task.phones[p].word;
      words.intervals.push_back({begin, end, task.words[static_cast<std::size_t>(word)]});
    } else {
      words.intervals.back().end = end;
    }
  }
  fill(words, task.seconds);
  fill(phones, task.seconds);
  out.tiers = {std::move(words), std::move(phones)};
  return out;
}

std::vector<AlignedUtterance> finish(std::vector<Task>& tasks, const AlignOptions& options,
                                     const RunControl& control) {
  if (options.passes > 1) refine(tasks, control);
  std::vector<AlignedUtterance> out;
  for (Task& task : tasks) {
    if (task.result.problem.empty()) task.result.alignment = alignment_of(task);
    out.push_back(std::move(task.result));
  }
  return out;
}

}  // namespace

std::vector<AlignedUtterance> align_dataset(const SpeechDataset& dataset, const AlignOptions& options,
                                            const RunControl& control) {
  std::vector<Task> tasks(dataset.utterances.size());
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    control.check();
    control.progress("align", static_cast<double>(i), static_cast<double>(tasks.size()), "utterances");
    const Utterance& utterance = dataset.utterances[i];
    tasks[i].result.id = utterance.id;
    if (utterance.audio.empty()) {
      tasks[i].result.problem = "there is no recording";
      continue;
    }
    try {
      prepare(tasks[i], read_audio(utterance.audio).audio, utterance.text, options);
    } catch (const Error& error) {
      // A missing voice concerns all of them.
      if (error.code() == ErrorCode::not_found && error.file().empty()) throw;
      tasks[i].result.problem = error.what();
    }
  }
  return finish(tasks, options, control);
}

AlignedUtterance align_utterance(const Audio& audio, const std::string& text, const AlignOptions& options,
                                 const RunControl& control) {
  std::vector<Task> tasks(1);
  prepare(tasks[0], audio, text, options);
  return finish(tasks, options, control).front();
}

}  // namespace prism
