// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bridge_options.h"
#include "app/cli/text_table.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/memory.h"
#include "core/base/text_format.h"
#include "core/model/rows.h"
#include "core/workflow/matrices.h"
#include "core/workflow/run_inputs.h"

#include <fmt/format.h>
#include <memory>
#include <optional>
#include <string>

namespace prism::cli {
namespace {

struct Options {
  BridgeOptions bridge;
  std::filesystem::path second, input_file, x;
  std::optional<std::string> input;  ///< an empty one is a prompt too
  std::string through = "auto";
  GenerateOptions generate;
  int nearest = 5;
  bool no_alone = false;
};

InferOptions infer_options(const Context& context, const Options& options) {
  InferOptions infer;
  infer.lower = options.generate;
  infer.lower.seed = context.global.seed;
  infer.upper = infer.lower;
  infer.nearest = options.nearest;
  infer.through = through_of(options.through);
  infer.alone = !options.no_alone;
  return infer;
}

Json json_of(const BridgeStep& step) {
  Json nearest = Json::array();
  for (const auto& [token, score] : step.nearest) nearest.push_back({{"token", token}, {"score", score}});
  return {{"prompt", step.prompt}, {"upper_token", step.upper_token}, {"lower_token", step.lower_token},
          {"nearest", nearest},    {"workers", step.active.workers},  {"weights", step.active.weights}};
}

Json json_of(const InferResult& result) {
  Json active = Json::array();
  Json counts = Json::array();
  for (std::size_t id = 0; id < result.active_workers.size(); ++id) {
    if (result.active_workers[id] == 0) continue;
    active.push_back(id);
    counts.push_back(result.active_workers[id]);
  }
  Json steps = Json::array();
  for (const BridgeStep& step : result.steps) steps.push_back(json_of(step));
  return {{"text", result.text},
          {"upper_text", result.upper_text},
          {"lower_text", result.lower_text},
          {"alone_text", result.alone_text},
          {"tokens", result.tokens},
          {"tokens_per_second", result.tokens_per_second},
          {"end", name_of(result.end)},
          {"resident_tile_bytes", result.counters.resident_bytes},
          {"peak_resident_tile_bytes", result.counters.peak_resident_bytes},
          {"macs", result.counters.macs},
          {"active_workers", active},
          {"active_counts", counts},
          {"steps", steps},
          {"warnings", result.warnings},
          {"stopped", result.stopped}};
}

std::string text_of(const InferResult& result) {
  std::string text = "through the adapter\n" + result.text + "\n";
  if (!result.upper_text.empty()) text += "\nthe upper model by itself\n" + result.upper_text + "\n";
  if (!result.alone_text.empty()) text += "\nthe lower model by itself\n" + result.alone_text + "\n";
  FactSheet facts;
  facts.add("tokens",
            fmt::format("{} ({} a second)", result.tokens, format_number(result.tokens_per_second)));
  facts.add("tiles in memory", format_bytes(result.counters.resident_bytes));
  return text + "\n" + facts.text();
}

struct Rows {
  std::vector<float> values;
  std::int64_t count = 0, cols = 0;
};

Rows read_rows(Context& context, const std::filesystem::path& file) {
  const RowReader reader = open_matrix(file);
  require_memory(static_cast<std::uint64_t>(reader.rows() * reader.cols()) * sizeof(float),
                 "the rows of --x");
  Rows rows{std::vector<float>(static_cast<std::size_t>(reader.rows() * reader.cols())), reader.rows(),
            reader.cols()};
  reader.read(0, rows.count, rows.values.data());
  note_input(context.record, file);
  return rows;
}

InferResult speak(const Bridge& bridge, const std::string& prompt, const Rows& rows,
                  const InferOptions& options, const RunControl& control) {
  const InferResult result =
      rows.cols == 0 ? infer(bridge, prompt, options, control)
                     : infer_rows(bridge, rows.values.data(), rows.count, prompt, options, control);
  for (const std::string& warning : result.warnings) log_warning(warning);
  return result;
}

void check_rows(const Rows& rows, const Bridge& bridge, const std::filesystem::path& file) {
  if (rows.cols == 0 || rows.cols == bridge.adapter->plan.d_in) return;
  throw Error(ErrorCode::mismatch,
              fmt::format("its rows are {} wide, the adapter takes {}", rows.cols, bridge.adapter->plan.d_in),
              file);
}

Answer run(Context& context, const Options& options) {
  const InferOptions infer_how = infer_options(context, options);
  std::string prompt = options.input.value_or("");
  if (!options.input_file.empty()) prompt = read_file(options.input_file);
  Rows rows;
  if (!options.x.empty()) rows = read_rows(context, options.x);
  if (options.x.empty() && options.input_file.empty() && !options.input) {
    throw Error(ErrorCode::usage, "there is nothing to read", {}, {}, "--input TEXT, --input-file or --x");
  }
  const Bridge bridge = options.bridge.open(context, options.bridge.adapter, options.x.empty());
  check_rows(rows, bridge, options.x);
  // From here on an interrupt waits for the token being computed, so that the text so far is printed.
  context.begin_saving();
  const InferResult first = speak(bridge, prompt, rows, infer_how, context.control);
  Answer answer;
  answer.json = json_of(first);
  answer.text = text_of(first);
  answer.stopped = first.stopped;
  if (!options.second.empty() && !first.stopped) {
    const Bridge other = options.bridge.open(context, options.second, options.x.empty(), &bridge);
    check_rows(rows, other, options.x);
    InferOptions again = infer_how;
    again.alone = false;
    const InferResult second = speak(other, prompt, rows, again, context.control);
    answer.json["second"] = json_of(second);
    answer.text += "\nsecond adapter\n" + text_of(second);
    answer.stopped = second.stopped;
  }
  return answer;
}

}  // namespace

void add_infer(Commands& commands) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      commands.add("infer", "Text through the upper model, the adapter, then the lower model");
  add_bridge_options(*command, options->bridge);
  command->add_option("--adapter2", options->second, "A second adapter on the same prompt");
  command->add_option("--input,--prompt", options->input, "Prompt");
  command->add_option("--input-file", options->input_file, "Prompt from a file");
  command->add_option("--x", options->x, "Rows of any encoder instead of the upper model (.npy and others)");
  command->add_option("--max-tokens", options->generate.max_tokens, "Tokens to add")
      ->check(CLI::NonNegativeNumber);
  command->add_option("--temperature", options->generate.temperature, "0 = greedy")
      ->check(CLI::NonNegativeNumber);
  command->add_option("--top-k", options->generate.top_k, "Draw from so many (0 = all)")
      ->check(CLI::NonNegativeNumber);
  command->add_option("--top-p", options->generate.top_p, "Draw from the most likely of this share")
      ->check(CLI::Range(0.0, 1.0));
  command->add_option("--stop", options->generate.stop, "Texts that end the continuation");
  command->add_option("--through", options->through,
                      "How long the adapter stays: auto, prompt, continuation or all");
  command->add_option("--nearest", options->nearest, "Nearest tokens a step")->check(CLI::Range(0, 100));
  command->add_flag("--no-alone", options->no_alone, "Leave out the lower model by itself");
  commands.on(command, [options](Context& context) { return run(context, *options); });
}

}  // namespace prism::cli
