// SPDX-License-Identifier: GPL-3.0-or-later
// The parts behind AdapterRunner. Not for use outside core/infer.
#pragma once

#include "core/adapter/adapter.h"
#include "core/infer/runner.h"
#include "core/infer/slot_rule.h"
#include "core/infer/tile_kernels.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace prism {

/// Workers of one pipe that lie beside each other in a row block and are always active together.
struct Item {
  int pipe = 0;       ///< from 0
  int row_block = 0;  ///< in the pipe's grid
  IndexRange rows;
  IndexRange cols;  ///< of all its workers together
  std::vector<int> workers;
  int slot = -1;    ///< of the pipe's weights; −1: always active at weight 1
  float scale = 1;  ///< the pipe's weight
  std::uint64_t bytes = 0;
  std::int64_t macs = 0;
};

/// An item and the inputs it works on. Empty: all of them, at weight 1.
struct ItemWork {
  const Item* item = nullptr;
  std::vector<std::int32_t> samples;
  std::vector<float> weights;
};

/// How one pipe's workers are chosen.
class PipeChoice {
 public:
  PipeChoice(const Adapter& adapter, int pipe, const RunnerOptions& options);

  /// Whether weights differ from input to input.
  [[nodiscard]] bool gated() const noexcept { return m_rule != nullptr; }
  [[nodiscard]] int slot_of(int index) const { return gated() ? m_rule->slot_of(index) : -1; }
  /// Whether workers of a row block's expert may differ in weight.
  [[nodiscard]] bool single_workers() const noexcept { return m_single; }
  [[nodiscard]] std::int64_t macs() const noexcept { return m_macs; }  ///< for one input
  /// weights [slots][samples] (0: not active) of centred inputs [samples, d_in], given also as panels.
  void choose(const float* centred, std::int64_t samples, const Panels& panels,
              std::vector<float>& weights) const;

 private:
  void logits(std::int64_t samples, const Panels& panels, std::vector<float>& out) const;

  const Adapter& m_adapter;
  std::size_t m_pipe;
  bool m_single = false;
  int m_active = 0;
  std::int64_t m_macs = 0;
  std::unique_ptr<SlotRule> m_rule;  ///< null: all workers at weight 1
};

/// Some of an adapter's workers on one device.
class Shard {
 public:
  virtual ~Shard() = default;
  /// y [samples, d_out] += the items' outputs for centred [samples, d_in], also given as panels.
  virtual void run(const float* centred, std::int64_t samples, const Panels& panels,
                   std::span<const ItemWork> work, float* y) = 0;
  [[nodiscard]] virtual std::uint64_t resident() const = 0;
  [[nodiscard]] virtual std::uint64_t peak() const = 0;
};
[[nodiscard]] std::unique_ptr<Shard> make_processor_shard(const Adapter& adapter, std::uint64_t limit,
                                                          bool bf16);
/// Through Torch on any device. Throws Error(usage) for one that is not there.
[[nodiscard]] std::unique_ptr<Shard> make_device_shard(const Adapter& adapter, const std::string& device,
                                                       std::uint64_t limit, bool bf16);

}  // namespace prism
