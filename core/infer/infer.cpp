// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/infer/voice_torch.h"
#include "core/llm/prompt.h"
#include "core/llm/sampler.h"
#include "core/llm/state_reader_torch.h"
#include "core/llm/text_stream.h"
#include "core/text/encodings.h"
#include "core/text/vocabulary.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <optional>

#include <ATen/ATen.h>

namespace prism {
namespace {

using Clock = std::chrono::steady_clock;

std::string token_text(const LanguageModel& model, std::int32_t id) {
  return printable(model.tokenizer().bytes_of(id));
}

Through resolved(Through through, const Junction& junction) {
  if (through != Through::automatic) return through;
  const bool next = junction.domain != Domain::weights && junction.target == ActivationTarget::next_embedding;
  return next ? Through::prompt : Through::all;
}

/// One run of infer.
class Conversation {
 public:
  Conversation(const Bridge& bridge, const InferOptions& options, const RunControl& control,
               const InferEvents& events)
      : m_bridge(bridge),
        m_lower(*bridge.lower),
        m_options(options),
        m_control(control),
        m_events(events),
        m_through(resolved(options.through, bridge.junction)),
        m_hidden(bridge.junction.target == ActivationTarget::hidden),
        m_rows(bridge.junction.domain == Domain::weights),
        m_runner(bridge.adapter, bridge.runner),
        m_entry(layer_of(*bridge.lower, bridge.junction.entry_layer, "entry layer")),
        m_voice(m_lower, m_entry),
        m_nearest(m_lower, m_entry, options.nearest),
        m_stream(options.lower.stop) {
    check_sampling(options.lower);
    m_result.active_workers.assign(bridge.adapter->plan.workers.size(), 0);
  }

  InferResult run(const std::string& prompt) {
    m_result.warnings = check_bridge(m_bridge);
    note_bytes(prompt);
    m_read = prompt;
    check_lengths();
    if (m_options.upper.max_tokens > 0) continue_upper();
    if (m_through == Through::continuation) m_read += m_result.upper_text;
    if (!m_result.stopped) {
      read_text_through();
      speak();
    }
    return finish();
  }

  InferResult run(const at::Tensor& rows, const std::string& prompt) {
    m_result.warnings = check_bridge(m_bridge);
    note_bytes(prompt);
    m_read = prompt;
    m_through = Through::prompt;
    const ModelText text = read_text(m_lower.tokenizer(), prompt);
    const std::vector<std::int32_t> ids = ids_of(text, rows.size(0) == 0);
    std::vector<ActiveWorkers> active;
    const at::Tensor out = pass(m_runner, rows, &active);
    const auto leading = static_cast<std::ptrdiff_t>(text.prefix.size());
    m_voice.check_room(rows.size(0) + static_cast<std::int64_t>(ids.size()));
    m_voice.feed({ids.begin(), ids.begin() + leading}, {}, {});
    m_voice.feed_rows(out);
    m_voice.feed({ids.begin() + leading, ids.end()}, {}, {});
    const auto nearest = m_nearest.of(out);
    for (std::size_t i = 0; i < active.size(); ++i)
      tell({true, fmt::format("row {}", i), {}, nearest[i], std::move(active[i])});
    speak();
    return finish();
  }

 private:
  /// What B reads; when that is nothing and something is needed, the token that begins a text. Throws
  /// Error(usage) when there is none.
  [[nodiscard]] std::vector<std::int32_t> ids_of(const ModelText& text, bool needed = true) const {
    std::vector<std::int32_t> ids = text.prefix;
    for (const TextToken& token : text.tokens) ids.push_back(token.id);
    if (ids.empty() && needed)
      for (const std::int64_t id : prompt_ids(m_lower, {})) ids.push_back(static_cast<std::int32_t>(id));
    return ids;
  }
  void note_bytes(const std::string& prompt) {
    if (!is_utf8(prompt))
      m_result.warnings.emplace_back("the prompt is not valid UTF-8: its bytes are read as they are");
  }
  /// Before anything is computed: a prompt that is too long must not cost A's whole continuation.
  void check_lengths() {
    m_voice.check_room(static_cast<std::int64_t>(ids_of(read_text(m_lower.tokenizer(), m_read)).size()));
  }

  void continue_upper() {
    const Generation upper = generate(*m_bridge.upper, m_read, m_options.upper, m_control,
                                      [this](std::int32_t, const std::string& piece) {
                                        if (m_events.upper_text) m_events.upper_text(piece);
                                      });
    m_result.upper_text = upper.text;
    m_result.stopped = upper.end == GenerationEnd::cancelled;
  }

