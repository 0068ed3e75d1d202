// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/dtype.h"

#include <cstddef>
#include <cstdint>

namespace prism {

/// `count` elements at `source` (any alignment) as f32: values are rounded to the nearest f32, bool is 0
/// or 1. Quantised types: `count` is a multiple of the block. Requires is_readable(dtype). `swap`: highest
/// byte first.
void convert_to_f32(DType dtype, const std::byte* source, std::int64_t count, float* out, bool swap = false);

/// Quantised blocks as f32 (ggml's block formats); `blocks` blocks of layout_of(dtype).block_elements each.
void dequantise(DType dtype, const std::byte* source, std::int64_t blocks, float* out);

/// IEEE half to single without branches, for loops that should vectorise.
[[nodiscard]] float half_to_single(std::uint16_t bits) noexcept;

/// `count` values of f32 in another type: f64, f32, f16, bf16 (nearest even) and integers (rounded, clamped,
/// NaN becomes 0). Throws Error(unsupported) naming other types.
void convert_from_f32(DType dtype, const float* source, std::int64_t count, std::byte* out);

}  // namespace prism
