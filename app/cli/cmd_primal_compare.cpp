// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/primal_commands.h"
#include "app/cli/text_table.h"
#include "core/base/atomic_file.h"
#include "core/workflow/run_inputs.h"

#include <utility>

namespace prism::cli {
namespace {

struct Options {
  PrimalOptions primal;
  std::vector<std::string> grids{"prime13"}, updates{"fp32", "vote", "sr", "qat"};
  std::filesystem::path output;
};

Answer compare(Context& context, const Options& options) {
  LowBitCompareOptions wanted;
  wanted.train = options.primal.checked(context);
  for (const std::string& each : options.grids) wanted.grids.push_back(grid_of(each));
  for (const std::string& each : options.updates) wanted.updates.push_back(update_of(each));
  require_writable(options.output);
  const LowBitComparison found = compare_low_bit(wanted, {}, context.control);
  const double reference = found.reference();
  Answer answer;
  answer.stopped = found.stopped;
  answer.json = {{"rows", Json::array()}, {"fp32_validation_loss", reference}};
  std::vector<std::vector<std::string>> table{primal_heading()};
  for (const LowBitRun& run : found.runs) {
    Json row = to_json(run.result);
    row["grid"] = run.grid;
    row["update"] = name_of(run.update);
    row["over_fp32"] = run.result.validation_loss / reference - 1;
    answer.json["rows"].push_back(std::move(row));
    table.push_back(primal_line(run, reference));
  }
  answer.text = aligned(table);
  if (!options.output.empty()) {
    write_file(options.output, dump_json(answer.json, 1) + "\n");
    note_input(context.record, wanted.train.text);
    note_output(context.record, options.output);
  }
  return answer;
}

}  // namespace

void add_primal_compare(Commands& commands, CLI::App* primal) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      commands.add("compare", "Grids × updates on the same data, order, steps and seed", primal);
  add_primal_options(*command, options->primal);
  // Tables of one's own hold commas: grids are words apart.
  command->add_option("--grids", options->grids, "Names or tables, with spaces between");
  command->add_option("--updates", options->updates, "Of vote, sr, qat, fp32")->delimiter(',');
  command->add_option("--output", options->output, "Also write the figures as JSON");
  commands.on(command, [options](Context& context) { return compare(context, *options); });
}

}  // namespace prism::cli
