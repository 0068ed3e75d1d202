// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/adapter/adapter.h"
#include "core/infer/tile_kernels.h"

#include <cstdint>
#include <list>
#include <memory>
#include <vector>

namespace prism {

/// Tiles of an adapter as a device of this machine's processor computes with them: straight from the adapter,
/// or copied where they are wanted in bf16, with overlap shares folded in, or within a limit of bytes (the
/// least recently used go first; pages of the mapped file are let go once copied). One thread.
class TileCache {
 public:
  /// Throws Error(usage) when not even one tile of the adapter fits into the limit (0: no limit).
  TileCache(const Adapter& adapter, std::uint64_t limit, bool bf16);

  /// The worker's tile without its padding. With a limit it is valid until the next call.
  [[nodiscard]] TileRows get(int worker);
  [[nodiscard]] bool limited() const noexcept { return m_limit > 0; }
  [[nodiscard]] std::uint64_t bytes_of(int worker) const;
  [[nodiscard]] std::uint64_t resident() const noexcept { return m_resident; }
  [[nodiscard]] std::uint64_t peak() const noexcept { return m_peak; }

 private:
  struct Entry {
    bool here = false;
    std::vector<float> f32;
    std::vector<std::uint16_t> bf16;
    std::list<int>::iterator used;
  };
  void load(int worker, Entry& entry);

  const Adapter& m_adapter;
  std::uint64_t m_limit;
  bool m_bf16;
  bool m_copies;
  std::vector<Entry> m_entries;
  std::list<int> m_order;  ///< least recently used first
  std::uint64_t m_resident = 0, m_peak = 0;
};

/// A worker's tile in f32 without padding, overlap shares folded in.
[[nodiscard]] std::vector<float> computing_tile(const Adapter& adapter, int worker);

}  // namespace prism
