// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

namespace prism {

/// Zeros [rows, cols] in memory of their own, which the system gives in large pages where it can: touching a
/// gigabyte for the first time costs a tenth of the usual time, and parts never touched cost nothing. Throws
/// std::bad_alloc.
[[nodiscard]] at::Tensor large_zeros(std::int64_t rows, std::int64_t cols, at::ScalarType type);

}  // namespace prism
