// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/infer/runner_parts.h"
#include "core/infer/tile_cache.h"

#include <algorithm>
#include <list>
#include <map>

#include <ATen/ATen.h>
#include <torch/cuda.h>

namespace prism {
namespace {

at::Device device_of(const std::string& word) {
  try {
    const at::Device device(word);
    const bool here =
        device.is_cpu() ||
        (device.is_cuda() && torch::cuda::is_available() &&
         (!device.has_index() || device.index() < static_cast<std::int64_t>(torch::cuda::device_count())));
    if (here) return device;
  } catch (const c10::Error&) {
    // Not a device's name at all: the same message says what would be one.
  }
  throw Error(ErrorCode::usage, "there is no device \"" + word + "\" here", {}, {},
              torch::cuda::is_available()
                  ? "cpu, or cuda:0 to cuda:" + std::to_string(torch::cuda::device_count() - 1)
                  : "cpu");
}

/// Tiles live in the device's memory; one product a tile, however many inputs chose it.
class DeviceShard final : public Shard {
 public:
  DeviceShard(const Adapter& adapter, const std::string& device, std::uint64_t limit, bool bf16)
      : m_adapter(adapter),
        m_limits(adapter, limit, bf16),
        m_device(device_of(device)),
        m_limit(limit),
        m_bf16(bf16) {}

  void run(const float* centred, std::int64_t samples, const Panels&, std::span<const ItemWork> work,
           float* y) override {
    const c10::InferenceMode guard;
    const at::Tensor x =
        at::from_blob(const_cast<float*>(centred), {samples, m_adapter.plan.d_in}, at::kFloat).to(m_device);
    at::Tensor sum = at::zeros({samples, m_adapter.plan.d_out}, at::TensorOptions(m_device));
    for (const ItemWork& each : work) {
      const Item& item = *each.item;
      at::Tensor rows, inputs = x;
      if (!each.samples.empty()) {
        rows = at::tensor(each.samples, at::kInt).to(m_device, at::kLong);
        inputs = x.index_select(0, rows) * at::tensor(each.weights, at::kFloat).to(m_device).unsqueeze(1);
      }
      at::Tensor product;
      for (const int worker : item.workers) {
        const IndexRange cols = m_adapter.plan.workers[static_cast<std::size_t>(worker)].cols;
        const at::Tensor tile = get(worker).to(at::kFloat);
        const at::Tensor part = at::mm(inputs.narrow(1, cols.begin, cols.size()), tile.t());
        product = product.defined() ? product.add_(part) : part;
      }
      at::Tensor target = sum.narrow(1, item.rows.begin, item.rows.size());
      if (rows.defined()) {
        target.index_add_(0, rows, product, item.scale);
      } else {
        target.add_(product, item.scale);
      }
    }
    at::from_blob(y, {samples, m_adapter.plan.d_out}, at::kFloat).add_(sum.to(at::kCPU));
  }
  std::uint64_t resident() const override { return m_resident; }
  std::uint64_t peak() const override { return m_peak; }

 private:
  struct Entry {
    at::Tensor tile;
    std::list<int>::iterator used;
  };

  at::Tensor get(int worker) {
    if (const auto found = m_entries.find(worker); found != m_entries.end()) {
      m_order.splice(m_order.end(), m_order, found->second.used);
      return found->second.tile;
    }
    const std::uint64_t bytes = m_limits.bytes_of(worker);
    while (m_limit > 0 && m_resident + bytes > m_limit) {
      m_resident -= m_limits.bytes_of(m_order.front());
      m_entries.erase(m_order.front());
      m_order.pop_front();
    }
    const Worker& which = m_adapter.worker(worker);
    std::vector<float> values = computing_tile(m_adapter, worker);
    Entry entry;
    entry.tile = at::from_blob(values.data(), {which.rows.size(), which.cols.size()}, at::kFloat)
                     .to(m_device, m_bf16 ? at::kBFloat16 : at::kFloat, false, true);
    entry.used = m_order.insert(m_order.end(), worker);
    m_resident += bytes;
    m_peak = std::max(m_peak, m_resident);
    return m_entries.emplace(worker, std::move(entry)).first->second.tile;
  }

  const Adapter& m_adapter;
  TileCache m_limits;  ///< knows sizes and whether the limit can be kept; holds no tile
  at::Device m_device;
  std::uint64_t m_limit;
  bool m_bf16;
  std::map<int, Entry> m_entries;
  std::list<int> m_order;  ///< least recently used first
  std::uint64_t m_resident = 0, m_peak = 0;
};

}  // namespace

std::unique_ptr<Shard> make_device_shard(const Adapter& adapter, const std::string& device,
                                         std::uint64_t limit, bool bf16) {
  return std::make_unique<DeviceShard>(adapter, device, limit, bf16);
}

}  // namespace prism
