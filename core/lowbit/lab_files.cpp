// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/lowbit/lab_files_torch.h"
#include "core/lowbit/packed_file.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <fmt/format.h>
#include <system_error>
#include <utility>

#include <ATen/ATen.h>

namespace prism {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKept = 3;

DType dtype_of(const at::Tensor& tensor) {
  if (tensor.scalar_type() == at::kByte) return DType::u8;
  if (tensor.scalar_type() == at::kChar) return DType::i8;
  return DType::f32;
}

TensorToWrite to_write(const std::string& name, const at::Tensor& tensor) {
  TensorToWrite out;
  out.name = name;
  out.dtype = dtype_of(tensor);
  out.shape = tensor.sizes().vec();
  out.raw = {static_cast<const std::byte*>(tensor.data_ptr()), static_cast<std::size_t>(tensor.nbytes())};
  return out;
}

/// step-N.safetensors by N, newest first.
std::vector<std::pair<std::int64_t, fs::path>> checkpoints_in(const fs::path& folder) {
  std::vector<std::pair<std::int64_t, fs::path>> found;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("step-") || entry.path().extension() != ".safetensors") continue;
    const std::string digits = entry.path().stem().string().substr(5);
    std::int64_t step = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), step);
    if (problem == std::errc() && end == digits.data() + digits.size())
      found.emplace_back(step, entry.path());
  }
  std::sort(found.rbegin(), found.rend());
  return found;
}

fs::path hash_file(const fs::path& checkpoint) {
  return fs::path(checkpoint).replace_extension(".sha256");
}

std::vector<NamedTensor> all_tensors(const TrainedModel& model) {
  std::vector<NamedTensor> all = model.optimizer().state();
  for (const NamedTensor& each : model.others()) all.push_back({each.name, each.tensor.detach()});
  return all;
}

Json history_json(const LabHistory& history) {
  Json validations = Json::array();
  for (const LowBitValidation& each : history.validations) validations.push_back({each.step, each.loss});
  return {{"steps", history.steps},     {"loss", history.loss},
          {"validations", validations}, {"initial", history.initial_validation_loss},
          {"flips", history.flip_sum},  {"agreement", history.agreement_sum}};
}

void read_history(const Json& json, const fs::path& file, LabHistory& history) {
  history.steps = json_field<std::int64_t>(json, "steps", file);
  history.loss = json_field<std::vector<double>>(json, "loss", file);
  history.validations.clear();
  for (const auto& [step, loss] :
       json_field<std::vector<std::pair<std::int64_t, double>>>(json, "validations", file))
    history.validations.push_back({step, loss});
  history.initial_validation_loss = json_field<double>(json, "initial", file);
  history.flip_sum = json_field<double>(json, "flips", file);
  history.agreement_sum = json_field<double>(json, "agreement", file);
  if (history.steps < 0 || static_cast<std::int64_t>(history.loss.size()) != history.steps)
    throw Error(ErrorCode::format, "another number of losses than steps", file, "\"loss\"");
}

/// Throws Error(mismatch) for a checkpoint of another run, other Errors for a bad file.
void take_up(TrainedModel& model, LabHistory& history, const fs::path& file) {
  const std::string expected = read_file(hash_file(file), 4096);
  if (sha256_of_file(file) != expected.substr(0, 64))
    throw Error(ErrorCode::format, "its SHA-256 is not the one it was written with", file);
  const TensorFile tensors = open_safetensors(file);
  const auto text = [&](const char* key) {
    const auto found = tensors.metadata.find(key);
    if (found == tensors.metadata.end())
      throw Error(ErrorCode::format, "missing", file, std::string("__metadata__ \"") + key + "\"");
    return found->second;
  };
  if (text("key") != history.key)
    throw Error(ErrorCode::mismatch, "a checkpoint of other options or another text", file);
  LabHistory read_back = history;
  read_history(parse_json(text("history"), file), file, read_back);
  std::vector<NamedTensor> read;
  for (const NamedTensor& own : all_tensors(model)) {
    const TensorInfo& info = tensors.get(own.name);
    const auto bytes = tensors.data(info);
    if (info.dtype != dtype_of(own.tensor) || bytes.size() != static_cast<std::size_t>(own.tensor.nbytes()))
      throw Error(ErrorCode::mismatch, "of another type or shape", file, "tensor \"" + own.name + "\"");
    const at::Tensor copy = at::empty_like(own.tensor);
    std::memcpy(copy.data_ptr(), bytes.data(), bytes.size());
    read.push_back({own.name, copy});
  }
  model.optimizer().restore(read, read_back.steps);
  for (const NamedTensor& own : model.others()) {
    const auto found = std::find_if(read.begin(), read.end(),
                                    [&](const NamedTensor& each) { return each.name == own.name; });
    own.tensor.detach().copy_(found->tensor);
  }
  history = std::move(read_back);
}

}  // namespace

