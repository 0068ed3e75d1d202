// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lowbit/packed.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <utility>

namespace prism {
namespace {

/// Scales tried for a row, evenly spread by their logarithms.
constexpr int kCandidates = 64;
/// Least-squares refinements of each.
constexpr int kRefinements = 4;
/// Weights that a table is fitted to at most.
constexpr std::size_t kFitted = std::size_t{1} << 18;

struct Owned {
  std::vector<std::uint8_t> codes;
  std::vector<float> scales;
};

PackedMatrix adopt(const Grid& grid, std::int64_t rows, std::int64_t cols, std::shared_ptr<Owned> owned) {
  PackedMatrix matrix;
  matrix.grid = grid;
  matrix.rows = rows;
  matrix.cols = cols;
  matrix.codes = owned->codes;
  matrix.scales = owned->scales;
  matrix.memory = std::move(owned);
  return matrix;
}

/// Sorted weights with running sums: what a scale costs is then told from the borders between table values
/// alone.
class ScaleSearch {
 public:
  ScaleSearch(std::span<const float> weights, const Grid& grid) : m_grid(grid) {
    m_sorted.assign(weights.begin(), weights.end());
    std::sort(m_sorted.begin(), m_sorted.end());
    m_sums.reserve(m_sorted.size() + 1);
    m_sums.push_back(0);
    for (const float each : m_sorted) {
      m_sums.push_back(m_sums.back() + each);
      m_squares += static_cast<double>(each) * each;
    }
  }

  float best() const {
    if (m_squares == 0) return 1;
    const double largest = std::max(std::fabs(m_sorted.front()), std::fabs(m_sorted.back()));
    const double rms = std::sqrt(m_squares / static_cast<double>(m_sorted.size()));
    // Tables with a wide outermost gap are best with their ends beyond the largest weight.
    const double low = 0.5 * rms / m_grid.largest(), high = 3 * largest / m_grid.largest();
    double chosen = high, least = error(high);
    for (int i = 0; i < kCandidates; ++i) {
      double scale = low * std::pow(high / low, static_cast<double>(i) / (kCandidates - 1));
      for (int round = 0; round < kRefinements; ++round) {
        const Sums sums = at(scale);
        if (sums.table == 0 || sums.product <= 0) break;
        scale = sums.product / sums.table;
      }
      const double found = error(scale);
      if (found < least) {
        least = found;
        chosen = scale;
      }
    }
    const auto scale = static_cast<float>(chosen);
    return std::isfinite(scale) && scale > 0 ? scale : 1.0F;
  }

 private:
  struct Sums {
    double product = 0;  ///< Σ w · value
    double table = 0;    ///< Σ value²
  };
  Sums at(double scale) const {
    Sums sums;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < m_grid.values.size(); ++i) {
      std::size_t end = m_sorted.size();
      if (i + 1 < m_grid.values.size()) {
        const double border = scale * 0.5 * (static_cast<double>(m_grid.values[i]) + m_grid.values[i + 1]);
        end = static_cast<std::size_t>(
            std::upper_bound(m_sorted.begin() + static_cast<std::ptrdiff_t>(begin), m_sorted.end(), border) -
            m_sorted.begin());
      }
      const double value = m_grid.values[i];
      sums.product += value * (m_sums[end] - m_sums[begin]);
      sums.table += value * value * static_cast<double>(end - begin);
      begin = end;
    }
    return sums;
  }
  double error(double scale) const {
    const Sums sums = at(scale);
    return m_squares - 2 * scale * sums.product + scale * scale * sums.table;
  }

