// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"
#include "app/cli/llm_benchmark.h"
#include "app/cli/open_benchmark.h"
#include "app/cli/primal_benchmark.h"
#include "app/cli/text_table.h"
#include "app/cli/tts_benchmark.h"
#include "app/cli/tts_say_benchmark.h"
#include "app/cli/tts_train_benchmark.h"
#include "core/base/error.h"
#include "core/base/text_format.h"
#include "core/route/benchmark.h"
#include "core/solve/benchmark.h"
#include "core/solve/train.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <memory>

namespace prism::cli {
namespace {

struct Options {
  std::string suite = "all";
  std::vector<std::string> rows;
  bool quick = false;
};

/// What can be measured together. A suite hands every row to the sink as soon as it has it.
struct Suite {
  const char* name;
  void (*run)(const MachineLimits& machine, bool quick, const BenchmarkSink& sink, const RunControl& control);
};

constexpr std::array kSuites{
    Suite{"solve", [](const MachineLimits& machine, bool quick, const BenchmarkSink& sink,
                      const RunControl& control) { benchmark_solve(machine, quick, sink, control); }},
    Suite{"route", [](const MachineLimits& machine, bool quick, const BenchmarkSink& sink,
                      const RunControl& control) { benchmark_route(machine, quick, sink, control); }},
    Suite{"infer", [](const MachineLimits& machine, bool quick, const BenchmarkSink& sink,
                      const RunControl& control) { benchmark_infer(machine, quick, sink, control); }},
    Suite{"open", [](const MachineLimits&, bool, const BenchmarkSink& sink,
                     const RunControl& control) { measure_opening(sink, control); }},
    Suite{"text",
          [](const MachineLimits& machine, bool quick, const BenchmarkSink& sink, const RunControl& control) {
            measure_text(sink, control);
            measure_decoding(machine, quick, sink, control);
          }},
    Suite{"tts",
          [](const MachineLimits& machine, bool quick, const BenchmarkSink& sink, const RunControl& control) {
            measure_mel(quick, sink, control);
            measure_projector_step(machine, quick, sink, control);
#if defined(PRISM_AUDIO) && defined(PRISM_PICTURES)
            measure_saying(quick, sink, control);
#endif
          }},
    Suite{"primal", [](const MachineLimits& machine, bool quick, const BenchmarkSink& sink,
                       const RunControl& control) { measure_primal(machine, quick, sink, control); }},
};

std::vector<std::string> suite_names() {
  std::vector<std::string> names;
  for (const Suite& suite : kSuites) names.emplace_back(suite.name);
  names.emplace_back("all");
  return names;
}

Json known(double value) {
  return std::isfinite(value) ? Json(value) : Json();
}

std::string ratio(double value) {
  return std::isfinite(value) ? fmt::format("{:.2f}×", value) : "";
}

Answer answer_of(const MachineLimits& machine, const std::vector<BenchmarkRow>& rows, bool quick) {
  const ComputeInfo compute = compute_info(false);
  Answer answer;
  answer.json = {{"machine",
                  {{"gemm_f32_gflops", machine.gemm_f32_gflops},
                   {"gemm_f64_gflops", machine.gemm_f64_gflops},
                   {"memory_gb_s", machine.memory_gb_s},
                   {"threads", compute.threads},
                   {"blas", compute.blas}}},
                 {"rows", Json::array()},
                 {"quick", quick}};
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

Answer benchmark(const Context& context, const Options& options) {
  context.control.progress("machine limits", 0, 0);
  const MachineLimits machine = measure_machine(options.quick);
  std::vector<BenchmarkRow> rows;
  BenchmarkSink sink;
  sink.add = [&](BenchmarkRow row) {
    rows.push_back(std::move(row));
    context.finished->put(answer_of(machine, rows, options.quick));
  };
  if (!options.rows.empty()) {
    sink.wanted = [&](const std::string& name) {
      return std::find(options.rows.begin(), options.rows.end(), name) != options.rows.end();
    };
  }
  context.finished->put(answer_of(machine, rows, options.quick));
  for (const Suite& suite : kSuites) {
    if (options.suite == "all" || options.suite == suite.name) {
      suite.run(machine, options.quick, sink, context.control);
    }
  }
  if (rows.empty()) {
    throw Error(ErrorCode::usage, fmt::format("no row is named {}", fmt::join(options.rows, " or ")), {}, {},
                "names as they stand in the first column of the suite's table");
  }
  return answer_of(machine, rows, options.quick);
}

}  // namespace

void add_benchmark(Commands& commands) {
  auto options = std::make_shared<Options>();
  CLI::App* command = commands.add("benchmark", "Measure this program against the limits of this machine");
  const std::vector<std::string> suites = suite_names();
  command->add_option("--suite", options->suite, fmt::format("One of: {}", fmt::join(suites, ", ")))
      ->check(CLI::IsMember(suites));
  command->add_option("--rows", options->rows, "Only these rows, as solve.joint,retrain.one")->delimiter(',');
  command->add_flag("--quick", options->quick, "Small sizes: a first impression in a few seconds");
  commands.on(command, [options](Context& context) { return benchmark(context, *options); });
}

}  // namespace prism::cli
