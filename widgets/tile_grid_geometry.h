// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/types/plan.h"

#include <vector>

#include <QPoint>
#include <QRect>
#include <QSize>

namespace prism::widgets {

/// Room around a pipe's cells, device pixels.
struct TileGridMargins {
  int left = 0, top = 0, right = 0, bottom = 0;
  int gap = 0;  ///< between pipes
};

/// Where the cells of all pipes lie when the smallest cell is a given whole number of device pixels; pipes
/// side by side (in several rows where that makes them larger), all to the same scale. Pure arithmetic.
/// Coordinates are device pixels of the content, origin at its top left.
class TileGridGeometry {
 public:
  TileGridGeometry() = default;
  explicit TileGridGeometry(const Plan& plan);

  /// Lays out with cells of about `cell` pixels (≥ 1) and `columns` pipes in a row (0 = all).
  void layOut(int cell, int columns, const TileGridMargins& margins);
  /// Largest layout inside `area`; cells are never under one pixel, so the content may be larger than it.
  void fit(const QSize& area, const TileGridMargins& margins);

  [[nodiscard]] int cell() const noexcept { return m_cell; }
  [[nodiscard]] int columns() const noexcept { return m_columns; }
  [[nodiscard]] QSize size() const noexcept { return m_size; }
  [[nodiscard]] int workers() const noexcept { return static_cast<int>(m_place.size()); }
  [[nodiscard]] int pipes() const noexcept { return static_cast<int>(m_pipes.size()); }
  /// All cells of a pipe (from 0), without margins.
  [[nodiscard]] QRect pipeRect(int pipe) const { return m_pipes[static_cast<std::size_t>(pipe)].rect; }
  /// Left edges of the grid columns and the right end, content pixels; likewise rows.
  [[nodiscard]] std::vector<int> columnEdges(int pipe) const;
  [[nodiscard]] std::vector<int> rowEdges(int pipe) const;

  /// The whole cell of a worker, separators included.
  [[nodiscard]] QRect cellRect(int worker) const;
  /// The tile position it belongs to (equal to cellRect without experts).
  [[nodiscard]] QRect positionRect(int worker) const;
  /// What is filled with colour: the cell less one pixel at the right and bottom where cells are large
  /// enough.
  [[nodiscard]] QRect fillRect(int worker) const;
  /// −1 where there is none.
  [[nodiscard]] int workerAt(const QPoint& point) const;
  /// Workers whose cells touch the rectangle, ascending.
  [[nodiscard]] std::vector<int> workersIn(const QRect& rect) const;
  /// The cell next to it (dx, dy in −1, 0, 1), crossing to the next pipe at the edge; itself at the border.
  [[nodiscard]] int neighbour(int worker, int dx, int dy) const;

 private:
  struct Pipe {
    int grid_rows = 0, grid_cols = 0;
    int expert_rows = 1, expert_cols = 1;
    int experts = 1;
    std::vector<std::int64_t> row_starts, col_starts;  ///< matrix units, one more than the grid has
    std::vector<int> row_edges, col_edges;             ///< pixels from rect's top left
    std::vector<int> first;                            ///< worker of expert 0 per position, −1 when absent
    QRect rect;
  };
  struct Place {
    int pipe = 0, row = 0, col = 0, expert = 0;
  };
  /// Experts of a position count as finer rows and columns of the grid here.
  [[nodiscard]] static int workerAtFine(const Pipe& pipe, int row, int col);
  [[nodiscard]] static QPoint fineAt(const Pipe& pipe, const QPoint& inside);

  std::int64_t m_d_in = 1, m_d_out = 1;
  double m_unit_x = 1, m_unit_y = 1;  ///< matrix units of the smallest cell
  std::vector<Pipe> m_pipes;
  std::vector<Place> m_place;
  int m_cell = 1;
  int m_columns = 0;
  QSize m_size;
};

}  // namespace prism::widgets
