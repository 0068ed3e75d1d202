// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tile_grid_geometry.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace prism::widgets {
namespace {

constexpr int kGapFrom = 6;          ///< cells at least this large get a separating pixel
constexpr int kPositionGapFrom = 3;  ///< expert cells at least this large let positions be told apart

/// Experts of one position as a near-square grid, without holes where that stays near-square.
void arrange_experts(int experts, int& rows, int& cols) {
  const int side = std::max(1, static_cast<int>(std::sqrt(static_cast<double>(experts))));
  for (int divisor = side; divisor >= 1; --divisor) {
    if (experts % divisor != 0) continue;
    if (experts / divisor <= 3 * divisor || experts <= 2) {
      rows = divisor;
      cols = experts / divisor;
      return;
    }
    break;
  }
  cols = static_cast<int>(std::ceil(std::sqrt(static_cast<double>(experts))));
  rows = (experts + cols - 1) / cols;
}

/// Grid lines of equal tiles in matrix units, end included.
std::vector<std::int64_t> line_starts(int count, std::int64_t tile, std::int64_t extent) {
  std::vector<std::int64_t> starts;
  starts.reserve(static_cast<std::size_t>(count) + 1);
  for (int i = 0; i <= count; ++i) starts.push_back(std::min<std::int64_t>(extent, i * tile));
  starts.back() = extent;
  return starts;
}

/// What the tiles of a pipe really cover, by grid row and column.
struct Ranges {
  std::map<int, IndexRange> rows, cols;
  void note(const Worker& worker, int row, int col) {
    rows[row] = worker.rows;
    cols[col] = worker.cols;
  }
};

/// Moves grid lines to where tiles really begin; one that overlaps its predecessor (the last of an `overlap`
/// plan) is drawn from where that ends.
void settle(std::vector<std::int64_t>& starts, const std::map<int, IndexRange>& ranges) {
  for (const auto& [line, range] : ranges) {
    const auto at = static_cast<std::size_t>(line);
    const auto before = ranges.find(line - 1);
    const std::int64_t earliest = before == ranges.end() ? 0 : before->second.end;
    starts[at] = std::min(std::max(range.begin, earliest), starts.back());
  }
}

/// Whole-pixel edges; every line gets at least `least` pixels.
std::vector<int> pixel_edges(const std::vector<std::int64_t>& starts, double scale, int least) {
  std::vector<int> edges{0};
  for (std::size_t i = 1; i < starts.size(); ++i) {
    const auto exact = static_cast<int>(std::lround(static_cast<double>(starts[i]) * scale));
    edges.push_back(std::max(exact, edges.back() + least));
  }
  return edges;
}

int line_at(const std::vector<int>& edges, int pixel) {
  return static_cast<int>(std::upper_bound(edges.begin(), edges.end(), pixel) - edges.begin()) - 1;
}

/// Which of `parts` equal parts of `whole` pixels (edges at whole·i/parts) holds `pixel`.
int part_at(int pixel, int whole, int parts) {
  int part = static_cast<int>(static_cast<std::int64_t>(pixel) * parts / whole);
  while (part + 1 < parts && static_cast<std::int64_t>(whole) * (part + 1) / parts <= pixel) ++part;
  return part;
}

int part_edge(int whole, int part, int parts) {
  return static_cast<int>(static_cast<std::int64_t>(whole) * part / parts);
}

}  // namespace

