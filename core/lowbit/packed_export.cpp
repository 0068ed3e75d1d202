// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lowbit/packed_file.h"
#include "core/model/rows.h"

#include <utility>

namespace prism {

std::uint64_t export_packed(const PackedFile& file, const std::filesystem::path& target, DType dtype) {
  std::vector<TensorToWrite> tensors;
  for (const auto& [name, matrix] : file.matrices) {
    TensorToWrite tensor;
    tensor.name = name.empty() ? "weight" : name;
    tensor.dtype = dtype;
    tensor.shape = {matrix.rows, matrix.cols};
    tensor.rows = [matrix = matrix](std::int64_t first, std::int64_t count, float* out) {
      dequantise_rows(matrix, first, count, out);
    };
    tensors.push_back(std::move(tensor));
  }
  for (const TensorInfo& info : file.others) {
    TensorToWrite tensor;
    tensor.name = info.name;
    tensor.shape = info.shape;
    tensor.dtype = dtype;
    // A vector is one row for the writer and a row an element for the reader.
    const RowReader reader(file.tensors, info);
    const bool vector = info.shape.size() <= 1;
    tensor.rows = [reader, vector](std::int64_t first, std::int64_t count, float* out) {
      reader.read(vector ? 0 : first, vector ? reader.rows() : count, out);
    };
    tensors.push_back(std::move(tensor));
  }
  return write_tensors(target, tensors);
}

}  // namespace prism