  const Grid& m_grid;
  std::vector<float> m_sorted;
  std::vector<double> m_sums;
  double m_squares = 0;
};

float scale_of(std::span<const float> row, const Grid& grid, ScaleRule rule) {
  if (rule == ScaleRule::best) return best_scale(row, grid);
  if (rule == ScaleRule::unscaled) return 1;
  float largest = 0;
  for (const float each : row) largest = std::max(largest, std::fabs(each));
  const float scale = largest / grid.largest();
  return scale > 0 && std::isfinite(scale) ? scale : 1;
}

/// The table fitted to a sample of the weights, each over its row's root mean square.
Grid fitted_to(std::span<const float> weights, std::int64_t rows, std::int64_t cols, const Grid& grid) {
  const auto width = static_cast<std::size_t>(cols);
  const std::size_t every = std::max<std::size_t>(1, weights.size() / kFitted);
  std::vector<float> sample;
  for (std::int64_t r = 0; r < rows; ++r) {
    const auto row = weights.subspan(static_cast<std::size_t>(r) * width, width);
    double squares = 0;
    for (const float each : row) squares += static_cast<double>(each) * each;
    if (squares == 0) continue;
    const double factor = 1 / std::sqrt(squares / static_cast<double>(cols));
    // A stride that moves on from row to row, so that no column is left out.
    for (std::size_t c = static_cast<std::size_t>(r) % every; c < width; c += every)
      sample.push_back(static_cast<float>(row[c] * factor));
  }
  try {
    return lloyd_grid(sample, static_cast<int>(grid.levels()));
  } catch (const Error&) {
    return grid;  // too few different weights to fit anything to
  }
}

}  // namespace

std::int64_t packed_row_bytes(std::int64_t cols, int bits) noexcept {
  return bits == 4 ? cols / 2 + cols % 2 : (cols / 8 + (cols % 8 != 0)) * 5;
}

std::uint64_t PackedMatrix::bytes() const noexcept {
  return codes.size() + scales.size_bytes() + grid.values.size() * sizeof(float);
}

int PackedMatrix::code(std::int64_t row, std::int64_t col) const noexcept {
  const std::uint8_t* packed = codes.data() + row * row_bytes();
  if (grid.bits == 4) return (packed[col / 2] >> (4 * (col % 2))) & 15;
  const std::uint8_t* group = packed + col / 8 * 5;
  const std::int64_t bit = col % 8 * 5;
  const int word = group[bit / 8] | (bit / 8 < 4 ? group[bit / 8 + 1] << 8 : 0);
  return (word >> (bit % 8)) & 31;
}

void unpack_codes(const std::uint8_t* packed, std::int64_t cols, int bits, std::uint8_t* out) {
  if (bits == 4) {
    for (std::int64_t c = 0; c + 1 < cols; c += 2) {
      out[c] = packed[c / 2] & 15;
      out[c + 1] = packed[c / 2] >> 4;
    }
    if (cols % 2 != 0) out[cols - 1] = packed[cols / 2] & 15;
    return;
  }
  for (std::int64_t c = 0; c < cols; c += 8, packed += 5) {
    std::uint64_t group = 0;
    for (int b = 0; b < 5; ++b) group |= static_cast<std::uint64_t>(packed[b]) << (8 * b);
    for (std::int64_t i = 0; i < std::min<std::int64_t>(8, cols - c); ++i, group >>= 5)
      out[c + i] = group & 31;
  }
}

void pack_codes(const std::uint8_t* codes, std::int64_t cols, int bits, std::uint8_t* out) {
  if (bits == 4) {
    for (std::int64_t c = 0; c + 1 < cols; c += 2)
      out[c / 2] = static_cast<std::uint8_t>(codes[c] | (codes[c + 1] << 4));
    if (cols % 2 != 0) out[cols / 2] = codes[cols - 1];
    return;
  }
  for (std::int64_t c = 0; c < cols; c += 8, out += 5) {
    std::uint64_t group = 0;
    for (std::int64_t i = 0; i < std::min<std::int64_t>(8, cols - c); ++i)
      group |= static_cast<std::uint64_t>(codes[c + i]) << (5 * i);
    for (int b = 0; b < 5; ++b) out[b] = static_cast<std::uint8_t>(group >> (8 * b));
  }
}