  void tell(BridgeStep step) {
    for (const int worker : step.active.workers) ++m_result.active_workers[static_cast<std::size_t>(worker)];
    if (m_events.step) m_events.step(step);
    m_result.steps.push_back(std::move(step));
  }

  /// B reads the text; what the adapter says replaces its own states.
  void read_text_through() {
    const ModelText lower = read_text(m_lower.tokenizer(), m_read);
    const std::vector<std::int32_t> ids = ids_of(lower);
    if (m_rows) {
      m_table = replaced_rows(m_bridge, m_runner, m_control);
      std::vector<std::int64_t> places, found;
      m_table.find(ids, places, found);
      const at::Tensor rows = m_table.rows.index_select(0, indices(found));
      m_voice.feed(ids, places, rows);
      const auto nearest = m_nearest.of(rows);
      for (std::size_t i = 0; i < places.size(); ++i) {
        const std::string text = token_text(m_lower, ids[static_cast<std::size_t>(places[i])]);
        tell({true, text, text, nearest[i], m_table.active[static_cast<std::size_t>(found[i])]});
      }
      return;
    }
    m_upper.emplace(*m_bridge.upper, layer_of(*m_bridge.upper, m_bridge.junction.exit_layer, "exit layer"));
    const at::Tensor states = m_upper->read(m_read);
    m_state = states.narrow(0, std::max<std::int64_t>(0, states.size(0) - 1),
                            std::min<std::int64_t>(1, states.size(0)));
    const auto size = static_cast<std::int64_t>(lower.tokens.size());
    std::vector<AlignedPosition> positions = aligned_positions(m_upper->tokens(), lower.tokens);
    std::erase_if(positions, [&](const AlignedPosition& position) {
      return entry_position(m_bridge.junction, position) >= size;
    });
    std::vector<std::int64_t> from, places;
    for (const AlignedPosition& position : positions) {
      from.push_back(position.upper);
      places.push_back(static_cast<std::int64_t>(lower.prefix.size()) +
                       entry_position(m_bridge.junction, position));
    }
    std::vector<ActiveWorkers> active;
    const at::Tensor rows = pass(m_runner, states.index_select(0, indices(from)), &active);
    m_voice.feed(ids, places, rows);
    const auto nearest = m_nearest.of(rows);
    for (std::size_t i = 0; i < positions.size(); ++i) {
      BridgeStep step{true,
                      token_text(*m_bridge.upper, token(m_upper->tokens(), positions[i].upper)),
                      {},
                      nearest[i],
                      std::move(active[i])};
      const std::int64_t next = positions[i].lower + 1;
      if (next < size) step.lower_token = token_text(m_lower, token(lower.tokens, next));
      // What follows the last position is not known before B has spoken.
      if (next < size) {
        tell(std::move(step));
      } else {
        m_pending = std::move(step);
      }
    }
  }
  static std::int32_t token(const std::vector<TextToken>& tokens, std::int64_t at) {
    return tokens[static_cast<std::size_t>(at)].id;
  }

  void speak() {
    const auto begin = Clock::now();
    Sampler sampler(m_options.lower, m_options.lower.seed);
    for (std::int64_t count = 0; count < m_options.lower.max_tokens; ++count) {
      if (m_control.stop_requested()) {
        m_result.end = GenerationEnd::cancelled;
        m_result.stopped = true;
        break;
      }
      const at::Tensor logits = m_voice.logits();
      const std::int32_t id =
          sampler.choose({logits.data_ptr<float>(), static_cast<std::size_t>(logits.numel())});
      if (m_pending) m_pending->lower_token = token_text(m_lower, id);
      tell_pending();
      if (is_end(m_lower, id)) {
        m_result.end = GenerationEnd::end_token;
        break;
      }
      ++m_result.tokens;
      const std::string bytes = bytes_of(m_lower, id);
      say(m_stream.add(bytes));
      if (m_stream.stopped()) {
        m_result.end = GenerationEnd::stop_text;
        break;
      }
      if (count + 1 == m_options.lower.max_tokens) break;
      if (!m_voice.has_room() || (m_upper && m_through == Through::all && !m_upper->has_room())) {
        m_result.end = GenerationEnd::context;
        m_result.warnings.emplace_back("the context is full: the text ends here");
        break;
      }
      feed(id, bytes);
    }
    tell_pending();
    say(m_stream.finish());
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    m_result.tokens_per_second = seconds > 0 ? static_cast<double>(m_result.tokens) / seconds : 0;
  }

