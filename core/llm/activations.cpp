// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/activations.h"

#include "core/base/error.h"
#include "core/base/path_hash.h"
#include "core/llm/decoder_torch.h"
#include "core/llm/state_reader_torch.h"
#include "core/model/writers.h"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>

#include <ATen/ATen.h>

namespace prism {
namespace {

/// States of one model in the order of `wanted`, a batch of windows at a time.
class StateStream {
 public:
  StateStream(const LanguageModel& model, const ModelText& text, std::int64_t layer,
              std::vector<std::int64_t> wanted, std::int64_t window, std::string stage,
              const RunControl& control)
      : m_reader(model, text, layer),
        m_wanted(std::move(wanted)),
        m_windows(plan_windows(m_wanted, window, warm_up_of(window))),
        m_batch(m_reader.batch(window)),
        m_stage(std::move(stage)),
        m_control(control) {}

  /// The next `count` states; each is given once.
  void read(std::int64_t count, float* out) {
    while (count > 0) {
      if (m_at == m_states_end) next();
      const std::int64_t some = std::min(count, m_states_end - m_at);
      const std::int64_t width = m_states.size(1);
      const float* from = m_states.data_ptr<float>() + (m_at - m_states_first) * width;
      out = std::copy(from, from + some * width, out);
      m_at += some;
      count -= some;
    }
  }

 private:
  void next() {
    m_control.check();
    m_control.progress(m_stage, static_cast<double>(m_at), static_cast<double>(m_wanted.size()), "positions");
    const std::size_t count = std::min(m_batch, m_windows.size() - m_next_window);
    m_states = m_reader.read(std::span(m_windows).subspan(m_next_window, count), m_wanted);
    m_next_window += count;
    m_states_first = m_states_end;
    m_states_end += m_states.size(0);
  }

  StateReader m_reader;
  std::vector<std::int64_t> m_wanted;
  std::vector<StateWindow> m_windows;
  std::size_t m_batch;
  std::string m_stage;
  const RunControl& m_control;
  std::size_t m_next_window = 0;
  at::Tensor m_states;
  std::int64_t m_states_first = 0, m_states_end = 0, m_at = 0;
};

/// So many of the positions, in runs spread evenly over the text: a position alone would cost a window.
std::vector<AlignedPosition> spread(std::vector<AlignedPosition> positions, std::int64_t limit) {
  const auto size = static_cast<std::int64_t>(positions.size());
  if (limit <= 0 || limit >= size) return positions;
  constexpr std::int64_t kRun = 64;
  const std::int64_t runs = (limit + kRun - 1) / kRun;
  std::vector<AlignedPosition> kept;
  for (std::int64_t run = 0; run < runs; ++run) {
    const std::int64_t first = size * run / runs;
    const std::int64_t count = limit * (run + 1) / runs - limit * run / runs;
    for (std::int64_t i = first; i < first + count; ++i)
      kept.push_back(positions[static_cast<std::size_t>(i)]);
  }
  return kept;
}

template <typename T>
TensorToWrite numbers(const std::string& name, DType dtype, const std::vector<T>& values) {
  TensorToWrite tensor;
  tensor.name = name;
  tensor.dtype = dtype;
  tensor.shape = {static_cast<std::int64_t>(values.size())};
  tensor.raw = std::as_bytes(std::span(values));
  return tensor;
}

std::string absolute_text(const std::filesystem::path& path) {
  return std::filesystem::absolute(path).lexically_normal().string();
}

}  // namespace

ActivationResult write_activations(const LanguageModel& upper, const LanguageModel& lower,
                                   const std::string& text, const ActivationOptions& options,
                                   const std::filesystem::path& target, const RunControl& control) {
  const bool hidden = options.target == ActivationTarget::hidden;
  if (!hidden && options.entry_layer > 0) {
    throw Error(ErrorCode::usage,
                fmt::format("the next token's embedding cannot enter at layer {}", options.entry_layer), {},
                {}, "target hidden for a later layer");
  }
  const std::int64_t exit = layer_of(upper, options.exit_layer, "exit layer");
  const std::int64_t entry = hidden ? layer_of(lower, options.entry_layer, "entry layer") : 0;

  control.progress("tokens", 0, 0);
  const ModelText a = read_text(upper.tokenizer(), text);
  control.check();
  const ModelText b = read_text(lower.tokenizer(), text);
  control.check();
  std::vector<AlignedPosition> positions = aligned_positions(a.tokens, b.tokens);
  if (!hidden) {
    std::erase_if(positions, [&](const AlignedPosition& position) {
      return position.lower + 1 >= static_cast<std::int64_t>(b.tokens.size());
    });
  }
  positions = spread(std::move(positions), options.max_samples);
  if (positions.empty()) {
    throw Error(ErrorCode::mismatch,
                fmt::format("no position of the text can be used: {} and {} tokens", a.tokens.size(),
                            b.tokens.size()),
                {}, {}, "a text of at least a few words");
  }

  const std::int64_t window = std::min(window_length(upper, a, options.window),
                                       hidden ? window_length(lower, b, options.window) : INT64_MAX);
  ActivationResult result;
  result.samples = static_cast<std::int64_t>(positions.size());
  result.skipped = static_cast<std::int64_t>(a.tokens.size()) - result.samples;
  result.d_in = upper.config().width;
  result.d_out = lower.config().width;

  std::vector<std::int64_t> upper_at, lower_at, ends;
  std::vector<std::int32_t> upper_ids, lower_ids;
  for (const AlignedPosition& position : positions) {
    const TextToken& token = a.tokens[static_cast<std::size_t>(position.upper)];
    const std::int64_t named = hidden ? position.lower : position.lower + 1;
    upper_at.push_back(position.upper);
    lower_at.push_back(named);
    ends.push_back(static_cast<std::int64_t>(token.end));
    upper_ids.push_back(token.id);
    lower_ids.push_back(b.tokens[static_cast<std::size_t>(named)].id);
  }

  StateStream x_states(upper, a, exit, std::move(upper_at), window, "states of the upper model", control);
  TensorToWrite x;
  x.name = "x";
  x.shape = {result.samples, result.d_in};
  x.rows = [&](std::int64_t, std::int64_t count, float* out) { x_states.read(count, out); };
  // Layer 0 depends on its own token alone: a window of one carries all of it.
  StateStream z_states(lower, b, entry, std::move(lower_at), hidden && entry > 0 ? window : 1,
                       "states of the lower model", control);
  TensorToWrite z;
  z.name = "z";
  z.shape = {result.samples, result.d_out};
  z.rows = [&](std::int64_t, std::int64_t count, float* out) { z_states.read(count, out); };
  TensorToWrite words;
  words.name = "text";
  words.dtype = DType::u8;
  words.shape = {static_cast<std::int64_t>(text.size())};
  words.raw = std::as_bytes(std::span(text));

  write_safetensors(target,
                    {std::move(x), std::move(z), numbers("lower_ids", DType::i32, lower_ids),
                     numbers("upper_ids", DType::i32, upper_ids), numbers("ends", DType::i64, ends), words},
                    {{"domain", "activations"},
                     {"target", name_of(options.target)},
                     {"exit_layer", std::to_string(exit)},
                     {"entry_layer", std::to_string(entry)},
                     {"window", std::to_string(window)},
                     {"skipped", std::to_string(result.skipped)},
                     {"upper", absolute_text(upper.path())},
                     {"lower", absolute_text(lower.path())},
                     {"upper_hash", path_hash(upper.path())},
                     {"lower_hash", path_hash(lower.path())}});
  return result;
}

}  // namespace prism
