// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/tensor_file.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

namespace prism {

/// The weights of a network in a checkpoint of any format, asked for by name and shape.
class StateDict {
 public:
  /// Opens the headers. Throws Error.
  explicit StateDict(const std::filesystem::path& file);

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }
  [[nodiscard]] bool has(const std::string& name) const;
  /// What stands before `name` in the file: checkpoints nest networks ("generator.conv_pre.bias"). Names are
  /// without it from now on. Throws Error(not_found) when nothing ends with `name`.
  void find_prefix(const std::string& name);

  /// f32 on the processor. Throws Error(not_found), Error(mismatch) naming tensor, its shape and the expected
  /// one (checked before anything is allocated), Error(format) for values that are not finite.
  [[nodiscard]] at::Tensor get(const std::string& name, const std::vector<std::int64_t>& shape) const;
  /// MODULE.weight, or folded from weight norm g·v/‖v‖ over all axes but the first (Salimans & Kingma 2016):
  /// MODULE.weight_g and _v, or MODULE.parametrizations.weight.original0 and 1.
  [[nodiscard]] at::Tensor weight(const std::string& module, const std::vector<std::int64_t>& shape) const;

 private:
  std::filesystem::path m_path;
  TensorFile m_file;
  std::string m_prefix;
};

}  // namespace prism
