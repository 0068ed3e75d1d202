// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/checks.h"
#include "app/cli/context.h"
#include "app/cli/data_options.h"
#include "app/cli/figures_text.h"
#include "app/cli/paths.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/text_format.h"
#include "core/plan/plan.h"
#include "core/workflow/adapter_job.h"
#include "core/workflow/figures_json.h"
#include "core/workflow/run_inputs.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <memory>

namespace prism::cli {
namespace {

struct Options {
  DataOptions data;
  TrainOptions train;
  std::filesystem::path output;
  std::string remainder = "variable", solver = "experts", ridge = "auto", precision = "single",
              split = "auto";
};

std::optional<double> ridge_of(const std::string& text) {
  if (text == "auto") return std::nullopt;
  double value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size() || !std::isfinite(value) || value < 0) {
    throw Error(ErrorCode::usage, "--ridge " + text + " is no ridge", {}, {}, "auto, or a number from 0 up");
  }
  return value;
}

TrainOptions train_options(const Options& options, std::uint64_t seed) {
  TrainOptions train = options.train;
  train.remainder = remainder_of(options.remainder);
  train.solver = solver_of(options.solver);
  train.ridge = ridge_of(options.ridge);
  train.double_precision = options.precision == "double";
  train.split = split_kind_of(options.split);
  train.seed = seed;
  return train;
}

Answer run(Context& context, const Options& options) {
  const DataSpec spec = options.data.checked();
  const TrainOptions train = train_options(options, context.global.seed);
  const std::filesystem::path output = output_file(options.output, "adapter.prism");
  if (output.extension() != ".prism") {
    throw Error(ErrorCode::usage, "an adapter is written to a file NAME.prism", output, {},
                "--output NAME.prism");
  }
  const bool writes = context.join_run();
  if (writes) require_writable(output);
  const std::filesystem::path cache = statistics_path(output);
  context.record.options["statistics"] = std::filesystem::absolute(cache).lexically_normal().string();
  const AdapterData data = collect_data(spec, train, cache, context.control, context.group);
  const TrainResult result = train_recorded(data, train, context.record, context.control);
  if (!writes) return {.stopped = result.stopped};
  const auto& records = result.adapter.workers;
  const bool any =
      std::any_of(records.begin(), records.end(), [](const auto& each) { return each.samples > 0; });
  // An adapter without one trained tile is nothing finished: what was at its place stays.
  if (result.stopped && !any) throw Stopped();
  context.begin_saving();
  const std::uint64_t bytes = save_adapter(result.adapter, output);
  note_output(context.record, output);
  note_output(context.record, cache);
  Answer answer;
  answer.json = figures_json(result);
  answer.json["adapter"] = output.string();
  answer.json["statistics"] = cache.string();
  answer.json["bytes"] = bytes;
  answer.json["stopped"] = result.stopped;
  context.tell_of_run(answer.json);
  answer.stopped = result.stopped;
  answer.text = figures_text(result) + fmt::format("\n{} ({})\n", output.string(), format_bytes(bytes));
  return answer;
}

}  // namespace

void add_train(Commands& commands) {
  auto options = std::make_shared<Options>();
  TrainOptions& train = options->train;
  CLI::App* command = commands.add("train", "Train all workers of an adapter");
  add_data_options(*command, options->data);
  command->add_option("--output,--output-dir", options->output, "NAME.prism; NAME.stats comes beside it")
      ->required();
  command->add_option("--workers", train.workers, "Workers a pipe")->check(CLI::Range(1, 1 << 18));
  command->add_option("--pipes", train.pipes, "Number of pipes (0 = what the recipe says)")
      ->check(CLI::Range(0, 64));
  command->add_option("--tile", train.tile, "Side of the cube pipes' tiles")->check(at_least(1));
  command->add_option("--remainder", options->remainder, "variable, zero or overlap");
  command->add_option("--hierarchy", train.hierarchy, "Tile sides from coarse to fine")
      ->delimiter(',')
      ->check(at_least(1));
  command->add_option("--hierarchy-rank", train.hierarchy_rank, "Rank of every level but the finest")
      ->check(at_least(1));
  command->add_option("--solver", options->solver,
                      "experts where the rows carry them (else joint), joint, backfit or independent");
  command->add_flag("--force-experts", train.force_experts, "All experts, however few the rows");
  command->add_option("--combine", train.combine, "Of independent: sum or fitted")
      ->check(CLI::IsMember({"sum", "fitted"}));
  command->add_option("--recipe", train.recipe, "default, original, or original-overwrite")
      ->check(CLI::IsMember({"default", "original", "original-overwrite"}));
  command->add_option("--ridge", options->ridge, "auto, or λ relative to the mean of G's diagonal");
  command->add_option("--rank", train.rank, "Limit of the whole map's rank (0 = full)")->check(at_least(0));
  command->add_option("--precision", options->precision, "Of the block products: single or double")
      ->check(CLI::IsMember({"single", "double"}));
  command->add_option("--split", options->split, "auto, row or block");
  commands.on(command, [options](Context& context) { return run(context, *options); });
}

}  // namespace prism::cli
