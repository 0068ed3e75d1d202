// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/model/rows.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace prism {
namespace {

constexpr std::int64_t kBlockValues = 1 << 18;

/// Calls `visit` with every value, a block at a time; rows wider than a block come in parts.
template <typename Visit>
void each_block(const RowReader& rows, const RunControl& control, const char* stage, bool forget,
                const Visit& visit) {
  const std::int64_t cols = rows.cols();
  if (rows.rows() == 0 || cols == 0) return;
  const std::int64_t together = std::max<std::int64_t>(1, kBlockValues / cols);
  const std::int64_t width = std::min(cols, kBlockValues);
  std::vector<float> values(static_cast<std::size_t>(std::min(together, rows.rows()) * width));
  for (std::int64_t row = 0; row < rows.rows(); row += together) {
    control.check();
    control.progress(stage, static_cast<double>(row), static_cast<double>(rows.rows()), "rows");
    const std::int64_t count = std::min(together, rows.rows() - row);
    if (width == cols) {
      rows.read(row, count, values.data());
      visit(std::span<const float>(values).first(static_cast<std::size_t>(count * cols)));
    } else {
      for (std::int64_t col = 0; col < cols; col += width) {
        control.check();
        const std::int64_t part = std::min(width, cols - col);
        rows.read_part(row, col, part, values.data());
        visit(std::span<const float>(values).first(static_cast<std::size_t>(part)));
      }
    }
    if (forget) rows.forget(row, count);
  }
}

/// Mean and sum of squared deviations, joined block by block (Chan, Golub, LeVeque 1979).
struct Moments {
  double count = 0;
  double mean = 0;
  double deviations = 0;

  void add(const Moments& other) {
    if (other.count == 0) return;
    const double total = count + other.count;
    const double step = other.mean - mean;
    mean += step * other.count / total;
    deviations += other.deviations + step * step * count * other.count / total;
    count = total;
  }
};

}  // namespace

TensorStatistics tensor_statistics(const RowReader& rows, int bins, const RunControl& control) {
  if (bins < 1) throw Error(ErrorCode::usage, "a histogram needs at least one bin");
  TensorStatistics result;
  Moments moments;
  double squares = 0;
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  each_block(rows, control, "range", false, [&](std::span<const float> values) {
    Moments block;
    double sum = 0;
    for (const float value : values) {
      if (!std::isfinite(value)) {
        ++(std::isnan(value) ? result.nan_count : result.inf_count);
        continue;
      }
      const double number = value;
      low = std::min(low, number);
      high = std::max(high, number);
      sum += number;
      squares += number * number;
      block.count += 1;
    }
    if (block.count > 0) {
      block.mean = sum / block.count;
      for (const float value : values) {
        if (std::isfinite(value)) block.deviations += (value - block.mean) * (value - block.mean);
      }
    }
    moments.add(block);
    result.count += static_cast<std::int64_t>(values.size());
  });
  result.mean = moments.mean;
  result.norm = std::sqrt(squares);
  result.std = moments.count > 0 ? std::sqrt(moments.deviations / moments.count) : 0;
  if (moments.count > 0) {
    result.min = low;
    result.max = high;
  }

  Histogram& histogram = result.histogram;
  histogram.counts.assign(static_cast<std::size_t>(bins), 0);
  histogram.not_a_number = result.nan_count;
  histogram.low = result.min;
  histogram.high = result.max;
  // One single value still deserves bins of some width, which must not vanish beside a large value.
  if (histogram.low == histogram.high) {
    const double half = std::max(0.5, std::abs(histogram.low) * 1e-6);
    histogram.low -= half;
    histogram.high += half;
  }
  const double scale = bins / (histogram.high - histogram.low);
  each_block(rows, control, "histogram", true, [&](std::span<const float> values) {
    for (const float value : values) {
      if (std::isnan(value)) continue;
      if (value < histogram.low) {
        ++histogram.below;
      } else if (value > histogram.high) {
        ++histogram.above;
      } else {
        const auto bin = static_cast<int>((value - histogram.low) * scale);
        ++histogram.counts[static_cast<std::size_t>(std::min(bin, bins - 1))];
      }
    }
  });
  control.progress("histogram", static_cast<double>(rows.rows()), static_cast<double>(rows.rows()), "rows");
  return result;
}

}  // namespace prism