TileGridGeometry::TileGridGeometry(const Plan& plan)
    : m_d_in(std::max<std::int64_t>(1, plan.d_in)), m_d_out(std::max<std::int64_t>(1, plan.d_out)) {
  m_unit_x = static_cast<double>(m_d_in);
  m_unit_y = static_cast<double>(m_d_out);
  for (const PipePlan& source : plan.pipes) {
    Pipe pipe;
    pipe.grid_rows = std::max(1, source.grid_rows);
    pipe.grid_cols = std::max(1, source.grid_cols);
    pipe.experts = std::max(1, source.experts);
    arrange_experts(pipe.experts, pipe.expert_rows, pipe.expert_cols);
    pipe.col_starts = line_starts(pipe.grid_cols, source.tile_cols, m_d_in);
    pipe.row_starts = line_starts(pipe.grid_rows, source.tile_rows, m_d_out);
    pipe.first.assign(static_cast<std::size_t>(pipe.grid_rows) * static_cast<std::size_t>(pipe.grid_cols),
                      -1);
    const auto tile_width = static_cast<double>(std::clamp<std::int64_t>(source.tile_cols, 1, m_d_in));
    const auto tile_height = static_cast<double>(std::clamp<std::int64_t>(source.tile_rows, 1, m_d_out));
    m_unit_x = std::min(m_unit_x, tile_width / pipe.expert_cols);
    m_unit_y = std::min(m_unit_y, tile_height / pipe.expert_rows);
    m_pipes.push_back(std::move(pipe));
  }
  std::vector<Ranges> ranges(m_pipes.size());
  m_place.resize(plan.workers.size());
  for (std::size_t id = 0; id < plan.workers.size(); ++id) {
    const Worker& worker = plan.workers[id];
    Place& place = m_place[id];
    place = {worker.pipe - 1, worker.row, worker.col, worker.expert};
    Pipe& pipe = m_pipes.at(static_cast<std::size_t>(place.pipe));
    int& first = pipe.first.at(static_cast<std::size_t>(place.row * pipe.grid_cols + place.col));
    if (place.expert == 0) first = static_cast<int>(id);
    ranges[static_cast<std::size_t>(place.pipe)].note(worker, place.row, place.col);
  }
  for (std::size_t i = 0; i < m_pipes.size(); ++i) {
    settle(m_pipes[i].col_starts, ranges[i].cols);
    settle(m_pipes[i].row_starts, ranges[i].rows);
  }
}

void TileGridGeometry::layOut(int cell, int columns, const TileGridMargins& margins) {
  const int count = pipes();
  m_cell = std::max(1, cell);
  m_columns = std::clamp(columns <= 0 ? count : columns, 1, std::max(1, count));
  const double scale = m_cell / std::min(m_unit_x, m_unit_y);
  const double scale_x = std::max(1.0, std::round(scale * m_unit_x)) / m_unit_x;
  const double scale_y = std::max(1.0, std::round(scale * m_unit_y)) / m_unit_y;
  std::vector<int> widths(static_cast<std::size_t>(m_columns), 0);
  std::vector<int> heights(static_cast<std::size_t>((count + m_columns - 1) / m_columns), 0);
  for (int i = 0; i < count; ++i) {
    Pipe& pipe = m_pipes[static_cast<std::size_t>(i)];
    pipe.col_edges = pixel_edges(pipe.col_starts, scale_x, pipe.expert_cols);
    pipe.row_edges = pixel_edges(pipe.row_starts, scale_y, pipe.expert_rows);
    int& width = widths[static_cast<std::size_t>(i % m_columns)];
    int& height = heights[static_cast<std::size_t>(i / m_columns)];
    width = std::max(width, pipe.col_edges.back());
    height = std::max(height, pipe.row_edges.back());
  }
  int y = 0;
  int right = 0;
  for (std::size_t row = 0; row < heights.size(); ++row) {
    int x = 0;
    for (std::size_t col = 0; col < widths.size(); ++col) {
      const std::size_t i = row * widths.size() + col;
      if (i >= m_pipes.size()) break;
      Pipe& pipe = m_pipes[i];
      pipe.rect = QRect(x + margins.left, y + margins.top, pipe.col_edges.back(), pipe.row_edges.back());
      x += margins.left + widths[col] + margins.right;
      right = std::max(right, x);
      x += margins.gap;
    }
    y += margins.top + heights[row] + margins.bottom + (row + 1 < heights.size() ? margins.gap : 0);
  }
  m_size = QSize(right, y);
}

