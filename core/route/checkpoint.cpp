// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/json.h"
#include "core/base/log.h"
#include "core/model/tensor_file.h"
#include "core/model/writers.h"
#include "core/route/figures_torch.h"

#include <cstring>
#include <fmt/format.h>
#include <system_error>
#include <utility>

#include <ATen/ATen.h>

namespace prism {
namespace {

using Named = std::pair<std::string, at::Tensor>;

std::vector<Named> tensors_of(const Head& head, std::size_t pipe) {
  const std::string prefix = fmt::format("pipe.{}.", pipe + 1);
  return {{prefix + "weight", head.weight},     {prefix + "bias", head.bias},
          {prefix + "weight.m", head.weight_m}, {prefix + "weight.v", head.weight_v},
          {prefix + "bias.m", head.bias_m},     {prefix + "bias.v", head.bias_v}};
}

TensorToWrite to_write(const std::string& name, std::vector<std::int64_t> shape, const float* values) {
  TensorToWrite tensor;
  tensor.name = name;
  std::size_t count = 1;
  for (const std::int64_t side : shape) count *= static_cast<std::size_t>(side);
  tensor.shape = std::move(shape);
  tensor.raw = std::as_bytes(std::span(values, count));
  return tensor;
}

/// False unless a tensor of exactly this size is there.
bool read(const TensorFile& file, const std::string& name, std::size_t count, float* to) {
  for (const TensorInfo& tensor : file.tensors) {
    if (tensor.name != name) continue;
    const auto bytes = file.data(tensor);
    if (tensor.dtype != DType::f32 || bytes.size() != count * sizeof(float)) return false;
    std::memcpy(to, bytes.data(), bytes.size());
    return true;
  }
  return false;
}

}  // namespace

void save_checkpoint(const RouteCheckpoint& checkpoint, const std::filesystem::path& file) {
  std::vector<TensorToWrite> tensors;
  std::vector<at::Tensor> held;
  for (std::size_t p = 0; p < checkpoint.heads.size(); ++p) {
    for (const auto& [name, tensor] : tensors_of(checkpoint.heads[p], p)) {
      held.push_back(tensor.contiguous());
      tensors.push_back(to_write(name, tensor.sizes().vec(), held.back().data_ptr<float>()));
    }
    const Gate& best = checkpoint.best[p];
    const auto logits = best.logits();
    tensors.push_back(to_write(fmt::format("pipe.{}.best.weight", p + 1),
                               {logits, static_cast<std::int64_t>(best.weight.size()) / logits},
                               best.weight.data()));
    tensors.push_back(to_write(fmt::format("pipe.{}.best.bias", p + 1), {logits}, best.bias.data()));
  }
  write_safetensors(file, tensors,
                    {{"key", checkpoint.key},
                     {"steps", std::to_string(checkpoint.steps)},
                     {"loss", dump_json(Json(checkpoint.loss))},
                     {"r2", dump_json(Json(checkpoint.r2))}});
}

bool load_checkpoint(RouteCheckpoint& into, const std::filesystem::path& file, Group& group) {
  const bool found = group.first() && load_checkpoint(into, file);
  if (group.agree(found ? 1.0 : 0.0) == 0) return false;
  const Json progress = parse_json(group.agree(dump_json({into.steps, into.loss, into.r2})), file);
  into.steps = progress[0].get<std::int64_t>();
  into.loss = progress[1].get<std::vector<double>>();
  into.r2 = progress[2].get<std::vector<double>>();
  const auto hand_out = [&](std::vector<float>& values) {
    at::Tensor shared = at::from_blob(values.data(), {static_cast<std::int64_t>(values.size())}, at::kFloat);
    group.broadcast(shared, 0);
  };
  for (std::size_t p = 0; p < into.heads.size(); ++p) {
    Head& head = into.heads[p];
    for (at::Tensor* each :
         {&head.weight, &head.bias, &head.weight_m, &head.weight_v, &head.bias_m, &head.bias_v}) {
      *each = each->clone(at::MemoryFormat::Contiguous);
      group.broadcast(*each, 0);
    }
    hand_out(into.best[p].weight);
    hand_out(into.best[p].bias);
  }
  return true;
}

bool load_checkpoint(RouteCheckpoint& into, const std::filesystem::path& file) {
  std::error_code ignored;
  if (file.empty() || !std::filesystem::exists(file, ignored)) return false;
  try {
    const TensorFile tensors = open_safetensors(file);
    RouteCheckpoint read_back = into;
    const auto text = [&](const char* key) {
      const auto found = tensors.metadata.find(key);
      return found == tensors.metadata.end() ? std::string("null") : found->second;
    };
    if (text("key") != into.key) return false;
    read_back.steps = parse_json(text("steps"), file).get<std::int64_t>();
    read_back.loss = parse_json(text("loss"), file).get<std::vector<double>>();
    read_back.r2 = parse_json(text("r2"), file).get<std::vector<double>>();
    if (read_back.loss.size() != read_back.r2.size() || read_back.steps < 0) return false;
    for (std::size_t p = 0; p < into.heads.size(); ++p) {
      Head& head = read_back.heads[p];
      for (at::Tensor* each :
           {&head.weight, &head.bias, &head.weight_m, &head.weight_v, &head.bias_m, &head.bias_v}) {
        *each = each->clone();
      }
      for (const auto& [name, tensor] : tensors_of(head, p)) {
        if (!read(tensors, name, static_cast<std::size_t>(tensor.numel()), tensor.data_ptr<float>()))
          return false;
      }
      Gate& best = read_back.best[p];
      if (!read(tensors, fmt::format("pipe.{}.best.weight", p + 1), best.weight.size(), best.weight.data()) ||
          !read(tensors, fmt::format("pipe.{}.best.bias", p + 1), best.bias.size(), best.bias.data())) {
        return false;
      }
    }
    into = std::move(read_back);
    return true;
  } catch (const Error& error) {
    log_warning(fmt::format("{}: not taken up: {}", file.string(), error.what()));
  } catch (const nlohmann::json::exception& error) {
    log_warning(fmt::format("{}: not taken up: {}", file.string(), error.what()));
  }
  return false;
}

}  // namespace prism
