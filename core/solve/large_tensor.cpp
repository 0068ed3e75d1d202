// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solve/large_tensor_torch.h"

#include <cstddef>
#include <new>
#include <sys/mman.h>

#include <ATen/ATen.h>

namespace prism {

at::Tensor large_zeros(std::int64_t rows, std::int64_t cols, at::ScalarType type) {
  constexpr std::size_t kWorthIt = std::size_t{4} << 20;
  const auto options = at::TensorOptions().dtype(type);
  std::size_t bytes = 0;
  if (rows < 0 || cols < 0 ||
      __builtin_mul_overflow(static_cast<std::size_t>(rows), static_cast<std::size_t>(cols), &bytes) ||
      __builtin_mul_overflow(bytes, c10::elementSize(type), &bytes)) {
    throw std::bad_alloc();
  }
  if (bytes < kWorthIt) return at::zeros({rows, cols}, options);
  void* memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  ::madvise(memory, bytes, MADV_HUGEPAGE);
  return at::from_blob(
      memory, {rows, cols}, [bytes](void* data) { ::munmap(data, bytes); }, options);
}

}  // namespace prism
