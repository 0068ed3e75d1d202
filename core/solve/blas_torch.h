// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

namespace prism {

// Products and factorisations on contiguous row-major CPU tensors, in place where a copy would cost as much
// memory as the statistics themselves.

/// c += aᵀa, upper triangle only; a [n, d], c [d, d], both f32 or both f64. Half the work of a full product.
void add_gram(const at::Tensor& a, at::Tensor& c);
/// c[i0:i1, i0:i1] += a[:, i0:i1]ᵀ a[:, i0:i1], upper triangle only.
void add_gram(const at::Tensor& a, at::Tensor& c, std::int64_t begin, std::int64_t end);
/// c += aᵀb; a [n, d], b [n, m], c [d, m].
void add_cross(const at::Tensor& a, const at::Tensor& b, at::Tensor& c);
/// out = a[:, rows]ᵀ b[:, cols] for row-major a [n, d], b [n, m]; out holds rows·cols values, row after row.
/// All f32.
void multiply_transposed(const at::Tensor& a, std::int64_t row_begin, std::int64_t row_end,
                         const at::Tensor& b, std::int64_t col_begin, std::int64_t col_end, float* out);
/// Copies the upper triangle of square[begin:end, begin:end] onto the lower one.
void mirror_upper(at::Tensor& square, std::int64_t begin, std::int64_t end);

/// Replaces the lower triangle of the symmetric positive definite `a` [d, d] (f64) by L, a = L·Lᵀ; the rest
/// is undefined afterwards. False when `a` is not positive definite (then `a` is spoilt).
[[nodiscard]] bool cholesky_in_place(at::Tensor& a);
/// b := a⁻¹ b for b [d, m], which may be a column range of a wider row-major matrix; `factor` from
/// cholesky_in_place.
void solve_with_factor(const at::Tensor& factor, at::Tensor b);
/// Upper estimate of the condition number in the 1-norm from the factor; `norm_1` is that of the matrix
/// itself.
[[nodiscard]] double condition_of(const at::Tensor& factor, double norm_1);

/// Threads of OpenBLAS itself (Torch's own are apart).
void set_blas_threads(int threads);
[[nodiscard]] int blas_threads();

}  // namespace prism
