// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/model/tensor_file.h"
#include "core/types/histogram.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace prism {

/// A tensor seen as a matrix [rows, cols], read as f32 a few rows at a time. Copyable, cheap, thread-safe;
/// keeps the file mapped. A 1-D tensor is one row per element, of width 1; further axes lie within a row.
class RowReader {
 public:
  RowReader() = default;
  /// Throws Error(unsupported) for types that cannot be converted, naming tensor and type.
  RowReader(const TensorFile& file, const TensorInfo& tensor);

  [[nodiscard]] std::int64_t rows() const noexcept { return m_rows; }
  [[nodiscard]] std::int64_t cols() const noexcept { return m_cols; }
  [[nodiscard]] DType dtype() const noexcept { return m_info.dtype; }
  [[nodiscard]] const std::string& name() const noexcept { return m_info.name; }
  [[nodiscard]] const std::filesystem::path& path() const noexcept;

  /// Rows [first, first + count) into out[count·cols]. Throws Error(io) when the file has shrunk meanwhile.
  void read(std::int64_t first, std::int64_t count, float* out) const;
  void read(std::int64_t row, float* out) const { read(row, 1, out); }
  /// Columns [col, col + count) of one row.
  void read_part(std::int64_t row, std::int64_t col, std::int64_t count, float* out) const;
  /// Lets the system drop the pages of these rows.
  void forget(std::int64_t first, std::int64_t count) const;

 private:
  void check_range(std::int64_t first, std::int64_t count, std::int64_t size, const char* what) const;
  /// First byte of the block that holds an element, counted as the data stand.
  [[nodiscard]] const std::byte* element(std::int64_t index) const noexcept;
  void read_run(std::int64_t first, std::int64_t count, float* out) const;
  void read_columns(std::int64_t row, std::int64_t rows, std::int64_t col, std::int64_t cols,
                    float* out) const;
  void read_strided(std::int64_t row, std::int64_t col, std::int64_t count, float* out) const;

  std::shared_ptr<const MappedFile> m_file;
  TensorInfo m_info;  ///< `strides` filled in unless row-major
  std::int64_t m_rows = 0;
  std::int64_t m_cols = 0;
};

/// Range and moments of the finite values, then a histogram of `bins` over their range (infinities fall below
/// and above it). Streams the tensor twice; memory does not grow. Throws Stopped.
[[nodiscard]] TensorStatistics tensor_statistics(const RowReader& rows, int bins = 64,
                                                 const RunControl& control = {});

}  // namespace prism
