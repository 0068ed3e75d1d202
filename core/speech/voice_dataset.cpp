// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speech/voice_dataset.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json.h"
#include "core/sound/audio_file.h"
#include "core/sound/voice.h"
#include "core/speech/alignment_file.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <string_view>

namespace prism {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMark = "voice.json";  // says that the folder is ours to write over
constexpr const char* kList = "metadata.csv";
constexpr std::int64_t kListEvery = 50;  // utterances between two writings of the list

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    // Tabs and bars would break the list.
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '|' || c == '\t' || c == '\r'; }, ' ');
    const auto first = line.find_first_not_of(' ');
    if (first != std::string::npos)
      lines.push_back(line.substr(first, line.find_last_not_of(' ') - first + 1));
  }
  return lines;
}

void require_ours(const fs::path& folder) {
  std::error_code failed;
  if (!fs::exists(folder / kList, failed) || fs::exists(folder / kMark, failed)) return;
  throw Error(ErrorCode::usage, "the folder holds another dataset, which would be written over", folder, {},
              "an empty or a new folder");
}

std::string id_of(const std::string& voice, std::size_t number) {
  std::string name;
  for (const char c : voice) name += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '-';
  return fmt::format("{}-{:04}", name, number);
}

}  // namespace

std::vector<std::string> read_voice_sentences(const fs::path& file) {
  std::string text = read_file(file);
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  std::vector<std::string> sentences = lines_of(text);
  if (sentences.empty()) throw Error(ErrorCode::format, "the file holds no sentence", file, {}, "one a line");
  return sentences;
}

VoiceDatasetResult make_voice_dataset(const fs::path& folder, const VoiceDatasetOptions& options,
                                      const RunControl& control) {
  std::vector<std::string> sentences;
  for (const std::string& given : options.sentences.empty() ? built_in_sentences() : options.sentences) {
    for (std::string& line : lines_of(given)) sentences.push_back(std::move(line));
  }
  const auto available = static_cast<std::int64_t>(sentences.size());
  if (options.count < 0 || options.count > available) {
    throw Error(ErrorCode::usage,
                fmt::format("{} sentences are asked for, there are {}", options.count, available), {},
                "count", fmt::format("1 to {}, or a longer list of sentences", available));
  }
  if (options.count > 0) sentences.resize(static_cast<std::size_t>(options.count));
  require_ours(folder);
  require_writable(folder / kList);

  VoiceDatasetResult result;
  result.folder = folder;
  std::string list;
  const auto write_list = [&] { write_file(folder / kList, list); };
  bool marked = false;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    if (control.stop_requested()) {
      result.stopped = true;
      break;
    }
    control.progress("speaking", static_cast<double>(i), static_cast<double>(sentences.size()), "sentences");
    const VoiceText spoken = speak_voice(options.voice, sentences[i], options.speed);
    if (spoken.words.empty() || spoken.audio.samples.empty()) {
      result.warnings.push_back(fmt::format("sentence {} cannot be spoken: left out", i + 1));
      continue;
    }
    if (!marked) {
      // From here on the folder is ours, whatever ends this.
      write_file(
          folder / kMark,
          Json{{"voice", options.voice}, {"speed", options.speed}, {"sentences", sentences.size()}}.dump(2));
      write_list();
      marked = true;
    }
    const std::string id = id_of(options.voice, i + 1);
    write_audio(folder / "wavs" / (id + ".wav"), spoken.audio);
    write_alignment(folder / "TextGrid" / (id + ".TextGrid"), spoken.alignment());
    list += id + '|' + sentences[i] + '|' + sentences[i] + '\n';
    result.seconds_audio += spoken.audio.seconds();
    if (++result.utterances % kListEvery == 0) write_list();
  }
  if (marked) write_list();
  return result;
}

}  // namespace prism
