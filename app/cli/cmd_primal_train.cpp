// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/checks.h"
#include "app/cli/primal_commands.h"
#include "app/cli/text_table.h"
#include "core/base/error.h"
#include "core/base/text_format.h"
#include "core/workflow/run_inputs.h"

#include <fmt/format.h>
#include <limits>

namespace prism::cli {
namespace {

struct Options {
  PrimalOptions primal;
  std::string grid = "prime13", update = "vote";
  std::vector<std::string> compare;
};

std::string text_of(const LowBitResult& result) {
  FactSheet facts;
  const LowBitMemory& memory = result.memory;
  facts.add("low-bit parameters", format_count(static_cast<double>(result.start.low_bit_parameters)));
  facts.add("other parameters", format_count(static_cast<double>(result.start.other_parameters)));
  facts.add("validation loss", fmt::format("{:.4f} nats per token (before training {:.4f})",
                                           result.validation_loss, result.initial_validation_loss));
  facts.add("state of a low-bit parameter", fmt::format("{:.3f} bytes", result.bytes_per_parameter()));
  facts.add("  weights", format_bytes(memory.weights));
  facts.add("  votes", format_bytes(memory.votes));
  facts.add("  optimiser", format_bytes(memory.optimizer));
  facts.add("embeddings, head, norms", format_bytes(memory.embeddings));
  facts.add("  their optimiser", format_bytes(memory.embeddings_optimizer));
  facts.add("activations and gradients", format_bytes(memory.activations) + " at most");
  facts.add("process peak", format_bytes(result.peak_rss_bytes));
  if (!result.last.occupancy.empty()) {
    facts.add("flip rate", fmt::format("{:.3e} a step", result.flip_rate));
    facts.add("values in use", std::to_string(result.last.values_used));
    facts.add("zero fraction", fmt::format("{:.3f}", result.last.zero_fraction));
  }
  facts.add("speed", fmt::format("{:.0f} tokens a second", result.tokens_per_second));
  std::string text = facts.text();
  for (const std::string& note : result.notes) text += "note: " + note + "\n";
  return text;
}

Answer train(Context& context, const Options& options) {
  LowBitTrainOptions train = options.primal.checked(context);
  train.grid = grid_of(options.grid);
  train.update.update = update_of(options.update);
  if (train.resume && train.checkpoints.empty())
    throw Error(ErrorCode::usage, "--resume without --checkpoints", {}, {}, "the folder of the checkpoints");
  LowBitCompareOptions others;
  others.train = train;
  for (const std::string& word : options.compare) others.updates.push_back(update_of(word));
  context.record.options["primal"] = train.to_json();

  LowBitResult result = train_low_bit(train, {}, context.control);
  note_input(context.record, train.text);
  if (!train.tokenizer.empty()) note_input(context.record, train.tokenizer);
  if (!train.output.empty()) note_output(context.record, train.output);
  if (!train.folder.empty()) note_output(context.record, train.folder);

  Answer answer;
  answer.json = to_json(result);
  answer.json["fp32_validation_loss"] = nullptr;
  answer.stopped = result.stopped;
  answer.text = text_of(result);
  if (!train.output.empty()) answer.text += train.output.string() + "\n";
  if (!others.updates.empty() && !result.stopped) {
    context.finished->put(answer);
    others.grids = {train.grid};
    const LowBitComparison found = compare_low_bit(others, {}, context.control);
    const double reference = found.reference();
    Json rows = Json::array();
    std::vector<std::vector<std::string>> table{primal_heading()};
    table.push_back(primal_line({train.grid.name, train.update.update, result}, reference));
    for (const LowBitRun& run : found.runs) {
      Json row = to_json(run.result);
      row["grid"] = run.grid;
      row["update"] = name_of(run.update);
      rows.push_back(std::move(row));
      table.push_back(primal_line(run, reference));
    }
    answer.json["fp32_validation_loss"] = reference;
    answer.json["compare"] = std::move(rows);
    answer.stopped = found.stopped;
    answer.text += "\n" + aligned(table);
  }
  return answer;
}

}  // namespace

void add_primal_train(Commands& commands, CLI::App* primal) {
  auto options = std::make_shared<Options>();
  LowBitTrainOptions& train_options = options->primal.train;
  CLI::App* command = commands.add("train", "Train a small language model on a grid", primal);
  add_primal_options(*command, options->primal);
  command->add_option("--grid", options->grid,
                      "prime13, prime15, prime25, uniform15, nf4, lloyd15, or a table like -1,-0.5,0,0.5,1");
  command->add_option("--update", options->update, "vote, sr, qat or fp32");
  command->add_option("--compare", options->compare, "Also train with these on the same data: fp32,qat,sr")
      ->delimiter(',');
  command->add_option("--output", train_options.output, "Packed file NAME.safetensors");
  command->add_option("--folder", train_options.folder,
                      "Also a model folder with the weights in f32, which every command opens");
  command->add_option("--checkpoints", train_options.checkpoints,
                      "Folder of checkpoints; the last three stay");
  command->add_option("--checkpoint-every", train_options.checkpoint_every, "Steps")->check(at_least(1));
  command->add_flag("--resume", train_options.resume, "Go on from the newest good checkpoint");
  commands.on(command, [options](Context& context) { return train(context, *options); });
}

}  // namespace prism::cli
