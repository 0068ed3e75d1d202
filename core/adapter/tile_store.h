// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/mapped_file.h"

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <vector>

namespace prism {

/// Tiles of one pipe, [workers, tile_rows, tile_cols] f32 row-major, zero-padded. The base may be mapped;
/// changed tiles are kept apart, so that copies are cheap and an undo swaps one tile back.
class TileStore {
 public:
  TileStore(std::int64_t tiles, std::int64_t tile_rows, std::int64_t tile_cols);  ///< zeros, in memory
  TileStore(std::shared_ptr<const MappedFile> file, std::uint64_t offset, std::int64_t tiles,
            std::int64_t tile_rows, std::int64_t tile_cols);

  [[nodiscard]] std::int64_t tiles() const noexcept { return m_tiles; }
  [[nodiscard]] std::int64_t tile_rows() const noexcept { return m_tile_rows; }
  [[nodiscard]] std::int64_t tile_cols() const noexcept { return m_tile_cols; }
  [[nodiscard]] std::span<const float> tile(std::int64_t index) const;
  void replace(std::int64_t index, std::vector<float> values);
  /// Lets go of a mapped tile's pages; reading it again fetches them from the file. Nothing for tiles in
  /// memory.
  void forget(std::int64_t index) const noexcept;

 private:
  std::int64_t m_tiles;
  std::int64_t m_tile_rows;
  std::int64_t m_tile_cols;
  std::shared_ptr<const MappedFile> m_file;
  std::uint64_t m_offset = 0;
  std::map<std::int64_t, std::shared_ptr<const std::vector<float>>> m_replaced;
  std::shared_ptr<std::vector<float>> m_memory;
};

}  // namespace prism
