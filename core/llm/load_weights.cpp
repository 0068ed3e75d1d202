// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/floats.h"
#include "core/base/log.h"
#include "core/base/memory.h"
#include "core/llm/tensor_names.h"
#include "core/llm/weights_torch.h"
#include "core/model/close_names.h"
#include "core/model/rows.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>
#include <optional>
#include <utility>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

namespace prism {
namespace {

/// Up to this size (as f32) weights are converted rather than left mapped in bf16: f32 products of many
/// positions at once need no widening, and the memory hardly counts.
constexpr std::int64_t kSmallModel = std::int64_t{256} << 20;

std::optional<at::ScalarType> scalar_type(DType dtype) {
  switch (dtype) {
    case DType::f32:
      return at::kFloat;
    case DType::f16:
      return at::kHalf;
    case DType::bf16:
      return at::kBFloat16;
    default:
      return std::nullopt;
  }
}

at::ScalarType stored_type(const Model& model, const ModelOptions& options, const at::Device& device) {
  const bool cuda = device.is_cuda();
  if (options.dtype == "f32") return at::kFloat;
  if (options.dtype == "bf16") return at::kBFloat16;
  if (options.dtype == "f16") {
    if (cuda) return at::kHalf;
    throw Error(ErrorCode::usage, "f16 arithmetic is there on CUDA only", {}, "dtype", "auto, f32 or bf16");
  }
  if (options.dtype != "auto") {
    throw Error(ErrorCode::usage, "the dtype \"" + shown(options.dtype) + "\" is not known", {}, "dtype",
                "auto, f32, bf16 or f16");
  }
  const DType file = model.tensors.get(TensorNames(model).block(0).q).dtype;
  if (cuda) return scalar_type(file).value_or(at::kFloat);
  const bool large = model.parameters() > kSmallModel / 4;
  return file == DType::bf16 && large ? at::kBFloat16 : at::kFloat;
}

at::Device device_of(const std::string& name) {
  if (name == "cpu") return at::kCPU;
  const bool cuda = name == "cuda" ||
                    (name.starts_with("cuda:") && name.size() > 5 && name.size() < 8 &&
                     std::all_of(name.begin() + 5, name.end(), [](char c) { return c >= '0' && c <= '9'; }));
  if (!cuda) {
    throw Error(ErrorCode::usage, "the device \"" + shown(name) + "\" is not known", {}, "device",
                "cpu, cuda or cuda:0");
  }
  if (!at::hasCUDA()) {
    throw Error(ErrorCode::unsupported, "there is no CUDA here", {}, "device", "cpu");
  }
  return at::Device(name);
}

class Loader {
 public:
  Loader(const Model& model, DecoderWeights& weights, const RunControl& control)
      : m_model(model), m_weights(weights), m_control(control) {}

  /// Norms and biases: always f32, always ours.
  [[nodiscard]] at::Tensor vector(const std::string& name) const {
    const TensorInfo& info = m_model.tensors.get(name);
    at::Tensor values = at::empty({info.elements()}, at::kFloat);
    fill(info, values.view({1, info.elements()}).view({info.rows(), info.cols()}));
    return values.to(m_weights.device);
  }
  [[nodiscard]] at::Tensor vector_if_there(const std::string& name) const {
    return m_model.tensors.find(name) != nullptr ? vector(name) : at::Tensor();
  }

