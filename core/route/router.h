// SPDX-License-Identifier: GPL-3.0-or-later
// route: gates that choose about 30 % of the workers for each input (MicroMoE), their training and their
// figures.
#pragma once

#include "core/adapter/adapter.h"
#include "core/base/progress.h"
#include "core/samples/data.h"
#include "core/solve/train.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace prism {

enum class Balance { none, loss, bias };
[[nodiscard]] const char* name_of(Balance balance) noexcept;
[[nodiscard]] Balance balance_of(const std::string& word);

struct RouteOptions {
  int top_k =
      154;  ///< of the largest pipe's workers: the share of all workers that is active (router_budgets)
  int epochs = 10;
  Balance balance = Balance::none;
  bool separate_gates = false;  ///< a logit a worker instead of one a (row block, expert)
  double learning_rate = 1e-2;
  std::int64_t batch = 512;
  std::int64_t max_rows = 32768;  ///< training rows an epoch sees at most, a seeded choice; 0 = all
  std::uint64_t cache_bytes = std::uint64_t{1} << 30;  ///< of quadratic forms
  std::uint64_t seed = 0;
  std::filesystem::path
      checkpoint;  ///< NAME.route: written each epoch and on a stop, taken up when it fits; empty = none

  [[nodiscard]] Json to_json() const;
  static RouteOptions from_json(const Json& json);
};

/// Quality at one budget, on test rows.
struct RoutePoint {
  int k = 0;  ///< as RouteOptions::top_k
  double r2 = 0, r2_ridge = 0, r2_original = 0, r2_magnitude = 0, r2_random = 0;
};

/// How one pipe's workers are used on test rows.
struct PipeUse {
  std::vector<double> load;  ///< share of inputs for which each worker of the pipe is active
  double entropy = 0;        ///< of the load, divided by its maximum
  double effective = 0;      ///< exp(H)
  double max_share = 0;
  int dead = 0;         ///< workers never active
  int uncovered = 0;    ///< row blocks of some input without an active worker: always 0
  double gate_sum = 1;  ///< mean sum of gates a row block
};

struct RouteLive {
  int epoch = 0;
  std::vector<double> loss;  ///< mean squared error of each finished epoch on training rows
  std::vector<double> r2;    ///< of each on validation rows
  std::vector<PipeUse> use;  ///< of the latest epoch on validation rows
};

struct RouteResult {
  Adapter adapter;
  std::vector<double> loss, r2_validation;
  double r2_routed = 0, r2_all_active = 0, r2_ridge = 0, r2_original = 0, r2_magnitude = 0, r2_random = 0;
  double retrieval_at_1 = 0, retrieval_ridge_at_1 = 0;  ///< NaN without candidates
  std::vector<RoutePoint> sweep;
  int k_of_ridge = 0;  ///< least k of the sweep whose routed map reaches the dense ridge; 0 = none
  std::vector<PipeUse> use;
  std::int64_t test_rows = 0;  ///< that the figures are of
  double seconds_epoch = 0;    ///< mean of the epochs after the first
  double seconds_dense = 0;    ///< one dense forward of the same rows
  std::vector<std::string> notes;
  bool stopped = false;
};

/// Workers stay frozen; gates are trained with Adam on training rows, everything reported is on test rows. A
/// stop keeps the epochs done. Throws Error(unsupported) for adapters whose pipes cannot be routed.
[[nodiscard]] RouteResult train_router(const Adapter& adapter, const SampleSource& source,
                                       const StatisticsPtr& statistics, const RouteOptions& options,
                                       const RunControl& control = {},
                                       LatestValue<RouteLive>* live = nullptr);

/// The budget of each pipe at `top_k`: of all workers the share that `top_k` is of the largest pipe's. Pipes
/// of experts take two a position, which is all they need; what they leave goes to pipes without a choice,
/// where every resting tile is missed.
[[nodiscard]] std::vector<int> router_budgets(const Plan& plan, int top_k);

/// The figures of the gates an adapter has, at a budget, on a validation sample: instant re-evaluation.
struct RouteFigures {
  double r2 = 0;
  std::vector<PipeUse> use;
};
[[nodiscard]] RouteFigures evaluate_router(const Adapter& adapter, const SampleSource& source,
                                           const StatisticsPtr& statistics, int top_k, std::int64_t max_rows,
                                           const RunControl& control = {});

}  // namespace prism
