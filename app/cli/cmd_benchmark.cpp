// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"
#include "app/cli/open_benchmark.h"
#include "app/cli/text_table.h"
#include "core/base/text_format.h"
#include "core/solve/benchmark.h"
#include "core/solve/train.h"

#include <cmath>
#include <fmt/format.h>
#include <memory>

namespace prism::cli {
namespace {

struct Options {
  std::string suite = "all";
  bool quick = false;
};

Json known(double value) {
  return std::isfinite(value) ? Json(value) : Json();
}

std::string ratio(double value) {
  return std::isfinite(value) ? fmt::format("{:.2f}×", value) : "";
}

Answer benchmark(const Context& context, const Options& options) {
  context.control.progress("machine limits", 0, 0);
  const MachineLimits machine = measure_machine(options.quick);
  std::vector<BenchmarkRow> rows;
  if (options.suite != "open") rows = benchmark_solve(machine, options.quick, context.control);
  if (options.suite != "solve") {
    for (BenchmarkRow& row : measure_opening(context.control)) rows.push_back(std::move(row));
  }
  const ComputeInfo compute = compute_info(false);
  Answer answer;
  answer.json = {{"machine",
                  {{"gemm_f32_gflops", machine.gemm_f32_gflops},
                   {"gemm_f64_gflops", machine.gemm_f64_gflops},
                   {"memory_gb_s", machine.memory_gb_s},
                   {"threads", compute.threads},
                   {"blas", compute.blas}}},
                 {"rows", Json::array()},
                 {"quick", options.quick}};
  answer.text =
      fmt::format("machine: {:.0f} GFLOP/s f32, {:.0f} GFLOP/s f64, {:.1f} GB/s memory, {} threads\n\n",
                  machine.gemm_f32_gflops, machine.gemm_f64_gflops, machine.memory_gb_s, compute.threads);
  std::vector<std::vector<std::string>> table{
      {"row", "time", "of its limit", "faster than original", "note"}};
  for (const BenchmarkRow& row : rows) {
    answer.json["rows"].push_back({{"name", row.name},
                                   {"seconds", known(row.seconds)},
                                   {"ratio_to_limit", known(row.ratio_to_limit)},
                                   {"times_faster_than_original", known(row.times_faster_than_original)},
                                   {"note", row.note}});
    table.push_back({row.name, format_seconds(row.seconds), ratio(row.ratio_to_limit),
                     ratio(row.times_faster_than_original), row.note});
  }
  answer.text += aligned(table);
  return answer;
}

}  // namespace

void add_benchmark(Commands& commands) {
  auto options = std::make_shared<Options>();
  CLI::App* command = commands.add("benchmark", "Measure this program against the limits of this machine");
  command->add_option("--suite", options->suite, "solve, open or all")
      ->check(CLI::IsMember({"solve", "open", "all"}));
  command->add_flag("--quick", options->quick, "Small sizes: a first impression in a few seconds");
  commands.on(command, [options](Context& context) { return benchmark(context, *options); });
}

}  // namespace prism::cli
