// SPDX-License-Identifier: GPL-3.0-or-later
// solve: statistics, one-shot solvers, what is wrong with a worker, and how to repair it.
#pragma once

#include "core/adapter/adapter.h"
#include "core/base/progress.h"
#include "core/samples/data.h"
#include "core/types/figures.h"
#include "core/types/worker_figures.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace prism {

/// Moments of every split (defined in statistics_torch.h, which only solve's .cpp files include).
struct Statistics;
using StatisticsPtr = std::shared_ptr<const Statistics>;

class Group;

struct StatisticsOptions {
  SplitKind split = SplitKind::automatic;
  std::uint64_t seed = 0;
  bool double_precision = false;
  std::filesystem::path cache;  ///< NAME.stats: used when its key fits, written otherwise; empty = no cache
  /// Sums depend in their last bits on how many threads share them: a training takes stored ones only when
  /// it would collect the same. Judging and repairing take them as the training left them.
  bool any_threads = false;
  /// Several processes that call this together, each reading its share of the rows; null = this one alone.
  std::shared_ptr<Group> group;
};

/// One streaming pass; memory independent of the number of samples. Throws Stopped (nothing is kept half).
[[nodiscard]] StatisticsPtr collect_statistics(const SampleSource& source, const StatisticsOptions& options,
                                               const RunControl& control = {});
[[nodiscard]] std::uint64_t bytes_of(const Statistics& statistics);

struct TrainOptions {
  int workers = 512;
  int pipes = 0;               ///< 0 = what the recipe says
  bool force_experts = false;  ///< as many as the workers allow, however few the rows
  std::int64_t tile = 512;
  Remainder remainder = Remainder::variable;
  std::vector<std::int64_t> hierarchy;
  int hierarchy_rank = 16;
  /// experts: three pipes, the joint solution and two of experts on what is left, where the rows carry them
  /// (one pipe of experts with pipes = 1); otherwise, and with a rank limit or a hierarchy, as joint.
  Solver solver = Solver::joint;
  std::string combine = "fitted";  ///< of independent: "sum" or "fitted"
  std::string recipe = "default";  ///< "default", "original", "original-overwrite" (last column wins)
  std::optional<double> ridge;     ///< relative λ; chosen on validation when absent
  int rank = 0;
  bool double_precision = false;
  SplitKind split = SplitKind::automatic;
  std::uint64_t seed = 0;

  [[nodiscard]] Json to_json() const;
  static TrainOptions from_json(const Json& json);
};

struct Baselines {
  MapFigures mean, procrustes, ridge;
  double ridge_lambda = 0;  ///< relative λ of the dense ridge, chosen on validation
};

struct TrainResult {
  Adapter adapter;
  MapFigures test, validation, train;
  Baselines baselines;
  ErrorMap workers;  ///< condition, samples, norm, residual … as far as free
  std::vector<std::pair<double, double>> ridge_curve;  ///< relative λ, validation R²
  double seconds_statistics = 0;
  double seconds_ridge_search = 0;
  double seconds_solve = 0;
  std::uint64_t peak_rss_bytes = 0;
  std::vector<std::string> notes;  ///< what had to be changed (λ raised, workers reduced), in plain English
  bool stopped = false;            ///< stopped early with the finished tiles kept
};

/// Trains all workers; a pipe of experts reads the rows again. `live` gets the map as it fills (at most 30 a
/// second). Never gives NaN weights: λ is raised and noted instead. Stopping after the statistics keeps the
/// tiles solved so far (others zero, noted).
[[nodiscard]] TrainResult train(const SampleSource& source, const StatisticsPtr& statistics,
                                const TrainOptions& options, const RunControl& control = {},
                                LatestValue<ErrorMap>* live = nullptr);

/// Streams the test (or any) rows through the adapter: everything of MapFigures, retrieval included when the
/// source has candidates.
enum class Part { train, validation, test };
[[nodiscard]] MapFigures evaluate(const Adapter& adapter, const SampleSource& source,
                                  const StatisticsPtr& statistics, Part part, const RunControl& control = {});

/// BLAS that Torch computes with, its threads, and whether a quick GEMM says it is the slow reference one.
struct ComputeInfo {
  std::string torch_version;
  std::string blas;
  int threads = 0;
  bool cuda = false;
  double gemm_gflops = 0;  ///< f32, measured on 512³; 0 when not asked for
  bool slow_blas = false;
};
[[nodiscard]] ComputeInfo compute_info(bool measure);
/// Threads Torch uses from now on in the calling thread's lane; 0 = all.
void set_compute_threads(int threads);

}  // namespace prism
