// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <ATen/core/Tensor.h>

namespace prism {

/// "cpu", "cuda", "cuda:1". Throws Error(usage) for other words, Error(unsupported) without CUDA.
[[nodiscard]] at::Device torch_device(const std::string& name);

}  // namespace prism
