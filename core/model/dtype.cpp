// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/dtype.h"

#include <array>
#include <cstddef>

namespace prism {
namespace {

struct Row {
  DType dtype;
  std::string_view name;
  DTypeLayout layout;
  bool readable;
};

// In the order of the enumeration. Sizes of the quantised blocks: ggml's block structures (two-byte scales,
// packed values, and for the K types six-bit sub-scales in super-blocks of 256).
constexpr std::array kRows{
    Row{DType::f64, "F64", {1, 8}, true},
    Row{DType::f32, "F32", {1, 4}, true},
    Row{DType::f16, "F16", {1, 2}, true},
    Row{DType::bf16, "BF16", {1, 2}, true},
    Row{DType::i64, "I64", {1, 8}, true},
    Row{DType::i32, "I32", {1, 4}, true},
    Row{DType::i16, "I16", {1, 2}, true},
    Row{DType::i8, "I8", {1, 1}, true},
    Row{DType::u64, "U64", {1, 8}, true},
    Row{DType::u32, "U32", {1, 4}, true},
    Row{DType::u16, "U16", {1, 2}, true},
    Row{DType::u8, "U8", {1, 1}, true},
    Row{DType::boolean, "BOOL", {1, 1}, true},
    Row{DType::q4_0, "Q4_0", {32, 18}, true},
    Row{DType::q4_1, "Q4_1", {32, 20}, true},
    Row{DType::q5_0, "Q5_0", {32, 22}, true},
    Row{DType::q5_1, "Q5_1", {32, 24}, true},
    Row{DType::q8_0, "Q8_0", {32, 34}, true},
    Row{DType::q2_k, "Q2_K", {256, 84}, true},
    Row{DType::q3_k, "Q3_K", {256, 110}, true},
    Row{DType::q4_k, "Q4_K", {256, 144}, true},
    Row{DType::q5_k, "Q5_K", {256, 176}, true},
    Row{DType::q6_k, "Q6_K", {256, 210}, true},
    Row{DType::q8_1, "Q8_1", {32, 36}, false},
    Row{DType::q8_k, "Q8_K", {256, 292}, false},
    Row{DType::iq2_xxs, "IQ2_XXS", {256, 66}, false},
    Row{DType::iq2_xs, "IQ2_XS", {256, 74}, false},
    Row{DType::iq3_xxs, "IQ3_XXS", {256, 98}, false},
    Row{DType::iq1_s, "IQ1_S", {256, 50}, false},
    Row{DType::iq4_nl, "IQ4_NL", {32, 18}, false},
    Row{DType::iq3_s, "IQ3_S", {256, 110}, false},
    Row{DType::iq2_s, "IQ2_S", {256, 82}, false},
    Row{DType::iq4_xs, "IQ4_XS", {256, 136}, false},
    Row{DType::iq1_m, "IQ1_M", {256, 56}, false},
    Row{DType::tq1_0, "TQ1_0", {256, 54}, false},
    Row{DType::tq2_0, "TQ2_0", {256, 66}, false},
    Row{DType::mxfp4, "MXFP4", {32, 17}, false},
    Row{DType::f8_e4m3, "F8_E4M3", {1, 1}, true},
    Row{DType::f8_e5m2, "F8_E5M2", {1, 1}, true},
    Row{DType::f8_e8m0, "F8_E8M0", {1, 1}, false},
    Row{DType::f6_e2m3, "F6_E2M3", {4, 3}, false},
    Row{DType::f6_e3m2, "F6_E3M2", {4, 3}, false},
    Row{DType::f4, "F4", {2, 1}, false},
    Row{DType::c64, "C64", {1, 8}, false},
};

constexpr bool in_order() {
  for (std::size_t i = 0; i < kRows.size(); ++i) {
    if (static_cast<std::size_t>(kRows[i].dtype) != i) return false;
  }
  return true;
}
static_assert(in_order());

constexpr const Row& row_of(DType dtype) {
  return kRows[static_cast<std::size_t>(dtype)];
}

}  // namespace

DTypeLayout layout_of(DType dtype) noexcept {
  return row_of(dtype).layout;
}

std::string_view name_of(DType dtype) noexcept {
  return row_of(dtype).name;
}

bool is_readable(DType dtype) noexcept {
  return row_of(dtype).readable;
}

}  // namespace prism
