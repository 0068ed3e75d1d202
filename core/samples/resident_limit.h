// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/rows.h"

#include <atomic>
#include <cstdint>

namespace prism {

/// Mapped pages count as this process's memory once they are touched. This counts how many bytes were read
/// through a reader and gives its pages back at a limit, so that a pass over any number of rows stays small
/// (rows read out of order bring neighbours with them, and up to several times as much). The pages stay in
/// the system's file cache: reading them again costs little. Thread-safe.
class ResidentLimit {
 public:
  explicit ResidentLimit(std::int64_t bytes) : m_limit(bytes) {}

  /// So many rows are about to be read.
  void add(const RowReader& reader, std::int64_t rows) {
    const DTypeLayout layout = layout_of(reader.dtype());
    const std::int64_t bytes = rows * reader.cols() * layout.block_bytes / layout.block_elements;
    if (m_bytes.fetch_add(bytes) + bytes < m_limit) return;
    m_bytes = 0;
    reader.forget(0, reader.rows());
  }

 private:
  std::int64_t m_limit;
  std::atomic<std::int64_t> m_bytes{0};
};

}  // namespace prism
