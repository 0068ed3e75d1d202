// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/adapter/adapter.h"
#include "core/base/progress.h"
#include "core/solve/train.h"
#include "core/types/figures.h"
#include "core/types/worker_figures.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace prism {

inline constexpr double kFaultyDeviation = 1e-6;

/// What is wrong with the workers of one adapter (methods §5), kept up to date while tiles change. Holds its
/// solver's optimum and the map itself, so that one repaired tile costs one row block. Not thread-safe: one
/// lane.
///
/// `deviation` compares with what the adapter's own solver gives on the same statistics: the dense ridge
/// solution cut into tiles, or (limited rank, backfit, independent, hierarchy, recipe original) what running
/// that solver again gives. A tile that such a solver gave and that was retrained since is at its optimum by
/// definition, the one of the joint problem with the others frozen; it is faulty only when it has changed
/// since (its CRC-32C), and then measured from the optimum of that problem now. Non-finite weights count as
/// zero in all figures.
///
/// With experts every row is given to the expert of its cluster, whatever gates were trained since; figures
/// and repairs then take passes over the rows. An expert is judged by, and retrained on, its own rows and
/// what its pipe was given (z less the pipes fitted before it), so that a broken tile of one pipe makes none
/// of another look broken; its `deviation` is a fraction of ‖Z_i‖² of its own rows, `isolated` one of what it
/// was given. `gain` and repairs tell how the error of the whole adapter changes. Fractions are of the row
/// block's ‖Z‖² in figures, of all ‖Z‖² in repairs.
class WorkerAnalysis {
 public:
  /// Throws Error(mismatch) when the statistics do not belong to the adapter (shape or identity),
  /// Error(unsupported) for an adapter with experts without the rows they were fitted on (`source`).
  WorkerAnalysis(Adapter adapter, StatisticsPtr statistics,
                 std::shared_ptr<const SampleSource> source = nullptr);
  ~WorkerAnalysis();
  WorkerAnalysis(WorkerAnalysis&&) noexcept;
  WorkerAnalysis& operator=(WorkerAnalysis&&) noexcept;

  [[nodiscard]] const Adapter& adapter() const noexcept;
  /// All metrics of all workers; `live` gets the map as it fills.
  const ErrorMap& figures(const RunControl& control = {}, LatestValue<ErrorMap>* live = nullptr);
  /// Ids above the threshold, non-finite or changed, ascending.
  [[nodiscard]] std::vector<int> faulty();
  /// The worst k by any metric.
  [[nodiscard]] std::vector<int> worst(Metric metric, int k);
  /// R² on a part from statistics alone (no pass over the data unless there are experts).
  [[nodiscard]] double r2(Part part);

  /// What retraining `workers` jointly would win: fraction of total ‖Z‖² on training rows.
  [[nodiscard]] double predicted_gain(std::span<const int> workers);
  struct Repair {
    std::vector<int> workers;
    double predicted_gain = 0;
    double achieved_gain = 0;
    double r2_before = 0;  ///< test
    double r2_after = 0;
    std::vector<int> refigured;  ///< workers whose figures changed
  };
  /// Retrains jointly, others frozen and bit-identical; one undoable step. Stopping before the end changes
  /// nothing.
  Repair retrain(std::span<const int> workers, const RunControl& control = {});
  void corrupt(std::span<const int> workers, Corruption how, std::uint64_t seed);
  /// Byte-exact; figures follow. False when there is nothing to undo/redo.
  bool undo();
  bool redo();
  [[nodiscard]] bool can_undo() const;
  [[nodiscard]] bool can_redo() const;

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

/// Worst test samples: error, nearest candidates before and after, the workers that carry the error. Streams.
[[nodiscard]] std::vector<SampleFigures> worst_samples(const Adapter& adapter, const SampleSource& source,
                                                       const StatisticsPtr& statistics, int count,
                                                       const RunControl& control = {});

/// Mean relative error per group ("class: exact", "flag: whitespace", "norm: lowest quarter"…), over test
/// samples.
struct GroupError {
  std::string group;
  std::int64_t samples = 0;
  double error = 0;
};
[[nodiscard]] std::vector<GroupError> errors_by_group(const Adapter& adapter, const SampleSource& source,
                                                      const StatisticsPtr& statistics,
                                                      const RunControl& control = {});

}  // namespace prism
