// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/distributed/group.h"
#include "core/samples/data.h"

#include <cstdint>
#include <future>
#include <span>
#include <vector>

#include <ATen/core/Tensor.h>

namespace prism {

/// Rows of a source about given means, with their sums; what one step of a streaming pass works on.
struct SampleBlock {
  std::int64_t first = 0;  ///< position of its first row in the list of indices
  at::Tensor x;            ///< [rows, d_in], f32 or f64
  at::Tensor z;            ///< [rows, d_out]
  at::Tensor sum_x;        ///< f64 [d_in]
  at::Tensor sum_z;        ///< f64 [d_out]
  at::Tensor zz;           ///< f64 [d_out] Σ z²
};

/// Reads `indices` of a source block by block; the next block is read on a second thread while the caller
/// computes with this one. Two blocks are in memory, however many rows there are. One user thread.
class BlockReader {
 public:
  /// `shift_x`, `shift_z` (f64) are subtracted from every row; undefined tensors subtract nothing. `indices`
  /// must outlive the reader; ascending order reads a mapped file once, front to back. `starts`: these are
  /// the first rows of the pass, not those of another rank's share.
  BlockReader(const SampleSource& source, std::span<const std::int64_t> indices, at::Tensor shift_x,
              at::Tensor shift_z, at::ScalarType type, std::int64_t rows_per_block, bool starts = true);
  ~BlockReader();
  BlockReader(const BlockReader&) = delete;
  BlockReader& operator=(const BlockReader&) = delete;

  /// The next block, valid until the next call; nullptr at the end. Throws Error(format) naming the row when
  /// a value is not finite.
  const SampleBlock* next();

 private:
  struct Slot {
    at::Tensor x, z;
    SampleBlock block;
  };
  void fill(Slot& slot, std::int64_t first);
  void start(std::int64_t first);

  const SampleSource& m_source;
  std::span<const std::int64_t> m_indices;
  at::Tensor m_shift_x, m_shift_z;
  std::int64_t m_rows;
  bool m_starts;
  Slot m_slots[2];
  int m_reading = 0;
  std::int64_t m_next = 0;
  std::future<void> m_pending;
};

/// Rows of the first block of `total` when others have `rows`: nobody computes while it is read, so it is
/// small.
[[nodiscard]] std::int64_t first_block_rows(std::int64_t rows, std::int64_t total);

/// A rank's share of a pass over `total` rows, in whole blocks: sums of products in f32 depend on which rows
/// are multiplied together, and so they are those of one process.
[[nodiscard]] IndexRange share_of_blocks(const Group& group, std::int64_t total, std::int64_t rows_per_block);

/// Rows a block may have so that its bytes stay near 96 MiB.
[[nodiscard]] std::int64_t block_rows(std::int64_t d_in, std::int64_t d_out, std::int64_t element_bytes);

}  // namespace prism
