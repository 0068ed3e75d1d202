// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/units.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace prism {
namespace {

/// Experts that answer for a position together: one is what they were fitted for, two give the gates a
/// mixture to learn.
constexpr int kExpertsAPosition = 2;

std::size_t at_(std::int64_t index) {
  return static_cast<std::size_t>(index);
}

}  // namespace

std::vector<int> router_budgets(const Plan& plan, int top_k) {
  int largest = 1;
  for (const PipePlan& pipe : plan.pipes) largest = std::max(largest, pipe.workers);
  const double share = std::min(1.0, static_cast<double>(top_k) / largest);
  std::vector<int> budgets;
  int left_by_experts = 0;
  for (const PipePlan& pipe : plan.pipes) {
    const int even = std::clamp(static_cast<int>(std::lround(share * pipe.workers)), 1, pipe.workers);
    const bool chooses = pipe.experts > 1 && share < 1;
    budgets.push_back(chooses ? std::min(even, kExpertsAPosition * pipe.positions) : even);
    left_by_experts += even - budgets.back();
  }
  // First to pipes without a choice: there every tile that rests is lost.
  for (const bool single : {true, false}) {
    int room = 0;
    for (std::size_t p = 0; p < budgets.size(); ++p) {
      if ((plan.pipes[p].experts == 1) == single) room += plan.pipes[p].workers - budgets[p];
    }
    const int given = std::min(room, left_by_experts);
    int before = 0, handed = 0;
    for (std::size_t p = 0; p < budgets.size() && room > 0; ++p) {
      if ((plan.pipes[p].experts == 1) != single) continue;
      before += plan.pipes[p].workers - budgets[p];
      // Cumulated shares, so that the parts add up to the whole.
      const int until = static_cast<int>(static_cast<std::int64_t>(given) * before / room);
      budgets[p] += until - handed;
      handed = until;
    }
    left_by_experts -= given;
  }
  return budgets;
}

Units::Units(const Adapter& adapter, const std::vector<Gate>& gates)
    : m_adapter(adapter), m_cache(adapter, 0, false) {
  const Plan& plan = adapter.plan;
  for (const Worker& worker : plan.workers) m_tiles.push_back(m_cache.get(worker.id));
  for (std::size_t p = 0; p < plan.pipes.size(); ++p) {
    const PipePlan& pipe = plan.pipes[p];
    m_rules.push_back(
        std::make_unique<SlotRule>(adapter, static_cast<int>(p), gates[p].layout, gates[p].kind));
    m_first.push_back(m_slots.size());
    m_slots.resize(m_slots.size() + at_(m_rules.back()->size()));
    for (int i = 0; i < pipe.workers; ++i) {
      const Worker& worker = plan.workers[at_(pipe.first_worker + i)];
      Slot& slot = m_slots[m_first.back() + at_(m_rules.back()->slot_of(i))];
      if (slot.workers.empty()) slot.cols = worker.cols;
      slot.pipe = static_cast<int>(p);
      slot.row_block = worker.row;
      slot.rows = worker.rows;
      slot.cols = {std::min(slot.cols.begin, worker.cols.begin), std::max(slot.cols.end, worker.cols.end)};
      slot.scale = adapter.pipe_weights.at(p);
      slot.workers.push_back(worker.id);
      m_macs += worker.rows.size() * worker.cols.size();
    }
  }
}

void Units::outputs(const float* centred, std::int64_t count, SlotOutputs& out) const {
  Panels panels;
  std::vector<float> product;
  out.values.resize(m_slots.size());
  for (std::size_t u = 0; u < m_slots.size(); ++u) {
    const Slot& slot = m_slots[u];
    const auto& samples = out.samples[u];
    const std::int64_t rows = slot.rows.size();
    out.values[u].assign(samples.size() * at_(rows), 0.0F);
    if (samples.empty() || slot.workers.empty()) continue;
    panels.gather(centred, count, m_adapter.plan.d_in, slot.cols, samples);
    product.assign(at_(panels.product_size(rows)), 0.0F);
    for (const int worker : slot.workers) {
      panels.add_product(m_tiles[at_(worker)], m_adapter.plan.workers[at_(worker)].cols.begin,
                         product.data());
    }
    panels.scatter(product.data(), rows, {}, slot.scale, out.values[u].data(), rows, 0);
  }
}

void Units::all_outputs(const float* centred, std::int64_t count, SlotOutputs& out) const {
  std::vector<std::int32_t> everyone(at_(count));
  std::iota(everyone.begin(), everyone.end(), 0);
  out.samples.assign(m_slots.size(), everyone);
  outputs(centred, count, out);
}

}  // namespace prism