void save_checkpoint(const TrainedModel& model, const LabHistory& history, const fs::path& folder) {
  const at::NoGradGuard no_gradients;
  const fs::path file = folder / fmt::format("step-{}.safetensors", history.steps);
  const std::vector<NamedTensor> all = all_tensors(model);
  std::vector<TensorToWrite> tensors;
  for (const NamedTensor& each : all) tensors.push_back(to_write(each.name, each.tensor));
  write_safetensors(file, tensors, {{"key", history.key}, {"history", dump_json(history_json(history))}});
  write_file(hash_file(file), sha256_of_file(file) + "  " + file.filename().string() + "\n");
  const auto found = checkpoints_in(folder);
  std::error_code ignored;
  for (std::size_t i = kKept; i < found.size(); ++i) {
    fs::remove(found[i].second, ignored);
    fs::remove(hash_file(found[i].second), ignored);
  }
}

bool load_checkpoint(TrainedModel& model, LabHistory& history, const fs::path& folder,
                     const std::function<void(const std::string&)>& note) {
  const at::NoGradGuard no_gradients;
  for (const auto& [step, file] : checkpoints_in(folder)) {
    try {
      take_up(model, history, file);
      return true;
    } catch (const Error& error) {
      if (note) note(fmt::format("passed over: {}", error.what()));
    }
  }
  return false;
}

void write_packed_model(const TrainedModel& model, const LabData& data, const Json& run,
                        const fs::path& file) {
  const at::NoGradGuard no_gradients;
  const LowBitOptimizer& optimizer = model.optimizer();
  std::vector<std::pair<std::string, PackedMatrix>> matrices;
  std::vector<TensorToWrite> others;
  std::vector<at::Tensor> held;
  for (std::size_t i = 0; i < optimizer.size(); ++i) {
    if (optimizer.on_grid()) {
      matrices.emplace_back(optimizer.names()[i], optimizer.packed(i));
    } else {
      held.push_back(optimizer.weight(i));
      others.push_back(to_write(optimizer.names()[i], held.back()));
    }
  }
  for (const NamedTensor& each : model.others()) others.push_back(to_write(each.name, each.tensor.detach()));
  std::map<std::string, std::string> metadata{{"run", dump_json(run)}};
  if (!data.tokenizer.empty()) metadata["tokenizer"] = data.tokenizer;
  write_packed(file, matrices, others, model.config(data.end), metadata);
}

void write_model_folder(const TrainedModel& model, const LabData& data, const fs::path& folder) {
  const at::NoGradGuard no_gradients;
  const LowBitOptimizer& optimizer = model.optimizer();
  std::vector<TensorToWrite> tensors;
  for (std::size_t i = 0; i < optimizer.size(); ++i) {
    TensorToWrite out;
    const at::Tensor first = optimizer.weight(i);
    out.name = optimizer.names()[i];
    out.shape = first.sizes().vec();
    // Dequantised when the writer gets there: never all matrices at once.
    out.rows = [&optimizer, i, cached = at::Tensor()](std::int64_t begin, std::int64_t count,
                                                      float* to) mutable {
      const at::NoGradGuard inside;
      if (!cached.defined()) cached = optimizer.weight(i);
      std::memcpy(to, cached.data_ptr<float>() + begin * cached.size(1),
                  static_cast<std::size_t>(count * cached.size(1)) * sizeof(float));
      if (begin + count == cached.size(0)) cached.reset();
    };
    tensors.push_back(std::move(out));
  }
  for (const NamedTensor& each : model.others()) tensors.push_back(to_write(each.name, each.tensor.detach()));
  write_safetensors(folder / "model.safetensors", tensors, {{"format", "pt"}});
  write_file(folder / "config.json", dump_json(model.config(data.end), 1) + "\n");
  if (!data.tokenizer.empty()) write_file(folder / "tokenizer.json", data.tokenizer);
}

}  // namespace prism
