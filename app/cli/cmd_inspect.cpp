// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/checks.h"
#include "app/cli/context.h"
#include "app/cli/figures_text.h"
#include "app/cli/pictures.h"
#include "app/cli/text_table.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/memory.h"
#include "core/base/text_format.h"
#include "core/solve/spectrum.h"
#include "core/workflow/figures_json.h"
#include "core/workflow/matrices.h"
#include "core/workflow/run_inputs.h"

#include <algorithm>
#include <fmt/format.h>
#include <memory>

namespace prism::cli {
namespace {

struct Options {
  std::filesystem::path tile, png;
  std::string tensor;
  int tile_id = -1, grid_cols = 0;
};

/// The whole tile in memory and its spectrum; empty for tiles too large to be decomposed at leisure.
std::vector<double> spectrum_of(const RowReader& rows) {
  constexpr std::int64_t kLargestSide = 8192;
  if (std::min(rows.rows(), rows.cols()) > kLargestSide) return {};
  require_memory(static_cast<std::uint64_t>(rows.rows()) * static_cast<std::uint64_t>(rows.cols()) * 4,
                 "the tile");
  std::vector<float> values(static_cast<std::size_t>(rows.rows() * rows.cols()));
  rows.read(0, rows.rows(), values.data());
  return singular_values(values, rows.rows(), rows.cols());
}

Answer inspect(Context& context, const Options& options) {
  require_writable(options.png);
  const std::vector<RowReader> slices = open_slices(options.tile, options.tensor);
  const bool stacked = slices.size() > 1;  // an adapter's tiles: --tile-id says which
  if (stacked && (options.tile_id < 0 || static_cast<std::size_t>(options.tile_id) >= slices.size())) {
    throw Error(ErrorCode::usage, fmt::format("the file holds {} tiles", slices.size()), options.tile,
                "--tile-id", fmt::format("0 to {}", slices.size() - 1));
  }
  const RowReader& rows = stacked ? slices[static_cast<std::size_t>(options.tile_id)] : slices.front();
  const TensorStatistics statistics = tensor_statistics(rows, 64, context.control);
  warn_of_not_finite(rows.path().string(), statistics);
  Answer answer;
  answer.json = figures_json(statistics);
  answer.json["shape"] = {rows.rows(), rows.cols()};
  answer.json["dtype"] = std::string(name_of(rows.dtype()));
  FactSheet facts;
  facts.add("shape", fmt::format("{} × {} {}", rows.rows(), rows.cols(), name_of(rows.dtype())));
  if (options.tile_id >= 0 && options.grid_cols > 0) {
    answer.json["row"] = options.tile_id / options.grid_cols;
    answer.json["col"] = options.tile_id % options.grid_cols;
    facts.add("position", fmt::format("row {}, column {}", options.tile_id / options.grid_cols,
                                      options.tile_id % options.grid_cols));
  }
  const bool finite = statistics.nan_count == 0 && statistics.inf_count == 0;
  const std::vector<double> spectrum = finite ? spectrum_of(rows) : std::vector<double>();
  answer.json["singular_values"] = spectrum;
  answer.json["rank"] = Json();
  facts.add("range", format_number(statistics.min) + " to " + format_number(statistics.max));
  facts.add("mean ± std", format_number(statistics.mean) + " ± " + format_number(statistics.std));
  facts.add("norm", format_number(statistics.norm));
  if (!finite) facts.add("NaN, infinite", fmt::format("{}, {}", statistics.nan_count, statistics.inf_count));
  if (!spectrum.empty()) {
    const std::int64_t rank = numerical_rank(spectrum, rows.rows(), rows.cols());
    answer.json["rank"] = rank;
    facts.add("rank", fmt::format("{} of {}", rank, spectrum.size()));
    facts.add("singular values", format_number(spectrum.front()) + " to " + format_number(spectrum.back()));
  }
  answer.text = facts.text();
  answer.json["files"] = Json::array();
  if (!options.png.empty()) {
    for (const auto& file : draw_inspection(rows, statistics, spectrum, options.png, context.control)) {
      answer.json["files"].push_back(file.string());
      answer.text += file.string() + "\n";
      note_output(context.record, file);
    }
    note_input(context.record, options.tile);
  }
  return answer;
}

}  // namespace

void add_inspect(Commands& commands) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      commands.add("inspect", "Statistics, histogram and singular values of a tile or matrix");
  command->add_option("tile", options->tile, "Tile, matrix or adapter file")->required();
  command->add_option("--tensor,--layer-name", options->tensor, "Tensor of a file that holds several");
  command->add_option("--tile-id", options->tile_id, "Which tile of an adapter, or the number of this one")
      ->check(at_least(0));
  command->add_option("--grid-cols", options->grid_cols, "Columns of the grid, to tell the tile's position")
      ->check(at_least(1));
  command->add_option("--png", options->png,
                      "Draw it here, its histogram and spectrum beside it (.png or .svg)");
  commands.on(command, [options](Context& context) { return inspect(context, *options); });
}

}  // namespace prism::cli
