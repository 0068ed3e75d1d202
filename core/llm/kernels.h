// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace prism::kernels {

/// The products of a single position, where a call of Torch costs as much as its work. All matrices are
/// row-major, any alignment; sums are f32. Each uses AVX2 where the processor has it.

/// y[r] = Σ_c w[r, c] · x[c]
void matvec(const float* w, std::int64_t rows, std::int64_t cols, const float* x, float* y) noexcept;
/// The same with bf16 weights, which are widened exactly.
void matvec(const std::uint16_t* w, std::int64_t rows, std::int64_t cols, const float* x, float* y) noexcept;
/// out[c] = Σ_r p[r] · v[r, c]
void weighted_rows(const float* v, std::int64_t rows, std::int64_t cols, const float* p, float* out) noexcept;

/// out = x / rms(x) · weight; `out` may be `x`.
void rms_norm(const float* x, const float* weight, std::int64_t width, float epsilon, float* out) noexcept;
/// x ← exp(scale·x − max) / Σ
void softmax(float* x, std::int64_t count, float scale) noexcept;
/// out[i] = gate[i] / (1 + exp(−gate[i])) · up[i]; `out` may be `gate`.
void swiglu(const float* gate, const float* up, std::int64_t count, float* out) noexcept;
/// Turns `heads` heads [width] by the angles of one position: the pairs are (i, i + width/2), or neighbours.
void rotate(float* x, std::int64_t heads, std::int64_t width, const float* cosine, const float* sine,
            bool interleaved) noexcept;

}  // namespace prism::kernels
