// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lowbit/packed_file.h"
#include "tests/fuzz/fuzz_file.h"

#include <algorithm>
#include <vector>

/// Packed files: opens them, reads codes and rows of every matrix and multiplies by a vector.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const prism::fuzz::MemoryFile memory;
  memory.fill({data, size});
  try {
    const prism::PackedFile file = prism::open_packed(memory.path());
    for (const auto& [name, matrix] : file.matrices) {
      (void)prism::packed_use(matrix);
      if (matrix.code(matrix.rows - 1, matrix.cols - 1) >= matrix.grid.levels()) std::abort();
      std::vector<float> row(static_cast<std::size_t>(matrix.cols));
      prism::dequantise_rows(matrix, matrix.rows - 1, 1, row.data());
      const prism::PackedInput x(row, matrix.grid.bits);
      std::vector<float> y(static_cast<std::size_t>(std::min<std::int64_t>(matrix.rows, 4)));
      prism::packed_matvec(matrix, x, matrix.rows - static_cast<std::int64_t>(y.size()),
                           static_cast<std::int64_t>(y.size()), y.data());
    }
    prism::fuzz::read_some(file.tensors);
  } catch (const prism::Error&) {
    return 0;
  }
  return 0;
}
