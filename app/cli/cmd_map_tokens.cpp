// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"
#include "app/cli/text_table.h"
#include "core/base/atomic_file.h"
#include "core/text/vocabulary_map.h"
#include "core/workflow/run_inputs.h"

#include <fmt/format.h>
#include <memory>

namespace prism::cli {
namespace {

struct Options {
  std::filesystem::path upper, lower, output;
  MapOptions map;
};

Answer map_tokens(Context& context, const Options& options) {
  require_writable(options.output);
  const Vocabulary upper = load_vocabulary(options.upper);
  context.control.check();
  const Vocabulary lower = load_vocabulary(options.lower);
  const VocabularyMap map = map_vocabularies(upper, lower, options.map, context.control);
  Answer answer;
  answer.json = {{"upper_vocab", map.upper_size},        {"lower_vocab", map.lower_size},
                 {"exact_utf8", map.exact_utf8},         {"flags", map.flags},
                 {"coverage_upper", map.coverage_upper}, {"coverage_lower", map.coverage_lower}};
  FactSheet facts;
  facts.add("upper vocabulary", fmt::format("{} tokens", map.upper_size));
  facts.add("lower vocabulary", fmt::format("{} tokens", map.lower_size));
  for (const TokenClass token_class : {TokenClass::exact, TokenClass::normalised, TokenClass::approximated,
                                       TokenClass::special, TokenClass::dropped}) {
    const std::int64_t count = map.counts[static_cast<std::size_t>(token_class)];
    answer.json[name_of(token_class)] = count;
    facts.add(name_of(token_class), fmt::format("{}", count));
  }
  facts.add("exact and valid UTF-8", fmt::format("{}", map.exact_utf8));
  facts.add("coverage", fmt::format("{:.1f} % of the upper, {:.1f} % of the lower vocabulary",
                                    100 * map.coverage_upper, 100 * map.coverage_lower));
  for (const auto& [flag, count] : map.flags) facts.add("exact, " + flag, fmt::format("{}", count));
  answer.text = facts.text();
  if (!options.output.empty()) {
    context.begin_saving();
    write_map_tsv(map, upper, lower, options.output);
    for (const auto& path : {options.upper, options.lower, options.map.overrides})
      note_input(context.record, path);
    note_output(context.record, options.output);
    answer.json["output"] = options.output.string();
  }
  return answer;
}

}  // namespace

void add_map_tokens(Commands& commands) {
  auto options = std::make_shared<Options>();
  CLI::App* command = commands.add("map-tokens", "Align two vocabularies by the bytes of their tokens");
  command->add_option("--upper,--upper-model", options->upper, "Upper model or vocabulary file")->required();
  command->add_option("--lower,--lower-model", options->lower, "Lower model or vocabulary file")->required();
  command->add_option("--output", options->output, "Write the table of pairs (TSV)");
  command->add_option("--override,--overrides", options->map.overrides,
                      "Edits: upper id, tab, lower id(s) or - (TSV)");
  command->add_option("--normalise", options->map.normalise, "Rules in this order: space, nfc, nfkc, case")
      ->delimiter(',');
  commands.on(command, [options](Context& context) { return map_tokens(context, *options); });
}

}  // namespace prism::cli