  [[nodiscard]] Projections projections(const std::vector<std::string>& names) const {
    Projections result;
    std::vector<const TensorInfo*> tensors;
    bool mapped = m_weights.device.is_cpu();
    for (const std::string& name : names) {
      tensors.push_back(&m_model.tensors.get(name));
      result.outputs += tensors.back()->rows();
      mapped = mapped && can_stay(*tensors.back(), m_weights.stored);
    }
    if (mapped) {
      for (std::size_t i = 0; i < names.size(); ++i) {
        result.parts.push_back({view(*tensors[i]), bias(vector_if_there(bias_of(names[i])))});
      }
      return result;
    }
    Projection fused;
    fused.weight = at::empty({result.outputs, tensors.front()->cols()}, m_weights.stored);
    at::Tensor biases;
    std::int64_t row = 0;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const std::int64_t rows = tensors[i]->rows();
      fill(*tensors[i], fused.weight.narrow(0, row, rows));
      if (const at::Tensor one = vector_if_there(bias_of(names[i])); one.defined()) {
        if (!biases.defined()) biases = at::zeros({result.outputs}, one.options());
        biases.narrow(0, row, rows).copy_(one);
      }
      row += rows;
    }
    fused.weight = fused.weight.to(m_weights.device);
    fused.bias = bias(biases);
    result.parts.push_back(std::move(fused));
    const bool narrow =
        m_weights.keep_narrow && std::all_of(tensors.begin(), tensors.end(), [&](const TensorInfo* tensor) {
          return can_stay(*tensor, at::kBFloat16);
        });
    for (std::size_t i = 0; i < names.size() && narrow; ++i) {
      result.narrow.push_back({view(*tensors[i]), vector_if_there(bias_of(names[i]))});
    }
    return result;
  }

  /// Rows of it are looked up, never multiplied: any float type serves as it stands.
  [[nodiscard]] at::Tensor embedding(const std::string& name) const {
    const TensorInfo& info = m_model.tensors.get(name);
    const auto type = scalar_type(info.dtype);
    if (m_weights.device.is_cpu() && type && can_stay(info, *type)) return view(info);
    if (m_weights.config.tied) return m_weights.head.parts.front().weight;
    at::Tensor values = at::empty({info.rows(), info.cols()}, m_weights.stored);
    fill(info, values);
    return values.to(m_weights.device);
  }

  [[nodiscard]] std::vector<float> rope_factors() const {
    const std::string name = TensorNames::rope_factors();
    const TensorInfo* info = m_model.tensors.find(name);
    if (info == nullptr) return {};
    if (info->elements() != m_weights.config.head_width / 2) {
      throw Error(ErrorCode::mismatch,
                  "tensor \"" + name + "\" has " + std::to_string(info->elements()) +
                      " factors, but heads are " + std::to_string(m_weights.config.head_width) + " wide",
                  m_model.path, {}, std::to_string(m_weights.config.head_width / 2) + " factors");
    }
    const at::Tensor values = vector(name).cpu();
    std::vector<float> factors(values.data_ptr<float>(), values.data_ptr<float>() + values.numel());
    for (const float factor : factors) {
      if (!(factor > 0) || !std::isfinite(factor)) {
        throw Error(ErrorCode::format, "tensor \"" + name + "\" holds a factor that is not positive",
                    m_model.path);
      }
    }
    return factors;
  }

  /// Bytes that have to be converted into memory of our own.
  [[nodiscard]] std::uint64_t bytes_to_convert() const {
    std::uint64_t bytes = 0;
    const auto element = static_cast<std::uint64_t>(at::elementSize(m_weights.stored));
    for (const TensorInfo& tensor : m_model.tensors.tensors) {
      if (!m_weights.device.is_cpu() || !can_stay(tensor, m_weights.stored)) {
        bytes += static_cast<std::uint64_t>(std::max<std::int64_t>(tensor.elements(), 0)) * element;
      }
    }
    return bytes;
  }

 private:
  /// Biases are added to states.
  [[nodiscard]] at::Tensor bias(const at::Tensor& values) const {
    return values.defined() ? values.to(m_weights.states) : values;
  }

  [[nodiscard]] bool can_stay(const TensorInfo& info, at::ScalarType wanted) const {
    if (info.fortran || info.big_endian || !info.strides.empty() || scalar_type(info.dtype) != wanted) {
      return false;
    }
    const auto address = reinterpret_cast<std::uintptr_t>(m_model.tensors.data(info).data());
    return address % at::elementSize(wanted) == 0;
  }

