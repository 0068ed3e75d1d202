// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"
#include "app/cli/data_options.h"
#include "app/cli/paths.h"
#include "app/cli/text_table.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/llm/activations.h"
#include "core/workflow/open_data.h"
#include "core/workflow/run_inputs.h"

#include <fmt/format.h>
#include <memory>

namespace prism::cli {
namespace {

struct Options {
  DataOptions data;
  std::filesystem::path output;
  std::int64_t window = 0;
};

Answer run(Context& context, const Options& options) {
  const DataSpec data = options.data.checked();
  if (data.text.empty()) {
    throw Error(ErrorCode::usage, "activations need a text that both models run over", {}, {},
                "--upper, --lower and --text");
  }
  const std::filesystem::path output = output_file(options.output, "pairs.safetensors");
  const ActivationModels models = open_activation_models(data, context.global.device, context.control);
  ActivationOptions how = activation_options(data);
  how.window = options.window;
  const ActivationResult result =
      write_activations(*models.upper, *models.lower, models.text, how, output, context.control);
  note_inputs(context.record, data);
  note_output(context.record, output);
  Answer answer;
  answer.json = {{"samples", result.samples},
                 {"skipped", result.skipped},
                 {"d_in", result.d_in},
                 {"d_out", result.d_out},
                 {"output", output.string()}};
  FactSheet facts;
  facts.add("aligned positions", fmt::format("{}", result.samples));
  facts.add("tokens skipped", fmt::format("{}", result.skipped));
  facts.add("widths", fmt::format("{} to {}", result.d_in, result.d_out));
  answer.text = facts.text() + output.string() + "\n";
  return answer;
}

}  // namespace

void add_activations(Commands& commands) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      commands.add("activations", "Run both models over a text and keep their states as training pairs");
  add_data_options(*command, options->data);
  command->add_option("--output", options->output, "Pairs (.safetensors with x and z)")->required();
  command->add_option("--window", options->window, "Tokens read at once (0 = what both contexts carry)")
      ->check(CLI::NonNegativeNumber);
  commands.on(command, [options](Context& context) { return run(context, *options); });
}

}  // namespace prism::cli
