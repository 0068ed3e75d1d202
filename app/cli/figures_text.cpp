// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/figures_text.h"

#include "app/cli/text_table.h"
#include "core/base/log.h"
#include "core/base/text_format.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace prism::cli {

namespace {

std::string known(double value) {
  return std::isnan(value) ? "–" : format_number(value);
}

}  // namespace

std::string figures_table(const std::vector<NamedFigures>& maps) {
  std::vector<std::vector<std::string>> rows{{"", "R²", "cosine", "MSE", "retrieval@1", "retrieval@10"}};
  for (const auto& [name, figures] : maps) {
    rows.push_back({name, known(figures.r2), known(figures.cosine), known(figures.mse),
                    known(figures.retrieval_at_1), known(figures.retrieval_at_10)});
  }
  return aligned(rows);
}

std::string figures_text(const TrainResult& result) {
  std::string text = figures_table({{"adapter, test", result.test},
                                    {"adapter, validation", result.validation},
                                    {"adapter, training", result.train},
                                    {"mean", result.baselines.mean},
                                    {"Procrustes", result.baselines.procrustes},
                                    {"dense ridge", result.baselines.ridge}});
  FactSheet facts;
  facts.add("samples", fmt::format("{} training, {} validation, {} test", result.train.samples,
                                   result.validation.samples, result.test.samples));
  facts.add("workers", std::to_string(result.adapter.plan.workers.size()));
  facts.add("relative λ", format_number(result.adapter.ridge));
  facts.add("time",
            fmt::format("statistics {}, choice of λ {}, solve {}", format_seconds(result.seconds_statistics),
                        format_seconds(result.seconds_ridge_search), format_seconds(result.seconds_solve)));
  facts.add("peak memory", format_bytes(result.peak_rss_bytes));
  text += "\n" + facts.text();
  for (const std::string& note : result.notes) text += note + "\n";
  if (result.stopped) text += "Stopped early; the finished tiles are kept.\n";
  return text;
}

std::string workers_table(const ErrorMap& map, const std::vector<int>& ids, std::size_t count) {
  std::vector<std::vector<std::string>> rows{
      {"worker", "pipe", "row", "column", "deviation", "gain", "generation", "remark"}};
  for (std::size_t i = 0; i < std::min(count, ids.size()); ++i) {
    const WorkerFigures& worker = map.workers.at(static_cast<std::size_t>(ids[i]));
    std::string remark = worker.finite ? "" : "not finite";
    if (worker.changed) remark += remark.empty() ? "changed since training" : ", changed since training";
    rows.push_back({std::to_string(worker.id), std::to_string(worker.pipe), std::to_string(worker.row),
                    std::to_string(worker.col), format_number(worker.value(Metric::deviation)),
                    format_number(worker.value(Metric::gain)),
                    format_number(worker.value(Metric::generation)), remark});
  }
  return aligned(rows);
}

std::string id_list(const std::vector<int>& ids) {
  return ids.empty() ? "none" : fmt::format("{}", fmt::join(ids, ", "));
}

void warn_of_not_finite(const std::string& what, const TensorStatistics& statistics) {
  if (statistics.nan_count + statistics.inf_count == 0) return;
  log_warning(fmt::format("{}: holds {} NaN and {} infinite values", what, statistics.nan_count,
                          statistics.inf_count));
}

}  // namespace prism::cli
