// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/infer/junction_torch.h"
#include "core/llm/decoder_torch.h"
#include "core/llm/state_reader_torch.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <optional>

#include <ATen/ATen.h>

namespace prism {
namespace {

/// B's windows that are worked on side by side.
struct Batch {
  std::int64_t first = 0;   ///< token of B the first window begins with
  std::int64_t end = 0;     ///< one past the last window's last token
  std::int64_t window = 0;  ///< tokens a window; the last may be shorter
  [[nodiscard]] std::int64_t windows() const { return (end - first + window - 1) / window; }
  [[nodiscard]] std::int64_t begin_of(std::int64_t index) const { return first + index * window; }
  [[nodiscard]] std::int64_t end_of(std::int64_t index) const { return std::min(end, begin_of(index + 1)); }
};

/// What replaces B's own states at the entry: places count tokens from the batch's first one.
struct Replacement {
  std::vector<std::int64_t> places;
  at::Tensor rows;
  at::Tensor shuffled;  ///< the same rows, each at another's place
};

/// Gives what the adapter says at the positions of a batch.
class Speaker {
 public:
  Speaker(const Bridge& bridge, const std::string& text, const ModelText& b, std::uint64_t seed,
          const RunControl& control)
      : m_bridge(bridge), m_runner(bridge.adapter, bridge.runner), m_b(b), m_random(seed) {
    if (bridge.junction.domain == Domain::weights) {
      m_table = replaced_rows(bridge, m_runner, control);
      m_other_row = m_random.permutation(m_table.rows.size(0));
      return;
    }
    m_a = read_text(bridge.upper->tokenizer(), text);
    // One model on both sides reads one and the same text.
    if (bridge.upper == bridge.lower) m_a.prefix.clear();
    control.check();
    m_positions = aligned_positions(m_a.tokens, b.tokens);
    m_reader.emplace(*bridge.upper, m_a, layer_of(*bridge.upper, bridge.junction.exit_layer, "exit layer"));
    m_window = window_length(*bridge.upper, m_a, 0);
  }

  Replacement speak(const Batch& batch) {
    return m_bridge.junction.domain == Domain::weights ? rows(batch) : states(batch);
  }

 private:
  Replacement rows(const Batch& batch) const {
    std::vector<std::int32_t> ids;
    for (std::int64_t at = batch.first; at < batch.end; ++at)
      ids.push_back(m_b.tokens[static_cast<std::size_t>(at)].id);
    Replacement result;
    std::vector<std::int64_t> found;
    m_table.find(ids, result.places, found);
    result.rows = m_table.rows.index_select(0, indices(found));
    for (std::int64_t& row : found) row = m_other_row[static_cast<std::size_t>(row)];
    result.shuffled = m_table.rows.index_select(0, indices(found));
    return result;
  }

  // A reads no more than B does: its context is reset where B's window begins.
  Replacement states(const Batch& batch) {
    Replacement result;
    std::vector<StateWindow> windows;
    std::vector<std::int64_t> wanted;
    for (std::int64_t index = 0; index < batch.windows(); ++index) {
      const std::int64_t begin = batch.begin_of(index);
      const std::int64_t end = batch.end_of(index);
      const std::size_t byte = m_b.tokens[static_cast<std::size_t>(begin)].begin;
      while (m_floor < m_a.tokens.size() && m_a.tokens[m_floor].begin < byte) ++m_floor;
      std::vector<std::int64_t> own;
      while (m_next < m_positions.size() && m_positions[m_next].lower < end) {
        const AlignedPosition& position = m_positions[m_next++];
        const std::int64_t place = entry_position(m_bridge.junction, position);
        if (position.lower < begin || position.upper < static_cast<std::int64_t>(m_floor) || place >= end)
          continue;
        own.push_back(position.upper);
        result.places.push_back(place - batch.first);
      }
      for (StateWindow window :
           plan_windows(own, m_window, warm_up_of(m_window), static_cast<std::int64_t>(m_floor))) {
        window.first += static_cast<std::int64_t>(wanted.size());
        windows.push_back(window);
      }
      wanted.insert(wanted.end(), own.begin(), own.end());
    }
    std::vector<at::Tensor> parts;
    const std::size_t step = m_reader->batch(m_window);
    for (std::size_t at = 0; at < windows.size(); at += step) {
      const auto some = std::span(windows).subspan(at, std::min(step, windows.size() - at));
      parts.push_back(pass(m_runner, m_reader->read(some, wanted)));
    }
    result.rows = parts.empty() ? at::empty({0, m_bridge.lower->config().width}) : at::cat(parts);
    result.shuffled = result.rows.index_select(0, indices(m_random.permutation(result.rows.size(0))));
    return result;
  }

  const Bridge& m_bridge;
  AdapterRunner m_runner;
  const ModelText& m_b;
  Random m_random;
  ReplacedRows m_table;
  std::vector<std::int64_t> m_other_row;  ///< of the table, for shuffling tokens
  ModelText m_a;
  std::vector<AlignedPosition> m_positions;
  std::optional<StateReader> m_reader;
  std::int64_t m_window = 0;
  std::size_t m_floor = 0, m_next = 0;
};

/// B over one batch with any states at the entry.
class Listener {
 public:
  Listener(const LanguageModel& model, const ModelText& text, std::int64_t entry)
      : m_decoder(model.decoder()), m_text(text), m_entry(entry) {}

