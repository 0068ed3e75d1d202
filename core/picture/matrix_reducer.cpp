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
  for (std::int64_t row = first; row < first + count; ++row, values += cols) {
    const std::int64_t line = row * m_matrix.rows / rows * m_matrix.cols;
    for (std::int64_t cell_col = 0; cell_col < m_matrix.cols; ++cell_col) {
      // First column of this cell and of the next: no division for every value.
      const std::int64_t begin = (cell_col * cols + m_matrix.cols - 1) / m_matrix.cols;
      const std::int64_t end = ((cell_col + 1) * cols + m_matrix.cols - 1) / m_matrix.cols;
      add_run(static_cast<std::size_t>(line + cell_col), std::span(values + begin, values + end));
    }
  }
}

void MatrixReducer::add_run(std::size_t cell, std::span<const float> values) {
  float least = m_matrix.least[cell];
  float greatest = m_matrix.greatest[cell];
  for (const float value : values) {
    if (std::isnan(value)) continue;
    // The negated comparisons also replace the NaN of an untouched cell.
    if (!(least <= value)) least = value;
    if (!(greatest >= value)) greatest = value;
    if (!std::isfinite(value)) continue;
    m_sums[cell] += value;
    ++m_counts[cell];
  }
  m_matrix.least[cell] = least;
  m_matrix.greatest[cell] = greatest;
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
