// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lowbit/lab.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/memory.h"
#include "core/base/random.h"
#include "core/base/sha256.h"
#include "core/lowbit/lab_files_torch.h"
#include "core/lowbit/memory_meter_torch.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <utility>

#include <ATen/ATen.h>

namespace prism {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// A run from its data to its outputs.
class LabRun {
 public:
  LabRun(const LowBitTrainOptions& options, const LowBitSink& sink, const RunControl& control)
      : m_options(options), m_sink(sink), m_control(control), m_data(load_lab_data(options, control)) {
    require_room();
    m_model = std::make_unique<TrainedModel>(shape_of(options), m_data.vocabulary, options.context,
                                             options.grid, options.update, options.seed);
    Json key = options.to_json();
    key["text"] = m_data.text_hash;
    m_history.key = sha256_hex(dump_json(key));
  }

  LowBitResult run() {
    const bool resumed = take_up_checkpoint();
    reset_peak_resident();
    begin();
    if (!resumed) m_history.initial_validation_loss = validation_loss();
    MemoryMeter meter;
    while (m_history.steps < m_options.steps && !m_control.stop_requested()) step(meter);
    m_result.stopped = m_history.steps < m_options.steps;
    return finish();
  }

 private:
  void note(const std::string& text) {
    m_result.notes.push_back(text);
    if (m_sink.note) m_sink.note(text);
  }

  /// Weights, optimiser and a rough bound of what a step takes.
  void require_room() const {
    const LowBitShape shape = shape_of(m_options);
    const auto width = static_cast<double>(shape.width), feed = static_cast<double>(shape.feed_forward);
    const double matrices = static_cast<double>(shape.layers) * (4 * width * width + 3 * width * feed);
    const double others = 2 * static_cast<double>(m_data.vocabulary) * width;
    const double positions = static_cast<double>(m_options.batch) * static_cast<double>(m_options.context);
    const double states =
        positions *
        (static_cast<double>(shape.layers) *
             (16 * width + 5 * feed + 4.0 * static_cast<double>(shape.heads * m_options.context)) +
         4.0 * static_cast<double>(m_data.vocabulary));
    const double each = m_options.update.update == LowBitUpdate::vote ? 6 : 20;
    require_memory(static_cast<std::uint64_t>(each * matrices + 16 * others + 4 * states),
                   "training this model");
  }

  bool take_up_checkpoint() {
    if (!m_options.resume || m_options.checkpoints.empty()) return false;
    const bool found = load_checkpoint(*m_model, m_history, m_options.checkpoints,
                                       [this](const std::string& text) { note(text); });
    if (!found) note("no checkpoint to go on from: the run begins anew");
    return found;
  }

  void begin() {
    LowBitStart& start = m_result.start;
    for (const std::string& name : m_model->optimizer().names()) {
      std::string text = name.substr(0, name.rfind(".weight"));
      start.matrices.push_back(text.starts_with("model.") ? text.substr(6) : text);
    }
    start.low_bit_parameters = m_model->optimizer().low_bit_parameters();
    start.other_parameters = m_model->other_parameters();
    start.train_tokens = static_cast<std::int64_t>(m_data.train.size());
    start.validation_tokens = static_cast<std::int64_t>(m_data.validation.size());
    start.vocabulary = m_data.vocabulary;
    start.step = m_history.steps;
    if (m_sink.start) m_sink.start(start);
  }

  /// ids [batch, context + 1] of one micro-batch: windows drawn from the seed and the step alone, so that
  /// every run of the same seed sees the same order and a resumed one goes on where it was.
  at::Tensor windows(std::int64_t step, int micro) const {
    const std::int64_t width = m_options.context + 1;
    const at::Tensor ids = at::empty({m_options.batch, width}, at::kLong);
    auto* out = ids.data_ptr<std::int64_t>();
    const auto place = static_cast<std::uint64_t>(step * m_options.micro_batches + micro);
    Random random(mix64(m_options.seed ^ mix64(place ^ 0xDA7A)));
    const auto starts =
        static_cast<std::uint64_t>(m_data.train.size()) - static_cast<std::uint64_t>(width) + 1;
    for (int b = 0; b < m_options.batch; ++b, out += width)
      std::copy_n(m_data.train.begin() + static_cast<std::ptrdiff_t>(random.below(starts)), width, out);
    return ids;
  }

  double validation_loss() {
    const at::NoGradGuard no_gradients;
    const std::int64_t width = m_options.context + 1, context = m_options.context;
    const std::int64_t there = (static_cast<std::int64_t>(m_data.validation.size()) - 1) / context;
    const std::int64_t count = std::min(there, m_options.validation_windows);
    double sum = 0;
    for (std::int64_t first = 0; first < count; first += m_options.batch) {
      const std::int64_t rows = std::min<std::int64_t>(m_options.batch, count - first);
      const at::Tensor ids = at::empty({rows, width}, at::kLong);
      for (std::int64_t r = 0; r < rows; ++r) {
        // Spread over all of the part, not only its beginning.
        const std::int64_t window = (first + r) * there / count;
        std::copy_n(m_data.validation.begin() + window * context, width,
                    ids.data_ptr<std::int64_t>() + r * width);
      }
      sum += m_model->loss(ids).item<double>() * static_cast<double>(rows);
    }
    return sum / static_cast<double>(count);
  }

