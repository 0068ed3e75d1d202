// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/model/rows.h"
#include "core/model/tensor_file.h"
#include "core/model/writers.h"
#include "core/tts/checkpoint_torch.h"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>
#include <system_error>

#include <ATen/ATen.h>

namespace prism {

namespace fs = std::filesystem;

namespace {

constexpr const char* kFormat = "prism-projector";
constexpr int kVersion = 1;
constexpr std::string_view kOptimiser = "moment.";

using Named = std::vector<std::pair<std::string, at::Tensor>>;

Named on_processor(const Named& tensors) {
  Named result;
  for (const auto& [name, tensor] : tensors)
    result.emplace_back(name, tensor.detach().to(at::kCPU).contiguous());
  return result;
}

std::span<const std::byte> bytes_of(const at::Tensor& tensor) {
  return {static_cast<const std::byte*>(tensor.data_ptr()), tensor.nbytes()};
}

constexpr std::pair<at::ScalarType, DType> kTypes[] = {
    {at::kFloat, DType::f32}, {at::kDouble, DType::f64}, {at::kByte, DType::u8},  {at::kChar, DType::i8},
    {at::kInt, DType::i32},   {at::kLong, DType::i64},   {at::kShort, DType::i16}};

DType dtype_of(const at::Tensor& tensor) {
  for (const auto& [own, dtype] : kTypes)
    if (own == tensor.scalar_type()) return dtype;
  throw Error(ErrorCode::unsupported, "a tensor of this type has no place in a checkpoint");
}

/// Of names and bytes, in this order, and of what is said beside them.
template <typename Tensors, typename Bytes>
std::string sum_of(const Tensors& names, const Bytes& bytes, const std::string& said) {
  Sha256 sum;
  for (const std::string& name : names) {
    sum.add(name);
    sum.add(bytes(name));
  }
  sum.add(said);
  return sum.hex();
}

std::vector<std::string> names_of(const Named& tensors) {
  std::vector<std::string> names;
  for (const auto& each : tensors) names.push_back(each.first);
  std::sort(names.begin(), names.end());
  return names;
}

std::string sum_of(const Named& tensors, const std::string& said) {
  return sum_of(
      names_of(tensors),
      [&](const std::string& wanted) {
        const auto found = std::find_if(tensors.begin(), tensors.end(),
                                        [&](const auto& each) { return each.first == wanted; });
        return bytes_of(found->second);
      },
      said);
}

std::string field(const TensorFile& file, const std::string& key, const fs::path& path) {
  const auto found = file.metadata.find(key);
  if (found != file.metadata.end()) return found->second;
  throw Error(ErrorCode::format, "field is missing", path, fmt::format("__metadata__ \"{}\"", key),
              "a projector's checkpoint");
}

std::int64_t whole_number(const TensorFile& file, const std::string& key, const fs::path& path) {
  const Json value = parse_json(field(file, key, path), path);
  if (value.is_number_integer()) return value.get<std::int64_t>();
  throw Error(ErrorCode::format, "is not a whole number", path, fmt::format("__metadata__ \"{}\"", key));
}

/// Where the language model is now: beside the checkpoint as it was, else where it stood.
fs::path model_of(const Json& model, const fs::path& checkpoint) {
  std::error_code ignored;
  const std::string beside =
      model.contains("relative") ? json_field<std::string>(model, "relative", checkpoint) : "";
  if (!beside.empty()) {
    const fs::path path = (fs::absolute(checkpoint).parent_path() / beside).lexically_normal();
    if (fs::exists(path, ignored)) return path;
  }
  return json_field<std::string>(model, "path", checkpoint);
}

Json model_json(const ProjectorInfo& info, const fs::path& checkpoint) {
  Json json{{"path", info.model.string()}, {"hash", info.model_hash}, {"layer", info.layer}};
  if (!info.model.empty()) {
    const fs::path model = fs::absolute(info.model).lexically_normal();
    json["path"] = model.string();
    json["relative"] =
        model.lexically_relative(fs::absolute(checkpoint).parent_path().lexically_normal()).string();
  }
  return json;
}

/// A tensor of exactly this shape; f16 and bf16 are widened.
at::Tensor read_tensor(const TensorFile& file, const std::string& name, at::IntArrayRef shape,
                       const fs::path& path) {
  const TensorInfo* info = file.find(name);
  if (info == nullptr) throw Error(ErrorCode::format, "tensor is missing", path, "\"" + name + "\"");
  if (at::IntArrayRef(info->shape) != shape) {
    throw Error(ErrorCode::format, fmt::format("has the shape [{}]", fmt::join(info->shape, ", ")), path,
                "\"" + name + "\"", fmt::format("[{}]", fmt::join(shape.begin(), shape.end(), ", ")));
  }
  at::Tensor tensor = at::empty(shape, at::kFloat);
  const RowReader rows(file, *info);
  rows.read(0, rows.rows(), tensor.data_ptr<float>());
  return tensor;
}

void require_sum(const TensorFile& file, const char* key, const std::vector<std::string>& names,
                 const std::string& said, const fs::path& path) {
  const std::string found = sum_of(
      names, [&](const std::string& name) { return file.data(file.get(name)); }, said);
  if (found == field(file, key, path)) return;
  throw Error(ErrorCode::format, "the file is damaged: its contents do not have the sum it names", path,
              fmt::format("__metadata__ \"{}\"", key), field(file, key, path));
}

/// As it stands in the file.
at::Tensor copy_of(const TensorFile& file, const TensorInfo& info, const fs::path& path) {
  for (const auto& [own, dtype] : kTypes) {
    if (dtype != info.dtype) continue;
    at::Tensor tensor = at::empty(info.shape, at::TensorOptions(own));
    const auto bytes = file.data(info);
    if (!bytes.empty()) std::memcpy(tensor.data_ptr(), bytes.data(), bytes.size());
    return tensor;
  }
  throw Error(ErrorCode::format, fmt::format("has the type {}", name_of(info.dtype)), path,
              "\"" + info.name + "\"");
}

std::unique_ptr<TrainingState> read_state(const TensorFile& file, const fs::path& path) {
  if (!file.metadata.contains("training")) return nullptr;
  const Json training = parse_json(field(file, "training", path), path);
  auto state = std::make_unique<TrainingState>();
  state->key = json_field<std::string>(training, "key", path);
  state->progress = json_field<Json>(training, "progress", path);
  std::vector<std::string> names;
  for (const TensorInfo& tensor : file.tensors) {
    if (!tensor.name.starts_with(kOptimiser)) continue;
    names.push_back(tensor.name);
    state->optimiser.emplace_back(tensor.name.substr(kOptimiser.size()), copy_of(file, tensor, path));
  }
  require_sum(file, "sha256_training", names, field(file, "training", path), path);
  return state;
}

}  // namespace

void save_projector(const fs::path& path, const ProjectorNet& net, const ProjectorInfo& info,
                    const TrainingState* state) {
  Named weights = on_processor(net.weights());
  for (auto& each : on_processor(net.scales())) weights.push_back(std::move(each));
  std::map<std::string, std::string> metadata{{"format", kFormat},
                                              {"format_version", std::to_string(kVersion)},
                                              {"config", dump_json(to_json(info.config))},
                                              {"contract", dump_json(to_json(info.contract))},
                                              {"front_end", dump_json(to_json(info.front_end))},
                                              {"model", dump_json(model_json(info, path))},
                                              {"step", std::to_string(info.step)},
                                              {"record", dump_json(info.record)}};
  metadata["sha256"] = sum_of(weights, metadata["config"] + metadata["contract"] + metadata["front_end"]);
  Named moments;
  if (state != nullptr) {
    for (const auto& [name, tensor] : state->optimiser)
      moments.emplace_back(std::string(kOptimiser) + name, tensor);
    moments = on_processor(moments);
    metadata["training"] = dump_json({{"key", state->key}, {"progress", state->progress}});
    metadata["sha256_training"] = sum_of(moments, metadata["training"]);
  }
  std::vector<TensorToWrite> tensors;
  for (const Named* list : {&weights, &moments}) {
    for (const auto& [name, tensor] : *list) {
      TensorToWrite out;
      out.name = name;
      out.dtype = dtype_of(tensor);
      out.shape = tensor.sizes().vec();
      out.raw = bytes_of(tensor);
      tensors.push_back(std::move(out));
    }
  }
  write_safetensors(path, tensors, metadata);
}

LoadedProjector load_projector(const fs::path& path, bool with_state) {
  const TensorFile file = open_safetensors(path);
  const auto format = file.metadata.find("format");
  if (format == file.metadata.end() || format->second != kFormat) {
    throw Error(ErrorCode::format, "is not a projector's checkpoint", path, "__metadata__ \"format\"",
                kFormat);
  }
  const std::int64_t version = whole_number(file, "format_version", path);
  if (version < 1 || version > kVersion) {
    throw Error(ErrorCode::unsupported, fmt::format("was written by a later program: version {}", version),
                path, "__metadata__ \"format_version\"", fmt::format("at most {}", kVersion));
  }
  LoadedProjector loaded;
  ProjectorInfo& info = loaded.info;
  info.config = projector_config_of(parse_json(field(file, "config", path), path), path);
  // Before anything of the size it claims is made.
  std::int64_t elements = 0;
  for (const TensorInfo& tensor : file.tensors) elements += tensor.elements();
  if (parameters_of(info.config) > elements) {
    throw Error(
        ErrorCode::format,
        fmt::format("holds {} numbers, its configuration asks for {}", elements, parameters_of(info.config)),
        path, "__metadata__ \"config\"");
  }
  info.contract = mel_contract_of(parse_json(field(file, "contract", path), path), path);
  info.front_end = front_end_of(parse_json(field(file, "front_end", path), path), path);
  const auto phones = static_cast<std::int64_t>(info.front_end.phones.size());
  if (info.config.phones != 0 && info.config.phones != phones) {
    throw Error(ErrorCode::format, fmt::format("lists {} phones for {}", phones, info.config.phones), path,
                "__metadata__ \"front_end\"");
  }
  const Json model = parse_json(field(file, "model", path), path);
  info.model = model_of(model, path);
  info.model_hash = json_field<std::string>(model, "hash", path);
  info.layer = json_field<int>(model, "layer", path);
  info.step = whole_number(file, "step", path);
  info.record = parse_json(field(file, "record", path), path);

  loaded.net = std::make_unique<ProjectorNet>(info.config, std::nullopt);
  Named wanted(loaded.net->weights());
  for (auto& scale : loaded.net->scales()) wanted.push_back(std::move(scale));
  for (const auto& [name, tensor] : wanted)
    loaded.net->set(name, read_tensor(file, name, tensor.sizes(), path));
  require_sum(file, "sha256", names_of(wanted),
              field(file, "config", path) + field(file, "contract", path) + field(file, "front_end", path),
              path);
  if (with_state) loaded.state = read_state(file, path);
  return loaded;
}

std::vector<fs::path> step_checkpoints(const fs::path& folder) {
  std::vector<std::pair<std::int64_t, fs::path>> found;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    const std::string name = entry.path().filename().string();
    constexpr std::string_view kBegin = "step-", kEnd = ".safetensors";
    if (!name.starts_with(kBegin) || !name.ends_with(kEnd)) continue;
    const std::string number = name.substr(kBegin.size(), name.size() - kBegin.size() - kEnd.size());
    if (number.empty() || number.size() > 15 || number.find_first_not_of("0123456789") != std::string::npos)
      continue;
    found.emplace_back(std::stoll(number), entry.path());
  }
  std::sort(found.rbegin(), found.rend());
  std::vector<fs::path> paths;
  for (auto& each : found) paths.push_back(std::move(each.second));
  return paths;
}

void prune_checkpoints(const fs::path& folder, std::size_t keep) {
  const std::vector<fs::path> all = step_checkpoints(folder);
  std::error_code ignored;
  for (std::size_t i = keep; i < all.size(); ++i) fs::remove(all[i], ignored);
}

LoadedProjector newest_good_checkpoint(const fs::path& folder,
                                       const std::function<void(const std::string&)>& note) {
  for (const fs::path& path : step_checkpoints(folder)) {
    try {
      LoadedProjector loaded = load_projector(path, true);
      if (loaded.state != nullptr) return loaded;
      note(fmt::format("{}: holds no training state; the checkpoint before it is tried", path.string()));
    } catch (const Error& error) {
      note(fmt::format("{}; the checkpoint before it is tried", error.what()));
    }
  }
  return {};
}

}  // namespace prism
