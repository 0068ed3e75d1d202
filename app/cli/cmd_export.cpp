// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"
#include "core/adapter/adapter.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/text_format.h"
#include "core/lowbit/packed_file.h"
#include "core/model/model.h"
#include "core/model/writers.h"
#include "core/tts/export_projector.h"
#include "core/workflow/run_inputs.h"

#include <fmt/format.h>
#include <map>
#include <memory>

namespace prism::cli {
namespace {

struct Options {
  std::filesystem::path adapter, checkpoint, output;
  std::string dtype = "auto";
  bool assembled = false;
};

DType type_of(const std::string& word) {
  static const std::map<std::string, DType> kTypes{{"f32", DType::f32},
                                                   {"f16", DType::f16},
                                                   {"bf16", DType::bf16},
                                                   {"q8_0", DType::q8_0},
                                                   {"q4_0", DType::q4_0}};
  const auto found = kTypes.find(word);
  if (found == kTypes.end()) {
    throw Error(ErrorCode::usage, "--dtype " + word + " cannot be written", {}, {},
                "f32, f16, bf16, q8_0 or q4_0");
  }
  return found->second;
}

bool is_whole_number(DType dtype) {
  return dtype >= DType::i64 && dtype <= DType::boolean;
}

/// Whether a tensor's bytes go into the new file as they are: --dtype is about numbers with a fraction, and
/// without it every type stays that the format knows.
bool stays(const TensorInfo& info, const Options& options) {
  const bool plain = info.strides.empty() && !info.fortran && !info.big_endian;
  return plain && can_hold(options.output, info.dtype) &&
         (options.dtype == "auto" || is_whole_number(info.dtype));
}

/// All tensors of a checkpoint, one row block at a time, in another format or type.
ExportResult export_checkpoint(const Context& context, Options options) {
  // The folder of a training stands for its best checkpoint, as wherever one is asked for.
  if (std::filesystem::exists(options.checkpoint / "best.safetensors"))
    options.checkpoint /= "best.safetensors";
  const Model model = open_model(options.checkpoint);
  if (is_projector(model.tensors)) {
    const DType dtype = options.dtype == "auto" ? DType::f32 : type_of(options.dtype);
    const ProjectorExport done = export_projector(options.checkpoint, options.output, dtype, context.control);
    return {done.tensors, done.bytes};
  }
  if (is_packed(model.tensors)) {
    const PackedFile packed = packed_from(model.tensors, model.path);
    const DType dtype = options.dtype == "auto" ? DType::f32 : type_of(options.dtype);
    return {static_cast<std::int64_t>(packed.matrices.size() + packed.others.size()),
            export_packed(packed, options.output, dtype)};
  }
  std::vector<TensorToWrite> tensors;
  for (const TensorInfo& info : model.tensors.tensors) {
    TensorToWrite tensor;
    tensor.name = info.name.empty() ? "weight" : info.name;
    tensor.shape = info.shape;
    if (stays(info, options)) {
      tensor.dtype = info.dtype;
      tensor.raw = model.tensors.data(info);
      tensors.push_back(std::move(tensor));
      continue;
    }
    const RowReader reader(model.tensors, info);
    tensor.dtype =
        options.dtype == "auto" || is_whole_number(info.dtype) ? DType::f32 : type_of(options.dtype);
    // A vector is one row for the writer and a row an element for the reader.
    const bool vector = info.shape.size() <= 1;
    tensor.rows = [reader, vector, &context](std::int64_t first, std::int64_t count, float* out) {
      context.control.check();
      if (vector) {
        reader.read(0, reader.rows(), out);
      } else {
        reader.read(first, count, out);
      }
    };
    tensors.push_back(std::move(tensor));
  }
  ExportResult result;
  result.tensors = static_cast<std::int64_t>(tensors.size());
  result.bytes = write_tensors(options.output, tensors);
  return result;
}

Answer run(Context& context, const Options& options) {
  if (options.adapter.empty() == options.checkpoint.empty()) {
    throw Error(ErrorCode::usage, "say what to export", {}, {}, "either --adapter or --checkpoint");
  }
  if (options.dtype != "auto") (void)type_of(options.dtype);
  require_writable(options.output);
  const bool adapter = !options.adapter.empty();
  const ExportResult result =
      adapter ? export_adapter(load_adapter(options.adapter), options.output,
                               options.dtype == "auto" ? "f32" : options.dtype, options.assembled)
              : export_checkpoint(context, options);
  note_input(context.record, adapter ? options.adapter : options.checkpoint);
  note_output(context.record, options.output);
  Answer answer;
  answer.json = {{"tensors", result.tensors}, {"bytes", result.bytes}, {"output", options.output.string()}};
  answer.text = fmt::format("{} tensors, {}: {}\n", result.tensors, format_bytes(result.bytes),
                            options.output.string());
  return answer;
}

}  // namespace

void add_export(Commands& commands) {
  auto options = std::make_shared<Options>();
  CLI::App* command = commands.add("export", "Write an adapter or a projector for other programs");
  command->add_option("--adapter", options->adapter, "NAME.prism");
  command->add_option("--checkpoint", options->checkpoint, "A projector, or any tensor file to convert it");
  command->add_option("--output", options->output, "File: .gguf, .safetensors, .pt or .npy")->required();
  command->add_option(
      "--dtype", options->dtype,
      "f32, f16, bf16, q8_0 or q4_0, as the format allows; auto: f32 for an adapter, as stored for a "
      "checkpoint");
  command->add_flag("--assembled", options->assembled, "One dense matrix and its bias instead of tiles");
  commands.on(command, [options](Context& context) { return run(context, *options); });
}

}  // namespace prism::cli