  void step(MemoryMeter& meter) {
    const auto begun = Clock::now();
    LowBitStep live;
    live.step = m_history.steps + 1;
    const double rate = rate_at(m_options.update, live.step, m_options.steps);
    const std::int64_t before = meter.now();
    meter.reset_peak();
    for (int micro = 0; micro < m_options.micro_batches; ++micro) {
      const at::Tensor loss = m_model->loss(windows(live.step, micro));
      loss.backward();
      live.loss += loss.item<double>() / m_options.micro_batches;
      m_model->optimizer().gather();
    }
    if (!std::isfinite(live.loss)) {
      throw Error(ErrorCode::numeric, fmt::format("the loss of step {} is not finite", live.step), {}, {},
                  "a lower learning rate");
    }
    const UpdateFigures figures = m_model->optimizer().step(rate);
    m_result.memory.activations =
        std::max(m_result.memory.activations,
                 static_cast<std::uint64_t>(std::max<std::int64_t>(0, meter.peak() - before)));
    m_seconds += seconds_since(begun);
    ++m_timed;
    ++m_history.steps;
    m_history.loss.push_back(live.loss);
    m_history.flip_sum += figures.flip_rate;
    m_history.agreement_sum += figures.vote_agreement;
    live.learning_rate = rate * learning_rate();
    live.flip_rate = figures.flip_rate;
    live.vote_agreement = figures.vote_agreement;
    live.zero_fraction = figures.zero_fraction;
    live.values_used = figures.values_used;
    live.occupancy = figures.occupancy;
    live.flips = figures.flips;
    live.tokens_per_second = tokens_per_second();
    count_memory();
    live.memory = m_result.memory;
    m_result.last = live;
    if (m_sink.step) m_sink.step(live);
    m_control.progress("training", static_cast<double>(live.step), static_cast<double>(m_options.steps),
                       "steps");
    if (m_options.validate_every > 0 && live.step % m_options.validate_every == 0 &&
        live.step < m_options.steps)
      validate();
    if (!m_options.checkpoints.empty() && m_options.checkpoint_every > 0 &&
        live.step % m_options.checkpoint_every == 0)
      save_checkpoint(*m_model, m_history, m_options.checkpoints);
  }

  void validate() {
    const LowBitValidation found{m_history.steps, validation_loss()};
    m_history.validations.push_back(found);
    if (m_sink.validation) m_sink.validation(found);
  }

  void count_memory() {
    const UpdateMemory memory = m_model->optimizer().memory();
    m_result.memory.weights = memory.weights;
    m_result.memory.votes = memory.votes;
    m_result.memory.optimizer = memory.optimizer;
    m_result.memory.embeddings = memory.others;
    m_result.memory.embeddings_optimizer = memory.others_optimizer;
  }

  double learning_rate() const {
    const UpdateOptions& update = m_options.update;
    return update.learning_rate > 0 ? update.learning_rate : default_learning_rate(update.update);
  }
  double tokens_per_second() const {
    const double tokens = static_cast<double>(m_timed) * m_options.micro_batches * m_options.batch *
                          static_cast<double>(m_options.context);
    return m_seconds > 0 ? tokens / m_seconds : 0;
  }

  LowBitResult finish() {
    if (m_result.stopped && !m_options.checkpoints.empty())
      save_checkpoint(*m_model, m_history, m_options.checkpoints);
    if (m_history.validations.empty() || m_history.validations.back().step != m_history.steps) validate();
    count_memory();
    const double done = std::max<double>(1, static_cast<double>(m_history.steps));
    m_result.loss = m_history.loss;
    m_result.validations = m_history.validations;
    m_result.initial_validation_loss = m_history.initial_validation_loss;
    m_result.validation_loss = m_history.validations.back().loss;
    m_result.flip_rate = m_history.flip_sum / done;
    m_result.vote_agreement = m_history.agreement_sum / done;
    m_result.steps = m_history.steps;
    m_result.tokens_per_second = tokens_per_second();
    m_result.peak_rss_bytes = peak_resident_bytes();
    if (!m_options.output.empty())
      write_packed_model(*m_model, m_data, m_options.to_json(), m_options.output);
    if (!m_options.folder.empty()) write_model_folder(*m_model, m_data, m_options.folder);
    m_result.seconds = seconds_since(m_begun);
    return std::move(m_result);
  }

  LowBitTrainOptions m_options;
  LowBitSink m_sink;
  RunControl m_control;
  Clock::time_point m_begun = Clock::now();
  LabData m_data;
  std::unique_ptr<TrainedModel> m_model;
  LabHistory m_history;
  LowBitResult m_result;
  double m_seconds = 0;
  std::int64_t m_timed = 0;
};

}  // namespace

LowBitResult train_low_bit(const LowBitTrainOptions& options, const LowBitSink& sink,
                           const RunControl& control) {
  check_options(options);
  for (const auto& file :
       {options.output, options.folder.empty() ? options.folder : options.folder / "config.json"})
    require_writable(file);
  if (!options.checkpoints.empty()) require_writable(options.checkpoints / "step-0.safetensors");
  return LabRun(options, sink, control).run();
}

}  // namespace prism
