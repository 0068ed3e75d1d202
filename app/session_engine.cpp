// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session_engine.h"

#include "core/base/log.h"
#include "core/base/run_record.h"

#include <chrono>
#include <cmath>

namespace prism::app::engine {

namespace {

void keep(const RunRecord& record) {
  try {
    RunStore().save(record);
  } catch (const Error& error) {
    log_warning(std::string("the run record could not be kept: ") + error.what());
  }
}

}  // namespace

TrainResult train_and_keep(AdapterData& data, const DataSpec& spec, const TrainOptions& options,
                           const std::string& cache, const RunControl& control, LatestValue<ErrorMap>* live,
                           LatestValue<Plan>* plan) {
  const auto begin = std::chrono::steady_clock::now();
  RunRecord record = begin_run("train", Json::object());
  data = collect_data(spec, options, cache, control);
  record.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  plan->put(plan_of(options, data.source->d_in(), data.source->d_out(), data.source->size()));
  TrainResult result = train_recorded(data, options, record, control, live);
  keep(record);
  return result;
}

ErrorMap map_from_records(const Adapter& adapter) {
  ErrorMap map;
  const std::size_t count = adapter.plan.workers.size();
  map.workers.resize(count);
  map.known.assign(count, 1);
  std::vector<char> changed(count, 0);
  for (const int id : adapter.changed_workers()) changed[static_cast<std::size_t>(id)] = 1;
  for (std::size_t i = 0; i < count; ++i) {
    const Worker& worker = adapter.plan.workers[i];
    WorkerFigures& figures = map.workers[i];
    figures.id = worker.id;
    figures.pipe = worker.pipe;
    figures.row = worker.row;
    figures.col = worker.col;
    figures.expert = worker.expert;
    double sum = 0;
    for (const float value : adapter.tile(worker.id)) sum += static_cast<double>(value) * value;
    figures.finite = std::isfinite(sum);
    figures.changed = changed[i] != 0;
    figures.faulty = !figures.finite || figures.changed;
    figures.set(Metric::norm, std::sqrt(sum));
    if (i < adapter.workers.size()) {
      figures.set(Metric::condition, adapter.workers[i].condition);
      figures.set(Metric::generation, adapter.workers[i].generation);
      figures.set(Metric::samples, static_cast<double>(adapter.workers[i].samples));
    }
  }
  return map;
}

void record_edit(const std::string& command, Json options, Json figures, double seconds) {
  RunRecord record = begin_run(command, std::move(options));
  record.figures = std::move(figures);
  record.seconds = seconds;
  record.outcome = "done";
  keep(record);
}

}  // namespace prism::app::engine
