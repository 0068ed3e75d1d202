// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/checks.h"
#include "app/cli/text_table.h"
#include "app/cli/tts_commands.h"
#include "core/base/log.h"
#include "core/base/text_format.h"
#include "core/tts/evaluate.h"
#include "core/workflow/run_inputs.h"

#include <fmt/format.h>
#include <memory>

namespace prism::cli {
namespace {

struct Options {
  std::filesystem::path checkpoint, model, dataset, alignments;
  std::string vocoder = "griffin-lim";
  EvaluateOptions evaluate;
};

Json json_of(const UtteranceFigures& figures) {
  return {{"mcd", figures.spoken.mcd},
          {"mcd_copy", figures.copy.mcd},
          {"f0_rmse", figures.spoken.f0_rmse},
          {"f0_rmse_copy", figures.copy.f0_rmse},
          {"vuv", figures.spoken.voicing_error},
          {"vuv_copy", figures.copy.voicing_error},
          {"duration_mae_ms", figures.duration_mae_ms},
          {"mel_l1", figures.mel_l1},
          {"mel_l1_copy", figures.mel_l1_copy},
          {"rtf", figures.rtf},
          {"seconds_audio", figures.seconds}};
}

Json json_of(const PhoneFigures& phone) {
  return {{"label", phone.label},
          {"units", phone.units},
          {"mcd", phone.spoken.mcd},
          {"mcd_copy", phone.copy.mcd},
          {"f0_rmse", phone.spoken.f0_rmse},
          {"vuv", phone.spoken.voicing_error},
          {"duration_mae_ms", phone.duration_mae_ms},
          {"mel_l1", phone.mel_l1}};
}

std::vector<std::string> row_of(const std::string& name, const UtteranceFigures& figures) {
  return {name,
          format_number(figures.spoken.mcd),
          format_number(figures.copy.mcd),
          format_number(figures.spoken.f0_rmse),
          format_number(figures.copy.f0_rmse),
          format_number(figures.spoken.voicing_error),
          format_number(figures.copy.voicing_error),
          format_number(figures.duration_mae_ms),
          format_number(figures.mel_l1),
          format_number(figures.rtf)};
}

Answer answer_of(const Evaluation& evaluation) {
  Answer answer;
  answer.stopped = evaluation.stopped;
  answer.json = json_of(evaluation.mean);
  answer.json["utterances"] = Json::array();
  answer.json["phones"] = Json::array();
  std::vector<std::vector<std::string>> rows{
      {"", "MCD dB", "copy", "ln F0 RMSE", "copy", "V/UV error", "copy", "duration ms", "mel L1", "RTF"}};
  for (const UtteranceFigures& each : evaluation.utterances) {
    Json one = json_of(each);
    one["id"] = each.id;
    one["text"] = each.text;
    if (!each.problem.empty()) {
      one["problem"] = each.problem;
      log_warning(each.id + ": " + each.problem);
    }
    answer.json["utterances"].push_back(std::move(one));
    rows.push_back(row_of(each.id, each));
  }
  rows.push_back(row_of("mean", evaluation.mean));
  std::vector<std::vector<std::string>> phones{{"phone", "units", "MCD dB", "copy", "duration ms", "mel L1"}};
  for (const PhoneFigures& phone : evaluation.phones) {
    answer.json["phones"].push_back(json_of(phone));
    phones.push_back({phone.label, std::to_string(phone.units), format_number(phone.spoken.mcd),
                      format_number(phone.copy.mcd), format_number(phone.duration_mae_ms),
                      format_number(phone.mel_l1)});
  }
  answer.text = aligned(rows) + "\n" + aligned(phones);
  return answer;
}

Answer evaluate(Context& context, const Options& options) {
  const SpeechDataset dataset = open_speech_dataset(options.dataset, options.alignments);
  for (const std::string& warning : dataset.warnings) log_warning(warning);
  const auto speaker = Speaker::open(options.checkpoint, options.vocoder, options.model,
                                     context.global.device, context.control);
  note_input(context.record, options.checkpoint);
  note_input(context.record, speaker->model());
  context.begin_saving();  // a stop gives the figures of the utterances done
  Answer answer = answer_of(evaluate_speaker(*speaker, dataset, options.evaluate, context.control));
  answer.json["vocoder"] = speaker->vocoder().name();
  answer.json["step"] = speaker->step();
  return answer;
}

}  // namespace

void add_tts_evaluate(Commands& commands, CLI::App* tts) {
  auto options = std::make_shared<Options>();
  CLI::App* command = commands.add("evaluate", "Compare speech with recordings, beside copy-synthesis", tts);
  command->add_option("--checkpoint", options->checkpoint, "Trained projector: a file, or its folder")
      ->required();
  command->add_option("--dataset", options->dataset, "Recordings and their texts")->required();
  command->add_option("--alignments", options->alignments,
                      "Folder of alignments, where they do not lie in the dataset");
  command->add_option("--vocoder", options->vocoder,
                      "griffin-lim, a HiFi-GAN folder or checkpoint, or a TorchScript decoder");
  command->add_option("--model", options->model,
                      "Language model, where it is no longer at the place the checkpoint names");
  command->add_option("--limit", options->evaluate.limit, "The first utterances only (0 = all)")
      ->check(at_least(0));
  command->add_option("--ids", options->evaluate.ids, "These utterances only")->delimiter(',');
  commands.on(command, [options](Context& context) { return evaluate(context, *options); });
}

}  // namespace prism::cli
