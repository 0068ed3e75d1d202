// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lowbit_run.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <utility>

namespace prism::app {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// A field where it is there and has the right type, else what stands there already.
template <typename T>
void take(const Json& json, const char* key, T& value) {
  const auto found = json.find(key);
  if (found == json.end()) return;
  try {
    value = found->get<T>();
  } catch (const nlohmann::json::exception&) {
    throw Error(ErrorCode::format, "field has the wrong type (" + std::string(found->type_name()) + ")", {},
                std::string("\"") + key + "\"");
  }
}
void take(const Json& json, const char* key, std::filesystem::path& value) {
  std::string text = value.string();
  take(json, key, text);
  value = text;
}

Grid grid_from(const Json& json) {
  std::string name = "prime13";
  std::vector<float> values;
  int bits = 0;
  take(json, "grid", name);
  take(json, "table", values);
  take(json, "bits", bits);
  const auto names = grid_names();
  if (std::find(names.begin(), names.end(), name) != names.end()) return grid_named(name);
  return custom_grid(name, std::move(values), bits);
}
Json grid_json(const Grid& grid) {
  return {{"grid", grid.name}, {"table", grid.values}, {"bits", grid.bits}};
}

void take_numbers(const Json& json, LowBitTrainOptions& options) {
  UpdateOptions& update = options.update;
  take(json, "learning_rate", update.learning_rate);
  take(json, "z", update.z);
  take(json, "consensus", update.consensus);
  take(json, "fixed_fraction", update.fixed_fraction);
  take(json, "p_min", update.p_min);
  take(json, "p_max", update.p_max);
  take(json, "cooldown", update.cooldown);
  take(json, "vote_momentum", update.vote_momentum);
  take(json, "other_learning_rate", update.other_learning_rate);
  take(json, "weight_decay", update.weight_decay);
  take(json, "learn_scales", update.learn_scales);
  take(json, "decay_to", update.decay_to);
  take(json, "warmup", update.warmup);
  take(json, "vocabulary", options.vocabulary);
  take(json, "steps", options.steps);
  take(json, "batch", options.batch);
  take(json, "micro_batches", options.micro_batches);
  take(json, "context", options.context);
  take(json, "validation_share", options.validation_share);
  take(json, "validate_every", options.validate_every);
  take(json, "validation_windows", options.validation_windows);
  take(json, "seed", options.seed);
  // The rule's own rate is written as the number it is: 0 follows the rule when another one is chosen.
  if (update.learning_rate == default_learning_rate(update.update)) update.learning_rate = 0;
}

Json step_json(const LowBitStep& step) {
  const LowBitMemory& m = step.memory;
  return {step.step,
          step.loss,
          step.learning_rate,
          step.flip_rate,
          step.vote_agreement,
          step.zero_fraction,
          step.values_used,
          step.occupancy,
          step.flips,
          step.tokens_per_second,
          {m.weights, m.votes, m.optimizer, m.embeddings, m.embeddings_optimizer, m.activations}};
}
LowBitStep step_of(const Json& json) {
  LowBitStep step;
  step.step = json.at(0).get<std::int64_t>();
  step.loss = json.at(1).is_null() ? kNan : json.at(1).get<double>();
  step.learning_rate = json.at(2).get<double>();
  step.flip_rate = json.at(3).get<double>();
  step.vote_agreement = json.at(4).is_null() ? kNan : json.at(4).get<double>();
  step.zero_fraction = json.at(5).get<double>();
  step.values_used = json.at(6).get<int>();
  step.occupancy = json.at(7).get<std::vector<double>>();
  step.flips = json.at(8).get<std::vector<double>>();
  step.tokens_per_second = json.at(9).get<double>();
  const auto bytes = json.at(10).get<std::vector<std::uint64_t>>();
  if (bytes.size() == 6) step.memory = {bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5]};
  return step;
}

double number_of(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_number() ? found->get<double>() : kNan;
}

constexpr std::pair<LabRun::State, const char*> kStates[] = {{LabRun::State::waiting, "waiting"},
                                                             {LabRun::State::running, "running"},
                                                             {LabRun::State::done, "done"},
                                                             {LabRun::State::stopped, "stopped"},
                                                             {LabRun::State::failed, "failed"}};

}  // namespace