void TileGridGeometry::fit(const QSize& area, const TileGridMargins& margins) {
  const int count = pipes();
  if (count == 0) {
    m_size = {};
    return;
  }
  int best_cell = 0;
  int best_columns = count;
  double best_overflow = 0;
  for (int columns = count; columns >= 1; --columns) {
    const int rows = (count + columns - 1) / columns;
    const double width =
        area.width() - columns * (margins.left + margins.right) - (columns - 1) * margins.gap;
    const double height = area.height() - rows * (margins.top + margins.bottom) - (rows - 1) * margins.gap;
    const double scale =
        std::min(width / columns / static_cast<double>(m_d_in), height / rows / static_cast<double>(m_d_out));
    int cell = std::max(1, static_cast<int>(scale * std::min(m_unit_x, m_unit_y)));
    layOut(cell, columns, margins);
    while (cell > 1 && (m_size.width() > area.width() || m_size.height() > area.height())) {
      layOut(--cell, columns, margins);
    }
    const double overflow = std::max({1.0, m_size.width() / std::max(1.0, static_cast<double>(area.width())),
                                      m_size.height() / std::max(1.0, static_cast<double>(area.height()))});
    if (best_cell == 0 || overflow < best_overflow || (overflow == best_overflow && cell > best_cell)) {
      best_cell = cell;
      best_columns = columns;
      best_overflow = overflow;
    }
  }
  layOut(best_cell, best_columns, margins);
}

std::vector<int> TileGridGeometry::columnEdges(int pipe) const {
  const Pipe& from = m_pipes[static_cast<std::size_t>(pipe)];
  std::vector<int> edges = from.col_edges;
  for (int& edge : edges) edge += from.rect.left();
  return edges;
}

std::vector<int> TileGridGeometry::rowEdges(int pipe) const {
  const Pipe& from = m_pipes[static_cast<std::size_t>(pipe)];
  std::vector<int> edges = from.row_edges;
  for (int& edge : edges) edge += from.rect.top();
  return edges;
}

QRect TileGridGeometry::positionRect(int worker) const {
  const Place& place = m_place[static_cast<std::size_t>(worker)];
  const Pipe& pipe = m_pipes[static_cast<std::size_t>(place.pipe)];
  const auto col = static_cast<std::size_t>(place.col);
  const auto row = static_cast<std::size_t>(place.row);
  const QPoint top_left(pipe.col_edges[col], pipe.row_edges[row]);
  const QSize size(pipe.col_edges[col + 1] - top_left.x(), pipe.row_edges[row + 1] - top_left.y());
  return {pipe.rect.topLeft() + top_left, size};
}

QRect TileGridGeometry::cellRect(int worker) const {
  const Place& place = m_place[static_cast<std::size_t>(worker)];
  const Pipe& pipe = m_pipes[static_cast<std::size_t>(place.pipe)];
  const QRect position = positionRect(worker);
  if (pipe.experts == 1) return position;
  const int col = place.expert % pipe.expert_cols;
  const int row = place.expert / pipe.expert_cols;
  const QPoint first(part_edge(position.width(), col, pipe.expert_cols),
                     part_edge(position.height(), row, pipe.expert_rows));
  const QPoint end(part_edge(position.width(), col + 1, pipe.expert_cols),
                   part_edge(position.height(), row + 1, pipe.expert_rows));
  return {position.topLeft() + first, QSize(end.x() - first.x(), end.y() - first.y())};
}

QRect TileGridGeometry::fillRect(int worker) const {
  const QRect cell = cellRect(worker);
  const int side = std::min(cell.width(), cell.height());
  const int gap = side >= kGapFrom ? 1 : 0;
  int gap_right = gap;
  int gap_bottom = gap;
  const Pipe& pipe = m_pipes[static_cast<std::size_t>(m_place[static_cast<std::size_t>(worker)].pipe)];
  if (pipe.experts > 1) {
    const QRect position = positionRect(worker);
    const int wide = gap + (side >= kPositionGapFrom ? 1 : 0);
    if (cell.right() == position.right()) gap_right = wide;
    if (cell.bottom() == position.bottom()) gap_bottom = wide;
  }
  return cell.adjusted(0, 0, -gap_right, -gap_bottom);
}

int TileGridGeometry::workerAtFine(const Pipe& pipe, int row, int col) {
  const int expert = row % pipe.expert_rows * pipe.expert_cols + col % pipe.expert_cols;
  if (expert >= pipe.experts) return -1;
  const int position = row / pipe.expert_rows * pipe.grid_cols + col / pipe.expert_cols;
  const int first = pipe.first[static_cast<std::size_t>(position)];
  return first < 0 ? -1 : first + expert;
}

