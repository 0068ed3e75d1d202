// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflow/adapter_job.h"

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/sha256.h"
#include "core/workflow/figures_json.h"
#include "core/workflow/open_data.h"
#include "core/workflow/run_inputs.h"

#include <chrono>
#include <fmt/format.h>
#include <mutex>
#include <system_error>
#include <utility>

namespace prism {

namespace fs = std::filesystem;

namespace {

/// Statistics lie beside the adapter; versions of it made later find those of the first one.
fs::path known_statistics(const Adapter& adapter, const fs::path& path) {
  const fs::path own = statistics_path(path);
  std::error_code ignored;
  if (fs::exists(own, ignored)) return own;
  const Json& options = adapter.record.options;
  if (options.is_object() && options.contains("statistics") && options["statistics"].is_string()) {
    const fs::path recorded = options["statistics"].get<std::string>();
    if (fs::exists(recorded, ignored)) return recorded;
  }
  return own;
}

void check_belongs(const Adapter& adapter, const SampleSource& source, const fs::path& path) {
  if (source.d_in() != adapter.plan.d_in || source.d_out() != adapter.plan.d_out) {
    throw Error(ErrorCode::mismatch,
                fmt::format("the adapter maps {}→{} dimensions, the data {}→{}", adapter.plan.d_in,
                            adapter.plan.d_out, source.d_in(), source.d_out()),
                path, {}, "the data it was trained on");
  }
  const auto identities = source.identities();
  for (const char* key : {"upper_vocab", "lower_vocab"}) {
    const auto own = adapter.identity.find(key);
    const auto other = identities.find(key);
    if (own == adapter.identity.end() || other == identities.end() || own->second == other->second) continue;
    throw Error(ErrorCode::mismatch, "the adapter was trained with another vocabulary", path, key,
                "the models it was trained on");
  }
}

/// Fewer samples than this give one test row or none, whose figures are null.
constexpr std::int64_t kFewSamples = 30;

/// Once a process: a reference BLAS is a hundred times slower, and nobody would guess why.
void warn_about_slow_blas() {
  static const bool slow = compute_info(true).slow_blas;
  static std::once_flag told;
  if (!slow) return;
  std::call_once(told, [] {
    log_warning(
        "BLAS is a slow reference one; install libopenblas0-pthread to compute up to 100 times faster");
  });
}

AdapterData with_statistics(const DataSpec& data, std::shared_ptr<const SampleSource> source,
                            const TrainOptions& options, const fs::path& cache, bool any_threads,
                            const RunControl& control, const std::shared_ptr<Group>& group) {
  warn_about_slow_blas();
  StatisticsOptions statistics;
  statistics.split = options.split;
  statistics.seed = options.seed;
  statistics.double_precision = options.double_precision;
  statistics.cache = cache;
  statistics.any_threads = any_threads;
  statistics.group = group;
  AdapterData result{data, std::move(source), nullptr};
  result.statistics = collect_statistics(*result.source, statistics, control);
  return result;
}

}  // namespace

fs::path statistics_path(const fs::path& adapter) {
  if (adapter.empty()) return {};  // nothing to keep them beside: no cache
  return fs::path(adapter).replace_extension(".stats");
}

AdapterData collect_data(const DataSpec& data, const TrainOptions& options, const fs::path& cache,
                         const RunControl& control, const std::shared_ptr<Group>& group) {
  return with_statistics(data, open_data(data, options.seed, control), options, cache, false, control, group);
}

AdapterData data_for(const Adapter& adapter, const fs::path& path, const DataSpec& given,
                     const RunControl& control, const std::shared_ptr<Group>& group) {
  const DataSpec data = given.empty() ? data_of(adapter.record) : given;
  if (data.empty()) {
    throw Error(ErrorCode::not_found, "the adapter does not say what it was trained on", path, {},
                "--upper and --lower (and --text), or --x and --z, or --pairs");
  }
  // The split of the training: its test rows must be those that nothing has seen.
  const TrainOptions options = options_of(adapter.record);
  auto source = open_data(data, options.seed, control);
  check_belongs(adapter, *source, path);
  return with_statistics(data, std::move(source), options, known_statistics(adapter, path), true, control,
                         group);
}

// The record as the adapter keeps it: nothing of when it ran and how long it took, so that the same training
// gives the same bytes. The run store keeps all of it.
static RunRecord timeless(RunRecord record) {
  record.started.clear();
  record.seconds = 0;
  record.figures.erase("seconds");
  record.figures.erase("seconds_statistics");
  record.figures.erase("seconds_ridge_search");
  record.figures.erase("seconds_solve");
  record.figures.erase("peak_rss_bytes");
  const Json what = {record.command, record.options, Json(record.inputs)};
  record.id = record.command + "-" + sha256_hex(dump_json(what)).substr(0, 12);
  return record;
}

TrainResult train_recorded(const AdapterData& data, const TrainOptions& options, RunRecord& record,
                           const RunControl& control, LatestValue<ErrorMap>* live) {
  const auto begin = std::chrono::steady_clock::now();
  record.options.update(options.to_json());
  record.options["data"] = data.data.to_json();
  note_inputs(record, data.data);
  TrainResult result = train(*data.source, data.statistics, options, control, live);
  if (const auto samples = data.source->size(); samples < kFewSamples) {
    result.notes.push_back(fmt::format(
        "There are only {} samples, {} of them to test with: figures that need more are left out, and the "
        "others say little.",
        samples, result.test.samples));
  }
  record.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  record.outcome = result.stopped ? "stopped" : "done";
  record.figures = figures_json(result);
  result.adapter.record = timeless(record);
  for (WorkerRecord& worker : result.adapter.workers) worker.seconds = 0;
  return result;
}

}  // namespace prism
