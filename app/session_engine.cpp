// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session_engine.h"

#include "core/base/log.h"
#include "core/base/run_record.h"

#include <chrono>
#include <cmath>

namespace prism::app::engine {

namespace {

Json json_of(const MapFigures& figures) {
  return {{"r2", figures.r2},
          {"cosine", figures.cosine},
          {"mse", figures.mse},
          {"retrieval_at_1", figures.retrieval_at_1},
          {"retrieval_at_10", figures.retrieval_at_10},
          {"samples", figures.samples}};
}

Json figures_json(const TrainResult& result) {
  Json json = json_of(result.test);
  json["r2_validation"] = result.validation.r2;
  json["r2_train"] = result.train.r2;
  json["ridge"] = result.adapter.ridge;
  json["baselines"] = {{"mean", json_of(result.baselines.mean)},
                       {"procrustes", json_of(result.baselines.procrustes)},
                       {"ridge", json_of(result.baselines.ridge)}};
  json["workers"] = result.adapter.plan.workers.size();
  json["seconds_statistics"] = result.seconds_statistics;
  json["seconds_solve"] = result.seconds_solve;
  json["peak_rss_bytes"] = result.peak_rss_bytes;
  std::vector<double> x, y;
  for (const auto& [ridge, r2] : result.ridge_curve) {
    x.push_back(ridge);
    y.push_back(r2);
  }
  if (!x.empty()) {
    json["curves"] = Json::array(
        {{{"name", "ridge"}, {"x_label", "relative λ"}, {"y_label", "validation R²"}, {"x", x}, {"y", y}}});
  }
  return json;
}

void keep(const RunRecord& record) {
  try {
    RunStore().save(record);
  } catch (const Error& error) {
    log_warning(std::string("the run record could not be kept: ") + error.what());
  }
}

}  // namespace

StatisticsPtr statistics_for(const SampleSource& source, const TrainOptions& options,
                             const std::string& cache, const RunControl& control) {
  StatisticsOptions statistics;
  statistics.split = options.split;
  statistics.seed = options.seed;
  statistics.double_precision = options.double_precision;
  statistics.cache = cache;
  return collect_statistics(source, statistics, control);
}

TrainResult train_recorded(const SampleSource& source, const StatisticsPtr& statistics, const DataSpec& data,
                           const TrainOptions& options, const RunControl& control,
                           LatestValue<ErrorMap>* live) {
  const auto begin = std::chrono::steady_clock::now();
  Json all = options.to_json();
  all["data"] = data.to_json();
  RunRecord record = begin_run("train", std::move(all));
  for (const auto& [name, hash] : source.identities()) record.inputs[name] = hash;
  TrainResult result = train(source, statistics, options, control, live);
  record.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  record.outcome = result.stopped ? "stopped" : "done";
  record.figures = figures_json(result);
  result.adapter.record = record;
  keep(record);
  return result;
}

DataSpec data_of(const RunRecord& record) {
  const auto data = record.options.find("data");
  if (data == record.options.end() || !data->is_object()) return {};
  return DataSpec::from_json(*data);
}

TrainOptions options_of(const Adapter& adapter) {
  TrainOptions options = TrainOptions::from_json(adapter.record.options);
  return options;
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
