// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/checks.h"
#include "app/cli/context.h"
#include "app/cli/text_table.h"
#include "core/base/text_format.h"
#include "core/plan/plan.h"
#include "core/workflow/figures_json.h"

#include <fmt/format.h>
#include <memory>

namespace prism::cli {
namespace {

struct Options {
  PlanOptions plan;
  std::string remainder = "variable";
  int active = -1;
  bool gates = false;
};

std::string text_of(const Plan& plan, const PlanCosts& costs, const Coverage& coverage) {
  std::vector<std::vector<std::string>> rows{
      {"pipe", "kind", "grid", "tile", "positions", "experts", "workers", "rank"}};
  for (std::size_t i = 0; i < plan.pipes.size(); ++i) {
    const PipePlan& pipe = plan.pipes[i];
    rows.push_back({std::to_string(i + 1), name_of(pipe.kind),
                    fmt::format("{}×{}", pipe.grid_rows, pipe.grid_cols),
                    fmt::format("{}×{}", pipe.tile_rows, pipe.tile_cols), std::to_string(pipe.positions),
                    std::to_string(pipe.experts), std::to_string(pipe.workers),
                    pipe.rank == 0 ? "full" : std::to_string(pipe.rank)});
  }
  FactSheet facts;
  const double share = static_cast<double>(costs.macs_active) / static_cast<double>(costs.macs_dense);
  facts.add("dense map", fmt::format("{} MAC, {}", format_count(static_cast<double>(costs.macs_dense)),
                                     format_bytes(static_cast<std::uint64_t>(costs.bytes_dense))));
  facts.add("active workers",
            fmt::format("{} MAC, {} ({:.3g} of the dense map's MAC)",
                        format_count(static_cast<double>(costs.macs_active)),
                        format_bytes(static_cast<std::uint64_t>(costs.bytes_active)), share));
  facts.add("stored", format_bytes(static_cast<std::uint64_t>(costs.bytes_stored)));
  facts.add("coverage", coverage.complete ? (coverage.overlapping ? "complete, overlapping" : "complete")
                                          : coverage.problem);
  std::string text = aligned(rows) + "\n" + facts.text();
  for (const std::string& note : plan.notes) text += note + "\n";
  return text;
}

Answer plan(Options options) {
  options.plan.remainder = remainder_of(options.remainder);
  const Plan layout = make_plan(options.plan);
  Answer answer;
  answer.json = figures_json(layout, options.active, options.gates);
  const Coverage coverage = check_coverage(layout);
  answer.json["complete"] = coverage.complete;
  answer.text = text_of(layout, count_costs(layout, options.active, options.gates), coverage);
  return answer;
}

}  // namespace

void add_plan(Commands& commands) {
  auto options = std::make_shared<Options>();
  options->plan.pipes = 3;
  PlanOptions& plan_options = options->plan;
  CLI::App* command = commands.add("plan", "The layout of workers for a map, and what it costs");
  command->add_option("--input-dim", plan_options.d_in, "Width of the upper side")->required();
  command->add_option("--output-dim", plan_options.d_out, "Width of the lower side")->required();
  command->add_option("--workers", plan_options.workers, "Workers a pipe");
  command->add_option("--pipes", plan_options.pipes, "1: one custom pipe; 3: two cubes and a custom one");
  command->add_option("--tile", plan_options.tile, "Side of the cube pipes' tiles");
  command->add_option("--remainder", options->remainder, "variable, zero or overlap");
  command->add_option("--samples", plan_options.samples,
                      "Training samples; limits the experts (0 = unknown)");
  command->add_flag("--force-experts", plan_options.force_experts, "All experts, however few the samples");
  command->add_flag("--pad", plan_options.pad_custom_to_power_of_two,
                    "Pad the custom pipe's tiles to powers of two");
  command->add_option("--hierarchy", plan_options.hierarchy, "Tile sides from coarse to fine, as 512,256,128")
      ->delimiter(',');
  command->add_option("--hierarchy-rank", plan_options.hierarchy_rank, "Rank of every level but the finest")
      ->check(at_least(1));
  command->add_option("--active", options->active, "Workers active a pipe (all by default)");
  command->add_flag("--gates", options->gates, "Count a router's gates too");
  commands.on(command, [options](Context&) { return plan(*options); });
}

}  // namespace prism::cli
