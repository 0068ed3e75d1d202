// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/path_hash.h"
#include "core/base/random.h"
#include "core/base/sha256.h"
#include "core/tts/autocast_torch.h"
#include "core/tts/device_torch.h"
#include "core/tts/training_torch.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <system_error>

#include <ATen/ATen.h>

namespace prism {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kRecent = 50;
/// So that a kill loses less than half a minute.
constexpr std::chrono::seconds kLongestUnsaved{20};
constexpr std::int64_t kGrowScaleAfter = 2000;

SpeechLoss& operator+=(SpeechLoss& sum, const SpeechLoss& one) {
  sum.total += one.total;
  sum.acoustic += one.acoustic;
  sum.cosine += one.cosine;
  sum.duration += one.duration;
  sum.perceptual += one.perceptual;
  return sum;
}

SpeechLoss operator*(SpeechLoss loss, double factor) {
  loss.total *= factor;
  loss.acoustic *= factor;
  loss.cosine *= factor;
  loss.duration *= factor;
  loss.perceptual *= factor;
  return loss;
}

std::vector<double> numbers(const SpeechLoss& loss) {
  return {loss.total, loss.acoustic, loss.cosine, loss.duration, loss.perceptual};
}

}  // namespace

Training::Training(const FeatureStore& features, const SpeechTrainOptions& options,
                   const SpeechTrainSink& sink, const RunControl& control)
    : m_features(features),
      m_options(options),
      m_sink(sink),
      m_control(control),
      m_data(features, options.validation_share, options.batch, options.seed),
      m_device(torch_device(options.device)) {
  ProjectorConfig& config = m_options.projector;
  config.llm_width = features.llm_width();
  config.target_width = features.target_width();
  config.codebook_size = features.codebook_size();
  config.phones = m_data.phones();
  std::error_code ignored;
  if (!features.model().empty() && fs::exists(features.model(), ignored))
    m_model_hash = path_hash(features.model());
  m_mixed = m_options.mixed_precision && m_device.is_cuda();
}

void Training::note(const std::string& text) const {
  if (m_sink.note) {
    m_sink.note(text);
  } else {
    log_warning(text);
  }
}

std::string Training::key() const {
  return sha256_hex(dump_json({{"features", m_features.key()},
                               {"projector", to_json(m_options.projector)},
                               {"batch", m_options.batch},
                               {"accumulation", m_options.accumulation},
                               {"validation_share", m_options.validation_share},
                               {"trainer", m_options.trainer},
                               {"seed", m_options.seed}}));
}

void Training::make_rule() {
  m_net->to(m_device);
  m_rule = make_step_rule(m_net->weights(), m_options);
}

Json Training::progress() const {
  Json json{{"scale", m_scale}, {"good_steps", m_good_steps}, {"since_best", m_since_best}};
  json["recent"] = Json::array();
  for (const SpeechLoss& loss : m_recent) json["recent"].push_back(numbers(loss));
  // A training by steps leaves the same bytes however long it took.
  if (m_options.seconds > 0) json["seconds"] = seconds();
  if (m_best) {
    json["best"] = {{"step", m_best->step},
                    {"loss", numbers(m_best->loss)},
                    {"duration_mae_ms", m_best->duration_mae_ms}};
  }
  return json;
}

double Training::seconds() const {
  return m_seconds_before +
         std::chrono::duration<double>(std::chrono::steady_clock::now() - m_started).count();
}

double Training::done() const {
  double share = 0;
  if (m_options.steps > 0) share = static_cast<double>(m_step) / static_cast<double>(m_options.steps);
  if (m_options.seconds > 0) share = std::max(share, seconds() / m_options.seconds);
  return std::min(1.0, share);
}

SpeechLoss Training::recent() const {
  SpeechLoss sum;
  for (const SpeechLoss& loss : m_recent) sum += loss;
  return sum * (1.0 / static_cast<double>(std::max<std::size_t>(1, m_recent.size())));
}

