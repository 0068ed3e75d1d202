// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/picture/picture.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace prism {

MatrixReducer::MatrixReducer(std::int64_t rows, std::int64_t cols, int max_side) {
  if (rows < 1 || cols < 1 || max_side < 1) {
    throw Error(ErrorCode::usage, fmt::format("a picture of a matrix of {} × {} values", rows, cols), {}, {},
                "at least one row and one column");
  }
  m_matrix.source_rows = rows;
  m_matrix.source_cols = cols;
  m_matrix.rows = static_cast<int>(std::min<std::int64_t>(rows, max_side));
  m_matrix.cols = static_cast<int>(std::min<std::int64_t>(cols, max_side));
  const auto cells = static_cast<std::size_t>(m_matrix.rows) * static_cast<std::size_t>(m_matrix.cols);
  m_matrix.least.assign(cells, std::numeric_limits<float>::quiet_NaN());
  m_matrix.greatest.assign(cells, std::numeric_limits<float>::quiet_NaN());
  m_sums.assign(cells, 0);
  m_counts.assign(cells, 0);
}

void MatrixReducer::add(std::int64_t first, std::int64_t count, const float* values) {
  const std::int64_t rows = m_matrix.source_rows;
  const std::int64_t cols = m_matrix.source_cols;
  if (first < 0 || count < 0 || first > rows || count > rows - first) {
    throw Error(ErrorCode::usage,
                fmt::format("rows {} to {} of a matrix of {} rows", first, first + count, rows));
  }
  for (std::int64_t row = first; row < first + count; ++row) {
    const std::int64_t line = row * m_matrix.rows / rows * m_matrix.cols;
    for (std::int64_t col = 0; col < cols; ++col, ++values) {
      const float value = *values;
      if (std::isnan(value)) continue;
      const auto cell = static_cast<std::size_t>(line + col * m_matrix.cols / cols);
      // The negated comparisons also replace the NaN of an untouched cell.
      if (!(m_matrix.least[cell] <= value)) m_matrix.least[cell] = value;
      if (!(m_matrix.greatest[cell] >= value)) m_matrix.greatest[cell] = value;
      if (!std::isfinite(value)) continue;
      m_sums[cell] += value;
      ++m_counts[cell];
    }
  }
}

ReducedMatrix MatrixReducer::finish() const {
  ReducedMatrix matrix = m_matrix;
  matrix.mean.resize(m_sums.size());
  for (std::size_t i = 0; i < m_sums.size(); ++i) {
    matrix.mean[i] = m_counts[i] > 0 ? static_cast<float>(m_sums[i] / static_cast<double>(m_counts[i]))
                                     : std::numeric_limits<float>::quiet_NaN();
  }
  return matrix;
}

}  // namespace prism
