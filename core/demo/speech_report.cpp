// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/speech_report.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/text_format.h"
#include "core/picture/picture.h"
#include "core/sound/audio_file.h"
#include "core/speech/alignment_file.h"
#include "core/speech/dataset.h"
#include "core/speech/mel.h"
#include "core/speech/units.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>
#include <sstream>
#include <system_error>
#include <unistd.h>

namespace prism {
namespace {

namespace fs = std::filesystem;

/// The bytes of a sound as a WAV file.
std::string wav_of(const Audio& audio) {
  static std::atomic<unsigned> counter{0};
  const fs::path file =
      fs::temp_directory_path() / fmt::format("prism-sound-{}-{}.wav", ::getpid(), counter++);
  write_audio(file, audio);
  std::string bytes = read_file(file);
  std::error_code ignored;
  fs::remove(file, ignored);
  return bytes;
}

FrameFeatures mel_of(const Audio& audio, const MelContract& contract) {
  return log_mel(audio.rate == contract.sample_rate ? audio : resample(audio, contract.sample_rate),
                 contract);
}

/// A name that can be a file's, not yet taken.
std::string file_name(const std::string& id, std::set<std::string>& taken) {
  std::string name;
  for (const char c : id) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       c == '-' || c == '_' || (c == '.' && !name.empty());
    name += plain ? c : '_';
  }
  name.resize(std::min<std::size_t>(name.size(), 100));
  std::string unique = name;
  for (int i = 2; !taken.insert(unique).second; ++i) unique = fmt::format("{}-{}", name, i);
  return unique;
}

}  // namespace

void add_sentence(Report& report, const SpokenSentence& sentence, const MelContract& contract) {
  std::vector<SpectrogramPanel> panels;
  const auto add = [&](const char* label, const Audio& audio) {
    report.sound(label, wav_of(audio));
    panels.push_back({label, mel_of(audio, contract)});
  };
  if (sentence.reference) add("Recording", *sentence.reference);
  if (sentence.copy) add("Copy-synthesis: the recording's own mel through the same vocoder", *sentence.copy);
  add("Speech from hidden states", sentence.speech.audio);
  report.picture("Spectrograms of " + sentence.name + ".", [&](const fs::path& file, bool dark) {
    PictureOptions options;
    options.dark = dark;
    options.width = 860;
    options.height = static_cast<int>(60 + 130 * panels.size());
    draw_spectrograms(panels, contract.frames_per_second(), options, file);
  });
}

std::vector<BatchSentence> read_batch_sentences(const fs::path& file) {
  std::vector<BatchSentence> sentences;
  std::istringstream lines(read_file(file, 16u << 20));
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.find_first_not_of(" \t") == std::string::npos) continue;
    const std::size_t bar = line.find('|');
    if (bar == std::string::npos) {
      sentences.push_back({fmt::format("sentence-{:03}", sentences.size() + 1), line});
      continue;
    }
    // LJSpeech's metadata.csv has the normalised text in a third field.
    const std::size_t second = line.find('|', bar + 1);
    const bool normalised = second != std::string::npos && second + 1 < line.size();
    sentences.push_back(
        {line.substr(0, bar), normalised ? line.substr(second + 1) : line.substr(bar + 1, second - bar - 1)});
  }
  if (sentences.empty())
    throw Error(ErrorCode::format, "there are no sentences in it", file, {}, "one a line, or id|text lines");
  return sentences;
}

BatchResult speak_batch(const Speaker& speaker, const std::vector<BatchSentence>& sentences,
                        const fs::path& folder, const BatchOptions& options, const RunControl& control) {
  BatchResult result;
  SpeechDataset dataset;
  if (!options.dataset.empty()) dataset = open_speech_dataset(options.dataset, options.alignments);
  Report report("Sentences spoken from hidden states",
                fmt::format("{} sentences by the checkpoint of step {} through {}.", sentences.size(),
                            speaker.step(), speaker.vocoder().name()));
  const MelContract& contract = speaker.contract();
  std::set<std::string> taken{"report"};
  for (std::size_t i = 0; i < sentences.size() && !result.stopped; ++i) {
    control.progress("speak", static_cast<double>(i), static_cast<double>(sentences.size()), "sentences");
    BatchResult::Row row{sentences[i].id, sentences[i].text, {}, 0, 0, {}};
    try {
      control.check();
      SpokenSentence said{file_name(row.id, taken), speaker.say(row.text, options.speak, control), {}, {}};
      const auto found = std::find_if(dataset.utterances.begin(), dataset.utterances.end(),
                                      [&](const Utterance& each) { return each.id == row.id; });
      if (found != dataset.utterances.end() && !found->audio.empty()) {
        said.reference = read_audio(found->audio, contract.sample_rate).audio;
        if (said.speech.features.dim == contract.mels)
          said.copy = speaker.vocoder().speak(log_mel(*said.reference, contract), control);
      }
      const fs::path wav = folder / (said.name + ".wav"), grid = folder / (said.name + ".TextGrid");
      write_audio(wav, said.speech.audio);
      write_alignment(grid, alignment_of_units(said.speech.units, said.speech.words, contract));
      result.files.insert(result.files.end(), {wav, grid});
      report.begin(row.id, row.text);
      report.facts({{"Length", fmt::format("{:.2f} s", said.speech.audio.seconds())},
                    {"Units", std::to_string(said.speech.units.size())},
                    {"Real-time factor", format_number(said.speech.rtf())}});
      add_sentence(report, said, contract);
      for (const std::string& warning : said.speech.warnings) report.words(warning);
      report.took(said.speech.seconds);
      row.seconds_audio = said.speech.audio.seconds();
      row.seconds = said.speech.seconds;
      row.warnings = said.speech.warnings;
    } catch (const Stopped&) {
      result.stopped = true;
      break;
    } catch (const Error& error) {
      if (error.code() == ErrorCode::disk_full || error.code() == ErrorCode::permission) throw;
      row.problem = error.what();
      report.begin(row.id, row.text);
      report.words("It could not be spoken: " + row.problem);
      report.took(0);
    }
    result.rows.push_back(std::move(row));
  }
  result.report = folder / "report.html";
  write_file(result.report, report.html());
  result.files.push_back(result.report);
  return result;
}

}  // namespace prism