bool Training::step() {
  const auto begun = std::chrono::steady_clock::now();
  const double share = 1.0 / m_options.accumulation;
  m_dropout = {mix64(m_options.seed ^ mix64(static_cast<std::uint64_t>(m_step) + 1)), 0, true};
  SpeechLoss loss;
  clear_gradients(m_net->weights());
  for (int part = 0; part < m_options.accumulation; ++part) {
    if (m_control.stop_requested()) return false;
    const TrainBatch batch = m_data.training(m_step * m_options.accumulation + part).to(m_device);
    LossTensors terms;
    {
      const Autocast cast(m_mixed);
      terms = speech_loss(*m_net, batch, m_options, m_dropout);
    }
    if (m_control.stop_requested()) return false;
    (terms.total * ((m_rule->wants_mean() ? share : 1.0) * (m_mixed ? m_scale : 1.0))).backward();
    m_rule->gathered();
    loss += terms.values() * share;
  }
  double norm = m_rule->norm(m_mixed ? 0 : m_options.clip);
  if (m_mixed && std::isfinite(norm)) {
    const double scaled = m_options.clip > 0 ? m_options.clip * m_scale : 0;
    const double factor = (scaled > 0 && norm > scaled ? scaled / norm : 1.0) / m_scale;
    for (const auto& [name, weight] : m_net->weights())
      if (weight.grad().defined()) weight.mutable_grad().mul_(factor);
    norm /= m_scale;
  }
  const bool good = std::isfinite(norm);
  if (!good && !m_mixed) {
    throw Error(ErrorCode::numeric,
                fmt::format("the loss or its gradient is no longer finite at step {}", m_step + 1), {}, {},
                "a lower learning rate");
  }
  const double part_of_rate = learning_rate_share(m_step + 1, m_options.warmup, done());
  ++m_step;
  if (good) {
    m_rule->step(part_of_rate, m_step);
    if (m_mixed && ++m_good_steps % kGrowScaleAfter == 0) m_scale *= 2;
  } else {
    m_scale = std::max(1.0, m_scale / 2);
    m_good_steps = 0;
  }
  m_recent.push_back(loss);
  if (m_recent.size() > kRecent) m_recent.pop_front();

  const double rate = m_options.learning_rate * part_of_rate;
  SpeechTrainStep told{m_step, loss, rate, norm, 0};
  told.steps_per_second =
      1 / std::max(1e-9, std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count());
  std::vector<double> row = numbers(loss);
  row.insert(row.end(), {rate, norm, told.steps_per_second});
  m_log->row(m_step, row, "train/");
  if (m_sink.step) m_sink.step(told);
  return true;
}

void Training::validate() {
  const std::vector<std::vector<std::int64_t>> batches = m_data.validation();
  if (batches.empty()) return;
  m_saved_step = -1;  // a checkpoint names the best validation
  const at::NoGradGuard no_gradients;
  DropoutKey none;
  SpeechValidation found;
  found.step = m_step;
  double utterances = 0, miss = 0, spoken = 0;
  for (const std::vector<std::int64_t>& each : batches) {
    const TrainBatch batch = m_data.assemble(each).to(m_device);
    at::Tensor log_durations;
    const auto count = static_cast<double>(each.size());
    found.loss += speech_loss(*m_net, batch, m_options, none, &log_durations).values() * count;
    utterances += count;
    const at::Tensor error = (log_durations.expm1().clamp_min(0) - batch.durations.to(at::kFloat)).abs();
    miss += (error * batch.spoken).sum().item<double>();
    spoken += batch.spoken.sum().item<double>();
  }
  found.loss = found.loss * (1 / utterances);
  found.duration_mae_ms = spoken > 0 ? 1000 * miss / spoken / m_features.contract().frames_per_second() : 0;
  m_log->scalars(m_step, {{"validation/total", found.loss.total},
                          {"validation/acoustic", found.loss.acoustic},
                          {"validation/cosine", found.loss.cosine},
                          {"validation/duration", found.loss.duration},
                          {"validation/duration_mae_ms", found.duration_mae_ms}});
  if (!m_best || found.loss.total < m_best->loss.total) {
    m_best = found;
    m_since_best = 0;
    save_projector(m_options.output / "best.safetensors", *m_net, info());
  } else {
    ++m_since_best;
  }
  if (m_sink.validation) m_sink.validation(found);
}

