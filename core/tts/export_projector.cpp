// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tts/export_projector.h"

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/base/sha256.h"
#include "core/model/rows.h"
#include "core/model/tensor_stream.h"
#include "core/model/writers.h"

#include <system_error>
#include <utility>
#include <vector>

namespace prism {
namespace {

bool is_state(const std::string& name) {
  return name.starts_with("moment.");
}

/// The sum that a checkpoint names: of names and bytes in the order of names, then of what it says.
std::string sum_of(const std::vector<TensorToWrite>& tensors,
                   const std::map<std::string, std::string>& said) {
  Sha256 sum;
  for (const TensorToWrite& tensor : tensors) {
    sum.add(tensor.name);
    stream_tensor(tensor, tensor.dtype, [&sum](std::span<const std::byte> bytes) { sum.add(bytes); });
  }
  for (const char* key : {"config", "contract", "front_end"}) sum.add(said.at(key));
  return sum.hex();
}

/// Where the language model is, seen from the new file.
std::string moved(const std::string& text, const std::filesystem::path& from,
                  const std::filesystem::path& to) {
  namespace fs = std::filesystem;
  Json model = parse_json(text, from);
  std::error_code ignored;
  fs::path place = model.value("path", std::string());
  const fs::path beside = fs::absolute(from).parent_path() / model.value("relative", std::string());
  if (!model.value("relative", std::string()).empty() && fs::exists(beside, ignored)) place = beside;
  if (place.empty()) return text;
  place = fs::absolute(place).lexically_normal();
  model["path"] = place.string();
  model["relative"] = place.lexically_relative(fs::absolute(to).parent_path().lexically_normal()).string();
  return dump_json(model);
}

}  // namespace

bool is_projector(const TensorFile& file) {
  const auto format = file.metadata.find("format");
  return format != file.metadata.end() && format->second == "prism-projector";
}

ProjectorExport export_projector(const std::filesystem::path& checkpoint, const std::filesystem::path& target,
                                 DType dtype, const RunControl& control) {
  const TensorFile file = open_tensor_file(checkpoint);
  if (!is_projector(file))
    throw Error(ErrorCode::format, "it is not a projector's checkpoint", checkpoint,
                "__metadata__ \"format\"");
  std::map<std::string, std::string> said = file.metadata;
  said.erase("training");
  said.erase("sha256_training");
  for (const char* key : {"config", "contract", "front_end"}) {
    if (!said.contains(key))
      throw Error(ErrorCode::format, "field is missing", checkpoint,
                  "__metadata__ \"" + std::string(key) + "\"");
  }
  if (said.contains("model")) said["model"] = moved(said["model"], checkpoint, target);
  std::vector<TensorToWrite> tensors;
  for (const TensorInfo& info : file.tensors) {  // sorted by name
    if (is_state(info.name)) continue;
    TensorToWrite tensor;
    tensor.name = info.name;
    tensor.dtype = dtype;
    tensor.shape = info.shape;
    const RowReader reader(file, info);
    // A vector is one row for the writer and a row an element for the reader.
    const bool vector = info.shape.size() <= 1;
    tensor.rows = [reader, vector, &control](std::int64_t first, std::int64_t count, float* out) {
      control.check();
      if (vector) {
        reader.read(0, reader.rows(), out);
      } else {
        reader.read(first, count, out);
      }
    };
    tensors.push_back(std::move(tensor));
  }
  ProjectorExport result;
  result.tensors = static_cast<std::int64_t>(tensors.size());
  if (target.extension() == ".safetensors") {
    said["sha256"] = sum_of(tensors, said);
    result.bytes = write_safetensors(target, tensors, said);
  } else if (target.extension() == ".gguf") {
    std::map<std::string, std::string> keys{{"general.architecture", "prism-projector"},
                                            {"general.name", checkpoint.stem().string()}};
    said.erase("sha256");  // of bytes that are others here
    for (const auto& [key, value] : said) keys["prism." + key] = value;
    result.bytes = write_gguf(target, tensors, keys);
  } else {
    result.bytes = write_tensors(target, tensors);
  }
  return result;
}

}  // namespace prism
