// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace prism {

inline constexpr int kQuantBlock = 32;
inline constexpr int kQ8_0Bytes = 34;
inline constexpr int kQ4_0Bytes = 18;

/// `count` finite values (a multiple of 32) as blocks of one F16 scale d and 32 signed bytes q; value = d·q.
/// d = max|v| / 127. The layout is that of GGUF's Q8_0.
void quantise_q8_0(const float* values, std::int64_t count, std::byte* out);
/// Blocks of one F16 scale d and 32 four-bit codes c, value = d·(c − 8): byte j holds code j low, code j + 16
/// high. d = the value of greatest magnitude / −8. The layout is that of GGUF's Q4_0.
void quantise_q4_0(const float* values, std::int64_t count, std::byte* out);

}  // namespace prism
