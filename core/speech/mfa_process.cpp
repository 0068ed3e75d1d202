// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/speech/aligner.h"
#include "core/speech/child_process.h"

#include <algorithm>
#include <charconv>
#include <deque>
#include <fmt/format.h>
#include <set>
#include <unistd.h>

namespace prism {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kTail = 12;  // last lines of the program's own words, for the message of a failure

/// A folder of its own that goes with the object.
class WorkFolder {
 public:
  WorkFolder() {
    std::string name = (fs::temp_directory_path() / "prism-mfa-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw system_error(errno, "cannot make a folder", name);
    m_path = name;
  }
  ~WorkFolder() {
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
  }
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  [[nodiscard]] const fs::path& path() const noexcept { return m_path; }

 private:
  fs::path m_path;
};

/// A name that is one folder or file, whatever the dataset calls it.
std::string plain_name(std::string name) {
  std::replace(name.begin(), name.end(), '/', '_');
  return name.empty() || name.front() == '.' ? "_" + name : name;
}

/// Recordings by link and texts as .lab files, a folder a speaker: what MFA reads. Returns how many.
std::size_t make_corpus(const SpeechDataset& dataset, const fs::path& corpus) {
  std::size_t count = 0;
  std::set<fs::path> taken;
  for (const Utterance& utterance : dataset.utterances) {
    if (utterance.audio.empty() || utterance.text.empty()) continue;
    const fs::path folder = corpus / plain_name(utterance.speaker.empty() ? "speaker" : utterance.speaker);
    const fs::path stem = folder / plain_name(utterance.id);
    if (!taken.insert(stem).second) continue;
    fs::create_directories(folder);
    fs::path sound = stem, text = stem;
    sound += utterance.audio.extension();
    text += ".lab";
    fs::create_symlink(fs::absolute(utterance.audio), sound);
    write_file(text, utterance.text + "\n");
    ++count;
  }
  return count;
}

/// "37%" in a line of a progress bar.
std::optional<double> percentage(const std::string& line) {
  const std::size_t mark = line.find('%');
  if (mark == std::string::npos || mark == 0) return std::nullopt;
  std::size_t begin = mark;
  while (begin > 0 &&
         (std::isdigit(static_cast<unsigned char>(line[begin - 1])) != 0 || line[begin - 1] == '.'))
    --begin;
  double value = 0;
  const auto [stop, failed] = std::from_chars(line.data() + begin, line.data() + mark, value);
  if (failed != std::errc() || value < 0 || value > 100) return std::nullopt;
  return value;
}

std::size_t collect(const fs::path& from, const fs::path& to) {
  std::size_t count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(from)) {
    if (!entry.is_regular_file()) continue;
    const std::string ending = entry.path().extension().string();
    if (ending != ".TextGrid" && entry.path().filename() != "alignment_analysis.csv") continue;
    write_file(to / entry.path().filename(), read_file(entry.path()));
    count += ending == ".TextGrid" ? 1 : 0;
  }
  return count;
}

}  // namespace

void run_mfa(const SpeechDataset& dataset, const fs::path& output, const MfaOptions& options,
             const RunControl& control) {
  require_writable(output / "x.TextGrid");
  const WorkFolder work;
  const std::size_t count = make_corpus(dataset, work.path() / "corpus");
  if (count == 0)
    throw Error(ErrorCode::usage, "no utterance has both a recording and a text", dataset.folder);
  fs::create_directories(work.path() / "aligned");
  control.progress("mfa", 0, 100, "%");
  std::deque<std::string> tail;
  const auto hear = [&](const std::string& line) {
    if (const auto percent = percentage(line)) {
      control.progress("mfa", *percent, 100, "%");
      return;
    }
    tail.push_back(line.substr(0, 300));
    if (tail.size() > kTail) tail.pop_front();
  };
  const std::vector<std::string> command = {options.program,
                                            "align",
                                            "--clean",
                                            "--output_format",
                                            "long_textgrid",
                                            (work.path() / "corpus").string(),
                                            options.dictionary,
                                            options.acoustic_model,
                                            (work.path() / "aligned").string()};
  int status = 0;
  try {
    status = run_child(command, hear, control);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::not_found) throw;
    throw Error(
        ErrorCode::not_found, "the Montreal Forced Aligner is not installed", options.program, {},
        "`conda create -n mfa -c conda-forge montreal-forced-aligner`, then `mfa model download acoustic "
        "english_us_arpa` and `mfa model download dictionary english_us_arpa`, or `--aligner builtin`");
  }
  if (status != 0) {
    std::string words;
    for (const std::string& line : tail) words += "\n  " + line;
    throw Error(ErrorCode::internal, fmt::format("`mfa align` ended with status {}:{}", status, words),
                options.program);
  }
  if (collect(work.path() / "aligned", output) == 0) {
    throw Error(ErrorCode::internal, "`mfa align` wrote no TextGrid", options.program);
  }
}

}  // namespace prism
