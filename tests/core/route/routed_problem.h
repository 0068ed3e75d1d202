// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/solve/train.h"
#include "tests/core/infer/made_adapter.h"
#include "tests/core/solve/memory_source.h"

#include <cmath>
#include <vector>

namespace prism::test {

/// Inputs of several kinds, each with a linear map of its own, and an adapter that has those maps as experts
/// but gates that know the kinds only roughly.
struct RoutedProblem {
  MemorySource source;
  Adapter adapter;
  StatisticsPtr statistics;
};

inline RoutedProblem routed_problem(std::int64_t rows, std::uint64_t seed, int pipes = 2) {
  constexpr std::int64_t kIn = 32, kOut = 16;
  Plan plan = plan_of(kIn, kOut, 8, pipes, 16);
  RoutedProblem problem{MemorySource(rows, kIn, kOut), made_adapter(plan, seed), nullptr};
  Adapter& adapter = problem.adapter;
  std::fill(adapter.mean_x.begin(), adapter.mean_x.end(), 0.0F);
  std::fill(adapter.mean_z.begin(), adapter.mean_z.end(), 0.0F);
  const int experts = adapter.plan.pipes.front().experts;
  Random random(seed + 1);
  std::vector<std::vector<float>> centres;
  for (int e = 0; e < experts; ++e) centres.push_back(normal_values(kIn, random));
  add_gates(adapter, Gate::Layout::expert, 1, seed + 2);
  for (std::size_t p = 0; p < adapter.gates.size(); ++p) {
    Gate& gate = adapter.gates[p];
    if (gate.kind != Gate::Kind::mixture) {
      std::fill(gate.weight.begin(), gate.weight.end(), 0.0F);
      continue;
    }
    for (int e = 0; e < experts; ++e) {
      double square = 0;
      for (std::int64_t i = 0; i < kIn; ++i) {
        const float rough = centres[static_cast<std::size_t>(e)][static_cast<std::size_t>(i)] +
                            static_cast<float>(1.2 * random.normal());
        gate.weight[static_cast<std::size_t>(e * kIn + i)] = 2 * rough;
        square += static_cast<double>(rough) * rough;
      }
      gate.bias[static_cast<std::size_t>(e)] = static_cast<float>(-square);
    }
  }
  std::vector<float> y(kOut);
  for (std::int64_t row = 0; row < rows; ++row) {
    const auto kind = random.below(static_cast<std::uint64_t>(experts));
    float* x = &problem.source.x_at(row, 0);
    for (std::int64_t i = 0; i < kIn; ++i) {
      x[i] = centres[kind][static_cast<std::size_t>(i)] + static_cast<float>(0.7 * random.normal());
    }
    std::vector<int> active;
    for (const Worker& worker : adapter.plan.workers) {
      const bool cube = adapter.plan.pipes[static_cast<std::size_t>(worker.pipe - 1)].experts > 1;
      if (!cube || worker.expert == static_cast<int>(kind)) active.push_back(worker.id);
    }
    forward(adapter, x, 1, y.data(), active);
    for (std::int64_t o = 0; o < kOut; ++o) {
      problem.source.z_at(row, o) =
          y[static_cast<std::size_t>(o)] + static_cast<float>(0.05 * random.normal());
    }
  }
  StatisticsOptions options;
  options.seed = seed;
  problem.statistics = collect_statistics(problem.source, options);
  return problem;
}

}  // namespace prism::test
