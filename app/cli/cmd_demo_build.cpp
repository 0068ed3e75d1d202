// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/checks.h"
#include "app/cli/primal_commands.h"
#include "app/cli/text_table.h"
#include "core/base/atomic_file.h"
#include "core/base/text_format.h"
#include "core/workflow/run_inputs.h"

#include <fmt/format.h>

namespace prism::cli {
namespace {

struct Options {
  std::filesystem::path text, output = "prism-pair";
  std::int64_t upper_steps = 2200, lower_steps = 2500;
  int batch = 16;
};

/// What the built-in models were made with: 16 windows of 128 tokens a step, AdamW at 2e-3 falling by a
/// cosine.
LowBitTrainOptions recipe(const Context& context, const Options& options) {
  LowBitTrainOptions train;
  train.text = options.text;
  train.update.update = LowBitUpdate::fp32;
  train.update.learning_rate = 2e-3;
  train.update.decay_to = 0;
  train.batch = options.batch;
  train.micro_batches = 1;
  train.context = 128;
  train.validation_share = 0.03;
  train.validation_windows = 60;
  train.validate_every = 250;
  train.checkpoint_every = 250;
  train.resume = true;  // an interrupted build goes on where it was
  train.seed = context.global.seed;
  return train;
}

Answer build(Context& context, const Options& options) {
  Answer answer;
  answer.json = {{"models", Json::array()}};
  std::vector<std::vector<std::string>> rows{{"model", "parameters", "validation loss", "time"}};
  const auto one = [&](const char* name, const LowBitShape& shape, std::int64_t vocabulary,
                       std::int64_t steps) {
    LowBitTrainOptions train = recipe(context, options);
    train.shape = shape;
    train.vocabulary = vocabulary;
    train.steps = steps;
    train.folder = options.output / name;
    train.checkpoints = options.output / "checkpoints" / name;
    const LowBitResult result = train_low_bit(train, {}, context.control);
    const std::int64_t parameters = result.start.low_bit_parameters + result.start.other_parameters;
    answer.json["models"].push_back({{"name", name},
                                     {"folder", train.folder.string()},
                                     {"parameters", parameters},
                                     {"vocabulary", result.start.vocabulary},
                                     {"steps", result.steps},
                                     {"validation_loss", result.validation_loss},
                                     {"seconds", result.seconds}});
    rows.push_back({name, format_count(static_cast<double>(parameters)),
                    fmt::format("{:.4f}", result.validation_loss), format_seconds(result.seconds)});
    note_output(context.record, train.folder);
    answer.stopped = result.stopped;
  };
  one("upper", {256, 4, 8, 4, 704}, 4096, options.upper_steps);
  if (!answer.stopped) one("lower", {160, 3, 5, 1, 448}, 3072, options.lower_steps);
  note_input(context.record, options.text);
  answer.text = aligned(rows);
  return answer;
}

}  // namespace

void add_demo_build(Commands& commands, CLI::App* demo) {
  auto options = std::make_shared<Options>();
  CLI::App* command = commands.add("build", "Train a pair like the built-in one from a text", demo);
  command->add_option("--text", options->text, "Text file, a megabyte or more")->required();
  command->add_option("--output", options->output, "Folder for the models upper and lower");
  command->add_option("--upper-steps", options->upper_steps, "Steps of the larger model")->check(at_least(1));
  command->add_option("--lower-steps", options->lower_steps, "Steps of the smaller model")
      ->check(at_least(1));
  command->add_option("--batch", options->batch, "Windows of 128 tokens a step")->check(CLI::Range(1, 4096));
  commands.on(command, [options](Context& context) { return build(context, *options); });
}

}  // namespace prism::cli
