// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/tile_cache.h"

#include "core/base/error.h"
#include "core/plan/plan.h"

#include <algorithm>
#include <fmt/format.h>

namespace prism {
namespace {

const PipePlan& pipe_of(const Adapter& adapter, const Worker& worker) {
  return adapter.plan.pipes.at(static_cast<std::size_t>(worker.pipe - 1));
}

}  // namespace

std::vector<float> computing_tile(const Adapter& adapter, int worker) {
  std::vector<float> values = tile_values(adapter, worker);
  if (adapter.plan.remainder != Remainder::overlap) return values;
  const OverlapWeights shares = overlap_weights(adapter.plan, adapter.worker(worker));
  float* value = values.data();
  for (const float row : shares.rows) {
    for (const float col : shares.cols) *value++ *= row * col;
  }
  return values;
}

TileCache::TileCache(const Adapter& adapter, std::uint64_t limit, bool bf16)
    : m_adapter(adapter),
      m_limit(limit),
      m_bf16(bf16),
      m_copies(limit > 0 || bf16 || adapter.plan.remainder == Remainder::overlap),
      m_entries(adapter.plan.workers.size()) {
  if (limit == 0) return;
  std::uint64_t largest = 0;
  for (const Worker& worker : adapter.plan.workers) largest = std::max(largest, bytes_of(worker.id));
  if (limit < largest) {
    throw Error(ErrorCode::usage, fmt::format("{} bytes hold no tile of this adapter", limit), {}, {},
                fmt::format("at least {} bytes", largest));
  }
}

std::uint64_t TileCache::bytes_of(int worker) const {
  const Worker& which = m_adapter.worker(worker);
  const auto values = static_cast<std::uint64_t>(which.rows.size() * which.cols.size());
  return values * (m_bf16 ? sizeof(std::uint16_t) : sizeof(float));
}

void TileCache::load(int worker, Entry& entry) {
  const std::uint64_t bytes = bytes_of(worker);
  while (m_limit > 0 && m_resident + bytes > m_limit) {
    Entry& oldest = m_entries[static_cast<std::size_t>(m_order.front())];
    m_resident -= bytes_of(m_order.front());
    m_order.pop_front();
    oldest = Entry{};
  }
  entry.here = true;
  m_resident += bytes;
  m_peak = std::max(m_peak, m_resident);
  if (m_limit > 0) entry.used = m_order.insert(m_order.end(), worker);
  if (!m_copies) return;
  std::vector<float> values = computing_tile(m_adapter, worker);
  if (m_bf16) {
    entry.bf16.resize(values.size());
    to_bf16(values, entry.bf16.data());
  } else {
    entry.f32 = std::move(values);
  }
  if (m_limit == 0) return;
  const PipePlan& pipe = pipe_of(m_adapter, m_adapter.worker(worker));
  m_adapter.pipes[static_cast<std::size_t>(m_adapter.worker(worker).pipe - 1)].forget(worker -
                                                                                      pipe.first_worker);
}

TileRows TileCache::get(int worker) {
  Entry& entry = m_entries[static_cast<std::size_t>(worker)];
  if (!entry.here) {
    load(worker, entry);
  } else if (m_limit > 0) {
    m_order.splice(m_order.end(), m_order, entry.used);
  }
  const Worker& which = m_adapter.plan.workers[static_cast<std::size_t>(worker)];
  TileRows tile;
  tile.rows = which.rows.size();
  tile.cols = which.cols.size();
  tile.stride = m_copies ? tile.cols : pipe_of(m_adapter, which).tile_cols;
  if (!m_copies) {
    tile.f32 = m_adapter.tile(worker).data();
  } else if (m_bf16) {
    tile.bf16 = entry.bf16.data();
  } else {
    tile.f32 = entry.f32.data();
  }
  return tile;
}

}  // namespace prism
