// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"
#include "app/cli/paths.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/text_format.h"
#include "core/model/model.h"
#include "core/model/writers.h"
#include "core/workflow/run_inputs.h"

#include <fmt/format.h>
#include <memory>

namespace prism::cli {
namespace {

struct Options {
  std::filesystem::path model, output;
  std::string layer_name, dtype = "auto";
};

/// The type it has in the model where the format knows it, else F32.
DType written_type(DType stored, const std::filesystem::path& output, const std::string& wanted) {
  if (wanted == "f32") return DType::f32;
  if (wanted == "f16") return DType::f16;
  if (wanted == "bf16") return DType::bf16;
  const bool has_bf16 = output.extension() != ".npy" && output.extension() != ".gguf";
  if (stored == DType::f16) return DType::f16;
  return stored == DType::bf16 && has_bf16 ? DType::bf16 : DType::f32;
}

Answer extract(Context& context, const Options& options, bool head) {
  require_writable(output_file(options.output, head ? "lm_head.npy" : "embedding.npy"));
  const Model model = open_model(options.model);
  const RowReader rows = head ? model.head(options.layer_name) : model.input_embedding(options.layer_name);
  const std::string name = head ? "lm_head" : "embedding";
  const std::filesystem::path output = output_file(options.output, name + ".npy");
  TensorToWrite tensor;
  tensor.name = rows.name().empty() ? name : rows.name();
  tensor.dtype = written_type(rows.dtype(), output, options.dtype);
  tensor.shape = {rows.rows(), rows.cols()};
  tensor.rows = [&](std::int64_t first, std::int64_t count, float* out) {
    context.control.check();
    context.control.progress("write", static_cast<double>(first), static_cast<double>(rows.rows()), "rows");
    rows.read(first, count, out);
    rows.forget(first, count);
  };
  const std::uint64_t bytes = write_tensors(output, {tensor});
  note_input(context.record, options.model);
  note_output(context.record, output);
  Answer answer;
  answer.json = {
      {"rows", rows.rows()},   {"cols", rows.cols()},       {"dtype", std::string(name_of(tensor.dtype))},
      {"tensor", tensor.name}, {"output", output.string()}, {"bytes", bytes}};
  answer.text = fmt::format("{}: {} × {} {} to {} ({})\n", tensor.name, rows.rows(), rows.cols(),
                            name_of(tensor.dtype), output.string(), format_bytes(bytes));
  return answer;
}

void add(Commands& commands, const char* name, const char* description, bool head) {
  auto options = std::make_shared<Options>();
  CLI::App* command = commands.add(name, description);
  command->add_option("--model", options->model, "Model folder or file")->required();
  command
      ->add_option("--output,--output-dir", options->output, "File to write: .npy, .safetensors, .pt, .gguf")
      ->required();
  command->add_option("--layer-name", options->layer_name, "Tensor to take instead of the one found");
  command->add_option("--dtype", options->dtype, "Type to write: auto (as stored), f32, f16, bf16")
      ->check(CLI::IsMember({"auto", "f32", "f16", "bf16"}));
  commands.on(command, [options, head](Context& context) { return extract(context, *options, head); });
}

}  // namespace

void add_extract(Commands& commands) {
  add(commands, "extract-head", "Write a model's output head as a matrix", true);
  add(commands, "extract-embedding", "Write a model's input embedding as a matrix", false);
}

}  // namespace prism::cli
