// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/data_options.h"
#include "app/cli/primal_commands.h"
#include "app/cli/text_table.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/text_format.h"
#include "core/lowbit/post_training.h"
#include "core/workflow/adapter_job.h"
#include "core/workflow/run_inputs.h"

#include <algorithm>
#include <fmt/format.h>

namespace prism::cli {
namespace {

struct Options {
  DataOptions data;
  std::filesystem::path model, adapter, output;
  std::string grid = "prime13", tensor;
  bool embeddings = false, no_r2 = false;
};

Answer told(const QuantisedModel& found, const Grid& grid, std::uint64_t file_bytes) {
  Answer answer;
  answer.json = {{"grid", grid.name},
                 {"sqnr_db", found.sqnr_db},
                 {"low_bit_parameters", found.parameters()},
                 {"bytes", found.bytes()},
                 {"bytes_per_parameter", static_cast<double>(found.bytes()) /
                                             std::max<double>(1, static_cast<double>(found.parameters()))},
                 {"file_bytes", file_bytes},
                 {"matrices", Json::array()}};
  for (const QuantisedFigures& each : found.figures) {
    answer.json["matrices"].push_back({{"name", each.name},
                                       {"rows", each.rows},
                                       {"cols", each.cols},
                                       {"sqnr_db", each.sqnr_db},
                                       {"zero_fraction", each.zero_fraction},
                                       {"values_used", each.values_used},
                                       {"bytes", each.bytes}});
  }
  FactSheet facts;
  facts.add("grid", fmt::format("{}, {} values, {} bits", grid.name, grid.levels(), grid.bits));
  facts.add("low-bit parameters", format_count(static_cast<double>(found.parameters())));
  facts.add("their bytes", fmt::format("{} ({:.3f} a parameter)", format_bytes(found.bytes()),
                                       answer.json["bytes_per_parameter"].get<double>()));
  facts.add("SQNR", fmt::format("{:.2f} dB", found.sqnr_db));
  answer.text = facts.text();
  std::vector<std::vector<std::string>> rows{{"matrix", "shape", "SQNR", "zeros", "values"}};
  constexpr std::size_t kShown = 40;
  for (std::size_t i = 0; i < std::min(kShown, found.figures.size()); ++i) {
    const QuantisedFigures& each = found.figures[i];
    rows.push_back({each.name, fmt::format("{} × {}", each.rows, each.cols),
                    fmt::format("{:.2f} dB", each.sqnr_db), fmt::format("{:.3f}", each.zero_fraction),
                    std::to_string(each.values_used)});
  }
  answer.text += "\n" + aligned(rows);
  if (found.figures.size() > kShown)
    answer.text += fmt::format("and {} more\n", found.figures.size() - kShown);
  return answer;
}

Answer quantise_an_adapter(Context& context, const Options& options, const Grid& grid) {
  const DataSpec given = options.data.checked();
  const Adapter adapter = load_adapter(options.adapter);
  const QuantisedModel found = quantise_adapter(adapter, grid, context.control);
  const std::uint64_t bytes = options.output.empty() ? 0 : write_packed(options.output, found.matrices);
  Answer answer = told(found, grid, bytes);
  if (options.no_r2) return answer;
  const AdapterData data = data_for(adapter, options.adapter, given, context.control);
  const double before = evaluate(adapter, *data.source, data.statistics, Part::test, context.control).r2;
  const double after =
      evaluate(with_tiles(adapter, found), *data.source, data.statistics, Part::test, context.control).r2;
  answer.json["r2"] = before;
  answer.json["r2_quantised"] = after;
  answer.json["r2_change"] = after - before;
  answer.text =
      fmt::format("test R²  {:.6f}, on the grid {:.6f} ({:+.6f})\n", before, after, after - before) +
      answer.text;
  return answer;
}

Answer quantise_a_model(Context& context, const Options& options, const Grid& grid) {
  const Model model = open_model(options.model);
  QuantiseOptions wanted;
  wanted.grid = grid;
  wanted.embeddings = options.embeddings;
  wanted.tensor = options.tensor;
  const QuantisedModel found = quantise_model(model, wanted, context.control);
  const std::uint64_t bytes = options.output.empty() ? 0 : write_quantised(model, found, options.output);
  return told(found, grid, bytes);
}

Answer quantise(Context& context, const Options& options) {
  if (options.model.empty() == options.adapter.empty())
    throw Error(ErrorCode::usage, "say what to quantise", {}, {}, "either --model or --adapter");
  const Grid grid = grid_of(options.grid);
  require_writable(options.output);
  Answer answer = options.adapter.empty() ? quantise_a_model(context, options, grid)
                                          : quantise_an_adapter(context, options, grid);
  if (!options.output.empty()) {
    note_input(context.record, options.adapter.empty() ? options.model : options.adapter);
    note_output(context.record, options.output);
    answer.text += options.output.string() + "\n";
  }
  return answer;
}

}  // namespace

void add_primal_quantize(Commands& commands, CLI::App* primal) {
  auto options = std::make_shared<Options>();
  CLI::App* command = commands.add("quantize", "Bring a trained model or adapter onto a grid", primal);
  command->add_option("--model", options->model, "Model folder or file");
  command->add_option("--adapter", options->adapter, "NAME.prism: also tells the change of its test R²");
  command->add_option("--grid", options->grid,
                      "prime13, prime15, prime25, uniform15, nf4, lloyd15, or a table like -1,-0.5,0,0.5,1");
  command->add_option("--output", options->output, "Packed file NAME.safetensors (none: only the figures)");
  command->add_option("--tensor", options->tensor, "Only this matrix of the model");
  command->add_flag("--embeddings", options->embeddings, "Input embedding and output head too");
  command->add_flag("--no-r2", options->no_r2, "Do not open the adapter's data again");
  add_data_options(*command, options->data);
  commands.on(command, [options](Context& context) { return quantise(context, *options); });
}

}  // namespace prism::cli
