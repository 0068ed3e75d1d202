// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"
#include "app/cli/data_options.h"
#include "app/cli/text_table.h"
#include "core/base/error.h"
#include "core/base/text_format.h"
#include "core/route/intervals.h"
#include "core/route/router.h"
#include "core/workflow/adapter_job.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <memory>
#include <optional>

namespace prism::cli {
namespace {

struct Options {
  DataOptions data;
  TrainOptions train;
  std::filesystem::path adapter;
  std::string over, solver = "joint";
  std::optional<double> ridge;
  std::vector<double> values;
  int epochs = 5;
};

struct Row {
  double value = 0;
  R2Interval r2;
  double seconds = 0;
};

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

int whole(double value, const std::string& over) {
  if (value != std::floor(value) || std::abs(value) > 1e9) {
    throw Error(ErrorCode::usage, fmt::format("{} is no {}", value, over), {}, {}, "whole numbers");
  }
  return static_cast<int>(value);
}

void set(const std::string& over, double value, DataSpec& spec, TrainOptions& train) {
  if (over == "layer") spec.exit_layer = whole(value, "layer");
  if (over == "samples") spec.max_samples = whole(value, "number of samples");
  if (over == "ridge") train.ridge = value;
  if (over == "rank") train.rank = whole(value, "rank");
  if (over == "workers") train.workers = whole(value, "number of workers");
}

Row measured(double value, const Adapter& adapter, const AdapterData& data, const RunnerOptions& runner,
             std::chrono::steady_clock::time_point start, const Context& context) {
  Row row;
  row.value = value;
  row.seconds = seconds_since(start);
  row.r2 = r2_interval(adapter, *data.source, data.statistics, runner, context.global.seed, context.control);
  return row;
}

/// Gates are trained once, for the default share; each budget is then what they choose with it.
std::vector<Row> over_budgets(Context& context, const Options& options, const TrainOptions& train) {
  const DataSpec spec = options.data.checked();
  Adapter adapter;
  AdapterData data;
  if (options.adapter.empty()) {
    TrainOptions with_experts = train;
    if (with_experts.pipes == 0) with_experts.pipes = 3;
    with_experts.solver = Solver::experts;
    data = collect_data(spec, with_experts, {}, context.control, context.group);
    RunRecord record;
    adapter = train_recorded(data, with_experts, record, context.control).adapter;
  } else {
    adapter = load_adapter(options.adapter);
    data = data_for(adapter, options.adapter, spec, context.control, context.group);
  }
  const bool routed = std::any_of(adapter.gates.begin(), adapter.gates.end(), [](const Gate& gate) {
    return gate.layout != Gate::Layout::expert && !gate.empty();
  });
  if (!routed) {
    RouteOptions route;
    route.epochs = options.epochs;
    route.seed = context.global.seed;
    adapter = train_router(adapter, *data.source, data.statistics, route, context.control).adapter;
  }
  std::vector<Row> rows;
  for (const double value : options.values) {
    const auto start = std::chrono::steady_clock::now();
    RunnerOptions runner;
    runner.active = router_budgets(adapter.plan, whole(value, "budget"));
    rows.push_back(measured(value, adapter, data, runner, start, context));
    rows.back().seconds = seconds_since(start);
  }
  return rows;
}

std::vector<Row> over_trainings(Context& context, const Options& options, const TrainOptions& given) {
  const DataSpec base = options.data.checked();
  if (base.empty())
    throw Error(ErrorCode::usage, "a sweep needs data", {}, {},
                "--upper and --lower, --x and --z, or --pairs");
  const bool same_data = options.over != "layer" && options.over != "samples";
  std::vector<Row> rows;
  std::optional<AdapterData> kept;
  for (std::size_t i = 0; i < options.values.size(); ++i) {
    context.control.progress("sweep", static_cast<double>(i), static_cast<double>(options.values.size()),
                             "values");
    const auto start = std::chrono::steady_clock::now();
    DataSpec spec = base;
    TrainOptions train = given;
    set(options.over, options.values[i], spec, train);
    if (!kept || !same_data) kept = collect_data(spec, train, {}, context.control, context.group);
    RunRecord record;
    const TrainResult result = train_recorded(*kept, train, record, context.control);
    rows.push_back(measured(options.values[i], result.adapter, *kept, {}, start, context));
  }
  return rows;
}

Answer sweep(Context& context, const Options& options) {
  (void)context.join_run();
  TrainOptions train = options.train;
  train.solver = solver_of(options.solver);
  train.seed = context.global.seed;
  train.ridge = options.ridge;
  const std::vector<Row> rows =
      options.over == "k" ? over_budgets(context, options, train) : over_trainings(context, options, train);
  Answer answer;
  answer.json = {{"over", options.over}, {"rows", Json::array()}};
  std::vector<std::vector<std::string>> table{{options.over, "test R²", "95 % from", "to", "time"}};
  for (const Row& row : rows) {
    answer.json["rows"].push_back({{"value", row.value},
                                   {"r2", row.r2.r2},
                                   {"low", row.r2.low},
                                   {"high", row.r2.high},
                                   {"test_rows", row.r2.rows},
                                   {"seconds", row.seconds}});
    table.push_back({fmt::format("{}", row.value), format_number(row.r2.r2), format_number(row.r2.low),
                     format_number(row.r2.high), format_seconds(row.seconds)});
  }
  answer.text = aligned(table);
  context.tell_of_run(answer.json);
  return answer;
}

}  // namespace

void add_sweep(Commands& commands) {
  auto options = std::make_shared<Options>();
  CLI::App* command = commands.add("sweep", "A figure on test rows against one choice, with intervals");
  add_data_options(*command, options->data);
  command->add_option("--over", options->over, "layer, samples, ridge, k, rank or workers")
      ->required()
      ->check(CLI::IsMember({"layer", "samples", "ridge", "k", "rank", "workers"}));
  command->add_option("--values", options->values, "As 1,2,4")->required()->delimiter(',');
  command->add_option("--adapter", options->adapter,
                      "Over k: gates of this adapter, instead of training some");
  command->add_option("--workers", options->train.workers, "Workers a pipe")->check(CLI::Range(1, 1 << 18));
  command->add_option("--pipes", options->train.pipes, "Number of pipes (0 = what the recipe says)")
      ->check(CLI::Range(0, 64));
  command->add_option("--solver", options->solver, "joint, backfit, independent or experts");
  command->add_option("--ridge", options->ridge, "λ relative to the mean of G's diagonal (absent: chosen)")
      ->check(CLI::NonNegativeNumber);
  command->add_option("--epochs", options->epochs, "Over k: of the gates' training")
      ->check(CLI::NonNegativeNumber);
  commands.on(command, [options](Context& context) { return sweep(context, *options); });
}

}  // namespace prism::cli
