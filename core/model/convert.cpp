// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/convert.h"

#include "core/base/error.h"
#include "core/base/floats.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <type_traits>

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
      make([](std::uint8_t bits) { return half_to_single(static_cast<std::uint16_t>(bits << 8)); });
  return dtype == DType::f8_e4m3 ? e4m3 : e5m2;
}

template <typename T>
void store_integers(const float* source, std::int64_t count, std::byte* out) {
  // The largest value of a wide type is not a float; the next float below is the last one that fits.
  constexpr auto low = static_cast<double>(std::numeric_limits<T>::min());
  constexpr double high = sizeof(T) < 8
                              ? static_cast<double>(std::numeric_limits<T>::max())
                              : (std::is_signed_v<T> ? 9223371487098961920.0 : 18446742974197923840.0);
  for (std::int64_t i = 0; i < count; ++i) {
    const double value = source[i];
    const T number = std::isnan(value) ? T{0} : static_cast<T>(std::clamp(std::nearbyint(value), low, high));
    std::memcpy(out + i * static_cast<std::int64_t>(sizeof(T)), &number, sizeof(T));
  }
}

template <typename T, typename Convert>
void store_each(const float* source, std::int64_t count, std::byte* out, const Convert& convert) {
  for (std::int64_t i = 0; i < count; ++i) {
    const T value = convert(source[i]);
    std::memcpy(out + i * static_cast<std::int64_t>(sizeof(T)), &value, sizeof(T));
  }
}

}  // namespace

float half_to_single(std::uint16_t bits) noexcept {
  const std::uint32_t magnitude = static_cast<std::uint32_t>(bits & 0x7FFFu) << 13;
  const std::uint32_t sign = static_cast<std::uint32_t>(bits & 0x8000u) << 16;
  const std::uint32_t normal = magnitude + (112u << 23);
  const std::uint32_t special = magnitude + (224u << 23);  // infinity and NaN: the highest exponent again
  const auto subnormal =
      std::bit_cast<std::uint32_t>(static_cast<float>(static_cast<std::int32_t>(bits & 0x3FFu)) * 0x1p-24f);
  const std::uint32_t exponent = bits & 0x7C00u;
  std::uint32_t result = exponent == 0 ? subnormal : normal;
  result = exponent == 0x7C00u ? special : result;
  return std::bit_cast<float>(result | sign);
}

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
      each<std::uint16_t>(source, count, out, swap, [](std::uint16_t bits) { return half_to_single(bits); });
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

void convert_from_f32(DType dtype, const float* source, std::int64_t count, std::byte* out) {
  switch (dtype) {
    case DType::f32:
      std::memcpy(out, source, static_cast<std::size_t>(count) * sizeof(float));
      return;
    case DType::f64:
      return store_each<double>(source, count, out, [](float value) { return static_cast<double>(value); });
    case DType::f16:
      return store_each<std::uint16_t>(source, count, out, f32_to_f16);
    case DType::bf16:
      return store_each<std::uint16_t>(source, count, out, f32_to_bf16);
    case DType::i64:
      return store_integers<std::int64_t>(source, count, out);
    case DType::i32:
      return store_integers<std::int32_t>(source, count, out);
    case DType::i16:
      return store_integers<std::int16_t>(source, count, out);
    case DType::i8:
      return store_integers<std::int8_t>(source, count, out);
    case DType::u64:
      return store_integers<std::uint64_t>(source, count, out);
    case DType::u32:
      return store_integers<std::uint32_t>(source, count, out);
    case DType::u16:
      return store_integers<std::uint16_t>(source, count, out);
    case DType::u8:
      return store_integers<std::uint8_t>(source, count, out);
    case DType::boolean:
      return store_each<std::uint8_t>(source, count, out,
                                      [](float value) { return static_cast<std::uint8_t>(value != 0); });
    default:
      throw Error(ErrorCode::unsupported, "cannot convert numbers to " + std::string(name_of(dtype)));
  }
}

}  // namespace prism