  void say(const std::string& piece) {
    m_result.lower_text += piece;
    if (!piece.empty() && m_events.lower_text) m_events.lower_text(piece);
  }
  void tell_pending() {
    if (m_pending) tell(std::move(*m_pending));
    m_pending.reset();
  }

  /// The token B has just said, by its own embedding or through the adapter.
  void feed(std::int32_t id, const std::string& bytes) {
    if (m_through != Through::all) return m_voice.feed({id}, {}, {});
    if (m_rows) {
      std::vector<std::int64_t> places, found;
      m_table.find({id}, places, found);
      const at::Tensor rows = m_table.rows.index_select(0, indices(found));
      m_voice.feed({id}, places, rows);
      if (found.empty()) return;
      const std::string text = token_text(m_lower, id);
      return tell({false, text, text, m_nearest.of(rows).front(),
                   m_table.active[static_cast<std::size_t>(found.front())]});
    }
    if (m_hidden) m_said += bytes;
    // Both texts end at the same character here, so the position is an aligned one.
    const at::Tensor states = m_upper->read(m_read + m_said);
    if (!m_hidden) m_said += bytes;  // the state before the token decides what takes its place
    if (states.size(0) > 0) m_state = states.narrow(0, states.size(0) - 1, 1);
    if (m_state.size(0) == 0) return m_voice.feed({id}, {}, {});
    std::vector<ActiveWorkers> active;
    const at::Tensor rows = pass(m_runner, m_state, &active);
    m_voice.feed_rows(rows);
    const auto& tokens = m_upper->tokens();
    BridgeStep step{false, tokens.empty() ? std::string() : token_text(*m_bridge.upper, tokens.back().id),
                    token_text(m_lower, id), m_nearest.of(rows).front(), std::move(active.front())};
    if (!m_hidden) return tell(std::move(step));
    step.lower_token.clear();
    m_pending = std::move(step);
  }

  InferResult finish() {
    m_result.text = m_read + m_result.lower_text;
    m_result.counters = m_runner.counters();
    if (m_options.alone && !m_result.stopped && !m_read.empty()) {
      const Generation alone = generate(m_lower, m_read, m_options.lower, m_control);
      m_result.alone_text = alone.text;
      m_result.stopped = alone.end == GenerationEnd::cancelled;
    }
    return std::move(m_result);
  }

  const Bridge& m_bridge;
  const LanguageModel& m_lower;
  const InferOptions& m_options;
  const RunControl& m_control;
  const InferEvents& m_events;
  Through m_through;
  bool m_hidden, m_rows;
  AdapterRunner m_runner;
  std::int64_t m_entry;
  LowerVoice m_voice;
  NearestTokens m_nearest;
  TextStream m_stream;
  ReplacedRows m_table;                ///< weights domain
  std::optional<UpperReader> m_upper;  ///< other domains
  at::Tensor m_state;                  ///< A's newest, [1 or 0, width]
  std::optional<BridgeStep> m_pending;
  std::string m_read;  ///< by B before it speaks
  std::string m_said;  ///< bytes of what it has said since
  InferResult m_result;
};

}  // namespace

const char* name_of(Through through) noexcept {
  switch (through) {
    case Through::prompt:
      return "prompt";
    case Through::continuation:
      return "continuation";
    case Through::all:
      return "all";
    default:
      return "auto";
  }
}

Through through_of(const std::string& word) {
  for (const Through through : {Through::automatic, Through::prompt, Through::continuation, Through::all})
    if (word == name_of(through)) return through;
  throw Error(ErrorCode::usage, "no way through: \"" + word + "\"", {}, {},
              "auto, prompt, continuation or all");
}

InferResult infer(const Bridge& bridge, const std::string& prompt, const InferOptions& options,
                  const RunControl& control, const InferEvents& events) {
  const at::NoGradGuard no_gradients;
  if (!bridge.upper || !bridge.lower)
    throw Error(ErrorCode::usage, "a text needs both models", {}, {}, "an upper and a lower model");
  return Conversation(bridge, options, control, events).run(prompt);
}

InferResult infer_rows(const Bridge& bridge, const float* rows, std::int64_t count, const std::string& prompt,
                       const InferOptions& options, const RunControl& control, const InferEvents& events) {
  const at::NoGradGuard no_gradients;
  const at::Tensor x =
      at::from_blob(const_cast<float*>(rows), {count, bridge.adapter->plan.d_in}, at::kFloat);
  return Conversation(bridge, options, control, events).run(x, prompt);
}

}  // namespace prism
