// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/writers.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

namespace prism {

/// Elements of a tensor to be written; throws Error(usage) naming it for negative sizes or more than fit 63
/// bits.
[[nodiscard]] std::int64_t element_count(const TensorToWrite& tensor);
/// Bytes it takes as `dtype`.
[[nodiscard]] std::uint64_t byte_count(const TensorToWrite& tensor, DType dtype);

/// Hands the tensor's bytes as `dtype` (F64, F32, F16, BF16, Q8_0, Q4_0) to `sink`, some megabytes at a time;
/// `raw` bytes as they are. Throws Error(unsupported) for other types, Error(usage) when `raw` has another
/// size.
void stream_tensor(const TensorToWrite& tensor, DType dtype,
                   const std::function<void(std::span<const std::byte>)>& sink);

}  // namespace prism
