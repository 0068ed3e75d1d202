// SPDX-License-Identifier: GPL-3.0-or-later
// workflow: the steps that a command and a page have in common, so that both give the same result.
#pragma once

#include "core/base/json.h"
#include "core/solve/train.h"
#include "core/types/figures.h"
#include "core/types/histogram.h"
#include "core/types/plan.h"
#include "core/types/worker_figures.h"

#include <optional>
#include <string>
#include <utility>

namespace prism {

// The field names here are those of the command line's JSON and of run records: adding is free, renaming is
// not. Figures that are not known (NaN) become null.

/// r2 r2_mean cosine pearson mse relative_mse retrieval_at_1 retrieval_at_10
[[nodiscard]] Json figures_json(const MapFigures& figures);
/// mean, procrustes and ridge, each with its figures; ridge_lambda.
[[nodiscard]] Json figures_json(const Baselines& baselines);
/// Everything `train` reports, curves included.
[[nodiscard]] Json figures_json(const TrainResult& result);
/// One worker: id, position, every metric by its key, finite, changed, faulty.
[[nodiscard]] Json figures_json(const WorkerFigures& worker);
[[nodiscard]] Json figures_json(const SampleFigures& sample);
[[nodiscard]] Json figures_json(const TensorStatistics& statistics);
/// The layout's pipes and its costs, `active` workers a pipe (all when negative).
[[nodiscard]] Json figures_json(const Plan& plan, int active, bool gates);

/// The colour range that shows a metric best: deviations span from below any fault to the worst, so that
/// noise of rounding stays dark; other metrics choose for themselves (nothing).
[[nodiscard]] std::optional<std::pair<double, double>> shown_range(const ErrorMap& map, Metric metric);

/// A line of column names and one a worker, every metric a column; unknown figures are empty.
[[nodiscard]] std::string workers_csv(const ErrorMap& map);

}  // namespace prism
