// SPDX-License-Identifier: GPL-3.0-or-later
// Inside pytorch_*.cpp only: the names a checkpoint's pickle may mention.
#pragma once

#include "core/model/dtype.h"
#include "core/model/pickle.h"

#include <optional>
#include <span>
#include <string_view>

namespace prism {

/// Tensor types and functions of torch, plain containers, and what training state beside the weights is made
/// of.
[[nodiscard]] std::span<const PickleGlobal> pytorch_globals() noexcept;

/// Element type of a storage ("FloatStorage") or dtype ("float32"); nothing for those no reader here
/// converts.
[[nodiscard]] std::optional<DType> pytorch_dtype(std::string_view name) noexcept;
/// "FloatStorage" for f32; empty for types torch.save has no storage type for.
[[nodiscard]] std::string_view pytorch_storage(DType dtype) noexcept;

}  // namespace prism