LowBitTrainOptions lab_options_of(const Json& json) {
  LowBitTrainOptions options;
  std::string update = name_of(options.update.update);
  take(json, "update", update);
  options.update.update = update_of(update);
  take(json, "text", options.text);
  take(json, "tokenizer", options.tokenizer);
  take(json, "size", options.size);
  if (options.size == "own") {
    const Json shape = json.value("shape", Json::object());
    take(shape, "width", options.shape.width);
    take(shape, "layers", options.shape.layers);
    take(shape, "heads", options.shape.heads);
    take(shape, "kv_heads", options.shape.kv_heads);
    take(shape, "feed_forward", options.shape.feed_forward);
  } else {
    (void)shape_named(options.size);
  }
  options.grid = grid_from(json);
  take_numbers(json, options);
  options.update.seed = options.seed;
  return options;
}

std::vector<std::string> lab_arguments_of(const LowBitTrainOptions& options) {
  std::vector<std::string> arguments{"primal", "train"};
  const auto add = [&arguments](const char* flag, const std::string& value) {
    // Joined, since a table begins with a minus sign.
    if (!value.empty()) arguments.push_back(std::string(flag) + "=" + value);
  };
  const Json json = options.to_json();
  add("--text", options.text.string());
  add("--tokenizer", options.tokenizer.string());
  if (options.shape.width != 0) {
    const LowBitShape& s = options.shape;
    add("--shape", fmt::format("{},{},{},{},{}", s.width, s.layers, s.heads, s.kv_heads, s.feed_forward));
  } else {
    add("--size", options.size);
  }
  const auto names = grid_names();
  const bool known = std::find(names.begin(), names.end(), options.grid.name) != names.end();
  add("--grid", known ? options.grid.name : fmt::format("{}", fmt::join(options.grid.values, ",")));
  add("--update", name_of(options.update.update));
  for (const char* key : {"vocabulary",
                          "steps",
                          "batch",
                          "micro_batches",
                          "context",
                          "learning_rate",
                          "z",
                          "consensus",
                          "fixed_fraction",
                          "p_min",
                          "p_max",
                          "cooldown",
                          "vote_momentum",
                          "other_learning_rate",
                          "weight_decay",
                          "decay_to",
                          "warmup",
                          "validation_share",
                          "validation_windows",
                          "validate_every",
                          "seed"}) {
    std::string flag = std::string("--") + key;
    std::replace(flag.begin(), flag.end(), '_', '-');
    add(flag.c_str(), dump_json(json[key]));
  }
  arguments.emplace_back(options.update.learn_scales ? "--learn-scales" : "--fixed-scales");
  return arguments;
}

Json to_json(const LabSettings& settings) {
  Json json = settings.train.to_json();
  json["checkpoint_every"] = settings.train.checkpoint_every;
  Json grids = Json::array();
  for (const Grid& grid : settings.grids) grids.push_back(grid_json(grid));
  json["compare_grids"] = std::move(grids);
  Json updates = Json::array();
  for (const LowBitUpdate update : settings.updates) updates.push_back(name_of(update));
  json["compare_updates"] = std::move(updates);
  json["own_table"] = settings.own_table;
  return json;
}

LabSettings lab_settings_of(const Json& json) {
  LabSettings settings;
  settings.train = lab_options_of(json);
  take(json, "checkpoint_every", settings.train.checkpoint_every);
  take(json, "own_table", settings.own_table);
  if (const auto grids = json.find("compare_grids"); grids != json.end() && grids->is_array()) {
    settings.grids.clear();
    for (const Json& each : *grids) settings.grids.push_back(grid_from(each));
  }
  std::vector<std::string> updates;
  take(json, "compare_updates", updates);
  if (json.contains("compare_updates")) settings.updates.clear();
  for (const std::string& word : updates) settings.updates.push_back(update_of(word));
  return settings;
}

QString LabRun::name() const {
  const QString update = QString::fromLatin1(name_of(options.update.update));
  if (!lowBit()) return update;
  return QStringLiteral("%1 · %2").arg(QString::fromStdString(options.grid.name), update);
}

QString LabRun::packedFile() const {
  return lowBit() ? folder + QStringLiteral("/packed.safetensors") : QString();
}

double LabRun::bytesPerParameter() const {
  if (last.step == 0 || start.low_bit_parameters <= 0) return kNan;
  const LowBitMemory& m = last.memory;
  return static_cast<double>(m.weights + m.votes + m.optimizer) /
         static_cast<double>(start.low_bit_parameters);
}

bool LabRun::comparableWith(const LabRun& other) const {
  const LowBitTrainOptions &a = options, &b = other.options;
  return a.text == b.text && a.tokenizer == b.tokenizer && a.vocabulary == b.vocabulary && a.size == b.size &&
         a.shape == b.shape && a.steps == b.steps && a.batch == b.batch &&
         a.micro_batches == b.micro_batches && a.context == b.context &&
         a.validation_share == b.validation_share && a.validation_windows == b.validation_windows &&
         a.seed == b.seed;
}

