// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solve/original.h"

#include "core/plan/plan.h"

#include <chrono>
#include <numeric>
#include <vector>

#include <ATen/ATen.h>

namespace prism {

double benchmark_original(const SampleSource& source, int workers, const RunControl& control) {
  std::vector<std::int64_t> rows(static_cast<std::size_t>(source.size()));
  std::iota(rows.begin(), rows.end(), 0);
  at::Tensor x = at::empty({source.size(), source.d_in()}, at::kFloat);
  at::Tensor z = at::empty({source.size(), source.d_out()}, at::kFloat);
  source.read(rows, x.data_ptr<float>(), z.data_ptr<float>());
  PlanOptions wanted;
  wanted.d_in = source.d_in();
  wanted.d_out = source.d_out();
  wanted.workers = workers;
  const Plan plan = make_plan(wanted);

  const auto start = std::chrono::steady_clock::now();
  for (const Worker& worker : plan.workers) {
    control.check();
    control.progress("original method", worker.id, static_cast<double>(plan.workers.size()), "workers");
    const auto solution = at::linalg_lstsq(x.narrow(1, worker.cols.begin, worker.cols.size()),
                                           z.narrow(1, worker.rows.begin, worker.rows.size()));
    const at::Tensor tile = std::get<0>(solution).t().contiguous();
  }
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace prism
