// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"
#include "app/cli/data_options.h"
#include "app/cli/paths.h"
#include "app/cli/text_table.h"
#include "core/base/error.h"
#include "core/base/text_format.h"
#include "core/route/route_json.h"
#include "core/route/router.h"
#include "core/workflow/adapter_job.h"
#include "core/workflow/run_inputs.h"

#include <cmath>
#include <fmt/format.h>
#include <memory>
#include <system_error>

namespace prism::cli {
namespace {

struct Options {
  DataOptions data;
  RouteOptions route;
  std::filesystem::path adapter, output;
  std::string balance = "none";
};

std::string text_of(const RouteResult& result) {
  FactSheet facts;
  facts.add("test R² routed", format_number(result.r2_routed));
  facts.add("all active", format_number(result.r2_all_active));
  facts.add("dense ridge", format_number(result.r2_ridge));
  facts.add("original top-k softmax", format_number(result.r2_original));
  facts.add("by magnitude", format_number(result.r2_magnitude));
  facts.add("at random", format_number(result.r2_random));
  if (std::isfinite(result.retrieval_at_1)) {
    facts.add("retrieval@1", fmt::format("{} (dense ridge {})", format_number(result.retrieval_at_1),
                                         format_number(result.retrieval_ridge_at_1)));
  }
  facts.add("equals dense ridge at k",
            result.k_of_ridge > 0 ? std::to_string(result.k_of_ridge) : "none of those tried");
  facts.add("an epoch", fmt::format("{} (one dense forward {})", format_seconds(result.seconds_epoch),
                                    format_seconds(result.seconds_dense)));
  std::vector<std::vector<std::string>> sweep{{"k", "routed", "original", "magnitude", "random"}};
  for (const RoutePoint& point : result.sweep) {
    sweep.push_back({std::to_string(point.k), format_number(point.r2), format_number(point.r2_original),
                     format_number(point.r2_magnitude), format_number(point.r2_random)});
  }
  std::vector<std::vector<std::string>> pipes{
      {"pipe", "active", "entropy", "effective", "largest share", "dead", "uncovered", "gate sum"}};
  for (std::size_t p = 0; p < result.use.size(); ++p) {
    const PipeUse& use = result.use[p];
    pipes.push_back({std::to_string(p + 1), std::to_string(result.adapter.gates[p].active),
                     format_number(use.entropy), format_number(use.effective), format_number(use.max_share),
                     std::to_string(use.dead), std::to_string(use.uncovered), format_number(use.gate_sum)});
  }
  std::string text = facts.text() + "\n" + aligned(sweep) + "\n" + aligned(pipes);
  for (const std::string& note : result.notes) text += "note: " + note + "\n";
  return text;
}

Answer route(Context& context, Options options) {
  const DataSpec given = options.data.checked();
  options.route.balance = balance_of(options.balance);
  options.route.seed = context.global.seed;
  const std::filesystem::path output = output_file(options.output, "routed.prism");
  if (output.extension() != ".prism") {
    throw Error(ErrorCode::usage, "an adapter is written to a file NAME.prism", output, {},
                "--output NAME.prism");
  }
  options.route.checkpoint = std::filesystem::path(output).replace_extension(".route");
  const bool writes = context.join_run();
  const Adapter adapter = load_adapter(options.adapter);
  const AdapterData data = data_for(adapter, options.adapter, given, context.control, context.group);
  context.record.options["route"] = options.route.to_json();
  RouteResult result = train_router(adapter, *data.source, data.statistics, options.route, context.control);
  if (!writes) return {.stopped = result.stopped};
  context.begin_saving();
  const std::uint64_t bytes = save_adapter(result.adapter, output);
  note_input(context.record, options.adapter);
  note_output(context.record, output);
  if (!result.stopped) {
    std::error_code ignored;
    std::filesystem::remove(options.route.checkpoint, ignored);
  }
  Answer answer;
  answer.json = route_json(result);
  answer.json["adapter"] = output.string();
  answer.json["bytes"] = bytes;
  context.tell_of_run(answer.json);
  answer.stopped = result.stopped;
  answer.text = text_of(result) + fmt::format("\n{} ({})\n", output.string(), format_bytes(bytes));
  return answer;
}

}  // namespace

void add_route(Commands& commands) {
  auto options = std::make_shared<Options>();
  RouteOptions& route_options = options->route;
  CLI::App* command = commands.add("route", "Train the gates that choose which workers are active");
  command->add_option("--adapter", options->adapter, "NAME.prism")->required();
  command->add_option("--output", options->output, "NAME2.prism; NAME2.route beside it while training")
      ->required();
  command
      ->add_option("--top-k", route_options.top_k,
                   "Active workers of the largest pipe, as a share of all: pipes of experts take two a "
                   "position, the rest goes to the others")
      ->check(CLI::PositiveNumber);
  command->add_option("--epochs", route_options.epochs, "Passes over the training rows")
      ->check(CLI::NonNegativeNumber);
  command->add_option("--balance", options->balance, "none, loss or bias");
  command->add_flag("--separate-gates", route_options.separate_gates,
                    "A logit a worker, not one a row block's expert");
  command->add_option("--learning-rate", route_options.learning_rate, "Of Adam; falls to a tenth")
      ->check(CLI::PositiveNumber);
  command->add_option("--batch", route_options.batch, "Rows a step")->check(CLI::PositiveNumber);
  command->add_option("--max-rows", route_options.max_rows, "Training rows an epoch sees at most (0 = all)")
      ->check(CLI::NonNegativeNumber);
  command->add_option("--cache-bytes", route_options.cache_bytes,
                      "Memory for quadratic forms kept between epochs");
  add_data_options(*command, options->data);
  commands.on(command, [options](Context& context) { return route(context, *options); });
}

}  // namespace prism::cli
