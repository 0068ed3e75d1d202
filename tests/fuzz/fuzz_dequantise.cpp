// SPDX-License-Identifier: GPL-3.0-or-later
// Blocks of a quantised type (the first byte tells which), read at any alignment.
#include "core/model/convert.h"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using prism::DType;
  constexpr std::array kTypes{DType::q4_0, DType::q4_1, DType::q5_0, DType::q5_1, DType::q8_0,
                              DType::q2_k, DType::q3_k, DType::q4_k, DType::q5_k, DType::q6_k};
  if (size == 0) return 0;
  const DType dtype = kTypes[data[0] % kTypes.size()];
  const prism::DTypeLayout layout = prism::layout_of(dtype);
  const auto blocks = static_cast<std::int64_t>(size - 1) / layout.block_bytes;
  std::vector<float> values(static_cast<std::size_t>(blocks * layout.block_elements));
  const auto* source = reinterpret_cast<const std::byte*>(data + 1);
  prism::dequantise(dtype, source, blocks, values.data());
  std::vector<float> same(values.size());
  prism::convert_to_f32(dtype, source, blocks * layout.block_elements, same.data());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const bool both_are_none = values[i] != values[i] && same[i] != same[i];
    if (values[i] != same[i] && !both_are_none) std::abort();
  }
  return 0;
}
