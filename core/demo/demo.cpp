// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/demo.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/text_format.h"
#ifdef PRISM_AUDIO
#include "core/demo/demo_speech.h"
#endif
#include "core/demo/report.h"
#include "core/picture/picture.h"
#include "core/plan/plan.h"
#include "core/solve/analysis.h"
#include "core/text/vocabulary_map.h"
#include "core/workflow/adapter_job.h"
#include "core/workflow/figures_json.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <optional>

namespace prism {
namespace {

namespace fs = std::filesystem;

constexpr int kBrokenWorkers = 5;
#ifdef PRISM_AUDIO
constexpr double kSteps = 11;
#else
constexpr double kSteps = 8;
#endif

using Draw = std::function<void(const fs::path&, bool)>;

PictureOptions look(const std::string& title, bool dark, int height = 420) {
  PictureOptions options;
  options.title = title;
  options.dark = dark;
  options.width = 860;
  options.height = height;
  return options;
}

std::string percent(double share) {
  return fmt::format("{:.1f} %", 100 * share);
}

/// The steps in order; each adds its figures to the result and its chapter to the report.
class Demo {
 public:
  Demo(const DemoPair& pair, fs::path folder, std::uint64_t seed, const RunRecord& record,
       const RunControl& control, double speech_seconds)
      : m_pair(pair),
        m_folder(std::move(folder)),
        m_record(record),
        m_control(control),
        m_speech_seconds(speech_seconds),
        m_report(
            "Two models become one adapter",
            "books-upper (256 dimensions) and books-lower (160 dimensions) are two small language models "
            "with "
            "different vocabularies. This page shows how their vocabularies meet, how a map from one to the "
            "other is cut into workers and trained, how broken workers are found and repaired, and how "
            "hidden states become speech.") {
    m_data.upper = pair.upper;
    m_data.lower = pair.lower;
    m_options.seed = seed;
  }

  DemoResult run() {
    step("map", [this](Json& figures) { map_tokens(figures); });
    step("plan", [this](Json& figures) { plan(figures); });
    step("train", [this](Json& figures) { train_workers(figures); });
    step("validate", [this](Json& figures) { validate(figures); });
    step("corrupt", [this](Json& figures) { break_workers(figures); });
    step("find", [this](Json& figures) { find(figures); });
    step("retrain", [this](Json& figures) { repair(figures); });
    step("undo", [this](Json& figures) { undo(figures); });
#ifdef PRISM_AUDIO
    SpeechDemo speech(speech_options());
    step("voice", [&](Json& figures) { speech.voice(figures, m_report, m_control); });
    step("projector", [&](Json& figures) { speech.projector(figures, m_report, m_control); });
    step("speak", [&](Json& figures) { speech.speak(figures, m_report, m_control); });
    m_result.files.insert(m_result.files.end(), speech.files().begin(), speech.files().end());
#endif
    m_result.report = m_folder / "report.html";
    write_file(m_result.report, m_report.html());
    m_result.files.push_back(m_result.report);
    return std::move(m_result);
  }

 private:
  template <typename Work>
  void step(const char* name, const Work& work) {
    m_control.check();
    m_control.progress(name, static_cast<double>(m_result.steps.size()), kSteps, "steps");
    const auto start = std::chrono::steady_clock::now();
    DemoStep done;
    done.name = name;
    work(done.figures);
    done.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    m_report.took(done.seconds);
    m_result.steps.push_back(std::move(done));
  }

#ifdef PRISM_AUDIO
  [[nodiscard]] SpeechDemoOptions speech_options() const {
    SpeechDemoOptions options;
    const fs::path resources = m_pair.upper.parent_path();
    options.model = m_pair.upper;
    options.start = resources / "projector.safetensors";
    options.folder = m_folder;
    options.seed = m_options.seed;
    options.seconds = m_speech_seconds;
    return options;
  }
#endif
  void map_tokens(Json& figures);
  void plan(Json& figures);
  void train_workers(Json& figures);
  void validate(Json& figures);
  void break_workers(Json& figures);
  void find(Json& figures);
  void repair(Json& figures);
  void undo(Json& figures);

