// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"
#include "app/cli/data_options.h"
#include "app/cli/figures_text.h"
#include "app/cli/pictures.h"
#include "app/cli/text_table.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/text_format.h"
#include "core/solve/analysis.h"
#include "core/workflow/adapter_job.h"
#include "core/workflow/figures_json.h"
#include "core/workflow/run_inputs.h"

#include <fmt/format.h>
#include <memory>

namespace prism::cli {
namespace {

struct Options {
  DataOptions data;
  std::filesystem::path adapter, heatmap, csv;
  std::string metric = "deviation";
  int samples = 50;
};

std::string metric_words() {
  std::string words;
  for (const MetricInfo& info : all_metrics()) words += (words.empty() ? "" : ", ") + std::string(info.key);
  return words;
}

Metric metric_of(const std::string& word) {
  for (const MetricInfo& info : all_metrics()) {
    if (word == info.key) return info.metric;
  }
  throw Error(ErrorCode::usage, "there is no metric \"" + word + "\"", {}, {}, metric_words());
}

std::string samples_text(const std::vector<SampleFigures>& samples) {
  std::vector<std::vector<std::string>> rows{
      {"sample", "upper", "lower", "class", "error", "nearest predicted"}};
  for (std::size_t i = 0; i < std::min<std::size_t>(samples.size(), 10); ++i) {
    const SampleFigures& sample = samples[i];
    rows.push_back({std::to_string(sample.index), sample.upper, sample.lower, sample.token_class,
                    format_number(sample.error),
                    sample.nearest_predicted.empty() ? "" : sample.nearest_predicted.front()});
  }
  return aligned(rows);
}

Answer validate(Context& context, const Options& options) {
  const Metric metric = metric_of(options.metric);
  require_writable(options.heatmap);
  require_writable(options.csv);
  const DataSpec given = options.data.checked();
  Adapter adapter = load_adapter(options.adapter);
  const AdapterData data = data_for(adapter, options.adapter, given, context.control);
  const MapFigures test = evaluate(adapter, *data.source, data.statistics, Part::test, context.control);
  WorkerAnalysis analysis(adapter, data.statistics, data.source);
  const ErrorMap& map = analysis.figures(context.control);
  const std::vector<int> faulty = analysis.faulty();
  const auto worst = worst_samples(adapter, *data.source, data.statistics, options.samples, context.control);
  const auto groups = errors_by_group(adapter, *data.source, data.statistics, context.control);

  Answer answer;
  answer.json = figures_json(test);
  answer.json["samples"] = data.source->size();
  answer.json["test_samples"] = test.samples;
  answer.json["r2_validation"] = analysis.r2(Part::validation);
  answer.json["r2_train"] = analysis.r2(Part::train);
  answer.json["ridge"] = adapter.ridge;
  answer.json["workers"] = Json::array();
  for (const WorkerFigures& worker : map.workers) answer.json["workers"].push_back(figures_json(worker));
  answer.json["faulty"] = faulty;
  answer.json["worst_samples"] = Json::array();
  for (const SampleFigures& sample : worst) answer.json["worst_samples"].push_back(figures_json(sample));
  answer.json["groups"] = Json::array();
  for (const GroupError& group : groups) {
    answer.json["groups"].push_back(
        {{"group", group.group}, {"samples", group.samples}, {"error", group.error}});
  }

  answer.text =
      figures_table({{"test", test}}) +
      fmt::format("\n{} of {} workers are faulty: {}\n", faulty.size(), map.workers.size(), id_list(faulty)) +
      "\nworst workers\n" + workers_table(map, analysis.worst(metric, 10), 10);
  if (!worst.empty()) answer.text += "\nworst samples\n" + samples_text(worst);

  const auto wrote = [&](const std::filesystem::path& file) {
    note_output(context.record, file);
    answer.json["files"].push_back(file.string());
  };
  answer.json["files"] = Json::array();
  if (!options.heatmap.empty()) {
    draw_workers(adapter.plan, map, metric, options.heatmap);
    wrote(options.heatmap);
  }
  if (!options.csv.empty()) {
    write_file(options.csv, workers_csv(map));
    wrote(options.csv);
  }
  note_input(context.record, options.adapter);
  return answer;
}

}  // namespace

void add_validate(Commands& commands) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      commands.add("validate", "Test figures of an adapter, and what is wrong with its workers");
  command->add_option("--adapter", options->adapter, "NAME.prism")->required();
  add_data_options(*command, options->data);
  command->add_option("--heatmap", options->heatmap, "Draw the workers here (.png or .svg)");
  command->add_option("--metric", options->metric,
                      "Figure of the heatmap and of the worst workers: " + metric_words());
  command->add_option("--csv", options->csv, "Write the table of workers here");
  command->add_option("--samples", options->samples, "How many of the worst samples to list")
      ->check(CLI::Range(0, 1000000));
  commands.on(command, [options](Context& context) { return validate(context, *options); });
}

}  // namespace prism::cli