void unpack_row(const PackedMatrix& matrix, std::int64_t row, std::uint8_t* out) {
  unpack_codes(matrix.codes.data() + row * matrix.row_bytes(), matrix.cols, matrix.grid.bits, out);
}

PackedMatrix pack(const Grid& grid, std::int64_t rows, std::int64_t cols, std::span<const std::uint8_t> codes,
                  std::vector<float> scales) {
  auto owned = std::make_shared<Owned>();
  const std::int64_t stride = packed_row_bytes(cols, grid.bits);
  owned->codes.resize(static_cast<std::size_t>(rows * stride));
  for (std::int64_t r = 0; r < rows; ++r)
    pack_codes(codes.data() + r * cols, cols, grid.bits, owned->codes.data() + r * stride);
  owned->scales = std::move(scales);
  return adopt(grid, rows, cols, std::move(owned));
}

float best_scale(std::span<const float> weights, const Grid& grid) {
  return ScaleSearch(weights, grid).best();
}

PackedMatrix quantise_matrix(std::span<const float> weights, std::int64_t rows, std::int64_t cols,
                             const Grid& grid, ScaleRule rule) {
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (!std::isfinite(weights[i])) {
      throw Error(ErrorCode::numeric, "a weight is not finite", {},
                  fmt::format("row {}, column {}", static_cast<std::int64_t>(i) / cols,
                              static_cast<std::int64_t>(i) % cols),
                  "finite numbers");
    }
  }
  const Grid used = grid.fitted ? fitted_to(weights, rows, cols, grid) : grid;
  auto owned = std::make_shared<Owned>();
  const std::int64_t stride = packed_row_bytes(cols, used.bits);
  owned->codes.resize(static_cast<std::size_t>(rows * stride));
  owned->scales.resize(static_cast<std::size_t>(rows));
  std::vector<std::uint8_t> codes(static_cast<std::size_t>(cols));
  for (std::int64_t r = 0; r < rows; ++r) {
    const auto row = weights.subspan(static_cast<std::size_t>(r * cols), static_cast<std::size_t>(cols));
    const float scale = scale_of(row, used, rule);
    owned->scales[static_cast<std::size_t>(r)] = scale;
    const float inverse = 1 / scale;
    std::fill(codes.begin(), codes.end(), std::uint8_t{0});
    for (std::size_t v = 0; v + 1 < used.values.size(); ++v) {
      const float border = 0.5F * (used.values[v] + used.values[v + 1]);
      for (std::size_t c = 0; c < codes.size(); ++c)
        codes[c] = static_cast<std::uint8_t>(codes[c] + (row[c] * inverse > border));
    }
    pack_codes(codes.data(), cols, used.bits, owned->codes.data() + r * stride);
  }
  return adopt(used, rows, cols, std::move(owned));
}

PackedUse packed_use(const PackedMatrix& matrix) {
  std::vector<std::int64_t> counts(std::size_t{1} << matrix.grid.bits, 0);
  std::vector<std::uint8_t> codes(static_cast<std::size_t>(matrix.cols));
  for (std::int64_t r = 0; r < matrix.rows; ++r) {
    unpack_row(matrix, r, codes.data());
    for (const std::uint8_t code : codes) ++counts[code];
  }
  PackedUse use;
  const double all = std::max<double>(1, static_cast<double>(matrix.rows) * static_cast<double>(matrix.cols));
  for (std::int64_t v = 0; v < matrix.grid.levels(); ++v) {
    const auto count = counts[static_cast<std::size_t>(v)];
    use.occupancy.push_back(static_cast<double>(count) / all);
    use.used += count > 0;
    if (matrix.grid.values[static_cast<std::size_t>(v)] == 0)
      use.zero_fraction += static_cast<double>(count) / all;
  }
  return use;
}

}  // namespace prism
