// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/text_table.h"
#include "app/cli/tts_commands.h"
#include "core/base/log.h"
#include "core/base/text_format.h"
#include "core/speech/dataset_check.h"
#include "core/workflow/run_inputs.h"

#include <fmt/format.h>
#include <memory>

namespace prism::cli {
namespace {

struct Options {
  std::filesystem::path dataset, alignments;
  std::size_t rows = 30;
  CheckOptions check;
};

Json json_of(const UtteranceCheck& one) {
  return {{"id", one.id},
          {"suspicion", one.suspicion},
          {"problems", one.problems},
          {"audio_seconds", one.seconds},
          {"rate", one.rate},
          {"channels", one.channels},
          {"clipped", one.clipped},
          {"silent", one.silent},
          {"words", one.words},
          {"words_per_second", one.words_per_second},
          {"phones_per_second", one.phones_per_second},
          {"gaps", one.gaps},
          {"overlaps", one.overlaps},
          {"unknown_words", one.unknown_words},
          {"missing_words", one.missing_words},
          {"zero_length", one.zero_length},
          {"outliers", one.outliers},
          {"frames", one.frames},
          {"unit_frames", one.unit_frames}};
}

Answer check(Context& context, const Options& options) {
  const SpeechDataset dataset = open_speech_dataset(options.dataset, options.alignments);
  const DatasetCheck result = check_dataset(dataset, options.check, context.control);
  for (const std::string& warning : result.warnings) log_warning(warning);
  Answer answer;
  Json utterances = Json::array();
  std::vector<std::vector<std::string>> rows = {{"utterance", "suspicion", "seconds", "words/s", "problems"}};
  std::size_t clean = 0;
  for (const UtteranceCheck& one : result.utterances) {
    utterances.push_back(json_of(one));
    if (one.problems.empty()) ++clean;
    if (one.problems.empty() || rows.size() > options.rows) continue;
    std::string problems;
    for (const std::string& problem : one.problems) problems += (problems.empty() ? "" : "; ") + problem;
    rows.push_back({one.id, fmt::format("{:.1f}", one.suspicion), fmt::format("{:.1f}", one.seconds),
                    fmt::format("{:.1f}", one.words_per_second), problems});
  }
  answer.json = {{"utterances", utterances},
                 {"suspicious", result.suspicious},
                 {"audio_seconds", result.seconds},
                 {"warnings", result.warnings}};
  const std::size_t odd = result.utterances.size() - clean;
  answer.text = rows.size() > 1 ? aligned(rows) : "";
  if (odd + 1 > rows.size()) answer.text += fmt::format("… and {} more (--rows)\n", odd + 1 - rows.size());
  answer.text +=
      fmt::format("{} utterances, {}: {} with nothing to say about, {} that deserve an ear\n",
                  result.utterances.size(), format_seconds(result.seconds), clean, result.suspicious);
  return answer;
}

}  // namespace

void add_tts_check(Commands& commands, CLI::App* tts) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      commands.add("check", "What is odd about the recordings and alignments of a dataset", tts);
  command->add_option("--dataset", options->dataset, "Folder of recordings with their texts")->required();
  command->add_option("--alignments", options->alignments, "Folder of alignments; default: beside the sound");
  command->add_option("--analysis", options->check.analysis,
                      "MFA's alignment_analysis.csv; default: looked for");
  command->add_option("--rows", options->rows, "Rows of the table; --json has all");
  commands.on(command, [options](Context& context) { return check(context, *options); });
}

}  // namespace prism::cli
