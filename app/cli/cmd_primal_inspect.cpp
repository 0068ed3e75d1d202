// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/primal_commands.h"
#include "app/cli/text_table.h"
#include "core/base/text_format.h"
#include "core/lowbit/packed_file.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace prism::cli {
namespace {

Answer inspect(const std::filesystem::path& path) {
  const PackedFile file = open_packed(path);
  Answer answer;
  const auto low = static_cast<double>(file.low_bit_parameters());
  answer.json = {{"parameters", file.parameters()},
                 {"low_bit_parameters", file.low_bit_parameters()},
                 {"low_bit_bytes", file.low_bit_bytes()},
                 {"bytes", file.bytes()},
                 {"bytes_per_parameter",
                  {{"weights", static_cast<double>(file.low_bit_bytes()) / std::max(1.0, low)},
                   {"votes", 0},
                   {"optimizer", 0},
                   {"total", static_cast<double>(file.low_bit_bytes()) / std::max(1.0, low)}}},
                 {"matrices", Json::array()},
                 {"others", Json::array()}};
  std::vector<std::vector<std::string>> rows{{"matrix", "shape", "grid", "zeros", "values", "scales"}};
  double zeros = 0;
  for (const auto& [name, matrix] : file.matrices) {
    const PackedUse use = packed_use(matrix);
    const auto [least, most] = std::minmax_element(matrix.scales.begin(), matrix.scales.end());
    zeros += use.zero_fraction * static_cast<double>(matrix.rows) * static_cast<double>(matrix.cols);
    answer.json["matrices"].push_back({{"name", name},
                                       {"rows", matrix.rows},
                                       {"cols", matrix.cols},
                                       {"bits", matrix.grid.bits},
                                       {"grid", matrix.grid.name},
                                       {"table", matrix.grid.values},
                                       {"occupancy", use.occupancy},
                                       {"values_used", use.used},
                                       {"zero_fraction", use.zero_fraction},
                                       {"scale_min", *least},
                                       {"scale_max", *most},
                                       {"bytes", matrix.bytes()}});
    rows.push_back({name.empty() ? "(bare)" : name, fmt::format("{} × {}", matrix.rows, matrix.cols),
                    matrix.grid.name, fmt::format("{:.3f}", use.zero_fraction),
                    fmt::format("{} of {}", use.used, matrix.grid.levels()),
                    format_number(*least) + " to " + format_number(*most)});
  }
  answer.json["zero_fraction"] = zeros / std::max(1.0, low);
  for (const TensorInfo& info : file.others) {
    answer.json["others"].push_back({{"name", info.name},
                                     {"dtype", std::string(name_of(info.dtype))},
                                     {"shape", info.shape},
                                     {"bytes", info.bytes}});
    rows.push_back({info.name, fmt::format("{}", fmt::join(info.shape, " × ")),
                    std::string(name_of(info.dtype)), "", "", ""});
  }
  FactSheet facts;
  facts.add("parameters", format_count(static_cast<double>(file.parameters())));
  facts.add("low-bit ones",
            fmt::format("{}, {} ({:.3f} bytes each)", format_count(low), format_bytes(file.low_bit_bytes()),
                        static_cast<double>(file.low_bit_bytes()) / std::max(1.0, low)));
  facts.add("size", format_bytes(file.bytes()));
  facts.add("zero fraction", fmt::format("{:.3f}", zeros / std::max(1.0, low)));
  answer.text = facts.text() + "\n" + aligned(rows);
  return answer;
}

}  // namespace

void add_primal_inspect(Commands& commands, CLI::App* primal) {
  auto path = std::make_shared<std::filesystem::path>();
  CLI::App* command = commands.add("inspect", "What a packed file holds", primal);
  command->add_option("file", *path, "Packed file")->required();
  commands.on(command, [path](Context&) { return inspect(*path); });
}

}  // namespace prism::cli