QPoint TileGridGeometry::fineAt(const Pipe& pipe, const QPoint& inside) {
  const int col = line_at(pipe.col_edges, inside.x());
  const int row = line_at(pipe.row_edges, inside.y());
  const int left = pipe.col_edges[static_cast<std::size_t>(col)];
  const int top = pipe.row_edges[static_cast<std::size_t>(row)];
  const int width = pipe.col_edges[static_cast<std::size_t>(col) + 1] - left;
  const int height = pipe.row_edges[static_cast<std::size_t>(row) + 1] - top;
  return {col * pipe.expert_cols + part_at(inside.x() - left, width, pipe.expert_cols),
          row * pipe.expert_rows + part_at(inside.y() - top, height, pipe.expert_rows)};
}

int TileGridGeometry::workerAt(const QPoint& point) const {
  for (const Pipe& pipe : m_pipes) {
    if (!pipe.rect.contains(point)) continue;
    const QPoint fine = fineAt(pipe, point - pipe.rect.topLeft());
    return workerAtFine(pipe, fine.y(), fine.x());
  }
  return -1;
}

std::vector<int> TileGridGeometry::workersIn(const QRect& rect) const {
  std::vector<int> found;
  for (const Pipe& pipe : m_pipes) {
    const QRect part = rect.intersected(pipe.rect).translated(-pipe.rect.topLeft());
    if (part.isEmpty()) continue;
    const QPoint first = fineAt(pipe, part.topLeft());
    const QPoint last = fineAt(pipe, part.bottomRight());
    for (int row = first.y(); row <= last.y(); ++row) {
      for (int col = first.x(); col <= last.x(); ++col) {
        const int worker = workerAtFine(pipe, row, col);
        if (worker >= 0) found.push_back(worker);
      }
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

int TileGridGeometry::neighbour(int worker, int dx, int dy) const {
  const int home = m_place[static_cast<std::size_t>(worker)].pipe;
  const QPoint centre = cellRect(worker).center();
  const auto walk = [dx, dy](const Pipe& pipe, QPoint fine) {
    const int cols = pipe.grid_cols * pipe.expert_cols;
    const int rows = pipe.grid_rows * pipe.expert_rows;
    for (; fine.x() >= 0 && fine.y() >= 0 && fine.x() < cols && fine.y() < rows; fine += QPoint(dx, dy)) {
      const int found = workerAtFine(pipe, fine.y(), fine.x());
      if (found >= 0) return found;
    }
    return -1;
  };
  const Pipe& from = m_pipes[static_cast<std::size_t>(home)];
  const QPoint fine = fineAt(from, centre - from.rect.topLeft());
  const int inside = walk(from, fine + QPoint(dx, dy));
  if (inside >= 0) return inside;
  // Over the edge: the nearest pipe on that side that has cells in this row or column.
  int best = -1;
  int best_distance = 0;
  for (int i = 0; i < pipes(); ++i) {
    const QRect rect = pipeRect(i);
    const int along = dx > 0   ? rect.left() - from.rect.right()
                      : dx < 0 ? from.rect.left() - rect.right()
                      : dy > 0 ? rect.top() - from.rect.bottom()
                               : from.rect.top() - rect.bottom();
    const bool level = dx != 0 ? rect.top() <= from.rect.bottom() && rect.bottom() >= from.rect.top()
                               : rect.left() <= from.rect.right() && rect.right() >= from.rect.left();
    if (i != home && along > 0 && level && (best < 0 || along < best_distance)) {
      best = i;
      best_distance = along;
    }
  }
  if (best < 0) return worker;
  const Pipe& to = m_pipes[static_cast<std::size_t>(best)];
  const QPoint entry(std::clamp(centre.x(), to.rect.left(), to.rect.right()),
                     std::clamp(centre.y(), to.rect.top(), to.rect.bottom()));
  const int found = walk(to, fineAt(to, entry - to.rect.topLeft()));
  return found >= 0 ? found : worker;
}

}  // namespace prism::widgets
