// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/infer/runner.h"
#include "core/workflow/adapter_job.h"

#include <string>
#include <vector>

namespace prism::app::engine {

/// Neighbouring validation rows and the workers chosen for each.
struct Fired {
  struct Row {
    std::string upper, lower;
    ActiveWorkers active;
  };
  std::vector<Row> rows;
  double macs = 0;  ///< multiply-adds an input, as counted
};

/// Runs the adapter on the first `count` validation rows in the order of the data, `top_k` workers of the
/// largest pipe active. For jobs.
[[nodiscard]] Fired fire_rows(const Adapter& adapter, const AdapterData& data, int count, int top_k,
                              const RunControl& control);

}  // namespace prism::app::engine
