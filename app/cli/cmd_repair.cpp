// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/checks.h"
#include "app/cli/context.h"
#include "app/cli/data_options.h"
#include "app/cli/figures_text.h"
#include "app/cli/text_table.h"
#include "app/cli/worker_list.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/text_format.h"
#include "core/solve/analysis.h"
#include "core/workflow/adapter_job.h"
#include "core/workflow/run_inputs.h"

#include <algorithm>
#include <fmt/format.h>
#include <memory>

namespace prism::cli {
namespace {

struct Options {
  DataOptions data;
  std::filesystem::path adapter, output;
  std::string workers, how = "zero";
  int random = 0;
};

void save(Context& context, const Options& options, const Adapter& adapter) {
  context.begin_saving();
  save_adapter(adapter, options.output);
  note_input(context.record, options.adapter);
  note_output(context.record, options.output);
}

Answer corrupt_workers(Context& context, const Options& options) {
  require_writable(options.output);
  const Corruption how = corruption_of(options.how);
  if (options.workers.empty() == (options.random == 0)) {
    throw Error(ErrorCode::usage, "say which workers to corrupt", {}, {},
                "either --workers 1,2 or --random K");
  }
  Adapter adapter = load_adapter(options.adapter);
  const std::vector<int> workers = options.random > 0
                                       ? random_workers(adapter, options.random, context.global.seed)
                                       : parse_workers(options.workers, adapter.plan);
  corrupt(adapter, workers, how, context.global.seed);
  save(context, options, adapter);
  Answer answer;
  answer.json = {{"workers", workers}, {"how", options.how}, {"adapter", options.output.string()}};
  answer.text =
      fmt::format("corrupted ({}): {}\n{}\n", options.how, id_list(workers), options.output.string());
  return answer;
}

Answer retrain(Context& context, const Options& options) {
  require_writable(options.output);
  const DataSpec given = options.data.checked();
  const Adapter adapter = load_adapter(options.adapter);
  const bool automatic = options.workers == "auto";
  std::vector<int> workers;
  if (!automatic) workers = parse_workers(options.workers, adapter.plan);
  const AdapterData data = data_for(adapter, options.adapter, given, context.control);
  WorkerAnalysis analysis(adapter, data.statistics, data.source);
  if (automatic) {
    analysis.figures(context.control);
    workers = analysis.faulty();
  }
  WorkerAnalysis::Repair repair;
  repair.r2_before = repair.r2_after = analysis.r2(Part::test);
  if (!workers.empty()) repair = analysis.retrain(workers, context.control);
  save(context, options, analysis.adapter());
  Answer answer;
  answer.json = {{"retrained", workers},
                 {"predicted_gain", repair.predicted_gain},
                 {"achieved_gain", repair.achieved_gain},
                 {"r2", repair.r2_after},
                 {"r2_before", repair.r2_before},
                 {"adapter", options.output.string()}};
  FactSheet facts;
  facts.add("retrained", id_list(workers));
  facts.add("predicted gain", format_number(repair.predicted_gain) + " of |Z|²");
  facts.add("achieved gain", format_number(repair.achieved_gain) + " of |Z|²");
  facts.add("test R²", format_number(repair.r2_before) + " → " + format_number(repair.r2_after));
  answer.text = facts.text() + options.output.string() + "\n";
  return answer;
}

Answer undo(Context& context, const Options& options) {
  require_writable(options.output);
  Adapter adapter = load_adapter(options.adapter);
  const AdapterStep step = undo_step(adapter);
  save(context, options, adapter);
  std::vector<int> workers;
  for (const auto& tile : step.tiles) workers.push_back(tile.worker);
  std::sort(workers.begin(), workers.end());
  Answer answer;
  answer.json = {{"undone", step.action},
                 {"workers", workers},
                 {"steps_left", adapter.history.size()},
                 {"adapter", options.output.string()}};
  answer.text = fmt::format("undone: {} of {}\n{}\n", step.action, id_list(workers), options.output.string());
  return answer;
}

CLI::App* add(Commands& commands, const char* name, const char* description, Options& options) {
  CLI::App* command = commands.add(name, description);
  command->add_option("--adapter", options.adapter, "NAME.prism")->required();
  command->add_option("--output", options.output, "NAME2.prism to write; may be the same file")->required();
  return command;
}

}  // namespace

void add_repair(Commands& commands) {
  auto broken = std::make_shared<Options>();
  CLI::App* command = add(commands, "corrupt", "Break workers on purpose, to learn and to test", *broken);
  command->add_option("--workers", broken->workers, "Ids, as 1,2,10-20");
  command->add_option("--random", broken->random, "So many workers drawn by --seed")->check(at_least(0));
  command->add_option("--how", broken->how, "zero, noise, shuffle or flip");
  commands.on(command, [broken](Context& context) { return corrupt_workers(context, *broken); });

  auto repaired = std::make_shared<Options>();
  repaired->workers = "auto";
  command = add(commands, "retrain", "Retrain chosen workers, all others untouched", *repaired);
  command->add_option("--workers", repaired->workers, "auto (the faulty ones), or ids as 1,2,10-20");
  add_data_options(*command, repaired->data);
  commands.on(command, [repaired](Context& context) { return retrain(context, *repaired); });

  auto undone = std::make_shared<Options>();
  command = add(commands, "undo", "Go one version of the tiles back", *undone);
  commands.on(command, [undone](Context& context) { return undo(context, *undone); });
}

}  // namespace prism::cli
