// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adapter/tile_store.h"

#include "core/base/error.h"
#include "core/base/memory.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace prism {

namespace {

// Bytes of a store; every caller's sizes go through this one overflow check.
std::uint64_t bytes_of_tiles(std::int64_t tiles, std::int64_t tile_rows, std::int64_t tile_cols) {
  std::int64_t bytes = 0;
  if (tiles < 0 || tile_rows < 0 || tile_cols < 0 || __builtin_mul_overflow(tiles, tile_rows, &bytes) ||
      __builtin_mul_overflow(bytes, tile_cols, &bytes) ||
      __builtin_mul_overflow(bytes, std::int64_t{sizeof(float)}, &bytes)) {
    throw Error(ErrorCode::usage,
                fmt::format("{} tiles of {}×{} are more than can be stored", tiles, tile_rows, tile_cols));
  }
  return static_cast<std::uint64_t>(bytes);
}

}  // namespace

TileStore::TileStore(std::int64_t tiles, std::int64_t tile_rows, std::int64_t tile_cols)
    : m_tiles(tiles), m_tile_rows(tile_rows), m_tile_cols(tile_cols) {
  const std::uint64_t bytes = bytes_of_tiles(tiles, tile_rows, tile_cols);
  require_memory(bytes, "the tiles of the adapter");
  m_memory = std::make_shared<std::vector<float>>(bytes / sizeof(float), 0.0F);
}

TileStore::TileStore(std::shared_ptr<const MappedFile> file, std::uint64_t offset, std::int64_t tiles,
                     std::int64_t tile_rows, std::int64_t tile_cols)
    : m_tiles(tiles),
      m_tile_rows(tile_rows),
      m_tile_cols(tile_cols),
      m_file(std::move(file)),
      m_offset(offset) {
  const std::uint64_t bytes = bytes_of_tiles(tiles, tile_rows, tile_cols);
  if (offset > m_file->size() || bytes > m_file->size() - offset || offset % alignof(float) != 0) {
    throw Error(ErrorCode::format, "tiles lie outside the file", m_file->path(),
                fmt::format("byte {}", offset), fmt::format("{} bytes", bytes));
  }
}

std::span<const float> TileStore::tile(std::int64_t index) const {
  if (index < 0 || index >= m_tiles) {
    throw Error(ErrorCode::not_found, fmt::format("no tile {}", index), {}, {},
                fmt::format("0 to {}", m_tiles - 1));
  }
  const auto size = static_cast<std::size_t>(m_tile_rows * m_tile_cols);
  if (const auto found = m_replaced.find(index); found != m_replaced.end()) return *found->second;
  const std::size_t first = static_cast<std::size_t>(index) * size;
  if (m_memory) return {m_memory->data() + first, size};
  const std::byte* bytes = m_file->bytes().data() + m_offset;
  return {reinterpret_cast<const float*>(bytes) + first, size};
}

void TileStore::forget(std::int64_t index) const noexcept {
  if (!m_file || index < 0 || index >= m_tiles || m_replaced.contains(index)) return;
  const auto bytes = static_cast<std::uint64_t>(m_tile_rows * m_tile_cols) * sizeof(float);
  m_file->forget(m_offset + static_cast<std::uint64_t>(index) * bytes, bytes);
}

void TileStore::replace(std::int64_t index, std::vector<float> values) {
  const std::span<const float> old = tile(index);
  if (values.size() != old.size()) {
    throw Error(ErrorCode::internal,
                fmt::format("a tile of {} values was given {}", old.size(), values.size()));
  }
  // In place only while nobody shares the block; a copy keeps seeing the tiles it was made with.
  if (m_memory && m_memory.use_count() == 1 && !m_replaced.contains(index)) {
    std::copy(values.begin(), values.end(),
              m_memory->begin() + static_cast<std::ptrdiff_t>(index) * m_tile_rows * m_tile_cols);
    return;
  }
  m_replaced[index] = std::make_shared<const std::vector<float>>(std::move(values));
}

}  // namespace prism
