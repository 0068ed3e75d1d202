// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/convert.h"

#include "core/base/floats.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

namespace prism {
namespace {

template <typename T>
T load(const std::byte* source) {
  T value;
  std::memcpy(&value, source, sizeof(T));
  return value;
}

template <typename T>
T swapped(T value) {
  if constexpr (sizeof(T) == 2)
    return std::bit_cast<T>(__builtin_bswap16(std::bit_cast<std::uint16_t>(value)));
  if constexpr (sizeof(T) == 4)
    return std::bit_cast<T>(__builtin_bswap32(std::bit_cast<std::uint32_t>(value)));
  if constexpr (sizeof(T) == 8)
    return std::bit_cast<T>(__builtin_bswap64(std::bit_cast<std::uint64_t>(value)));
  return value;
}

/// One plain loop a type, so that the compiler vectorises each.
template <typename T, typename Convert>
void each(const std::byte* source, std::int64_t count, float* out, bool swap, const Convert& convert) {
  if (swap) {
    for (std::int64_t i = 0; i < count; ++i) out[i] = convert(swapped(load<T>(source + i * sizeof(T))));
  } else {
    for (std::int64_t i = 0; i < count; ++i) out[i] = convert(load<T>(source + i * sizeof(T)));
  }
}

template <typename T>
void cast_each(const std::byte* source, std::int64_t count, float* out, bool swap) {
  each<T>(source, count, out, swap, [](T value) { return static_cast<float>(value); });
}

/// Eight-bit floats of the OCP formats: E4M3 has no infinities and NaN at 0x7F, E5M2 is the upper half of
/// f16.
float f8_e4m3_to_f32(std::uint8_t bits) {
  const int exponent = (bits >> 3) & 15;
  const int mantissa = bits & 7;
  if ((bits & 0x7F) == 0x7F) return std::numeric_limits<float>::quiet_NaN();
  const float magnitude = exponent == 0
                              ? std::ldexp(static_cast<float>(mantissa), -9)
                              : std::ldexp(1.0f + static_cast<float>(mantissa) / 8.0f, exponent - 7);
  return (bits & 0x80) != 0 ? -magnitude : magnitude;
}

const std::array<float, 256>& f8_table(DType dtype) {
  static const auto make = [](auto convert) {
    std::array<float, 256> table{};
    for (std::size_t i = 0; i < table.size(); ++i) table[i] = convert(static_cast<std::uint8_t>(i));
    return table;
  };
  static const auto e4m3 = make(f8_e4m3_to_f32);
  static const auto e5m2 =
      make([](std::uint8_t bits) { return f16_to_f32(static_cast<std::uint16_t>(bits << 8)); });
  return dtype == DType::f8_e4m3 ? e4m3 : e5m2;
}

}  // namespace

void convert_to_f32(DType dtype, const std::byte* source, std::int64_t count, float* out, bool swap) {
  switch (dtype) {
    case DType::f32:
      if (!swap) {
        std::memcpy(out, source, static_cast<std::size_t>(count) * sizeof(float));
        return;
      }
      // Swapped as integers: a float register may quieten a signalling NaN.
      each<std::uint32_t>(source, count, out, swap,
                          [](std::uint32_t bits) { return std::bit_cast<float>(bits); });
      return;
    case DType::f64:
      each<std::uint64_t>(source, count, out, swap,
                          [](std::uint64_t bits) { return static_cast<float>(std::bit_cast<double>(bits)); });
      return;
    case DType::f16:
      each<std::uint16_t>(source, count, out, swap, [](std::uint16_t bits) { return f16_to_f32(bits); });
      return;
    case DType::bf16:
      each<std::uint16_t>(source, count, out, swap, [](std::uint16_t bits) { return bf16_to_f32(bits); });
      return;
    case DType::i64:
      return cast_each<std::int64_t>(source, count, out, swap);
    case DType::i32:
      return cast_each<std::int32_t>(source, count, out, swap);
    case DType::i16:
      return cast_each<std::int16_t>(source, count, out, swap);
    case DType::i8:
      return cast_each<std::int8_t>(source, count, out, swap);
    case DType::u64:
      return cast_each<std::uint64_t>(source, count, out, swap);
    case DType::u32:
      return cast_each<std::uint32_t>(source, count, out, swap);
    case DType::u16:
      return cast_each<std::uint16_t>(source, count, out, swap);
    case DType::u8:
      return cast_each<std::uint8_t>(source, count, out, swap);
    case DType::boolean:
      each<std::uint8_t>(source, count, out, false,
                         [](std::uint8_t bits) { return bits != 0 ? 1.0f : 0.0f; });
      return;
    case DType::f8_e4m3:
    case DType::f8_e5m2: {
      const auto& table = f8_table(dtype);
      each<std::uint8_t>(source, count, out, false, [&](std::uint8_t bits) { return table[bits]; });
      return;
    }
    default:
      return dequantise(dtype, source, count / layout_of(dtype).block_elements, out);
  }
}

}  // namespace prism
