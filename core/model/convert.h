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

}  // namespace prism
