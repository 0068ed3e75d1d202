// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/router_engine.h"

#include "core/route/router.h"
#include "core/workflow/run_inputs.h"

#include <algorithm>
#include <memory>

namespace prism::app::engine {

Fired fire_rows(const Adapter& adapter, const AdapterData& data, int count, int top_k,
                const RunControl& control) {
  const SampleSource& source = *data.source;
  const TrainOptions options = options_of(adapter.record);
  std::vector<std::int64_t> chosen = split_samples(source, options.split, options.seed).validation;
  // Neighbours of a text stay neighbours.
  std::sort(chosen.begin(), chosen.end());
  chosen.resize(std::min(chosen.size(), static_cast<std::size_t>(count)));
  control.check();
  std::vector<float> x(chosen.size() * static_cast<std::size_t>(source.d_in()));
  std::vector<float> z(chosen.size() * static_cast<std::size_t>(source.d_out()));
  source.read(chosen, x.data(), z.data());
  RunnerOptions runner_options;
  runner_options.active = router_budgets(adapter.plan, top_k);
  std::vector<ActiveWorkers> active;
  AdapterRunner runner(std::make_shared<const Adapter>(adapter), runner_options);
  runner.run(x.data(), static_cast<std::int64_t>(chosen.size()), z.data(), &active);
  Fired fired;
  for (std::size_t i = 0; i < chosen.size() && i < active.size(); ++i) {
    const SampleFigures sample = source.describe(chosen[i]);
    fired.rows.push_back({sample.upper, sample.lower, std::move(active[i])});
  }
  const RunnerCounters& counters = runner.counters();
  if (counters.samples > 0) {
    fired.macs = static_cast<double>(counters.macs) / static_cast<double>(counters.samples);
  }
  return fired;
}

}  // namespace prism::app::engine
