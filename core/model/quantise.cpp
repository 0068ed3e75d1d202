// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/quantise.h"

#include "core/base/floats.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace prism {
namespace {

constexpr float kGreatestF16 = 65504.0f;

/// Writes the scale as F16 and returns its inverse as it will be read back, 0 for a block of zeros.
float put_scale(float scale, std::byte* out) {
  const std::uint16_t bits = f32_to_f16(std::clamp(scale, -kGreatestF16, kGreatestF16));
  std::memcpy(out, &bits, sizeof(bits));
  const float rounded = f16_to_f32(bits);
  return rounded == 0.0f ? 0.0f : 1.0f / rounded;
}

int nearest(float value, int low, int high) {
  return static_cast<int>(
      std::clamp(std::nearbyint(value), static_cast<float>(low), static_cast<float>(high)));
}

}  // namespace

void quantise_q8_0(const float* values, std::int64_t count, std::byte* out) {
  for (std::int64_t begin = 0; begin < count; begin += kQuantBlock, out += kQ8_0Bytes) {
    const float* block = values + begin;
    float greatest = 0;
    for (int i = 0; i < kQuantBlock; ++i) greatest = std::max(greatest, std::fabs(block[i]));
    const float inverse = put_scale(greatest / 127.0f, out);
    for (int i = 0; i < kQuantBlock; ++i) {
      out[2 + i] = static_cast<std::byte>(static_cast<std::int8_t>(nearest(block[i] * inverse, -127, 127)));
    }
  }
}

void quantise_q4_0(const float* values, std::int64_t count, std::byte* out) {
  for (std::int64_t begin = 0; begin < count; begin += kQuantBlock, out += kQ4_0Bytes) {
    const float* block = values + begin;
    const float* extreme = std::max_element(block, block + kQuantBlock,
                                            [](float a, float b) { return std::fabs(a) < std::fabs(b); });
    const float inverse = put_scale(*extreme / -8.0f, out);
    for (int i = 0; i < kQuantBlock / 2; ++i) {
      const int low = nearest(block[i] * inverse, -8, 7) + 8;
      const int high = nearest(block[i + kQuantBlock / 2] * inverse, -8, 7) + 8;
      out[2 + i] = static_cast<std::byte>(low | high << 4);
    }
  }
}

}  // namespace prism
