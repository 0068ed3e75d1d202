// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/model/close_names.h"
#include "core/model/gguf_metadata.h"
#include "core/model/matrices.h"
#include "core/model/model_config.h"
#include "core/model/shards.h"

#include <algorithm>
#include <limits>

namespace prism {
namespace {

namespace fs = std::filesystem;

/// A configuration is some kilobytes; the limit bounds the tree that a hostile one becomes.
constexpr std::uint64_t kLargestConfig = 2u << 20;

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

std::vector<fs::path> files_ending(const fs::path& folder, std::initializer_list<const char*> extensions) {
  std::vector<fs::path> found;
  std::error_code problem;
  for (const auto& entry : fs::directory_iterator(folder, problem)) {
    const std::string extension = entry.path().extension().string();
    const bool wanted = std::any_of(extensions.begin(), extensions.end(),
                                    [&](const char* candidate) { return extension == candidate; });
    std::error_code ignored;
    if (wanted && entry.is_regular_file(ignored)) found.push_back(entry.path());
  }
  if (problem) throw system_error(problem.value(), "cannot list", folder);
  std::sort(found.begin(), found.end());
  return found;
}

TensorFile open_weights(const fs::path& folder) {
  if (const fs::path index = folder / "model.safetensors.index.json"; is_there(index)) {
    return open_shards(index, open_safetensors);
  }
  if (const fs::path file = folder / "model.safetensors"; is_there(file)) return open_safetensors(file);
  if (const auto files = files_ending(folder, {".safetensors"}); !files.empty()) {
    return open_together(files, open_safetensors);
  }
  if (const fs::path index = folder / "pytorch_model.bin.index.json"; is_there(index)) {
    return open_shards(index, open_pytorch);
  }
  if (const fs::path file = folder / "pytorch_model.bin"; is_there(file)) return open_pytorch(file);
  for (const auto& extensions : {std::initializer_list<const char*>{".gguf"}, {".pt", ".pth"}}) {
    const auto files = files_ending(folder, extensions);
    if (files.size() == 1) return open_tensor_file(files.front());
    if (files.size() > 1 && gguf_shards(files.front()) == files) return open_gguf_model(files.front());
    if (files.size() > 1) {
      std::vector<std::string> names;
      for (const fs::path& file : files) names.push_back(file.filename().string());
      throw Error(ErrorCode::usage, "holds several models", folder, {}, "one of " + listed(names));
    }
  }
  throw Error(ErrorCode::not_found, "holds no model weights", folder, {},
              "*.safetensors, pytorch_model*.bin or one .gguf file");
}

fs::path find_tokenizer(const fs::path& folder) {
  for (const char* name : {"tokenizer.json", "tokenizer.model", "spiece.model", "sentencepiece.bpe.model"}) {
    if (is_there(folder / name)) return folder / name;
  }
  const auto ranks = files_ending(folder, {".tiktoken"});
  return ranks.empty() ? fs::path() : ranks.front();
}

void read_config(Model& model, const fs::path& file) {
  model.config = parse_json(read_file(file, kLargestConfig), file);
  if (!model.config.is_object()) {
    throw Error(ErrorCode::format, "is no JSON object", file, "offset 0", "the fields of a model");
  }
}

std::string architecture_of(const Json& config) {
  const auto list = config.find("architectures");
  if (list != config.end() && list->is_array() && !list->empty() && list->front().is_string()) {
    return list->front().get<std::string>();
  }
  const auto type = config.find("model_type");
  return type != config.end() && type->is_string() ? type->get<std::string>() : std::string();
}

RowReader rows_of(const Model& model, const std::optional<std::string>& found, const std::string& layer_name,
                  const char* what) {
  if (!layer_name.empty()) return {model.tensors, model.tensors.get(layer_name)};
  if (found) return {model.tensors, model.tensors.get(*found)};
  throw Error(ErrorCode::not_found, std::string("has no ") + what + " under a known name", model.path, {},
              "--layer-name with one of its matrices: " + list_of_matrices(model.tensors));
}

}  // namespace

std::int64_t Model::parameters() const noexcept {
  std::int64_t sum = 0;
  for (const TensorInfo& tensor : tensors.tensors) {
    // Views in checkpoints may claim more elements than there are bytes.
    if (__builtin_add_overflow(sum, tensor.elements(), &sum)) return std::numeric_limits<std::int64_t>::max();
  }
  return sum;
}

std::uint64_t Model::bytes() const noexcept {
  std::uint64_t sum = 0;
  for (const TensorInfo& tensor : tensors.tensors) sum += tensor.bytes;
  return sum;
}

RowReader Model::head(const std::string& layer_name) const {
  return rows_of(*this, lm_head, layer_name, "output head");
}

RowReader Model::input_embedding(const std::string& layer_name) const {
  return rows_of(*this, embedding, layer_name, "input embedding");
}

Model open_model(const fs::path& path) {
  Model model;
  model.path = path;
  std::error_code ignored;
  const bool is_folder = fs::is_directory(path, ignored);
  model.tensors = is_folder                   ? open_weights(path)
                  : gguf_shards(path).empty() ? open_tensor_file(path)
                                              : open_gguf_model(path);
  model.warnings = model.tensors.warnings;

  fs::path source;
  // A file with Hugging Face's own name belongs to its folder; any other file stands alone.
  const std::string name = path.filename().string();
  const bool is_main_file = name == "model.safetensors" || name == "pytorch_model.bin";
  const fs::path folder = is_folder ? path : path.parent_path();
  if (is_folder || is_main_file) {
    if (is_there(folder / "config.json")) {
      source = folder / "config.json";
      read_config(model, source);
    }
    model.tokenizer = find_tokenizer(folder);
  }
  if (model.tensors.format == "gguf") {
    const fs::path& file = model.tensors.files.front()->path();
    check_gguf_vocabulary(model.tensors);
    if (source.empty()) {
      source = file;
      model.config = config_of_gguf(model.tensors);
    }
    if (model.tokenizer.empty() && model.tensors.gguf.contains("tokenizer.ggml.tokens"))
      model.tokenizer = file;
  }
  model.architecture = architecture_of(model.config);
  find_matrices(model);
  if (!source.empty()) check_config(model, source);
  return model;
}

}  // namespace prism
