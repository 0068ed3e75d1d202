// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflow/figures_json.h"

#include "core/plan/plan.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace prism {
namespace {

Json number(double value) {
  return std::isfinite(value) ? Json(value) : Json();
}

}  // namespace

Json figures_json(const MapFigures& figures) {
  return {{"r2", number(figures.r2)},
          {"r2_mean", number(figures.r2_mean)},
          {"cosine", number(figures.cosine)},
          {"pearson", number(figures.pearson)},
          {"mse", number(figures.mse)},
          {"relative_mse", number(figures.relative_mse)},
          {"retrieval_at_1", number(figures.retrieval_at_1)},
          {"retrieval_at_10", number(figures.retrieval_at_10)}};
}

Json figures_json(const Baselines& baselines) {
  return {{"mean", figures_json(baselines.mean)},
          {"procrustes", figures_json(baselines.procrustes)},
          {"ridge", figures_json(baselines.ridge)},
          {"ridge_lambda", number(baselines.ridge_lambda)}};
}

Json figures_json(const TrainResult& result) {
  Json json = figures_json(result.test);
  json["samples"] = result.train.samples + result.validation.samples + result.test.samples;
  json["train_samples"] = result.train.samples;
  json["validation_samples"] = result.validation.samples;
  json["test_samples"] = result.test.samples;
  json["r2_validation"] = number(result.validation.r2);
  json["r2_train"] = number(result.train.r2);
  json["ridge"] = number(result.adapter.ridge);
  json["lambda"] = number(result.adapter.lambda);
  json["baselines"] = figures_json(result.baselines);
  json["workers"] = result.adapter.plan.workers.size();
  json["seconds_statistics"] = result.seconds_statistics;
  json["seconds_ridge_search"] = result.seconds_ridge_search;
  json["seconds_solve"] = result.seconds_solve;
  json["peak_rss_bytes"] = result.peak_rss_bytes;
  json["notes"] = result.notes;
  json["curves"] = Json::array();
  if (!result.ridge_curve.empty()) {
    Json x = Json::array(), y = Json::array();
    for (const auto& [ridge, r2] : result.ridge_curve) {
      x.push_back(number(ridge));
      y.push_back(number(r2));
    }
    json["curves"].push_back(
        {{"name", "ridge"}, {"x_label", "relative λ"}, {"y_label", "validation R²"}, {"x", x}, {"y", y}});
  }
  return json;
}

Json figures_json(const WorkerFigures& worker) {
  Json json = {{"id", worker.id},           {"pipe", worker.pipe},     {"row", worker.row},
               {"col", worker.col},         {"expert", worker.expert}, {"finite", worker.finite},
               {"changed", worker.changed}, {"faulty", worker.faulty}};
  for (const MetricInfo& info : all_metrics()) json[info.key] = number(worker.value(info.metric));
  return json;
}

Json figures_json(const SampleFigures& sample) {
  return {{"index", sample.index},
          {"upper", sample.upper},
          {"lower", sample.lower},
          {"class", sample.token_class},
          {"flags", sample.flags},
          {"error", number(sample.error)},
          {"nearest_true", sample.nearest_true},
          {"nearest_predicted", sample.nearest_predicted},
          {"workers", sample.row_blocks_worst}};
}

Json figures_json(const TensorStatistics& statistics) {
  const Histogram& histogram = statistics.histogram;
  return {{"count", statistics.count},
          {"min", number(statistics.min)},
          {"max", number(statistics.max)},
          {"mean", number(statistics.mean)},
          {"std", number(statistics.std)},
          {"norm", number(statistics.norm)},
          {"nan_count", statistics.nan_count},
          {"inf_count", statistics.inf_count},
          {"histogram",
           {{"low", number(histogram.low)}, {"high", number(histogram.high)}, {"counts", histogram.counts}}}};
}

Json figures_json(const Plan& plan, int active, bool gates) {
  const PlanCosts costs = count_costs(plan, active, gates);
  Json json = to_json(plan);
  json["workers"] = plan.workers.size();
  json["macs_dense"] = costs.macs_dense;
  json["macs_active"] = costs.macs_active;
  json["bytes_dense"] = costs.bytes_dense;
  json["bytes_stored"] = costs.bytes_stored;
  json["bytes_active"] = costs.bytes_active;
  json["macs_gates"] = costs.macs_gates;
  json["bytes_gates"] = costs.bytes_gates;
  return json;
}

std::optional<std::pair<double, double>> shown_range(const ErrorMap& map, Metric metric) {
  if (metric != Metric::deviation) return std::nullopt;
  double worst = 1e-2;  // what a broken worker has at least
  for (const WorkerFigures& worker : map.workers) {
    if (std::isfinite(worker.value(metric))) worst = std::max(worst, worker.value(metric));
  }
  return std::pair{1e-12, worst};
}

std::string workers_csv(const ErrorMap& map) {
  std::string text = "id,pipe,row,col,expert,faulty,changed,finite";
  for (const MetricInfo& info : all_metrics()) text += fmt::format(",{}", info.key);
  text += '\n';
  for (const WorkerFigures& worker : map.workers) {
    text += fmt::format("{},{},{},{},{},{:d},{:d},{:d}", worker.id, worker.pipe, worker.row, worker.col,
                        worker.expert, worker.faulty, worker.changed, worker.finite);
    for (const double value : worker.values) text += std::isnan(value) ? "," : fmt::format(",{}", value);
    text += '\n';
  }
  return text;
}

}  // namespace prism
