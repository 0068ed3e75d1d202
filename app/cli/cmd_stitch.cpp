// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bridge_options.h"
#include "app/cli/text_table.h"
#include "core/base/atomic_file.h"
#include "core/base/log.h"
#include "core/base/text_format.h"
#include "core/workflow/run_inputs.h"

#include <fmt/format.h>
#include <memory>

namespace prism::cli {
namespace {

struct Options {
  BridgeOptions bridge;
  std::filesystem::path text;
  PerplexityOptions perplexity;
};

Json json_of(const Perplexity& figures) {
  return {{"perplexity", figures.perplexity},
          {"nats_per_token", figures.nats_per_token},
          {"tokens", figures.tokens}};
}

Answer run(Context& context, const Options& options) {
  const std::string text = read_file(options.text, std::uint64_t{4} << 30);
  const Bridge bridge = options.bridge.open(context, options.bridge.adapter, true);
  note_input(context.record, options.text);
  const std::vector<std::string> warnings = check_bridge(bridge);
  for (const std::string& warning : warnings) log_warning(warning);
  const StitchResult result = stitch(bridge, text, options.perplexity, context.global.seed, context.control);
  Answer answer;
  answer.json = {{"own", result.own.perplexity},
                 {"stitched", result.stitched.perplexity},
                 {"shuffled", result.shuffled.perplexity},
                 {"replaced_share", result.replaced_share},
                 {"domain", name_of(bridge.junction.domain)},
                 {"target", name_of(bridge.junction.target)},
                 {"details",
                  {{"own", json_of(result.own)},
                   {"stitched", json_of(result.stitched)},
                   {"shuffled", json_of(result.shuffled)}}},
                 {"warnings", warnings}};
  FactSheet facts;
  facts.add("own", format_number(result.own.perplexity));
  facts.add("stitched", format_number(result.stitched.perplexity));
  facts.add("shuffled", format_number(result.shuffled.perplexity));
  facts.add("replaced", fmt::format("{:.1f} % of {} tokens", 100 * result.replaced_share, result.own.tokens));
  answer.text = "perplexity of the lower model\n" + facts.text();
  return answer;
}

}  // namespace

void add_stitch(Commands& commands) {
  auto options = std::make_shared<Options>();
  CLI::App* command = commands.add(
      "stitch", "Perplexity of the lower model by its own embeddings, the adapter's, and shuffled ones");
  add_bridge_options(*command, options->bridge);
  command->add_option("--text", options->text, "Text file")->required();
  command->add_option("--window", options->perplexity.window, "Tokens a window (0 = the model's context)")
      ->check(CLI::NonNegativeNumber);
  command->add_option("--max-windows", options->perplexity.max_windows, "Only so many windows (0 = all)")
      ->check(CLI::NonNegativeNumber);
  commands.on(command, [options](Context& context) { return run(context, *options); });
}

}  // namespace prism::cli