void LabRun::add(const LowBitStep& step) {
  last = step;
  if ((step.step - 1) % stride != 0) return;
  steps.push_back(step);
  if (steps.size() <= kMostSteps) return;
  // Pictures of long trainings keep every second, fourth … step.
  stride *= 2;
  std::erase_if(steps, [this](const LowBitStep& each) { return (each.step - 1) % stride != 0; });
}

void LabRun::backTo(std::int64_t step) {
  std::erase_if(steps, [step](const LowBitStep& each) { return each.step > step; });
  std::erase_if(validations, [step](const LowBitValidation& each) { return each.step > step; });
  last = steps.empty() ? LowBitStep() : steps.back();
}

void LabRun::finish(const LowBitResult& result) {
  state = result.stopped ? State::stopped : State::done;
  start = result.start;
  validations = result.validations;
  if (result.last.step > 0) last = result.last;
  initial_loss = result.initial_validation_loss;
  validation_loss = result.validation_loss;
  flip_rate = result.flip_rate;
  agreement = result.vote_agreement;
  peak_rss = result.peak_rss_bytes;
  seconds = result.seconds;
  notes = result.notes;
}

Json to_json(const LabRun& run) {
  const char* state = "stopped";
  for (const auto& [each, word] : kStates) {
    if (each == run.state) state = word;
  }
  Json options = run.options.to_json();
  options["checkpoint_every"] = run.options.checkpoint_every;
  Json steps = Json::array(), validations = Json::array();
  for (const LowBitStep& step : run.steps) steps.push_back(step_json(step));
  for (const LowBitValidation& each : run.validations) validations.push_back({each.step, each.loss});
  return {{"format", 1},
          {"state", state},
          {"options", std::move(options)},
          {"start",
           {{"matrices", run.start.matrices},
            {"low_bit_parameters", run.start.low_bit_parameters},
            {"other_parameters", run.start.other_parameters},
            {"train_tokens", run.start.train_tokens},
            {"validation_tokens", run.start.validation_tokens},
            {"vocabulary", run.start.vocabulary}}},
          {"stride", run.stride},
          {"steps", std::move(steps)},
          {"last", step_json(run.last)},
          {"validations", std::move(validations)},
          {"initial_loss", run.initial_loss},
          {"validation_loss", run.validation_loss},
          {"flip_rate", run.flip_rate},
          {"agreement", run.agreement},
          {"peak_rss", run.peak_rss},
          {"seconds", run.seconds},
          {"problem", run.problem.toStdString()},
          {"notes", run.notes}};
}

LabRun lab_run_of(const Json& json, const std::filesystem::path& file) {
  LabRun run;
  try {
    run.options = lab_options_of(json.at("options"));
    take(json.at("options"), "checkpoint_every", run.options.checkpoint_every);
    std::string state, problem;
    take(json, "state", state);
    take(json, "problem", problem);
    run.problem = QString::fromStdString(problem);
    run.state = LabRun::State::stopped;
    for (const auto& [each, word] : kStates) {
      if (state == word) run.state = each;
    }
    if (run.live()) run.state = LabRun::State::stopped;
    const Json& start = json.at("start");
    take(start, "matrices", run.start.matrices);
    take(start, "low_bit_parameters", run.start.low_bit_parameters);
    take(start, "other_parameters", run.start.other_parameters);
    take(start, "train_tokens", run.start.train_tokens);
    take(start, "validation_tokens", run.start.validation_tokens);
    take(start, "vocabulary", run.start.vocabulary);
    take(json, "stride", run.stride);
    run.stride = std::max<std::int64_t>(1, run.stride);
    for (const Json& step : json.at("steps")) run.steps.push_back(step_of(step));
    run.last = step_of(json.at("last"));
    for (const Json& each : json.at("validations")) {
      run.validations.push_back(
          {each.at(0).get<std::int64_t>(), each.at(1).is_null() ? kNan : each.at(1).get<double>()});
    }
    run.initial_loss = number_of(json, "initial_loss");
    run.validation_loss = number_of(json, "validation_loss");
    run.flip_rate = number_of(json, "flip_rate");
    run.agreement = number_of(json, "agreement");
    take(json, "peak_rss", run.peak_rss);
    take(json, "seconds", run.seconds);
    take(json, "notes", run.notes);
  } catch (const nlohmann::json::exception& error) {
    throw Error(ErrorCode::format, std::string("this is no record of a low-bit run: ") + error.what(), file);
  }
  return run;
}

}  // namespace prism::app
