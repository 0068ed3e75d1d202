// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/solve/blas_torch.h"

#include <algorithm>
#include <cblas.h>
#include <limits>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

extern "C" {
void dpotrf_(const char* triangle, const int* n, double* a, const int* lda, int* info);
void dpocon_(const char* triangle, const int* n, const double* a, const int* lda, const double* norm,
             double* rcond, double* work, int* iwork, int* info);
}

namespace prism {
namespace {

int blas_int(std::int64_t value) {
  if (value > std::numeric_limits<int>::max()) {
    throw Error(ErrorCode::unsupported, "a matrix side of " + std::to_string(value) + " is too large", {}, {},
                "at most " + std::to_string(std::numeric_limits<int>::max()));
  }
  return static_cast<int>(value);
}

/// `stride` values lie between the beginnings of two rows.
template <typename T>
void mirror(T* data, std::int64_t n, std::int64_t stride) {
  constexpr std::int64_t kBlock = 64;  // both triangles stay in cache
  const std::int64_t blocks = (n + kBlock - 1) / kBlock;
  at::parallel_for(0, blocks, 1, [&](std::int64_t first, std::int64_t last) {
    for (std::int64_t block = first; block < last; ++block) {
      const std::int64_t row_end = std::min(n, (block + 1) * kBlock);
      for (std::int64_t other = 0; other <= block; ++other) {
        for (std::int64_t row = block * kBlock; row < row_end; ++row) {
          const std::int64_t col_end = std::min(row, (other + 1) * kBlock);
          for (std::int64_t col = other * kBlock; col < col_end; ++col) {
            data[row * stride + col] = data[col * stride + row];
          }
        }
      }
    }
  });
}

}  // namespace

void add_gram(const at::Tensor& a, at::Tensor& c) {
  add_gram(a, c, 0, a.size(1));
}

void add_gram(const at::Tensor& a, at::Tensor& c, std::int64_t begin, std::int64_t end) {
  const int n = blas_int(a.size(0));
  const int d = blas_int(end - begin);
  if (n == 0 || d == 0) return;
  const int lda = blas_int(a.stride(0));
  const int ldc = blas_int(c.stride(0));
  if (a.scalar_type() == at::kFloat) {
    cblas_ssyrk(CblasRowMajor, CblasUpper, CblasTrans, d, n, 1.0f, a.data_ptr<float>() + begin, lda, 1.0f,
                c.data_ptr<float>() + begin * ldc + begin, ldc);
  } else {
    cblas_dsyrk(CblasRowMajor, CblasUpper, CblasTrans, d, n, 1.0, a.data_ptr<double>() + begin, lda, 1.0,
                c.data_ptr<double>() + begin * ldc + begin, ldc);
  }
}

void add_cross(const at::Tensor& a, const at::Tensor& b, at::Tensor& c) {
  const int n = blas_int(a.size(0));
  const int d = blas_int(a.size(1));
  const int m = blas_int(b.size(1));
  if (n == 0 || d == 0 || m == 0) return;
  const int lda = blas_int(a.stride(0));
  const int ldb = blas_int(b.stride(0));
  const int ldc = blas_int(c.stride(0));
  if (a.scalar_type() == at::kFloat) {
    cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, d, m, n, 1.0f, a.data_ptr<float>(), lda,
                b.data_ptr<float>(), ldb, 1.0f, c.data_ptr<float>(), ldc);
  } else {
    cblas_dgemm(CblasRowMajor, CblasTrans, CblasNoTrans, d, m, n, 1.0, a.data_ptr<double>(), lda,
                b.data_ptr<double>(), ldb, 1.0, c.data_ptr<double>(), ldc);
  }
}

void multiply_transposed(const at::Tensor& a, std::int64_t row_begin, std::int64_t row_end,
                         const at::Tensor& b, std::int64_t col_begin, std::int64_t col_end, float* out) {
  const int n = blas_int(a.size(0));
  const int rows = blas_int(row_end - row_begin);
  const int cols = blas_int(col_end - col_begin);
  if (rows == 0 || cols == 0) return;
  if (n == 0) {
    std::fill_n(out, static_cast<std::int64_t>(rows) * cols, 0.0f);
    return;
  }
  cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, rows, cols, n, 1.0f, a.data_ptr<float>() + row_begin,
              blas_int(a.stride(0)), b.data_ptr<float>() + col_begin, blas_int(b.stride(0)), 0.0f, out, cols);
}

void mirror_upper(at::Tensor& square, std::int64_t begin, std::int64_t end) {
  const std::int64_t stride = square.stride(0);
  const std::int64_t first = begin * stride + begin;
  if (square.scalar_type() == at::kFloat) {
    mirror(square.data_ptr<float>() + first, end - begin, stride);
  } else {
    mirror(square.data_ptr<double>() + first, end - begin, stride);
  }
}

bool cholesky_in_place(at::Tensor& a) {
  const int n = blas_int(a.size(0));
  if (n == 0) return true;
  const int lda = blas_int(a.stride(0));
  int info = 0;
  // LAPACK counts by columns: its upper triangle is our lower one.
  dpotrf_("U", &n, a.data_ptr<double>(), &lda, &info);
  return info == 0;
}

void solve_with_factor(const at::Tensor& factor, at::Tensor b) {
  const int d = blas_int(b.size(0));
  const int m = blas_int(b.size(1));
  if (d == 0 || m == 0) return;
  const int lda = blas_int(factor.stride(0));
  const int ldb = blas_int(b.stride(0));
  const double* l = factor.data_ptr<double>();
  double* x = b.data_ptr<double>();
  cblas_dtrsm(CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, d, m, 1.0, l, lda, x, ldb);
  cblas_dtrsm(CblasRowMajor, CblasLeft, CblasLower, CblasTrans, CblasNonUnit, d, m, 1.0, l, lda, x, ldb);
}

double condition_of(const at::Tensor& factor, double norm_1) {
  const int n = blas_int(factor.size(0));
  if (n == 0) return 1;
  const int lda = blas_int(factor.stride(0));
  std::vector<double> work(static_cast<std::size_t>(n) * 3);
  std::vector<int> iwork(static_cast<std::size_t>(n));
  double rcond = 0;
  int info = 0;
  dpocon_("U", &n, factor.data_ptr<double>(), &lda, &norm_1, &rcond, work.data(), iwork.data(), &info);
  return rcond > 0 ? 1 / rcond : std::numeric_limits<double>::infinity();
}

void set_blas_threads(int threads) {
  openblas_set_num_threads(threads);
}

int blas_threads() {
  return openblas_get_num_threads();
}

}  // namespace prism
