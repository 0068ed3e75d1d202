// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/samples/data.h"
#include "core/solve/train.h"

#include <filesystem>
#include <memory>

namespace prism {

/// The samples of an adapter with their statistics.
struct AdapterData {
  DataSpec data;
  std::shared_ptr<const SampleSource> source;
  StatisticsPtr statistics;
};

/// NAME.stats beside NAME.prism: where an adapter's statistics are kept.
[[nodiscard]] std::filesystem::path statistics_path(const std::filesystem::path& adapter);

/// Opens the samples and collects their statistics, or takes them from `cache` when it fits (empty: no
/// cache). `group`: processes that call this together and share the rows out; null = this one alone.
[[nodiscard]] AdapterData collect_data(const DataSpec& data, const TrainOptions& options,
                                       const std::filesystem::path& cache, const RunControl& control = {},
                                       const std::shared_ptr<Group>& group = nullptr);

/// The data of a saved adapter again: those `given`, or what its run record names, split as in its training.
/// Throws Error(not_found) when neither names any, Error(mismatch) when they belong to another pair.
[[nodiscard]] AdapterData data_for(const Adapter& adapter, const std::filesystem::path& path,
                                   const DataSpec& given, const RunControl& control = {},
                                   const std::shared_ptr<Group>& group = nullptr);

/// Trains and completes `record` (options, inputs, figures, outcome, seconds), which the adapter carries. A
/// stop keeps the tiles solved so far; before there are any it throws Stopped.
[[nodiscard]] TrainResult train_recorded(const AdapterData& data, const TrainOptions& options,
                                         RunRecord& record, const RunControl& control = {},
                                         LatestValue<ErrorMap>* live = nullptr);

}  // namespace prism
