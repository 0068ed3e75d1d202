// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/route/figures_torch.h"

#include <algorithm>
#include <memory>

#include <ATen/ATen.h>

namespace prism {

std::vector<PipeUse> use_of(const Adapter& adapter, const Rows& rows, const std::vector<int>& active,
                            std::int64_t most, double* r2) {
  RunnerOptions options;
  options.active = active;
  AdapterRunner runner(std::make_shared<const Adapter>(adapter), options);
  const std::int64_t count = std::min(most, rows.x.size(0));
  // The runner takes inputs as they are in the data, and gives outputs so.
  const at::Tensor x = (rows.x.narrow(0, 0, count) + at::tensor(adapter.mean_x, at::kFloat)).contiguous();
  at::Tensor y = at::empty({count, rows.z.size(1)}, at::kFloat);
  std::vector<ActiveWorkers> who;
  runner.run(x.data_ptr<float>(), count, y.data_ptr<float>(), &who);
  UseCounter counter(adapter.plan);
  for (const ActiveWorkers& each : who) counter.add(each);
  if (r2 != nullptr) {
    const at::Tensor z = rows.z.narrow(0, 0, count);
    const at::Tensor error = y - at::tensor(adapter.mean_z, at::kFloat) - z;
    *r2 = r2_of(error.square_().sum(at::kDouble).item<double>(), z);
  }
  std::vector<bool> mixture;
  for (std::size_t p = 0; p < adapter.plan.pipes.size(); ++p) {
    mixture.push_back(!adapter.gates.empty() && !adapter.gates[p].empty() &&
                      adapter.gates[p].kind == Gate::Kind::mixture);
  }
  return counter.use(mixture);
}

RouteFigures evaluate_router(const Adapter& adapter, const SampleSource& source,
                             const StatisticsPtr& statistics, int top_k, std::int64_t max_rows,
                             const RunControl& control) {
  if (adapter.gates.empty()) throw Error(ErrorCode::unsupported, "the adapter has no gates to be judged");
  control.check();
  const auto indices = some_rows(statistics->split.validation, max_rows, 1);
  const Rows rows = read_rows(source, adapter, indices);
  RouteFigures figures;
  figures.use = use_of(adapter, rows, router_budgets(adapter.plan, top_k), rows.x.size(0), &figures.r2);
  return figures;
}

}  // namespace prism
