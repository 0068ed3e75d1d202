// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/model/rows.h"
#include "core/tts/state_dict_torch.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <ATen/ATen.h>

namespace prism {

StateDict::StateDict(const std::filesystem::path& file) : m_path(file), m_file(open_tensor_file(file)) {}

bool StateDict::has(const std::string& name) const {
  return m_file.find(m_prefix + name) != nullptr;
}

void StateDict::find_prefix(const std::string& name) {
  const TensorInfo* shortest = nullptr;
  for (const TensorInfo& info : m_file.tensors) {
    const bool ends = info.name == name || info.name.ends_with("." + name);
    if (ends && (shortest == nullptr || info.name.size() < shortest->name.size())) shortest = &info;
  }
  if (shortest == nullptr) {
    throw Error(ErrorCode::not_found, "no tensor is named \"" + name + "\"", m_path, {},
                "a network with the usual names of its kind");
  }
  m_prefix = shortest->name.substr(0, shortest->name.size() - name.size());
}

at::Tensor StateDict::get(const std::string& name, const std::vector<std::int64_t>& shape) const {
  const TensorInfo& info = m_file.get(m_prefix + name);
  if (info.shape != shape) {
    throw Error(ErrorCode::mismatch,
                fmt::format("tensor \"{}\" has the shape [{}]", m_prefix + name, fmt::join(info.shape, ", ")),
                m_path, {}, fmt::format("[{}] by the configuration", fmt::join(shape, ", ")));
  }
  at::Tensor values = at::empty(shape, at::kFloat);
  const RowReader reader(m_file, info);
  reader.read(0, reader.rows(), values.data_ptr<float>());
  if (!at::isfinite(values).all().item<bool>()) {
    throw Error(ErrorCode::format, "tensor \"" + m_prefix + name + "\" holds values that are not finite",
                m_path);
  }
  return values;
}

at::Tensor StateDict::weight(const std::string& module, const std::vector<std::int64_t>& shape) const {
  for (const auto& [size, direction] :
       {std::pair{"weight_g", "weight_v"},
        std::pair{"parametrizations.weight.original0", "parametrizations.weight.original1"}}) {
    if (!has(module + "." + direction)) continue;
    std::vector<std::int64_t> sizes(shape.size(), 1);
    sizes.front() = shape.front();
    const at::Tensor v = get(module + "." + direction, shape);
    const at::Tensor norm = v.flatten(1).norm(2, {1}).view(sizes);
    return get(module + "." + size, sizes) * v / norm;
  }
  return get(module + ".weight", shape);
}

}  // namespace prism
