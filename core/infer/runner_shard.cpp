// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/runner_parts.h"
#include "core/infer/tile_cache.h"

#include <algorithm>
#include <cstddef>

#include <ATen/Parallel.h>

namespace prism {
namespace {

/// Rows of a tile that one task multiplies at least: panels gathered for it are used that often.
constexpr std::int64_t kTaskRows = 24;

class ProcessorShard final : public Shard {
 public:
  ProcessorShard(const Adapter& adapter, std::uint64_t limit, bool bf16)
      : m_adapter(adapter),
        m_tiles(adapter, limit, bf16),
        // Row blocks that share outputs cannot be worked on at once.
        m_one_by_one(limit > 0 || adapter.plan.remainder == Remainder::overlap) {}

  void run(const float* centred, std::int64_t samples, const Panels& panels, std::span<const ItemWork> work,
           float* y) override {
    const Inputs inputs{centred, samples, panels};
    if (m_one_by_one) {
      for (const ItemWork& each : work) run_item(inputs, each, y);
      return;
    }
    std::size_t first = 0;
    while (first < work.size()) {
      std::size_t end = first;
      while (end < work.size() && work[end].item->pipe == work[first].item->pipe) ++end;
      run_pipe(inputs, work.subspan(first, end - first), y);
      first = end;
    }
  }
  std::uint64_t resident() const override { return m_tiles.resident(); }
  std::uint64_t peak() const override { return m_tiles.peak(); }

 private:
  struct Inputs {
    const float* centred;
    std::int64_t samples;
    const Panels& all;
  };
  /// Some rows of a row block, and the works of that row block.
  struct Task {
    std::span<const ItemWork> work;
    std::size_t first_tile;  ///< of them in the list of tiles
    IndexRange rows;         ///< within the tile
  };

  static const Panels& panels_of(const Inputs& inputs, const ItemWork& work, const Adapter& adapter,
                                 Panels& own) {
    if (work.samples.empty()) return inputs.all;
    own.gather(inputs.centred, inputs.samples, adapter.plan.d_in, work.item->cols, work.samples,
               work.weights);
    return own;
  }

  static TileRows rows_of(TileRows tile, IndexRange rows) {
    if (tile.f32 != nullptr) tile.f32 += rows.begin * tile.stride;
    if (tile.bf16 != nullptr) tile.bf16 += rows.begin * tile.stride;
    tile.rows = rows.size();
    return tile;
  }

  static std::vector<IndexRange> cut(std::int64_t rows, std::int64_t parts) {
    const std::int64_t most = std::max<std::int64_t>(1, rows / kTaskRows);
    const std::int64_t step = (rows + std::min(parts, most) - 1) / std::min(parts, most);
    std::vector<IndexRange> ranges;
    for (std::int64_t begin = 0; begin < rows; begin += step)
      ranges.push_back({begin, std::min(begin + step, rows)});
    return ranges;
  }

  // All items of a pipe: row blocks, and pieces of them where they are few, have outputs of their own.
  void run_pipe(const Inputs& inputs, std::span<const ItemWork> work, float* y) {
    std::vector<TileRows> tiles;
    std::vector<Task> tasks;
    std::size_t row_blocks = 0;
    for (std::size_t i = 0; i < work.size(); ++i) {
      row_blocks += i == 0 || work[i].item->row_block != work[i - 1].item->row_block ? 1 : 0;
    }
    const auto threads = static_cast<std::int64_t>(at::get_num_threads());
    const std::int64_t parts =
        (4 * threads + static_cast<std::int64_t>(row_blocks) - 1) / static_cast<std::int64_t>(row_blocks);
    for (std::size_t first = 0; first < work.size();) {
      std::size_t end = first;
      const std::size_t first_tile = tiles.size();
      for (; end < work.size() && work[end].item->row_block == work[first].item->row_block; ++end) {
        for (const int worker : work[end].item->workers) tiles.push_back(m_tiles.get(worker));
      }
      for (const IndexRange rows : cut(work[first].item->rows.size(), threads == 1 ? 1 : parts)) {
        tasks.push_back({work.subspan(first, end - first), first_tile, rows});
      }
      first = end;
    }
    at::parallel_for(
        0, static_cast<std::int64_t>(tasks.size()), 1, [&](std::int64_t begin, std::int64_t end) {
          Panels own;
          std::vector<float> product;
          for (std::int64_t t = begin; t < end; ++t) {
            const Task& task = tasks[static_cast<std::size_t>(t)];
            std::size_t tile = task.first_tile;
            for (const ItemWork& each : task.work) {
              const Panels& panels = panels_of(inputs, each, m_adapter, own);
              product.assign(static_cast<std::size_t>(panels.product_size(task.rows.size())), 0.0F);
              for (const int worker : each.item->workers) {
                const Worker& which = m_adapter.plan.workers[static_cast<std::size_t>(worker)];
                panels.add_product(rows_of(tiles[tile++], task.rows), which.cols.begin, product.data());
              }
              panels.scatter(product.data(), task.rows.size(), each.samples, each.item->scale, y,
                             m_adapter.plan.d_out, each.item->rows.begin + task.rows.begin);
            }
          }
        });
  }

  // One tile after the other, its rows shared by the threads: no more than that tile need be there.
  void run_item(const Inputs& inputs, const ItemWork& work, float* y) {
    const Panels& panels = panels_of(inputs, work, m_adapter, m_own);
    const auto ranges = cut(work.item->rows.size(), at::get_num_threads());
    std::vector<std::vector<float>> products(ranges.size());
    for (std::size_t i = 0; i < ranges.size(); ++i) {
      products[i].assign(static_cast<std::size_t>(panels.product_size(ranges[i].size())), 0.0F);
    }
    for (const int worker : work.item->workers) {
      const TileRows tile = m_tiles.get(worker);
      const std::int64_t first_col = m_adapter.plan.workers[static_cast<std::size_t>(worker)].cols.begin;
      at::parallel_for(
          0, static_cast<std::int64_t>(ranges.size()), 1, [&](std::int64_t begin, std::int64_t end) {
            for (auto i = static_cast<std::size_t>(begin); i < static_cast<std::size_t>(end); ++i) {
              panels.add_product(rows_of(tile, ranges[i]), first_col, products[i].data());
            }
          });
    }
    for (std::size_t i = 0; i < ranges.size(); ++i) {
      panels.scatter(products[i].data(), ranges[i].size(), work.samples, work.item->scale, y,
                     m_adapter.plan.d_out, work.item->rows.begin + ranges[i].begin);
    }
  }

  const Adapter& m_adapter;
  TileCache m_tiles;
  bool m_one_by_one;
  Panels m_own;
};

}  // namespace

std::unique_ptr<Shard> make_processor_shard(const Adapter& adapter, std::uint64_t limit, bool bf16) {
  return std::make_unique<ProcessorShard>(adapter, limit, bf16);
}

}  // namespace prism
