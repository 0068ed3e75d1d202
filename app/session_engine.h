// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapter_session.h"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace prism::app {

/// What the jobs of one adapter touch: made, used and changed by one job of the compute lane at a time.
struct AdapterSession::Engine {
  std::shared_ptr<const SampleSource> source;
  StatisticsPtr statistics;
  std::optional<WorkerAnalysis> analysis;
};

/// What a job hands back to the GUI thread.
struct AdapterSession::Snapshot {
  std::shared_ptr<Engine> engine;
  std::shared_ptr<const Adapter> adapter;
  ErrorMap map;
  std::optional<AdapterFigures> figures;  ///< absent: unchanged
  std::optional<RepairFigures> repair;
  bool analysed = false;
  bool cut_short = false;  ///< stopped early with the finished part kept
};

namespace engine {

/// Opens the samples, trains, analyses and records the run. A stop during training keeps the solved tiles.
[[nodiscard]] TrainResult train_recorded(const SampleSource& source, const StatisticsPtr& statistics,
                                         const DataSpec& data, const TrainOptions& options,
                                         const RunControl& control, LatestValue<ErrorMap>* live);

[[nodiscard]] StatisticsPtr statistics_for(const SampleSource& source, const TrainOptions& options,
                                           const std::string& cache, const RunControl& control);

/// The data and options that a run record names; empty data when it names none.
[[nodiscard]] DataSpec data_of(const RunRecord& record);
[[nodiscard]] TrainOptions options_of(const Adapter& adapter);

/// What is known about workers without data: generation, samples, condition, norm.
[[nodiscard]] ErrorMap map_from_records(const Adapter& adapter);

/// Keeps a run record of an edit (retrain, corrupt) in the store; trouble is only logged.
void record_edit(const std::string& command, Json options, Json figures, double seconds);

}  // namespace engine

}  // namespace prism::app
