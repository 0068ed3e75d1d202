// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/adapter/adapter.h"
#include "core/base/random.h"
#include "core/plan/plan.h"

#include <cmath>
#include <memory>
#include <vector>

namespace prism::test {

inline std::vector<float> normal_values(std::int64_t count, Random& random, double scale = 1) {
  std::vector<float> values(static_cast<std::size_t>(count));
  for (float& value : values) value = static_cast<float>(scale * random.normal());
  return values;
}

/// Random tiles and means.
inline Adapter made_adapter(Plan plan, std::uint64_t seed) {
  Random random(seed);
  Adapter adapter = make_adapter(std::move(plan));
  adapter.mean_x = normal_values(adapter.plan.d_in, random);
  adapter.mean_z = normal_values(adapter.plan.d_out, random);
  for (const Worker& worker : adapter.plan.workers) {
    set_tile(adapter, worker.id,
             normal_values(worker.rows.size() * worker.cols.size(), random,
                           1 / std::sqrt(static_cast<double>(adapter.plan.d_in))));
  }
  return adapter;
}

/// A gate with random weights a pipe: mixtures where there are experts, scales around 1 elsewhere.
inline void add_gates(Adapter& adapter, Gate::Layout layout, int active, std::uint64_t seed) {
  Random random(seed);
  adapter.gates.clear();
  for (const PipePlan& pipe : adapter.plan.pipes) {
    Gate gate;
    gate.kind = pipe.experts > 1 ? Gate::Kind::mixture : Gate::Kind::scale;
    gate.layout = pipe.experts > 1 ? layout : Gate::Layout::worker;
    gate.active = std::min(active, pipe.workers);
    const std::int64_t logits = gate_size(pipe, gate.layout);
    const double scale = (pipe.experts > 1 ? 1.0 : 0.3) / std::sqrt(static_cast<double>(adapter.plan.d_in));
    gate.weight = normal_values(logits * adapter.plan.d_in, random, scale);
    gate.bias = pipe.experts > 1 ? normal_values(logits, random)
                                 : std::vector<float>(static_cast<std::size_t>(logits), 1.0F);
    adapter.gates.push_back(std::move(gate));
  }
}

inline Plan plan_of(std::int64_t d_in, std::int64_t d_out, int workers, int pipes, std::int64_t tile,
                    Remainder remainder = Remainder::variable) {
  PlanOptions options;
  options.d_in = d_in;
  options.d_out = d_out;
  options.workers = workers;
  options.pipes = pipes;
  options.tile = tile;
  options.remainder = remainder;
  return make_plan(options);
}

}  // namespace prism::test