  /// Own states at the entry, [windows, window, width].
  at::Tensor own(const Batch& batch) {
    at::Tensor ids = at::zeros({batch.windows(), batch.window}, at::kLong);
    std::int64_t* id = ids.data_ptr<std::int64_t>();
    for (std::int64_t at = batch.first; at < batch.end; ++at)
      *id++ = m_text.tokens[static_cast<std::size_t>(at)].id;
    const at::Tensor states = m_decoder.embed(ids);
    return m_entry == 0 ? states : m_decoder.forward(states, nullptr, 0, m_entry);
  }

  /// The states with some of them replaced.
  [[nodiscard]] static at::Tensor replaced(const at::Tensor& own, const std::vector<std::int64_t>& places,
                                           const at::Tensor& rows) {
    const at::Tensor flat = own.reshape({-1, own.size(2)}).clone();
    flat.index_copy_(0, indices(places).to(flat.device()), rows.to(flat.options()));
    return flat.view(own.sizes());
  }

  /// Adds the nats of the token behind each one of a window, as perplexity() does.
  void score(const at::Tensor& states, const Batch& batch, Perplexity& sum) const {
    const at::Tensor last = m_decoder.forward(states, nullptr, m_entry, -1);
    for (std::int64_t index = 0; index < batch.windows(); ++index) {
      std::vector<std::int64_t> truth;
      const auto all = static_cast<std::int64_t>(m_text.tokens.size());
      for (std::int64_t at = batch.begin_of(index) + 1; at <= batch.end_of(index) && at < all; ++at)
        truth.push_back(m_text.tokens[static_cast<std::size_t>(at)].id);
      const auto count = static_cast<std::int64_t>(truth.size());
      if (count == 0) continue;
      const at::Tensor before = last[index].narrow(0, 0, count);
      const at::Tensor logits = m_decoder.logits(before).to(at::kCPU);
      const at::Tensor own = logits.gather(1, indices(truth).unsqueeze(1)).squeeze(1);
      sum.nats_per_token += (at::logsumexp(logits, 1) - own).sum(at::kDouble).item<double>();
      sum.tokens += count;
    }
  }

 private:
  const Decoder& m_decoder;
  const ModelText& m_text;
  std::int64_t m_entry;
};

void finish(Perplexity& sum) {
  sum.nats_per_token /= static_cast<double>(std::max<std::int64_t>(sum.tokens, 1));
  sum.perplexity = std::exp(sum.nats_per_token);
}

}  // namespace

StitchResult stitch(const Bridge& bridge, const std::string& text, const PerplexityOptions& options,
                    std::uint64_t seed, const RunControl& control) {
  const at::NoGradGuard no_gradients;
  if (!bridge.upper || !bridge.lower)
    throw Error(ErrorCode::usage, "stitching needs both models", {}, {}, "an upper and a lower model");
  (void)check_bridge(bridge);
  ModelText b = read_text(bridge.lower->tokenizer(), text);
  b.prefix.clear();  // as perplexity reads it: `own` is that figure
  auto tokens = static_cast<std::int64_t>(b.tokens.size());
  if (tokens < 2)
    throw Error(ErrorCode::usage, "the text has fewer than two tokens", {}, {}, "a longer text");
  const std::int64_t entry = layer_of(*bridge.lower, bridge.junction.entry_layer, "entry layer");
  const std::int64_t context = bridge.lower->config().context;
  const std::int64_t window = options.window > 0 ? options.window : context;
  if (window < 2 || window > context) {
    throw Error(ErrorCode::usage, fmt::format("windows of {} tokens cannot be predicted", window),
                bridge.lower->path(), "--window", fmt::format("2 to {}", context));
  }
  if (options.max_windows > 0 && options.max_windows < (tokens + window - 1) / window)
    tokens = options.max_windows * window;

  constexpr std::int64_t kBatchTokens = 4096;
  const std::int64_t step = std::max<std::int64_t>(1, kBatchTokens / window) * window;
  Speaker speaker(bridge, text, b, seed, control);
  Listener listener(*bridge.lower, b, entry);
  StitchResult result;
  std::int64_t replaced = 0;
  for (std::int64_t first = 0; first < tokens; first += step) {
    control.check();
    control.progress("stitched perplexity", static_cast<double>(first), static_cast<double>(tokens),
                     "tokens");
    const Batch batch{first, std::min(tokens, first + step), std::min(window, tokens)};
    const Replacement replacement = speaker.speak(batch);
    const at::Tensor own = listener.own(batch);
    listener.score(own, batch, result.own);
    listener.score(Listener::replaced(own, replacement.places, replacement.rows), batch, result.stitched);
    listener.score(Listener::replaced(own, replacement.places, replacement.shuffled), batch, result.shuffled);
    replaced += static_cast<std::int64_t>(replacement.places.size());
  }
  for (Perplexity* sum : {&result.own, &result.stitched, &result.shuffled}) finish(*sum);
  result.replaced_share = static_cast<double>(replaced) / static_cast<double>(tokens);
  return result;
}

}  // namespace prism
