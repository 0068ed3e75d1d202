// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/plan/plan.h"

#include <algorithm>

namespace prism {
namespace {

constexpr std::int64_t kFloatBytes = 4;

std::int64_t product(std::int64_t a, std::int64_t b) {
  std::int64_t result = 0;
  if (__builtin_mul_overflow(a, b, &result)) {
    throw Error(ErrorCode::usage, "the costs of this plan cannot be counted in 64 bits");
  }
  return result;
}

}  // namespace

PlanCosts count_costs(const Plan& plan, int active_per_pipe, bool with_gates) {
  PlanCosts costs;
  costs.macs_dense = product(plan.d_in, plan.d_out);
  costs.bytes_dense = product(costs.macs_dense, kFloatBytes);
  for (const PipePlan& pipe : plan.pipes) {
    const std::int64_t active = active_per_pipe < 0 ? pipe.workers : std::min(active_per_pipe, pipe.workers);
    const std::int64_t tile = product(pipe.tile_rows, pipe.tile_cols);
    costs.macs_active += product(active, tile);
    costs.bytes_stored += product(product(pipe.workers, tile), kFloatBytes);
    costs.bytes_active += product(product(active, tile), kFloatBytes);
    if (with_gates) {
      // A logit a worker: Linear(d_in → workers) with its bias, all of it read for every position.
      costs.macs_gates += product(pipe.workers, plan.d_in);
      costs.bytes_gates += product(product(pipe.workers, plan.d_in + 1), kFloatBytes);
    }
  }
  costs.macs_active += costs.macs_gates;
  costs.bytes_stored += costs.bytes_gates;
  costs.bytes_active += costs.bytes_gates;
  return costs;
}

}  // namespace prism
