// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/text_table.h"
#include "app/cli/tts_commands.h"
#include "core/base/atomic_file.h"
#include "core/base/log.h"
#include "core/base/text_format.h"
#include "core/demo/speech_report.h"
#include "core/workflow/run_inputs.h"

#include <fmt/format.h>
#include <memory>

namespace prism::cli {
namespace {

struct Options {
  std::filesystem::path checkpoint, model, sentences, output;
  std::string vocoder = "griffin-lim";
  BatchOptions batch;
};

Answer batch(Context& context, const Options& options) {
  require_writable(options.output / "report.html");
  const std::vector<BatchSentence> sentences = read_batch_sentences(options.sentences);
  const auto speaker = Speaker::open(options.checkpoint, options.vocoder, options.model,
                                     context.global.device, context.control);
  note_input(context.record, options.checkpoint);
  note_input(context.record, options.sentences);
  note_input(context.record, speaker->model());
  context.begin_saving();  // a stop keeps the sentences spoken and their report
  const BatchResult result = speak_batch(*speaker, sentences, options.output, options.batch, context.control);
  Answer answer;
  answer.stopped = result.stopped;
  Json rows = Json::array();
  std::vector<std::vector<std::string>> table;
  for (const BatchResult::Row& row : result.rows) {
    rows.push_back({{"id", row.id},
                    {"text", row.text},
                    {"seconds_audio", row.seconds_audio},
                    {"seconds", row.seconds},
                    {"warnings", row.warnings},
                    {"problem", row.problem}});
    if (!row.problem.empty()) log_warning(row.id + ": " + row.problem);
    table.push_back(
        {row.id, row.problem.empty() ? format_seconds(row.seconds_audio) : "not spoken", row.text});
  }
  for (const auto& file : result.files) note_output(context.record, file);
  const std::string report = std::filesystem::absolute(result.report).lexically_normal().string();
  answer.json = {{"sentences", rows}, {"files", result.files.size()}, {"report", report}};
  answer.text = aligned(table) + "\nReport: " + report + "\n";
  return answer;
}

}  // namespace

void add_tts_batch(Commands& commands, CLI::App* tts) {
  auto options = std::make_shared<Options>();
  CLI::App* command = commands.add("batch", "Speak many sentences, with a report to listen to", tts);
  command->add_option("--checkpoint", options->checkpoint, "Trained projector: a file, or its folder")
      ->required();
  command->add_option("--sentences", options->sentences, "A sentence a line, or id|text lines")->required();
  command->add_option("--output,--output-dir", options->output, "Folder for sounds, TextGrids and report")
      ->required();
  command->add_option("--dataset", options->batch.dataset,
                      "Where recordings of the sentences are looked for by id, to hear them beside");
  command->add_option("--speed", options->batch.speak.speed, "Durations are divided by it");
  command->add_option("--vocoder", options->vocoder,
                      "griffin-lim, a HiFi-GAN folder or checkpoint, or a TorchScript decoder");
  command->add_option("--model", options->model,
                      "Language model, where it is no longer at the place the checkpoint names");
  commands.on(command, [options](Context& context) { return batch(context, *options); });
}

}  // namespace prism::cli
