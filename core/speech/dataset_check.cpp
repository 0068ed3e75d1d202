// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speech/dataset_check.h"

#include "core/base/error.h"
#include "core/speech/alignment_file.h"
#include "core/speech/check_parts.h"
#include "core/speech/letters.h"

#include <algorithm>
#include <fmt/format.h>

namespace prism {
namespace {

/// Where MFA leaves its figures: beside the alignments, or in the dataset's folder.
std::filesystem::path find_analysis(const SpeechDataset& dataset) {
  std::vector<std::filesystem::path> folders = {dataset.folder, dataset.folder / "alignments",
                                                dataset.folder / "TextGrid"};
  for (const Utterance& utterance : dataset.utterances) {
    if (utterance.alignment.empty()) continue;
    folders.push_back(utterance.alignment.parent_path());
    break;
  }
  std::error_code failed;
  for (const auto& folder : folders) {
    const auto file = folder / "alignment_analysis.csv";
    if (std::filesystem::is_regular_file(file, failed)) return file;
  }
  return {};
}

void examine_text(Examined& of) {
  if (letters_of(of.text).folded.empty()) of.add(2, "nothing in the text can be spoken");
  for (std::size_t begin = 0; begin < of.text.size();) {
    const std::size_t end = std::min(of.text.find_first_of(" \t\n", begin), of.text.size());
    of.check.words += letters_of(std::string_view(of.text).substr(begin, end - begin)).folded.empty() ? 0 : 1;
    begin = end + 1;
  }
}

void examine(Examined& of, const Utterance& utterance, const MelContract& contract) {
  of.check.id = utterance.id;
  of.text = utterance.text;
  examine_sound(of, utterance.audio, contract);
  examine_text(of);
  if (utterance.alignment.empty()) {
    of.add(0.3, "there is no alignment");
  } else {
    try {
      examine_alignment(of, read_alignment(utterance.alignment).alignment, contract);
    } catch (const Error& error) {
      of.add(2, std::string("the alignment cannot be read: ") + error.what());
    }
  }
  const double spoken = of.check.seconds * (1 - of.check.silent);
  if (!of.aligned && spoken > 0) of.check.words_per_second = static_cast<double>(of.check.words) / spoken;
}

}  // namespace

DatasetCheck check_dataset(const SpeechDataset& dataset, const CheckOptions& options,
                           const RunControl& control) {
  DatasetCheck out;
  out.warnings = dataset.warnings;
  AlignmentAnalysis analysis;
  const std::filesystem::path figures = options.analysis.empty() ? find_analysis(dataset) : options.analysis;
  try {
    if (!figures.empty()) analysis = read_alignment_analysis(figures);
  } catch (const Error& error) {
    if (!options.analysis.empty()) throw;
    out.warnings.emplace_back(error.what());
  }
  std::vector<Examined> all(dataset.utterances.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    control.check();
    control.progress("check", static_cast<double>(i), static_cast<double>(all.size()), "utterances");
    examine(all[i], dataset.utterances[i], options.contract);
    out.seconds += all[i].check.seconds;
  }
  compare_utterances(all, analysis);
  for (Examined& one : all) {
    std::stable_sort(one.found.begin(), one.found.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    for (auto& [suspicion, problem] : one.found) {
      one.check.suspicion += suspicion;
      one.check.problems.push_back(std::move(problem));
    }
    out.suspicious += one.check.suspicion >= 1 ? 1 : 0;
    out.utterances.push_back(std::move(one.check));
  }
  std::stable_sort(out.utterances.begin(), out.utterances.end(),
                   [](const auto& a, const auto& b) { return a.suspicion > b.suspicion; });
  return out;
}

}  // namespace prism