  void save(const Adapter& adapter, const char* name) {
    m_result.files.push_back(m_folder / name);
    save_adapter(adapter, m_result.files.back());
  }
  void heatmap(const std::string& caption, Metric metric) {
    const MetricInfo& info = all_metrics()[static_cast<std::size_t>(metric)];
    const ErrorMap& map = m_analysis->figures(m_control);
    m_report.picture(caption, [&](const fs::path& file, bool dark) {
      PictureOptions options = look(info.label, dark);
      if (const auto range = shown_range(map, metric)) {
        options.low = range->first;
        options.high = range->second;
      }
      draw_heatmap(m_analysis->adapter().plan, map, metric, options, file);
    });
  }

  DemoPair m_pair;
  fs::path m_folder;
  RunRecord m_record;
  const RunControl& m_control;
  [[maybe_unused]] double m_speech_seconds;
  Report m_report;
  DataSpec m_data;
  TrainOptions m_options;
  DemoResult m_result;
  AdapterData m_samples;
  std::optional<WorkerAnalysis> m_analysis;
  std::vector<int> m_broken;
};

void Demo::map_tokens(Json& figures) {
  const Vocabulary upper = load_vocabulary(m_pair.upper);
  const Vocabulary lower = load_vocabulary(m_pair.lower);
  const VocabularyMap map = map_vocabularies(upper, lower, {}, m_control);
  m_result.files.push_back(m_folder / "pairs.tsv");
  write_map_tsv(map, upper, lower, m_result.files.back());
  figures = {{"upper_vocab", map.upper_size},
             {"lower_vocab", map.lower_size},
             {"exact_utf8", map.exact_utf8},
             {"coverage_upper", map.coverage_upper},
             {"coverage_lower", map.coverage_lower}};
  std::vector<Bar> bars;
  for (const TokenClass each : {TokenClass::exact, TokenClass::normalised, TokenClass::approximated,
                                TokenClass::special, TokenClass::dropped}) {
    const std::int64_t count = map.counts[static_cast<std::size_t>(each)];
    figures[name_of(each)] = count;
    bars.push_back({name_of(each), static_cast<double>(count), each == TokenClass::exact});
  }
  m_report.begin(
      "The vocabularies meet",
      "Every token is turned into bytes. A token of the upper model whose bytes are a token of the lower "
      "model too is an exact pair: one training sample. The table of all pairs is in pairs.tsv.");
  m_report.facts({{"Upper vocabulary", fmt::format("{} tokens", map.upper_size)},
                  {"Lower vocabulary", fmt::format("{} tokens", map.lower_size)},
                  {"Exact pairs", fmt::format("{}", figures["exact"].get<std::int64_t>())},
                  {"Lower vocabulary covered", percent(map.coverage_lower)}});
  m_report.picture("Tokens of the upper vocabulary by class.", [&](const fs::path& file, bool dark) {
    draw_bars(bars, "tokens", look("Vocabulary classes", dark, 260), file);
  });
}

void Demo::plan(Json& figures) {
  PlanOptions options;
  options.d_in = 256;
  options.d_out = 160;
  const Plan layout = make_plan(options);
  figures = figures_json(layout, -1, false);
  const PipePlan& pipe = layout.pipes.front();
  m_report.begin(
      "The map is cut into workers",
      "The map from 256 to 160 numbers is a matrix. It is cut into a grid of tiles whose shape follows the "
      "matrix; each worker owns one tile, so that each can be looked at, judged and repaired alone.");
  m_report.facts({{"Workers", std::to_string(layout.workers.size())},
                  {"Grid", fmt::format("{} × {}", pipe.grid_rows, pipe.grid_cols)},
                  {"Tile", fmt::format("{} × {}", pipe.tile_rows, pipe.tile_cols)},
                  {"Stored", format_bytes(figures["bytes_stored"].get<std::uint64_t>())}});
}

void Demo::train_workers(Json& figures) {
  m_result.adapter = m_folder / "demo.prism";
  const fs::path cache = statistics_path(m_result.adapter);
  m_record.options["statistics"] = fs::absolute(cache).lexically_normal().string();
  m_samples = collect_data(m_data, m_options, cache, m_control);
  const TrainResult result = train_recorded(m_samples, m_options, m_record, m_control);
  if (result.stopped) throw Stopped();
  save(result.adapter, "demo.prism");
  figures = figures_json(result);
  m_analysis.emplace(result.adapter, m_samples.statistics);
  m_report.begin(
      "All workers are trained at once",
      "One pass over the pairs gathers statistics; the workers follow from one solution of least squares. "
      "How strongly it is held back (λ) is chosen on validation pairs; every figure here is on test pairs "
      "that neither training nor that choice saw.");
  std::vector<std::vector<std::string>> rows{{"", "R²", "cosine", "MSE", "retrieval@1", "retrieval@10"}};
  std::vector<Bar> bars;
  const auto row = [&](const std::string& name, const MapFigures& each, bool own) {
    rows.push_back({name, format_number(each.r2), format_number(each.cosine), format_number(each.mse),
                    format_number(each.retrieval_at_1), format_number(each.retrieval_at_10)});
    bars.push_back({name, each.r2, own});
  };
  row("adapter", result.test, true);
  row("dense ridge", result.baselines.ridge, false);
  row("Procrustes", result.baselines.procrustes, false);
  row("mean", result.baselines.mean, false);
  m_report.table(rows);
  m_report.picture(
      "Test R² of the adapter beside the baselines: the tiled map gives up nothing.",
      [&](const fs::path& file, bool dark) { draw_bars(bars, "test R²", look("Test R²", dark, 240), file); });
  if (result.ridge_curve.empty()) return;
  Curve curve{"validation", "relative λ", "validation R²", {}, {}};
  for (const auto& [ridge, r2] : result.ridge_curve) {
    curve.x.push_back(ridge);
    curve.y.push_back(r2);
  }
  m_report.picture(fmt::format("The choice of λ: best at {} of the mean of G's diagonal.",
                               format_number(result.adapter.ridge)),
                   [&](const fs::path& file, bool dark) {
                     draw_curves({curve}, {.log_x = true}, look("Choice of λ", dark, 320), file);
                   });
}

void Demo::validate(Json& figures) {
  const MapFigures test =
      evaluate(m_analysis->adapter(), *m_samples.source, m_samples.statistics, Part::test, m_control);
  const auto worst =
      worst_samples(m_analysis->adapter(), *m_samples.source, m_samples.statistics, 8, m_control);
  m_analysis->figures(m_control);
  figures = figures_json(test);
  figures["faulty"] = m_analysis->faulty();
  figures["worst_samples"] = Json::array();
  std::vector<std::vector<std::string>> rows{
      {"upper token", "lower token", "error", "nearest to the prediction"}};
  for (const SampleFigures& sample : worst) {
    figures["worst_samples"].push_back(figures_json(sample));
    rows.push_back({sample.upper, sample.lower, format_number(sample.error),
                    fmt::format("{}", fmt::join(sample.nearest_predicted, "  "))});
  }
  m_report.begin(
      "What each worker carries",
      "No worker is faulty: each is exactly what its solver gives. How much worse the map would be without "
      "a tile shows which workers carry it; the tokens served worst show where the map itself ends.");
  heatmap("Removal cost: how much error grows when a worker is dropped.", Metric::removal);
  m_report.table(rows);
}

void Demo::break_workers(Json& figures) {
  const double before = m_analysis->r2(Part::test);
  m_broken = random_workers(m_analysis->adapter(), kBrokenWorkers, m_options.seed);
  m_analysis->corrupt(m_broken, Corruption::noise, m_options.seed);
  const double after = m_analysis->r2(Part::test);
  save(m_analysis->adapter(), "demo-broken.prism");
  figures = {{"workers", m_broken}, {"r2_before", before}, {"r2", after}};
  m_report.begin(
      "Five workers are broken on purpose",
      "The tiles of five workers drawn at random are replaced by noise of the same size. The adapter still "
      "opens and runs; it is only worse.");
  m_report.facts({{"Broken workers", fmt::format("{}", fmt::join(m_broken, ", "))},
                  {"Test R² before", format_number(before)},
                  {"Test R² now", format_number(after)}});
}

void Demo::find(Json& figures) {
  const ErrorMap& map = m_analysis->figures(m_control);
  const std::vector<int> found = m_analysis->faulty();
  double healthy = 0, broken = 1;
  for (const WorkerFigures& worker : map.workers) {
    const bool is_broken = std::binary_search(m_broken.begin(), m_broken.end(), worker.id);
    const double deviation = worker.value(Metric::deviation);
    if (is_broken) {
      broken = std::min(broken, deviation);
    } else {
      healthy = std::max(healthy, deviation);
    }
  }
  figures = {{"faulty", found},
             {"exactly_the_broken_ones", found == m_broken},
             {"largest_healthy_deviation", healthy},
             {"smallest_broken_deviation", broken}};
  m_report.begin(
      "They are found again",
      "Nobody tells the program which workers were broken. Deviation measures how far a tile is from what "
      "its solver would give; broken tiles stand out by many orders of magnitude.");
  m_report.facts({{"Found", fmt::format("{}", fmt::join(found, ", "))},
                  {"Exactly the broken ones", found == m_broken ? "yes" : "no"},
                  {"Largest healthy deviation", format_number(healthy)},
                  {"Smallest broken deviation", format_number(broken)}});
  heatmap("Deviation of every worker; faulty ones carry a cross.", Metric::deviation);
}

void Demo::repair(Json& figures) {
  const WorkerAnalysis::Repair done = m_analysis->retrain(m_analysis->faulty(), m_control);
  save(m_analysis->adapter(), "demo-repaired.prism");
  figures = {{"retrained", done.workers},
             {"predicted_gain", done.predicted_gain},
             {"achieved_gain", done.achieved_gain},
             {"r2_before", done.r2_before},
             {"r2", done.r2_after}};
  m_report.begin(
      "One click repairs them",
      "The faulty workers are retrained together while all others stay untouched, bit for bit. What it "
      "will win is known before.");
  m_report.facts({{"Predicted gain", format_number(done.predicted_gain) + " of |Z|²"},
                  {"Achieved gain", format_number(done.achieved_gain) + " of |Z|²"},
                  {"Test R² before", format_number(done.r2_before)},
                  {"Test R² now", format_number(done.r2_after)}});
  heatmap("Deviation after the repair.", Metric::deviation);
}

void Demo::undo(Json& figures) {
  const Adapter broken = load_adapter(m_folder / "demo-broken.prism");
  m_analysis->undo();
  bool same = true;
  for (const int id : m_broken) {
    const auto now = m_analysis->adapter().tile(id);
    const auto then = broken.tile(id);
    same = same && std::equal(now.begin(), now.end(), then.begin(), then.end());
  }
  const double undone = m_analysis->r2(Part::test);
  m_analysis->redo();
  figures = {{"same_tiles_as_before", same}, {"r2_undone", undone}, {"r2", m_analysis->r2(Part::test)}};
  m_report.begin(
      "Every step can be taken back",
      "Undoing the repair brings the broken tiles back exactly as they were; doing it again repairs them "
      "again. Adapters keep their earlier tiles.");
  m_report.facts({{"Tiles as before the repair", same ? "yes, every number" : "no"},
                  {"Test R² undone", format_number(undone)},
                  {"Test R² repaired again", format_number(m_analysis->r2(Part::test))}});
}

}  // namespace

DemoResult run_demo(const DemoPair& pair, const fs::path& folder, std::uint64_t seed, const RunRecord& record,
                    const RunControl& control, double speech_seconds) {
  return Demo(pair, folder, seed, record, control, speech_seconds).run();
}

}  // namespace prism
