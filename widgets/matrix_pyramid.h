// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace prism::widgets {

/// A matrix or a reduced one: each cell stands for a block of the source and keeps its least, greatest and
/// mean value. Unreduced matrices have only `mean`, which holds the values themselves.
struct MatrixCells {
  std::int64_t source_rows = 0;
  std::int64_t source_cols = 0;
  int rows = 0;
  int cols = 0;
  std::vector<float> mean;      ///< [rows·cols], row by row; NaN where the block has no finite value
  std::vector<float> least;     ///< likewise, or empty
  std::vector<float> greatest;  ///< likewise, or empty

  [[nodiscard]] bool exact() const noexcept { return rows == source_rows && cols == source_cols; }
};

enum class CellValue { mean, least, greatest };

/// Levels of halved size above a matrix, so that drawing costs what the screen shows, whatever its size.
class MatrixPyramid {
 public:
  MatrixPyramid() = default;
  /// Levels are added until a level has no side above 256.
  explicit MatrixPyramid(MatrixCells base);

  [[nodiscard]] int levels() const noexcept { return static_cast<int>(m_levels.size()); }
  /// 0 is the base; level n has cells of 2ⁿ × 2ⁿ base cells.
  [[nodiscard]] const MatrixCells& level(int n) const { return m_levels[static_cast<std::size_t>(n)]; }
  /// Finite range over all values: least of leasts, greatest of greatests; {0, 0} when there is none.
  [[nodiscard]] double least() const noexcept { return m_least; }
  [[nodiscard]] double greatest() const noexcept { return m_greatest; }
  [[nodiscard]] const std::vector<float>& values(int n, CellValue which) const;

 private:
  std::vector<MatrixCells> m_levels;
  double m_least = 0;
  double m_greatest = 0;
};

}  // namespace prism::widgets
