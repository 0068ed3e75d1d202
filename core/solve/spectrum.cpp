// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solve/spectrum.h"

#include "core/base/error.h"
#include "core/base/memory.h"

#include <algorithm>
#include <limits>

#include <ATen/ATen.h>

namespace prism {

std::vector<double> singular_values(std::span<const float> values, std::int64_t rows, std::int64_t cols) {
  // The f64 copy and LAPACK's workspace of about the same size.
  require_memory(values.size() * sizeof(double) * 3, "the singular values");
  const at::NoGradGuard no_grad;
  const at::Tensor matrix =
      at::from_blob(const_cast<float*>(values.data()), {rows, cols}, at::kFloat).to(at::kDouble);
  if (!at::isfinite(matrix).all().item<bool>()) {
    throw Error(ErrorCode::numeric, "a matrix with NaN or infinite values has no singular values", {}, {},
                "finite numbers");
  }
  const at::Tensor result = at::linalg_svdvals(matrix).contiguous();
  const double* first = result.data_ptr<double>();
  return {first, first + result.numel()};
}

std::int64_t numerical_rank(std::span<const double> singular_values, std::int64_t rows, std::int64_t cols) {
  if (singular_values.empty()) return 0;
  const double threshold = singular_values.front() * static_cast<double>(std::max(rows, cols)) *
                           static_cast<double>(std::numeric_limits<float>::epsilon());
  return std::count_if(singular_values.begin(), singular_values.end(),
                       [=](double value) { return value > threshold; });
}

}  // namespace prism
