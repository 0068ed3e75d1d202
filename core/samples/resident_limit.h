// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/rows.h"

#include <atomic>
#include <cstdint>

namespace prism {

/// Mapped pages count as this process's memory once they are touched. This counts how many bytes reading
/// brings in and gives a reader's pages back at a limit, so that a pass over any number of rows stays small.
/// The pages stay in the system's file cache: reading them again costs little. Thread-safe.
class ResidentLimit {
 public:
  explicit ResidentLimit(std::int64_t bytes) : m_limit(bytes) {}

  /// So many rows, one after another, are about to be read.
  void add(const RowReader& reader, std::int64_t rows) { take(reader, rows * row_bytes(reader)); }

  /// `count` rows are about to be read, the i-th being row_of(i).
  template <typename RowOf>
  void add_rows(const RowReader& reader, std::int64_t count, const RowOf& row_of) {
    const std::int64_t bytes = row_bytes(reader);
    std::int64_t pieces = 0;
    std::int64_t last = -1;
    for (std::int64_t i = 0; i < count; ++i) {
      const std::int64_t first = row_of(i) * bytes / kAround;
      const std::int64_t end = ((row_of(i) + 1) * bytes - 1) / kAround;
      pieces += end - first + (first == last ? 0 : 1);
      last = end;
    }
    take(reader, pieces * kAround);
  }

 private:
  /// So much of a cached file appears in memory around every page that is touched: Linux maps what it holds
  /// in one piece (64 KiB at least, near a megabyte measured on ext4).
  static constexpr std::int64_t kAround = 1 << 20;

  static std::int64_t row_bytes(const RowReader& reader) {
    const DTypeLayout layout = layout_of(reader.dtype());
    return reader.cols() * layout.block_bytes / layout.block_elements;
  }

  void take(const RowReader& reader, std::int64_t bytes) {
    if (m_bytes.fetch_add(bytes) + bytes < m_limit) return;
    m_bytes = 0;
    reader.forget(0, reader.rows());
  }

  std::int64_t m_limit;
  std::atomic<std::int64_t> m_bytes{0};
};

}  // namespace prism
