// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/runner_parts.h"

#include <algorithm>

#include <ATen/Parallel.h>

namespace prism {
namespace {

/// Rows of a gate that one task multiplies.
constexpr std::int64_t kLogitRows = 48;

std::size_t at_(std::int64_t index) {
  return static_cast<std::size_t>(index);
}

}  // namespace

PipeChoice::PipeChoice(const Adapter& adapter, int pipe, const RunnerOptions& options)
    : m_adapter(adapter), m_pipe(at_(pipe)) {
  if (adapter.gates.empty() || adapter.gates[m_pipe].empty()) return;
  const Gate& gate = adapter.gates[m_pipe];
  if (gate.kind == Gate::Kind::scale && options.all_active) return;
  m_active = options.active.empty() ? gate.active : options.active[m_pipe];
  if (options.all_active) m_active = 0;
  m_single = gate.kind == Gate::Kind::scale || gate.layout == Gate::Layout::worker;
  m_rule = std::make_unique<SlotRule>(adapter, pipe, gate.layout, gate.kind);
  m_macs = gate.logits() * adapter.plan.d_in;
}

void PipeChoice::logits(std::int64_t samples, const Panels& panels, std::vector<float>& out) const {
  const Gate& gate = m_adapter.gates[m_pipe];
  const std::int64_t count = gate.logits();
  const std::int64_t width = m_adapter.plan.d_in;
  out.resize(at_(samples * count));
  for (std::int64_t s = 0; s < samples; ++s) {
    std::copy(gate.bias.begin(), gate.bias.end(), out.begin() + s * count);
  }
  at::parallel_for(0, (count + kLogitRows - 1) / kLogitRows, 1, [&](std::int64_t begin, std::int64_t end) {
    std::vector<float> product;
    for (std::int64_t task = begin; task < end; ++task) {
      const std::int64_t first = task * kLogitRows;
      const std::int64_t rows = std::min(kLogitRows, count - first);
      product.assign(at_(panels.product_size(rows)), 0.0F);
      panels.add_product({gate.weight.data() + first * width, nullptr, width, rows, width}, 0,
                         product.data());
      panels.scatter(product.data(), rows, {}, 1, out.data(), count, first);
    }
  });
}

void PipeChoice::choose(const float* centred, std::int64_t samples, const Panels& panels,
                        std::vector<float>& weights) const {
  std::vector<float> all;
  logits(samples, panels, all);
  const std::int64_t slots = m_rule->size();
  const std::int64_t count = m_rule->logits();
  weights.resize(at_(slots * samples));
  at::parallel_for(0, samples, 4, [&](std::int64_t begin, std::int64_t end) {
    std::vector<float> own(at_(slots));
    for (std::int64_t s = begin; s < end; ++s) {
      m_rule->weigh({all.data() + s * count, at_(count)}, centred + s * m_adapter.plan.d_in, m_active, own);
      for (std::int64_t slot = 0; slot < slots; ++slot) weights[at_(slot * samples + s)] = own[at_(slot)];
    }
  });
}

}  // namespace prism
