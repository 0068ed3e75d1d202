// SPDX-License-Identifier: GPL-3.0-or-later
// ggml's quantised blocks. Written from the layouts that ggml documents: a block holds its f16 scales first
// or last, then packed integers; value = scale · integer (+ or − minimum).
#include "core/base/floats.h"
#include "core/model/convert.h"

#include <array>
#include <cstring>

namespace prism {
namespace {

float half_at(const std::uint8_t* place) {
  std::uint16_t bits;
  std::memcpy(&bits, place, 2);
  return f16_to_f32(bits);
}

int low(std::uint8_t value) {
  return value & 15;
}
int high(std::uint8_t value) {
  return value >> 4;
}

/// Blocks of 32. Byte j of the four-bit types holds element j below and element j + 16 above.
void q4_0(const std::uint8_t* block, float* out) {
  const float scale = half_at(block);
  const std::uint8_t* packed = block + 2;
  for (int j = 0; j < 16; ++j) {
    out[j] = scale * static_cast<float>(low(packed[j]) - 8);
    out[j + 16] = scale * static_cast<float>(high(packed[j]) - 8);
  }
}

void q4_1(const std::uint8_t* block, float* out) {
  const float scale = half_at(block);
  const float minimum = half_at(block + 2);
  const std::uint8_t* packed = block + 4;
  for (int j = 0; j < 16; ++j) {
    out[j] = scale * static_cast<float>(low(packed[j])) + minimum;
    out[j + 16] = scale * static_cast<float>(high(packed[j])) + minimum;
  }
}

/// The fifth bits of all 32 elements stand together, element j's in bit j.
void q5_0(const std::uint8_t* block, float* out) {
  const float scale = half_at(block);
  std::uint32_t fifth;
  std::memcpy(&fifth, block + 2, 4);
  const std::uint8_t* packed = block + 6;
  for (int j = 0; j < 16; ++j) {
    const int below = low(packed[j]) | static_cast<int>((fifth >> j & 1u) << 4);
    const int above = high(packed[j]) | static_cast<int>((fifth >> (j + 16) & 1u) << 4);
    out[j] = scale * static_cast<float>(below - 16);
    out[j + 16] = scale * static_cast<float>(above - 16);
  }
}

void q5_1(const std::uint8_t* block, float* out) {
  const float scale = half_at(block);
  const float minimum = half_at(block + 2);
  std::uint32_t fifth;
  std::memcpy(&fifth, block + 4, 4);
  const std::uint8_t* packed = block + 8;
  for (int j = 0; j < 16; ++j) {
    const int below = low(packed[j]) | static_cast<int>((fifth >> j & 1u) << 4);
    const int above = high(packed[j]) | static_cast<int>((fifth >> (j + 16) & 1u) << 4);
    out[j] = scale * static_cast<float>(below) + minimum;
    out[j + 16] = scale * static_cast<float>(above) + minimum;
  }
}

void q8_0(const std::uint8_t* block, float* out) {
  const float scale = half_at(block);
  for (int j = 0; j < 32; ++j) out[j] = scale * static_cast<float>(static_cast<std::int8_t>(block[2 + j]));
}

/// Blocks of 256 in 16 groups of 16: four-bit scale and minimum a group, two-bit values. Within each half of
/// 128, four planes of two bits hold 32 elements each.
void q2_k(const std::uint8_t* block, float* out) {
  const std::uint8_t* scales = block;
  const std::uint8_t* packed = block + 16;
  const float scale = half_at(block + 80);
  const float minimum = half_at(block + 82);
  for (int i = 0; i < 256; ++i) {
    const std::uint8_t group = scales[i / 16];
    const int value = packed[i / 128 * 32 + i % 32] >> (i % 128 / 32 * 2) & 3;
    out[i] = scale * static_cast<float>(low(group)) * static_cast<float>(value) -
             minimum * static_cast<float>(high(group));
  }
}

/// Two low bits in planes as in Q2_K; the third bit, absent meaning −4, of element i in bit i/32 of byte
/// i%32; six-bit scales, low four bits first, then four times two high bits a byte.
void q3_k(const std::uint8_t* block, float* out) {
  const std::uint8_t* third = block;
  const std::uint8_t* packed = block + 32;
  const std::uint8_t* scales = block + 96;
  const float scale = half_at(block + 108);
  std::array<float, 16> group{};
  for (int g = 0; g < 16; ++g) {
    const int lower = g < 8 ? low(scales[g]) : high(scales[g - 8]);
    const int upper = scales[8 + g % 4] >> (g / 4 * 2) & 3;
    group[static_cast<std::size_t>(g)] = scale * static_cast<float>((lower | upper << 4) - 32);
  }
  for (int i = 0; i < 256; ++i) {
    const int two = packed[i / 128 * 32 + i % 32] >> (i % 128 / 32 * 2) & 3;
    const int one = third[i % 32] >> (i / 32) & 1;
    out[i] = group[static_cast<std::size_t>(i / 16)] * static_cast<float>(two + 4 * one - 4);
  }
}

/// Six-bit scale and minimum of group g (of eight) in the twelve bytes that Q4_K and Q5_K share: the first
/// four plain, the others with their high bits on top of those.
struct ScaleAndMinimum {
  int scale;
  int minimum;
};
ScaleAndMinimum group_of(const std::uint8_t* packed, int g) {
  if (g < 4) return {packed[g] & 63, packed[g + 4] & 63};
  return {low(packed[g + 4]) | (packed[g - 4] >> 6) << 4, high(packed[g + 4]) | (packed[g] >> 6) << 4};
}

/// Eight groups of 32; byte j of each 32 holds group 2n below and group 2n + 1 above.
void q4_k(const std::uint8_t* block, float* out) {
  const float scale = half_at(block);
  const float minimum = half_at(block + 2);
  const std::uint8_t* packed = block + 16;
  for (int g = 0; g < 8; ++g) {
    const auto [group_scale, group_minimum] = group_of(block + 4, g);
    const float step = scale * static_cast<float>(group_scale);
    const float offset = minimum * static_cast<float>(group_minimum);
    const std::uint8_t* bytes = packed + g / 2 * 32;
    const int shift = g % 2 * 4;
    for (int j = 0; j < 32; ++j) out[g * 32 + j] = step * static_cast<float>(bytes[j] >> shift & 15) - offset;
  }
}

void q5_k(const std::uint8_t* block, float* out) {
  const float scale = half_at(block);
  const float minimum = half_at(block + 2);
  const std::uint8_t* fifth = block + 16;
  const std::uint8_t* packed = block + 48;
  for (int g = 0; g < 8; ++g) {
    const auto [group_scale, group_minimum] = group_of(block + 4, g);
    const float step = scale * static_cast<float>(group_scale);
    const float offset = minimum * static_cast<float>(group_minimum);
    const std::uint8_t* bytes = packed + g / 2 * 32;
    const int shift = g % 2 * 4;
    for (int j = 0; j < 32; ++j) {
      const int value = (bytes[j] >> shift & 15) | (fifth[j] >> g & 1) << 4;
      out[g * 32 + j] = step * static_cast<float>(value) - offset;
    }
  }
}

/// Four low bits: in each half of 128 elements, byte j of 64 holds element j below and j + 64 above; two high
/// bits: byte j of 32 holds elements j, j + 32, j + 64, j + 96. Signed scales a group of 16, values −32 … 31.
void q6_k(const std::uint8_t* block, float* out) {
  const std::uint8_t* lower = block;
  const std::uint8_t* upper = block + 128;
  const std::uint8_t* scales = block + 192;
  const float scale = half_at(block + 208);
  for (int i = 0; i < 256; ++i) {
    const int half = i / 128;
    const int place = i % 128;
    const int four = lower[half * 64 + place % 64] >> (place / 64 * 4) & 15;
    const int two = upper[half * 32 + place % 32] >> (place / 32 * 2) & 3;
    const float step = scale * static_cast<float>(static_cast<std::int8_t>(scales[i / 16]));
    out[i] = step * static_cast<float>((four | two << 4) - 32);
  }
}

template <typename Block>
void each_block(DType dtype, const std::byte* source, std::int64_t blocks, float* out, const Block& block) {
  const DTypeLayout layout = layout_of(dtype);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(source);
  for (std::int64_t i = 0; i < blocks; ++i)
    block(bytes + i * layout.block_bytes, out + i * layout.block_elements);
}

}  // namespace

void dequantise(DType dtype, const std::byte* source, std::int64_t blocks, float* out) {
  switch (dtype) {
    case DType::q4_0:
      return each_block(dtype, source, blocks, out, q4_0);
    case DType::q4_1:
      return each_block(dtype, source, blocks, out, q4_1);
    case DType::q5_0:
      return each_block(dtype, source, blocks, out, q5_0);
    case DType::q5_1:
      return each_block(dtype, source, blocks, out, q5_1);
    case DType::q8_0:
      return each_block(dtype, source, blocks, out, q8_0);
    case DType::q2_k:
      return each_block(dtype, source, blocks, out, q2_k);
    case DType::q3_k:
      return each_block(dtype, source, blocks, out, q3_k);
    case DType::q4_k:
      return each_block(dtype, source, blocks, out, q4_k);
    case DType::q5_k:
      return each_block(dtype, source, blocks, out, q5_k);
    case DType::q6_k:
      return each_block(dtype, source, blocks, out, q6_k);
    default:
      return;  // not a quantised type: the row reader has refused it by name
  }
}

}  // namespace prism
