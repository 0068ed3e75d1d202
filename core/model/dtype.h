// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace prism {

/// Element types of tensors in files.
enum class DType {
  f64,
  f32,
  f16,
  bf16,
  i64,
  i32,
  i16,
  i8,
  u64,
  u32,
  u16,
  u8,
  boolean,
  q4_0,
  q4_1,
  q5_0,
  q5_1,
  q8_0,
  q2_k,
  q3_k,
  q4_k,
  q5_k,
  q6_k,
  // ggml types that are listed but not read.
  q8_1,
  q8_k,
  iq2_xxs,
  iq2_xs,
  iq3_xxs,
  iq1_s,
  iq4_nl,
  iq3_s,
  iq2_s,
  iq4_xs,
  iq1_m,
  tq1_0,
  tq2_0,
  mxfp4,
  f8_e4m3,
  f8_e5m2,
  f8_e8m0,
  f6_e2m3,
  f6_e3m2,
  f4,
  c64,
};

/// Whether a type is one of ggml's quantised blocks.
[[nodiscard]] constexpr bool is_quantised(DType dtype) noexcept {
  return dtype >= DType::q4_0 && dtype <= DType::mxfp4;
}

/// Block size of a type: plain types have one element a block.
struct DTypeLayout {
  int block_elements = 1;
  int block_bytes = 0;
};
[[nodiscard]] DTypeLayout layout_of(DType dtype) noexcept;
/// "F32", "BF16", "Q8_0", "BOOL".
[[nodiscard]] std::string_view name_of(DType dtype) noexcept;
/// Whether rows can be converted to f32 today (methods of rows.h).
[[nodiscard]] bool is_readable(DType dtype) noexcept;

}  // namespace prism