  /// The mapped bytes as a tensor that keeps the file open. Nothing ever writes to it.
  [[nodiscard]] at::Tensor view(const TensorInfo& info) const {
    const std::shared_ptr<const MappedFile>& file = m_model.tensors.files.at(info.file);
    if (std::find(m_weights.files.begin(), m_weights.files.end(), file) == m_weights.files.end()) {
      m_weights.files.push_back(file);
    }
    void* data = const_cast<std::byte*>(m_model.tensors.data(info).data());
    return at::from_blob(
        data, info.shape, [file](void*) {}, at::TensorOptions(*scalar_type(info.dtype)));
  }

  /// Converts a tensor into `out` [rows, cols], contiguous, on the processor.
  void fill(const TensorInfo& info, const at::Tensor& out) const {
    m_control.check();
    const RowReader reader(m_model.tensors, info);
    const std::int64_t rows = reader.rows(), cols = reader.cols();
    const std::int64_t chunk =
        std::max<std::int64_t>(1, (std::int64_t{1} << 18) / std::max<std::int64_t>(cols, 1));
    std::atomic<bool> finite{true};
    at::parallel_for(0, rows, chunk, [&](std::int64_t begin, std::int64_t end) {
      std::vector<float> buffer(static_cast<std::size_t>(std::min(chunk, rows) * cols));
      for (std::int64_t row = begin; row < end; row += chunk) {
        const std::int64_t count = std::min(chunk, end - row);
        reader.read(row, count, buffer.data());
        const std::int64_t elements = count * cols;
        if (!std::all_of(buffer.begin(), buffer.begin() + elements,
                         [](float value) { return std::isfinite(value); })) {
          finite = false;
        }
        store(buffer.data(), elements, row * cols, out);
        reader.forget(row, count);
      }
    });
    if (!finite) {
      log_warning(m_model.path.string() + ": tensor \"" + shown(info.name) +
                  "\" holds values that are not finite");
    }
  }

  static void store(const float* values, std::int64_t count, std::int64_t at, const at::Tensor& out) {
    if (out.scalar_type() == at::kFloat) {
      std::copy_n(values, count, out.data_ptr<float>() + at);
      return;
    }
    const auto narrow = out.scalar_type() == at::kHalf ? f32_to_f16 : f32_to_bf16;
    auto* target = static_cast<std::uint16_t*>(out.data_ptr()) + at;
    for (std::int64_t i = 0; i < count; ++i) target[i] = narrow(values[i]);
  }

  const Model& m_model;
  DecoderWeights& m_weights;
  const RunControl& m_control;
};

}  // namespace

std::unique_ptr<DecoderWeights> load_weights(const Model& model, const ModelOptions& options,
                                             const RunControl& control) {
  auto weights = std::make_unique<DecoderWeights>();
  weights->config = decoder_config(model);
  weights->device = device_of(options.device);
  weights->stored = stored_type(model, options, weights->device);
  weights->keep_narrow = options.dtype == "auto" && weights->device.is_cpu() && weights->stored == at::kFloat;
  weights->states = weights->device.is_cpu() ? at::kFloat : weights->stored;
  const DecoderConfig& config = weights->config;
  const TensorNames names(model);
  const Loader loader(model, *weights, control);
  require_memory(loader.bytes_to_convert(), "the weights of the model");

  weights->head = loader.projections({config.tied ? names.embedding() : names.head()});
  weights->embedding = loader.embedding(names.embedding());
  weights->final_norm = loader.vector(names.final_norm());
  weights->rotary = Rotary(config, loader.rope_factors());
  for (std::int64_t layer = 0; layer < config.layers; ++layer) {
    control.progress("loading weights", static_cast<double>(layer), static_cast<double>(config.layers),
                     "layers");
    const BlockNames block = names.block(layer);
    BlockWeights& loaded = weights->blocks.emplace_back();
    loaded.attention_norm = loader.vector(block.attention_norm);
    loaded.feed_norm = loader.vector(block.feed_norm);
    loaded.q_norm = loader.vector_if_there(block.q_norm);
    loaded.k_norm = loader.vector_if_there(block.k_norm);
    loaded.qkv = loader.projections({block.q, block.k, block.v});
    loaded.o = loader.projections({block.o});
    loaded.gate_up = loader.projections({block.gate, block.up});
    loaded.down = loader.projections({block.down});
  }
  return weights;
}

}  // namespace prism
