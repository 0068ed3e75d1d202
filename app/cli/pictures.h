// SPDX-License-Identifier: GPL-3.0-or-later
// What commands draw; a build without cairo (PRISM_PICTURES=OFF) refuses them with Error(unsupported).
#pragma once

#include "core/base/progress.h"
#include "core/model/rows.h"
#include "core/types/histogram.h"
#include "core/types/plan.h"
#include "core/types/worker_figures.h"

#include <filesystem>
#include <string>
#include <vector>

namespace prism::cli {

using Files = std::vector<std::filesystem::path>;

/// The matrix at `target`, beside it its singular values and histogram ("-spectrum", "-histogram").
Files draw_inspection(const RowReader& rows, const TensorStatistics& statistics,
                      const std::vector<double>& singular_values, const std::filesystem::path& target,
                      const RunControl& control);

/// PNG and SVG of every slice (at most eight), the first one as a surface, and the histogram.
Files draw_tensor(const std::vector<RowReader>& slices, const TensorStatistics& statistics,
                  const std::filesystem::path& folder, const std::string& prefix, const RunControl& control);

void draw_workers(const Plan& plan, const ErrorMap& map, Metric metric, const std::filesystem::path& target);

}  // namespace prism::cli
