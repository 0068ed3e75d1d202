// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speech/dataset_lists.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"

#include <algorithm>
#include <fmt/format.h>
#include <string_view>

namespace prism {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostWarnings = 12;
constexpr std::uint64_t kLongestList = 1ULL << 30;

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::vector<std::string_view> split(std::string_view line, char separator) {
  std::vector<std::string_view> fields;
  for (std::size_t begin = 0;;) {
    const std::size_t end = line.find(separator, begin);
    fields.push_back(trimmed(line.substr(begin, end - begin)));
    if (end == std::string_view::npos) return fields;
    begin = end + 1;
  }
}

/// An id becomes part of file names: it must not lead out of the dataset.
bool good_id(std::string_view id) {
  return !id.empty() && id != "." && id != ".." && id.find('/') == std::string_view::npos &&
         id.find('\0') == std::string_view::npos;
}

/// Reads one list line by line; bad lines are told, not fatal.
class ListReader {
 public:
  ListReader(SpeechDataset& dataset, std::vector<ListedUtterance>& out) : m_dataset(dataset), m_out(out) {}

  template <typename Line>
  void each_line(const fs::path& list, const Line& take) {
    m_list = list;
    const std::string text = read_file(list, kLongestList);
    std::string_view rest = text;
    if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
    for (m_line = 1; !rest.empty(); ++m_line) {
      const std::size_t end = rest.find('\n');
      const std::string_view line = trimmed(rest.substr(0, end));
      if (!line.empty()) take(line);
      rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
  }

  void warn(const std::string& reason) {
    if (++m_warnings <= kMostWarnings) {
      m_dataset.warnings.push_back(fmt::format("{}: line {}: {}", m_list.string(), m_line, reason));
    } else if (m_warnings == kMostWarnings + 1) {
      m_dataset.warnings.push_back(fmt::format("{}: more lines like these", m_list.string()));
    }
  }

  void add(std::string_view id, std::string_view text, std::string_view speaker,
           std::vector<fs::path> folders) {
    if (!good_id(id)) return warn(fmt::format("\"{}\" cannot be an id", id));
    m_out.push_back({std::string(id), std::string(text), std::string(speaker), std::move(folders)});
  }

 private:
  SpeechDataset& m_dataset;
  std::vector<ListedUtterance>& m_out;
  fs::path m_list;
  std::size_t m_line = 0, m_warnings = 0;
};

void read_ljspeech(const fs::path& list, SpeechDataset& dataset, std::vector<ListedUtterance>& out) {
  ListReader reader(dataset, out);
  const fs::path folder = list.parent_path();
  reader.each_line(list, [&](std::string_view line) {
    const auto fields = split(line, '|');
    if (fields.size() < 2) return reader.warn("not of the form id|text");
    const bool normalised = fields.size() > 2 && !fields[2].empty();
    reader.add(fields[0], fields[normalised ? 2 : 1], {}, {folder / "wavs", folder / "wav", folder});
  });
}

void read_librispeech(const fs::path& list, SpeechDataset& dataset, std::vector<ListedUtterance>& out) {
  ListReader reader(dataset, out);
  reader.each_line(list, [&](std::string_view line) {
    const std::size_t blank = line.find(' ');
    const std::string_view id = line.substr(0, blank);
    const auto text = blank == std::string_view::npos ? std::string_view() : trimmed(line.substr(blank));
    reader.add(id, text, id.substr(0, id.find('-')), {list.parent_path()});
  });
}

void read_common_voice(const fs::path& list, SpeechDataset& dataset, std::vector<ListedUtterance>& out) {
  ListReader reader(dataset, out);
  std::ptrdiff_t path_at = -1, text_at = -1, speaker_at = -1;
  reader.each_line(list, [&](std::string_view line) {
    const auto fields = split(line, '\t');
    if (path_at < 0) {
      const auto column = [&](std::string_view name) -> std::ptrdiff_t {
        const auto found = std::find(fields.begin(), fields.end(), name);
        return found == fields.end() ? -1 : found - fields.begin();
      };
      path_at = column("path");
      text_at = column("sentence");
      speaker_at = column("client_id");
      if (path_at < 0 || text_at < 0) {
        throw Error(ErrorCode::format, "the first line does not name the columns", list, "line 1",
                    "\"path\" and \"sentence\" between tabs");
      }
      return;
    }
    const auto field = [&](std::ptrdiff_t at) {
      return at >= 0 && at < std::ssize(fields) ? fields[static_cast<std::size_t>(at)] : std::string_view();
    };
    if (std::ssize(fields) <= std::max(path_at, text_at)) return reader.warn("has too few columns");
    std::string_view id = field(path_at);
    if (const auto dot = id.rfind('.'); dot != std::string_view::npos && dot > 0) id = id.substr(0, dot);
    reader.add(id, field(text_at), field(speaker_at), {list.parent_path() / "clips", list.parent_path()});
  });
}

std::vector<fs::path> librispeech_lists(const fs::path& folder) {
  std::vector<fs::path> lists;
  std::error_code failed;
  fs::recursive_directory_iterator walk(folder, fs::directory_options::skip_permission_denied, failed);
  if (failed) return lists;
  for (; walk != fs::recursive_directory_iterator(); walk.increment(failed)) {
    if (failed) break;
    if (walk->path().filename().string().ends_with(".trans.txt")) lists.push_back(walk->path());
  }
  std::sort(lists.begin(), lists.end());
  return lists;
}

}  // namespace

std::vector<ListedUtterance> read_dataset_list(const fs::path& path, SpeechDataset& dataset) {
  std::vector<ListedUtterance> out;
  std::error_code failed;
  const auto require_some = [&](const fs::path& list) {
    if (!out.empty()) return;
    const std::string first =
        dataset.warnings.empty() ? std::string("it is empty") : dataset.warnings.front();
    throw Error(ErrorCode::format, "the list names no utterance: " + first, list);
  };
  const auto take = [&](const fs::path& list, DatasetLayout layout) {
    dataset.layout = layout;
    if (layout == DatasetLayout::ljspeech) read_ljspeech(list, dataset, out);
    if (layout == DatasetLayout::common_voice) read_common_voice(list, dataset, out);
    if (layout == DatasetLayout::librispeech) read_librispeech(list, dataset, out);
  };
  const bool is_folder = fs::is_directory(path, failed);
  if (!is_folder) {
    const std::string name = path.filename().string();
    take(path, name.ends_with(".tsv")         ? DatasetLayout::common_voice
               : name.ends_with(".trans.txt") ? DatasetLayout::librispeech
                                              : DatasetLayout::ljspeech);
    require_some(path);
    return out;
  }
  for (const char* name : {"metadata.csv", "metadata.txt"}) {
    if (!fs::is_regular_file(path / name, failed)) continue;
    take(path / name, DatasetLayout::ljspeech);
    require_some(path / name);
    return out;
  }
  for (const char* name : {"validated.tsv", "train.tsv", "dev.tsv", "test.tsv", "other.tsv"}) {
    if (!fs::is_regular_file(path / name, failed)) continue;
    take(path / name, DatasetLayout::common_voice);
    require_some(path / name);
    return out;
  }
  const std::vector<fs::path> lists = librispeech_lists(path);
  for (const fs::path& list : lists) take(list, DatasetLayout::librispeech);
  if (lists.empty()) {
    throw Error(ErrorCode::not_found, "the folder holds no dataset", path, {},
                "metadata.csv (LJSpeech), *.trans.txt (LibriSpeech) or validated.tsv (Common Voice)");
  }
  require_some(lists.front());
  return out;
}

}  // namespace prism
