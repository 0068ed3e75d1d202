// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"
#include "app/cli/figures_text.h"
#include "app/cli/text_table.h"
#include "core/base/text_format.h"
#include "core/lowbit/packed_file.h"
#include "core/model/model.h"
#include "core/workflow/figures_json.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <memory>
#include <optional>

namespace prism::cli {
namespace {

struct Options {
  std::filesystem::path model;
  std::string tensor;
};

Json or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

std::string shape_text(const TensorInfo& tensor) {
  return fmt::format("[{}]", fmt::join(tensor.shape, ", "));
}

Json tensor_json(const TensorInfo& tensor) {
  return {{"name", tensor.name},
          {"dtype", std::string(name_of(tensor.dtype))},
          {"shape", tensor.shape},
          {"offset", tensor.offset},
          {"bytes", tensor.bytes}};
}

Answer tensor_answer(const Context& context, const Model& model, const std::string& name) {
  const TensorInfo& info = model.tensors.get(name);
  const TensorStatistics statistics = tensor_statistics(RowReader(model.tensors, info), 64, context.control);
  warn_of_not_finite(model.path.string() + ": " + name, statistics);
  Answer answer;
  answer.json = tensor_json(info);
  answer.json.update(figures_json(statistics));
  FactSheet facts;
  facts.add("name", info.name);
  facts.add("type", std::string(name_of(info.dtype)));
  facts.add("shape", shape_text(info));
  facts.add("range", format_number(statistics.min) + " to " + format_number(statistics.max));
  facts.add("mean ± std", format_number(statistics.mean) + " ± " + format_number(statistics.std));
  facts.add("norm", format_number(statistics.norm));
  facts.add("NaN, infinite", fmt::format("{}, {}", statistics.nan_count, statistics.inf_count));
  answer.text = facts.text();
  return answer;
}

Answer model_answer(const Model& model) {
  std::optional<PackedFile> packed;
  if (is_packed(model.tensors)) packed = packed_from(model.tensors, model.path);
  const std::int64_t parameters = packed ? packed->parameters() : model.parameters();
  Answer answer;
  answer.json = {{"format", model.tensors.format},
                 {"architecture", or_null(model.architecture)},
                 {"parameters", parameters},
                 {"bytes", model.bytes()},
                 {"tensors", Json::array()},
                 {"vocab_size", model.vocab_size},
                 {"tokenizer", or_null(model.tokenizer.string())},
                 {"lm_head", model.lm_head ? Json(*model.lm_head) : Json()},
                 {"embedding", model.embedding ? Json(*model.embedding) : Json()},
                 {"tied", model.tied},
                 {"warnings", model.warnings}};
  FactSheet facts;
  facts.add("format", model.tensors.format);
  facts.add("architecture", model.architecture.empty() ? "unknown" : model.architecture);
  facts.add("parameters", format_count(static_cast<double>(parameters)));
  facts.add("size", format_bytes(model.bytes()));
  facts.add("vocabulary", fmt::format("{}", model.vocab_size));
  facts.add("tokenizer", model.tokenizer.empty() ? "none" : model.tokenizer.filename().string());
  facts.add("output head", model.lm_head.value_or("none") + (model.tied ? " (tied)" : ""));
  facts.add("input embedding", model.embedding.value_or("none"));
  if (packed) {
    answer.json["low_bit_parameters"] = packed->low_bit_parameters();
    answer.json["low_bit_bytes"] = packed->low_bit_bytes();
    facts.add("low-bit parameters",
              fmt::format("{} in {}; prismoe primal inspect tells more",
                          format_count(static_cast<double>(packed->low_bit_parameters())),
                          format_bytes(packed->low_bit_bytes())));
  }
  std::vector<std::vector<std::string>> rows;
  for (const TensorInfo& tensor : model.tensors.tensors) {
    answer.json["tensors"].push_back(tensor_json(tensor));
    rows.push_back(
        {tensor.name, std::string(name_of(tensor.dtype)), shape_text(tensor), format_bytes(tensor.bytes)});
  }
  answer.text = facts.text() + "\n" + aligned(rows);
  for (const std::string& warning : model.warnings) answer.text += "warning: " + warning + "\n";
  return answer;
}

}  // namespace

void add_info(Commands& commands) {
  auto options = std::make_shared<Options>();
  CLI::App* command = commands.add("info", "What is inside a model file or folder");
  command->add_option("model", options->model, "Model folder or file")->required();
  command->add_option("--tensor", options->tensor, "Statistics of this tensor instead");
  commands.on(command, [options](Context& context) {
    const Model model = open_model(options->model);
    return options->tensor.empty() ? model_answer(model) : tensor_answer(context, model, options->tensor);
  });
}

}  // namespace prism::cli
