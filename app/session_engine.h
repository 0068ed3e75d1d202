// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapter_session.h"
#include "core/solve/layout.h"
#include "core/workflow/adapter_job.h"

#include <memory>
#include <optional>
#include <string>

namespace prism::app {

/// What the jobs of one adapter touch: made, used and changed by one job of the compute lane at a time.
struct AdapterSession::Engine {
  AdapterData data;
  std::optional<WorkerAnalysis> analysis;
};

/// What a job hands back to the GUI thread.
struct AdapterSession::Snapshot {
  std::shared_ptr<Engine> engine;
  std::shared_ptr<const Adapter> adapter;
  ErrorMap map;
  std::optional<AdapterFigures> figures;  ///< absent: unchanged
  bool analysed = false;
};

namespace engine {

/// Opens the samples, trains and keeps the run's record; `plan` gets the layout before the first tile. A stop
/// during training keeps the solved tiles.
[[nodiscard]] TrainResult train_and_keep(AdapterData& data, const DataSpec& spec, const TrainOptions& options,
                                         const std::string& cache, const RunControl& control,
                                         LatestValue<ErrorMap>* live, LatestValue<Plan>* plan);

/// What is known about workers without data: generation, samples, condition, norm.
[[nodiscard]] ErrorMap map_from_records(const Adapter& adapter);

/// Keeps a run record of an edit (retrain, corrupt) in the store; trouble is only logged.
void record_edit(const std::string& command, Json options, Json figures, double seconds);

}  // namespace engine

}  // namespace prism::app
