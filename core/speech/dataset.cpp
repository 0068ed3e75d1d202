// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speech/dataset.h"

#include "core/base/error.h"
#include "core/speech/dataset_lists.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <set>

namespace prism {
namespace {

namespace fs = std::filesystem;

constexpr std::array kSoundEndings{".wav", ".flac", ".ogg", ".opus", ".mp3", ".WAV", ".FLAC"};
constexpr std::array kAlignmentEndings{".TextGrid", ".textgrid", ".json", ".csv"};
constexpr int kDeepest = 3;             // SPEAKER/CHAPTER/ID below the folder of alignments
constexpr std::size_t kMostShown = 12;  // of each kind of warning

/// Warnings of one kind, of which the first few are told.
class Counted {
 public:
  explicit Counted(const char* what) : m_what(what) {}
  void add(const std::string& text) {
    if (m_count++ < kMostShown) m_shown += (m_shown.empty() ? "" : ", ") + text;
  }
  void tell(std::vector<std::string>& warnings) const {
    if (m_count == 0) return;
    const std::string more = m_count > kMostShown ? fmt::format(" and {} more", m_count - kMostShown) : "";
    warnings.push_back(fmt::format("{} ({}): {}{}", m_what, m_count, m_shown, more));
  }

 private:
  const char* m_what;
  std::size_t m_count = 0;
  std::string m_shown;
};

template <typename Endings>
fs::path with_ending(const fs::path& folder, const std::string& id, const Endings& endings) {
  std::error_code failed;
  for (const char* ending : endings) {
    const fs::path path = folder / (id + ending);
    if (fs::is_regular_file(path, failed)) return path;
  }
  return {};
}

/// All alignment files below a folder by their stems.
void index_alignments(const fs::path& folder, std::map<std::string, fs::path>& found) {
  std::error_code failed;
  fs::recursive_directory_iterator walk(folder, fs::directory_options::skip_permission_denied, failed);
  if (failed) return;
  for (; walk != fs::recursive_directory_iterator(); walk.increment(failed)) {
    if (failed) return;
    if (walk.depth() > kDeepest) walk.disable_recursion_pending();
    const std::string ending = walk->path().extension().string();
    if (std::find(kAlignmentEndings.begin(), kAlignmentEndings.end(), ending) != kAlignmentEndings.end()) {
      found.emplace(walk->path().stem().string(), walk->path());
    }
  }
}

void find_alignments(SpeechDataset& dataset, const fs::path& own) {
  std::error_code failed;
  std::map<std::string, fs::path> index;
  if (!own.empty()) {
    if (!fs::is_directory(own, failed)) {
      throw Error(ErrorCode::not_found, "there is no such folder of alignments", own);
    }
    index_alignments(own, index);
  }
  for (const char* name : {"TextGrid", "textgrid", "TextGrids", "alignments"}) {
    index_alignments(dataset.folder / name, index);
  }
  for (Utterance& utterance : dataset.utterances) {
    const auto found = index.find(utterance.id);
    if (found != index.end()) {
      utterance.alignment = found->second;
    } else if (!utterance.audio.empty()) {
      utterance.alignment = with_ending(utterance.audio.parent_path(), utterance.id, kAlignmentEndings);
    }
  }
}

}  // namespace

const char* name_of(DatasetLayout layout) noexcept {
  switch (layout) {
    case DatasetLayout::ljspeech:
      return "LJSpeech";
    case DatasetLayout::librispeech:
      return "LibriSpeech";
    case DatasetLayout::common_voice:
      return "Common Voice";
  }
  return "";
}

SpeechDataset open_speech_dataset(const fs::path& folder, const fs::path& alignments) {
  std::error_code failed;
  if (!fs::exists(folder, failed)) throw Error(ErrorCode::not_found, "there is no such dataset", folder);
  SpeechDataset dataset;
  dataset.folder = fs::is_directory(folder, failed) ? folder : folder.parent_path();
  std::vector<ListedUtterance> listed = read_dataset_list(folder, dataset);
  Counted missing("no recording"), doubled("id used twice, the first is kept"), silent("no text");
  std::set<std::string> seen;
  for (ListedUtterance& line : listed) {
    Utterance utterance{line.id, line.text, line.speaker, {}, {}};
    if (!seen.insert(line.id).second) {
      doubled.add(line.id);
      continue;
    }
    for (const fs::path& place : line.folders) {
      utterance.audio = with_ending(place, line.id, kSoundEndings);
      if (!utterance.audio.empty()) break;
    }
    if (utterance.audio.empty()) missing.add(line.id);
    if (utterance.text.empty()) silent.add(line.id);
    dataset.utterances.push_back(std::move(utterance));
  }
  for (const Counted* kind : {&missing, &doubled, &silent}) kind->tell(dataset.warnings);
  find_alignments(dataset, alignments);
  return dataset;
}

}  // namespace prism