ProjectorInfo Training::info() const {
  ProjectorInfo info;
  info.config = m_net->config();
  info.contract = m_features.contract();
  info.front_end = m_features.front_end();
  info.model = m_features.model();
  info.model_hash = m_model_hash;
  info.layer = m_features.layer();
  info.step = m_step;
  info.record = {{"options", m_options.to_json()},
                 {"features", m_features.key()},
                 {"utterances", m_features.size()},
                 {"trained_on", m_data.train().size()}};
  return info;
}

fs::path Training::save() {
  const fs::path path = m_options.output / fmt::format("step-{}.safetensors", m_step);
  if (m_saved_step != m_step) {
    TrainingState state{key(), m_rule->state(), progress()};
    m_log->flush();
    save_projector(path, *m_net, info(), &state);
    prune_checkpoints(m_options.output);
    m_saved_step = m_step;
  }
  m_saved = std::chrono::steady_clock::now();
  return path;
}

SpeechTrainResult Training::run() {
  m_started = m_saved = std::chrono::steady_clock::now();
  std::error_code failed;
  fs::create_directories(m_options.output, failed);
  if (failed) throw system_error(failed.value(), "create", m_options.output);
  if (!m_options.resume || !resume()) begin_anew();
  m_log = std::make_unique<TrainingLog>(
      m_options.output,
      std::vector<std::string>{"total", "acoustic", "cosine", "duration", "perceptual", "learning_rate",
                               "gradient_norm", "steps_per_second"},
      m_step);

  SpeechTrainResult result;
  result.parameters = parameters_of(m_net->config());
  std::int64_t validated = -1;
  const auto every = [this](std::int64_t number) { return number > 0 && m_step % number == 0; };
  while ((m_options.steps == 0 || m_step < m_options.steps) &&
         (m_options.seconds == 0 || seconds() < m_options.seconds)) {
    if (m_control.stop_requested() || !step()) {
      result.stopped = true;
      break;
    }
    if (m_options.steps > 0 &&
        (m_options.seconds == 0 ||
         m_step * m_options.seconds > seconds() * static_cast<double>(m_options.steps))) {
      m_control.progress("training", static_cast<double>(m_step), static_cast<double>(m_options.steps),
                         "steps");
    } else {
      m_control.progress("training", seconds(), m_options.seconds, "s");
    }
    if (every(m_options.validate_every)) {
      validate();
      validated = m_step;
      if (m_options.patience > 0 && m_since_best >= m_options.patience) break;
    }
    if (every(m_options.preview_every)) {
      const fs::path kept = save();
      if (m_sink.preview) m_sink.preview(m_step, kept);
    }
    if (every(m_options.checkpoint_every) || std::chrono::steady_clock::now() - m_saved > kLongestUnsaved)
      save();
  }
  if (!result.stopped && validated != m_step && m_step > 0) validate();
  result.steps = m_step;
  result.checkpoint = save();
  const fs::path best = m_options.output / "best.safetensors";
  if (m_best && fs::exists(best, failed)) result.checkpoint = best;
  result.loss = recent();
  if (m_best) result.best = *m_best;
  result.seconds = seconds();
  return result;
}

SpeechTrainResult train_projector(const FeatureStore& features, const SpeechTrainOptions& options,
                                  const SpeechTrainSink& sink, const RunControl& control) {
  check_training(options);
  return Training(features, options, sink, control).run();
}

}  // namespace prism
