// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflow/matrices.h"

#include "core/base/error.h"
#include "core/base/memory.h"
#include "core/model/model.h"

#include <algorithm>
#include <cblas.h>
#include <cmath>
#include <cstring>
#include <fmt/format.h>
#include <limits>

namespace prism {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

std::size_t size_of(std::int64_t n) {
  return static_cast<std::size_t>(n);
}

/// [A | B]ᵀ[A | B] about a provisional mean, block by block: products in f32, sums in f64.
class JointGram {
 public:
  explicit JointGram(std::int64_t d) : m_d(d), m_gram(size_of(d * d), 0.0), m_sums(size_of(d), 0.0) {}

  void add(std::vector<float>& block, std::int64_t rows) {
    if (m_shift.empty()) set_shift(block, rows);
    for (std::int64_t r = 0; r < rows; ++r) {
      for (std::int64_t c = 0; c < m_d; ++c) {
        float& value = block[size_of(r * m_d + c)];
        value -= m_shift[size_of(c)];
        m_sums[size_of(c)] += value;
      }
    }
    m_block.resize(m_gram.size());
    const auto d = static_cast<int>(m_d);
    cblas_ssyrk(CblasRowMajor, CblasUpper, CblasTrans, d, static_cast<int>(rows), 1.0F, block.data(), d, 0.0F,
                m_block.data(), d);
    for (std::int64_t i = 0; i < m_d; ++i) {
      for (std::int64_t j = i; j < m_d; ++j) m_gram[size_of(i * m_d + j)] += m_block[size_of(i * m_d + j)];
    }
    m_rows += rows;
  }

  /// ‖AᵀB‖² / (‖AᵀA‖·‖BᵀB‖) of the centred matrices, A the first `d1` columns.
  [[nodiscard]] double cka(std::int64_t d1) const {
    double aa = 0, bb = 0, ab = 0;
    for (std::int64_t i = 0; i < m_d; ++i) {
      for (std::int64_t j = i; j < m_d; ++j) {
        const double value = m_gram[size_of(i * m_d + j)] -
                             m_sums[size_of(i)] * m_sums[size_of(j)] / static_cast<double>(m_rows);
        const double square = value * value;
        if (i < d1 && j >= d1) {
          ab += square;
        } else {
          (i < d1 ? aa : bb) += i == j ? square : 2 * square;
        }
      }
    }
    const double norms = std::sqrt(aa) * std::sqrt(bb);
    return norms > 0 ? ab / norms : kUnknown;
  }

 private:
  void set_shift(const std::vector<float>& block, std::int64_t rows) {
    std::vector<double> sums(size_of(m_d), 0.0);
    for (std::int64_t r = 0; r < rows; ++r) {
      for (std::int64_t c = 0; c < m_d; ++c) sums[size_of(c)] += block[size_of(r * m_d + c)];
    }
    for (const double sum : sums) m_shift.push_back(static_cast<float>(sum / static_cast<double>(rows)));
  }

  std::int64_t m_d;
  std::int64_t m_rows = 0;
  std::vector<double> m_gram;
  std::vector<double> m_sums;
  std::vector<float> m_shift;
  std::vector<float> m_block;
};

/// Figures of values that stand at the same place in both.
class Elements {
 public:
  void add(std::int64_t row, const float* a, const float* b, std::int64_t cols, std::size_t keep) {
    double aa = 0, bb = 0, ab = 0, dd = 0;
    for (std::int64_t c = 0; c < cols; ++c) {
      const double x = a[c], y = b[c], d = std::abs(x - y);
      aa += x * x;
      bb += y * y;
      ab += x * y;
      dd += d * d;
      m_max = std::max(m_max, d);
      m_sum += d;
    }
    m_identical = m_identical && std::memcmp(a, b, size_of(cols) * sizeof(float)) == 0;
    m_aa += aa;
    m_bb += bb;
    m_ab += ab;
    m_count += cols;
    if (keep == 0) return;
    const auto larger = [](const auto& x, const auto& y) { return x.difference > y.difference; };
    m_rows.push_back({row, std::sqrt(dd), ab / std::sqrt(aa * bb)});
    std::push_heap(m_rows.begin(), m_rows.end(), larger);
    if (m_rows.size() > keep) {
      std::pop_heap(m_rows.begin(), m_rows.end(), larger);
      m_rows.pop_back();
    }
  }

  void finish(MatrixComparison& result) {
    result.identical = m_identical;
    result.max_abs = m_max;
    result.mean_abs = m_count > 0 ? m_sum / static_cast<double>(m_count) : 0;
    result.cosine = m_aa > 0 && m_bb > 0 ? m_ab / std::sqrt(m_aa * m_bb) : kUnknown;
    std::sort(m_rows.begin(), m_rows.end(),
              [](const auto& x, const auto& y) { return x.difference > y.difference; });
    result.worst_rows = std::move(m_rows);
  }

