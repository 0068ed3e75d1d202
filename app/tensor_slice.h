// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/model/rows.h"
#include "widgets/matrix_pyramid.h"

#include <cstdint>
#include <vector>

namespace prism::app {

/// How a tensor of any shape is leafed through: the last two dimensions are a picture, the others count
/// pictures. A tall matrix has first a reduced picture of the whole, then exact ones of 1024 rows each.
struct SlicePlan {
  explicit SlicePlan(std::vector<std::int64_t> shape);

  struct Slice {
    std::int64_t first_row = 0;  ///< of the picture inside its matrix
    std::int64_t rows = 0;
    std::int64_t first_value = 0;  ///< of the picture in the row-major tensor
    bool whole = true;             ///< all rows of its matrix
  };
  [[nodiscard]] int count() const noexcept { return m_count; }
  [[nodiscard]] Slice slice(int index) const;
  [[nodiscard]] std::int64_t rows() const noexcept { return m_rows; }  ///< of one matrix
  [[nodiscard]] std::int64_t cols() const noexcept { return m_cols; }
  [[nodiscard]] bool by_rows() const noexcept { return m_by_rows; }

 private:
  std::int64_t m_rows = 1;
  std::int64_t m_cols = 1;
  int m_count = 1;
  bool m_by_rows = false;
};

/// A slice, exact up to 2²² values, else reduced to at most 1024 × 1024 blocks. Memory stays bounded.
[[nodiscard]] widgets::MatrixCells read_slice(const RowReader& reader, const SlicePlan& plan, int index,
                                              const RunControl& control = {});
/// Second minus first, block by block alike; both must have the same shape.
[[nodiscard]] widgets::MatrixCells read_difference(const RowReader& first, const RowReader& second,
                                                   const SlicePlan& plan, int index,
                                                   const RunControl& control = {});

/// Two tensors of equal shape, value by value; streams.
struct TensorComparison {
  double max_abs = 0;
  double mean_abs = 0;
  double cosine = 0;
  std::int64_t different = 0;  ///< values that are not equal
  std::int64_t worst_row = 0;  ///< row (first dimension) of the largest difference
};
/// Throws Error(mismatch) naming both shapes.
[[nodiscard]] TensorComparison compare_tensors(const RowReader& first, const RowReader& second,
                                               const RunControl& control = {});

}  // namespace prism::app
