// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"
#include "app/cli/text_table.h"
#include "core/base/text_format.h"
#include "core/workflow/matrices.h"

#include <cmath>
#include <fmt/format.h>
#include <memory>

namespace prism::cli {
namespace {

struct Options {
  std::filesystem::path first, second;
  std::string name_1, name_2, layer_name;
  int worst = 10;
};

Json known(double value) {
  return std::isfinite(value) ? Json(value) : Json();
}

Answer compare(const Context& context, const Options& options) {
  const RowReader a = open_matrix(options.first, options.layer_name);
  const RowReader b = open_matrix(options.second, options.layer_name);
  const MatrixComparison result = compare_matrices(a, b, options.worst, context.control);
  const std::string name_1 = options.name_1.empty() ? options.first.string() : options.name_1;
  const std::string name_2 = options.name_2.empty() ? options.second.string() : options.name_2;
  Answer answer;
  answer.json = {{"name1", name_1},
                 {"name2", name_2},
                 {"shape1", {a.rows(), a.cols()}},
                 {"shape2", {b.rows(), b.cols()}},
                 {"identical", result.identical},
                 {"max_abs", known(result.max_abs)},
                 {"mean_abs", known(result.mean_abs)},
                 {"cosine", known(result.cosine)},
                 {"cka", known(result.cka)},
                 {"worst_rows", Json::array()}};
  FactSheet facts;
  facts.add(name_1, fmt::format("{} × {}", a.rows(), a.cols()));
  facts.add(name_2, fmt::format("{} × {}", b.rows(), b.cols()));
  if (result.same_shape) {
    facts.add("identical", result.identical ? "yes" : "no");
    facts.add("greatest difference", format_number(result.max_abs));
    facts.add("mean difference", format_number(result.mean_abs));
    facts.add("cosine", format_number(result.cosine));
  }
  facts.add("CKA", format_number(result.cka));
  answer.text = facts.text();
  std::vector<std::vector<std::string>> rows{{"row", "difference", "cosine"}};
  for (const auto& row : result.worst_rows) {
    answer.json["worst_rows"].push_back(
        {{"row", row.row}, {"difference", known(row.difference)}, {"cosine", known(row.cosine)}});
    rows.push_back({std::to_string(row.row), format_number(row.difference), format_number(row.cosine)});
  }
  if (!result.identical && rows.size() > 1) answer.text += "\nrows that differ most\n" + aligned(rows);
  return answer;
}

}  // namespace

void add_compare(Commands& commands) {
  auto options = std::make_shared<Options>();
  CLI::App* command = commands.add("compare", "How two matrices (or two models' heads) differ");
  command->add_option("--matrix1", options->first, "Matrix file or model")->required();
  command->add_option("--matrix2", options->second, "Matrix file or model")->required();
  command->add_option("--name1", options->name_1, "Name of the first in the output");
  command->add_option("--name2", options->name_2, "Name of the second in the output");
  command->add_option("--layer-name", options->layer_name, "Tensor to take from both");
  command->add_option("--worst", options->worst, "How many rows to list")->check(CLI::Range(0, 100000));
  commands.on(command, [options](Context& context) { return compare(context, *options); });
}

}  // namespace prism::cli
