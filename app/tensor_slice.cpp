// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tensor_slice.h"

#include "core/base/error.h"

#include <algorithm>
#include <climits>
#include <cmath>
#include <functional>
#include <limits>

namespace prism::app {

namespace {

constexpr std::int64_t kExactValues = std::int64_t{1} << 22;
constexpr std::int64_t kReducedSide = 1024;
constexpr std::int64_t kRowsASlice = 1024;

// `count` values from the row-major position `first`, across the reader's rows.
void read_values(const RowReader& reader, std::int64_t first, std::int64_t count, float* out) {
  const std::int64_t width = std::max<std::int64_t>(reader.cols(), 1);
  while (count > 0) {
    const std::int64_t row = first / width;
    const std::int64_t col = first % width;
    if (col == 0 && count >= width) {
      const std::int64_t rows = count / width;
      reader.read(row, rows, out);
      out += rows * width;
      first += rows * width;
      count -= rows * width;
      continue;
    }
    const std::int64_t part = std::min(count, width - col);
    reader.read_part(row, col, part, out);
    out += part;
    first += part;
    count -= part;
  }
}

using ReadRow = std::function<void(std::int64_t row, float* out)>;

// Blocks keep least, greatest and mean of their finite values.
widgets::MatrixCells reduce(std::int64_t rows, std::int64_t cols, const ReadRow& read,
                            const RunControl& control) {
  widgets::MatrixCells cells;
  cells.source_rows = rows;
  cells.source_cols = cols;
  cells.rows = static_cast<int>(std::min(rows, kReducedSide));
  cells.cols = static_cast<int>(std::min(cols, kReducedSide));
  const std::size_t count = static_cast<std::size_t>(cells.rows) * static_cast<std::size_t>(cells.cols);
  const float nan = std::numeric_limits<float>::quiet_NaN();
  cells.mean.assign(count, nan);
  cells.least.assign(count, nan);
  cells.greatest.assign(count, nan);
  std::vector<float> row(static_cast<std::size_t>(cols));
  std::vector<double> sums(static_cast<std::size_t>(cells.cols));
  std::vector<std::int64_t> counts(static_cast<std::size_t>(cells.cols));
  for (int r = 0; r < cells.rows; ++r) {
    control.check();
    std::fill(sums.begin(), sums.end(), 0.0);
    std::fill(counts.begin(), counts.end(), 0);
    const std::size_t base = static_cast<std::size_t>(r) * static_cast<std::size_t>(cells.cols);
    const std::int64_t end = (r + 1) * rows / cells.rows;
    for (std::int64_t from = r * rows / cells.rows; from < end; ++from) {
      read(from, row.data());
      for (std::int64_t c = 0; c < cols; ++c) {
        const float value = row[static_cast<std::size_t>(c)];
        if (!std::isfinite(value)) continue;
        const std::size_t block = static_cast<std::size_t>(c * cells.cols / cols);
        sums[block] += value;
        ++counts[block];
        float& least = cells.least[base + block];
        float& greatest = cells.greatest[base + block];
        if (!(least <= value)) least = value;
        if (!(greatest >= value)) greatest = value;
      }
    }
    for (std::size_t block = 0; block < sums.size(); ++block) {
      if (counts[block] > 0) {
        cells.mean[base + block] = static_cast<float>(sums[block] / static_cast<double>(counts[block]));
      }
    }
    control.progress("reading", r + 1, cells.rows, "rows");
  }
  return cells;
}

widgets::MatrixCells cells_of(const SlicePlan& plan, const SlicePlan::Slice& slice, const ReadRow& read,
                              const RunControl& control) {
  // The whole of a tall matrix has exact pictures of its parts after it; reduced by rows alone it stays sharp
  // across, where a pyramid would blur both ways.
  const bool overview = plan.by_rows() && slice.whole;
  if (overview || slice.rows * plan.cols() > kExactValues)
    return reduce(slice.rows, plan.cols(), read, control);
  widgets::MatrixCells cells;
  cells.source_rows = slice.rows;
  cells.source_cols = plan.cols();
  cells.rows = static_cast<int>(slice.rows);
  cells.cols = static_cast<int>(plan.cols());
  cells.mean.resize(static_cast<std::size_t>(slice.rows * plan.cols()));
  for (std::int64_t row = 0; row < slice.rows; ++row) {
    control.check();
    read(row, cells.mean.data() + row * plan.cols());
  }
  return cells;
}

}  // namespace

SlicePlan::SlicePlan(std::vector<std::int64_t> shape) {
  std::int64_t leading = 1;
  for (std::size_t i = 0; i + 2 < shape.size(); ++i) leading *= shape[i];
  if (shape.size() >= 2) m_rows = shape[shape.size() - 2];
  if (!shape.empty()) m_cols = shape.back();
  if (shape.size() <= 2 && m_rows > kRowsASlice) {
    m_by_rows = true;
    leading = 1 + (m_rows + kRowsASlice - 1) / kRowsASlice;
  }
  m_count = static_cast<int>(std::clamp<std::int64_t>(leading, 0, INT_MAX));
  if (m_rows == 0 || m_cols == 0) m_count = 0;
}

SlicePlan::Slice SlicePlan::slice(int index) const {
  if (m_by_rows && index > 0) {
    const std::int64_t first = (index - 1) * kRowsASlice;
    return {first, std::min(kRowsASlice, m_rows - first), first * m_cols, false};
  }
  return {0, m_rows, m_by_rows ? 0 : index * m_rows * m_cols, true};
}

widgets::MatrixCells read_slice(const RowReader& reader, const SlicePlan& plan, int index,
                                const RunControl& control) {
  const SlicePlan::Slice slice = plan.slice(index);
  return cells_of(
      plan, slice,
      [&](std::int64_t row, float* out) {
        read_values(reader, slice.first_value + row * plan.cols(), plan.cols(), out);
      },
      control);
}

widgets::MatrixCells read_difference(const RowReader& first, const RowReader& second, const SlicePlan& plan,
                                     int index, const RunControl& control) {
  const SlicePlan::Slice slice = plan.slice(index);
  std::vector<float> other(static_cast<std::size_t>(plan.cols()));
  return cells_of(
      plan, slice,
      [&](std::int64_t row, float* out) {
        const std::int64_t from = slice.first_value + row * plan.cols();
        read_values(second, from, plan.cols(), out);
        read_values(first, from, plan.cols(), other.data());
        for (std::size_t c = 0; c < other.size(); ++c) out[c] -= other[c];
      },
      control);
}

TensorComparison compare_tensors(const RowReader& first, const RowReader& second, const RunControl& control) {
  if (first.rows() != second.rows() || first.cols() != second.cols()) {
    const auto shape = [](const RowReader& reader) {
      return std::to_string(reader.rows()) + " × " + std::to_string(reader.cols());
    };
    throw Error(ErrorCode::mismatch,
                "the two tensors have different shapes: " + shape(first) + " and " + shape(second));
  }
  TensorComparison result;
  double dot = 0, norm_a = 0, norm_b = 0, sum = 0;
  const auto width = static_cast<std::size_t>(first.cols());
  std::vector<float> a(width), b(width);
  for (std::int64_t row = 0; row < first.rows(); ++row) {
    if (row % 256 == 0) {
      control.check();
      control.progress("comparing", static_cast<double>(row), static_cast<double>(first.rows()), "rows");
    }
    first.read(row, a.data());
    second.read(row, b.data());
    for (std::size_t c = 0; c < width; ++c) {
      const double difference = std::abs(static_cast<double>(b[c]) - a[c]);
      if (difference > result.max_abs) {
        result.max_abs = difference;
        result.worst_row = row;
      }
      if (a[c] != b[c]) ++result.different;
      sum += difference;
      dot += static_cast<double>(a[c]) * b[c];
      norm_a += static_cast<double>(a[c]) * a[c];
      norm_b += static_cast<double>(b[c]) * b[c];
    }
  }
  const double count = static_cast<double>(first.rows()) * static_cast<double>(first.cols());
  result.mean_abs = count > 0 ? sum / count : 0;
  result.cosine =
      norm_a > 0 && norm_b > 0 ? dot / std::sqrt(norm_a * norm_b) : std::numeric_limits<double>::quiet_NaN();
  return result;
}

}  // namespace prism::app
