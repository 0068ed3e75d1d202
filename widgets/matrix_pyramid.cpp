// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/matrix_pyramid.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

namespace prism::widgets {
namespace {

constexpr int kCoarsest = 256;
constexpr float kNothing = std::numeric_limits<float>::quiet_NaN();

/// One level of half the sides. The mean is over the cells that have one; blocks at the border are smaller.
MatrixCells halved(const MatrixCells& from) {
  MatrixCells to;
  to.source_rows = from.source_rows;
  to.source_cols = from.source_cols;
  to.rows = (from.rows + 1) / 2;
  to.cols = (from.cols + 1) / 2;
  const auto size = static_cast<std::size_t>(to.rows) * static_cast<std::size_t>(to.cols);
  to.mean.assign(size, kNothing);
  to.least.assign(size, kNothing);
  to.greatest.assign(size, kNothing);
  const std::vector<float>& least = from.least.empty() ? from.mean : from.least;
  const std::vector<float>& greatest = from.greatest.empty() ? from.mean : from.greatest;
  const auto width = static_cast<std::size_t>(from.cols);
  for (int row = 0; row < to.rows; ++row) {
    for (int col = 0; col < to.cols; ++col) {
      double sum = 0;
      int count = 0;
      float low = kNothing;
      float high = kNothing;
      for (int dr = 0; dr < 2 && 2 * row + dr < from.rows; ++dr) {
        for (int dc = 0; dc < 2 && 2 * col + dc < from.cols; ++dc) {
          const std::size_t at =
              static_cast<std::size_t>(2 * row + dr) * width + static_cast<std::size_t>(2 * col + dc);
          if (std::isfinite(from.mean[at])) {
            sum += from.mean[at];
            ++count;
          }
          // fmin and fmax pass over NaN.
          low = std::fmin(low, least[at]);
          high = std::fmax(high, greatest[at]);
        }
      }
      const std::size_t at =
          static_cast<std::size_t>(row) * static_cast<std::size_t>(to.cols) + static_cast<std::size_t>(col);
      if (count > 0) to.mean[at] = static_cast<float>(sum / count);
      to.least[at] = low;
      to.greatest[at] = high;
    }
  }
  return to;
}

}  // namespace

MatrixPyramid::MatrixPyramid(MatrixCells base) {
  if (base.rows <= 0 || base.cols <= 0) return;
  m_levels.push_back(std::move(base));
  while (std::max(m_levels.back().rows, m_levels.back().cols) > kCoarsest)
    m_levels.push_back(halved(m_levels.back()));
  bool any = false;
  const auto include = [&](const std::vector<float>& values) {
    for (const float value : values) {
      if (!std::isfinite(value)) continue;
      m_least = any ? std::min<double>(m_least, value) : value;
      m_greatest = any ? std::max<double>(m_greatest, value) : value;
      any = true;
    }
  };
  include(values(0, CellValue::least));
  include(values(0, CellValue::greatest));
}

const std::vector<float>& MatrixPyramid::values(int n, CellValue which) const {
  const MatrixCells& cells = level(n);
  if (which == CellValue::least && !cells.least.empty()) return cells.least;
  if (which == CellValue::greatest && !cells.greatest.empty()) return cells.greatest;
  return cells.mean;
}

}  // namespace prism::widgets
