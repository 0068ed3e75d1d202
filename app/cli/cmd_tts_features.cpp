// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/paths.h"
#include "app/cli/text_table.h"
#include "app/cli/tts_commands.h"
#include "core/base/atomic_file.h"
#include "core/base/log.h"
#include "core/tts/feature_store.h"
#include "core/workflow/run_inputs.h"

#include <fmt/format.h>
#include <memory>

namespace prism::cli {
namespace {

struct Options {
  std::filesystem::path dataset, output;
  FeatureOptions features;
};

Answer features(Context& context, Options options) {
  const std::filesystem::path output = output_file(options.output, "features.prismtts");
  require_writable(output);
  const FeatureResult result = prepare_features(options.dataset, options.features, output, context.control);
  for (const std::string& warning : result.warnings) log_warning(warning);
  note_input(context.record, options.features.model);
  note_output(context.record, output);
  Answer answer;
  answer.json = {{"file", output.string()},    {"utterances", result.utterances}, {"skipped", result.skipped},
                 {"tokens", result.tokens},    {"frames", result.frames},         {"reused", result.reused},
                 {"warnings", result.warnings}};
  FactSheet facts;
  facts.add("Utterances", fmt::format("{}, {} skipped", result.utterances, result.skipped));
  facts.add("Tokens", std::to_string(result.tokens));
  facts.add("Frames", std::to_string(result.frames));
  facts.add(result.reused ? "Unchanged in" : "Written to", output.string());
  answer.text = facts.text();
  return answer;
}

}  // namespace

void add_tts_features(Commands& commands, CLI::App* tts) {
  auto options = std::make_shared<Options>();
  FeatureOptions& of = options->features;
  CLI::App* command = commands.add(
      "features", "Hidden states, units and mel frames of a dataset in one file to train on", tts);
  command->add_option("--dataset", options->dataset, "Folder of recordings with their texts")->required();
  command->add_option("--model", of.model, "Language model whose hidden states are taken");
  command->add_option("--output", options->output, "NAME.prismtts")->required();
  command->add_option("--layer", of.layer, "0: embeddings … number of layers; -1: the last");
  command->add_option("--alignments", of.alignments, "Folder of alignments; default: beside the sound");
  command->add_option("--imported", of.imported,
                      "Folder of states of another program: ID.npy or ID.safetensors [tokens, width]");
  command->add_option("--codes", of.codes, "Folder of codec tokens as targets: ID.npy [codebooks, frames]");
  commands.on(command, [options](Context& context) { return features(context, *options); });
}

}  // namespace prism::cli