 private:
  bool m_identical = true;
  double m_max = 0, m_sum = 0, m_aa = 0, m_bb = 0, m_ab = 0;
  std::int64_t m_count = 0;
  std::vector<MatrixComparison::Row> m_rows;
};

}  // namespace

namespace {

/// The tensor meant, in the file it stands in.
struct Found {
  Model model;
  TensorInfo tensor;
};

Found find_tensor(const std::filesystem::path& path, const std::string& name) {
  Found found{open_model(path), {}};
  const auto& tensors = found.model.tensors;
  constexpr const char* kTiles = "pipe.1.tiles";
  if (!name.empty()) {
    found.tensor = tensors.get(name);
  } else if (tensors.tensors.size() == 1) {
    found.tensor = tensors.tensors.front();
  } else if (tensors.find(kTiles) != nullptr) {
    found.tensor = tensors.get(kTiles);
  } else {
    found.tensor = tensors.get(found.model.head().name());
  }
  return found;
}

}  // namespace

RowReader open_matrix(const std::filesystem::path& path, const std::string& tensor) {
  const Found found = find_tensor(path, tensor);
  return {found.model.tensors, found.tensor};
}

std::vector<RowReader> open_slices(const std::filesystem::path& path, const std::string& tensor) {
  const Found found = find_tensor(path, tensor);
  const TensorInfo& whole = found.tensor;
  if (whole.shape.size() <= 2) return {RowReader(found.model.tensors, whole)};
  const bool plain = !whole.fortran && whole.strides.empty() && layout_of(whole.dtype).block_elements == 1;
  constexpr std::int64_t kMostSlices = 1 << 18;
  if (whole.shape.size() != 3 || !plain || whole.shape[0] < 1 || whole.shape[0] > kMostSlices) {
    throw Error(ErrorCode::unsupported, "is not a matrix or a stack of matrices", path, whole.name,
                "a tensor with two dimensions, or three in a plain row-major type");
  }
  std::vector<RowReader> slices;
  const auto count = static_cast<std::uint64_t>(whole.shape[0]);
  for (std::uint64_t i = 0; i < count; ++i) {
    TensorInfo slice = whole;
    slice.shape = {whole.shape[1], whole.shape[2]};
    slice.bytes = whole.bytes / count;
    slice.offset = whole.offset + i * slice.bytes;
    slices.emplace_back(found.model.tensors, slice);
  }
  return slices;
}

MatrixComparison compare_matrices(const RowReader& a, const RowReader& b, int worst_rows,
                                  const RunControl& control) {
  if (a.rows() != b.rows()) {
    throw Error(ErrorCode::mismatch, fmt::format("the matrices have {} and {} rows", a.rows(), b.rows()),
                b.path(), {}, "as many rows in both");
  }
  MatrixComparison result;
  result.same_shape = a.cols() == b.cols();
  const std::int64_t d = a.cols() + b.cols();
  std::uint64_t cells = 0;
  if (d > std::numeric_limits<int>::max() ||
      __builtin_mul_overflow(static_cast<std::uint64_t>(d), static_cast<std::uint64_t>(d) * 12, &cells)) {
    throw Error(ErrorCode::memory, "the matrices are too wide to be compared", {}, {},
                "widths that fit into memory");
  }
  require_memory(cells, "the comparison");
  JointGram gram(d);
  Elements elements;
  const std::int64_t rows_a_block = std::clamp<std::int64_t>((std::int64_t{16} << 20) / (4 * d), 16, 4096);
  std::vector<float> block, left(size_of(rows_a_block * a.cols())), right(size_of(rows_a_block * b.cols()));
  for (std::int64_t first = 0; first < a.rows(); first += rows_a_block) {
    control.check();
    control.progress("compare", static_cast<double>(first), static_cast<double>(a.rows()), "rows");
    const std::int64_t count = std::min(rows_a_block, a.rows() - first);
    a.read(first, count, left.data());
    b.read(first, count, right.data());
    block.resize(size_of(count * d));
    for (std::int64_t r = 0; r < count; ++r) {
      const float* x = left.data() + r * a.cols();
      const float* y = right.data() + r * b.cols();
      std::copy_n(x, a.cols(), block.begin() + r * d);
      std::copy_n(y, b.cols(), block.begin() + r * d + a.cols());
      if (result.same_shape) {
        elements.add(first + r, x, y, a.cols(), size_of(std::max(worst_rows, 0)));
      }
    }
    gram.add(block, count);
    a.forget(first, count);
    b.forget(first, count);
  }
  if (result.same_shape) {
    elements.finish(result);
  } else {
    result.max_abs = result.mean_abs = result.cosine = kUnknown;
  }
  result.cka = a.rows() > 1 ? gram.cka(a.cols()) : kUnknown;
  return result;
}

}  // namespace prism
