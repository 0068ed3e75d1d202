// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/llm/decoder_torch.h"
#include "core/llm/language_model.h"
#include "core/llm/prompt.h"
#include "core/llm/sampler.h"
#include "core/llm/text_stream.h"

#include <algorithm>
#include <chrono>

#include <ATen/ATen.h>

namespace prism {
namespace {

using Clock = std::chrono::steady_clock;

/// A prompt is read in pieces, so that a stop is answered and memory stays bounded.
constexpr std::int64_t kPiece = 256;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// The state that the next token comes from, [1, 1, width]; undefined when a stop was requested.
at::Tensor read_prompt(const Decoder& decoder, const std::vector<std::int64_t>& ids, KvCache& cache,
                       const RunControl& control) {
  const at::Tensor all = at::tensor(ids, at::kLong).unsqueeze(0);
  at::Tensor states;
  for (std::int64_t begin = 0; begin < all.size(1); begin += kPiece) {
    if (control.stop_requested()) return {};
    states = decoder.forward(decoder.embed(all.slice(1, begin, begin + kPiece)), &cache);
  }
  return states.narrow(1, states.size(1) - 1, 1);
}

/// What comes out of a generation, token by token.
class Writer {
 public:
  Writer(const LanguageModel& model, const GenerateOptions& options, bool at_start, const TextSink& sink)
      : m_model(model),
        m_stream(options.stop),
        m_drop_space(at_start && model.tokenizer().vocabulary().adds_space_prefix),
        m_sink(sink) {}

  void add(std::int32_t id) {
    std::string bytes = bytes_of(m_model, id);
    if (m_drop_space && !bytes.empty()) {
      if (bytes.front() == ' ') bytes.erase(0, 1);
      m_drop_space = false;
    }
    m_ids.push_back(id);
    m_begins.push_back(m_stream.size());
    give(id, m_stream.add(bytes));
  }
  [[nodiscard]] bool stopped() const noexcept { return m_stream.stopped(); }
  void finish(Generation& result) {
    if (const std::string rest = m_stream.finish(); !rest.empty()) give(-1, rest);
    // Tokens that lie wholly in the stop text are not part of the continuation.
    while (m_stream.stopped() && !m_ids.empty() && m_begins.back() >= m_stream.size()) {
      m_ids.pop_back();
      m_begins.pop_back();
    }
    result.ids = std::move(m_ids);
    result.text = std::move(m_text);
  }

 private:
  void give(std::int32_t id, const std::string& piece) {
    m_text += piece;
    if (m_sink) m_sink(id, piece);
  }

  const LanguageModel& m_model;
  TextStream m_stream;
  bool m_drop_space;  ///< the space that SentencePiece puts before a text
  const TextSink& m_sink;
  std::vector<std::int32_t> m_ids;
  std::vector<std::size_t> m_begins;  ///< where each token's bytes begin
  std::string m_text;
};

}  // namespace

Generation generate(const LanguageModel& model, const std::string& prompt, const GenerateOptions& options,
                    const RunControl& control, const TextSink& sink) {
  check_sampling(options);
  const std::vector<std::int64_t> ids = prompt_ids(model, prompt);
  const Decoder& decoder = model.decoder();
  Writer writer(model, options, prompt.empty(), sink);
  Sampler sampler(options, options.seed);
  Generation result;
  result.prompt_tokens = static_cast<std::int64_t>(ids.size());

  KvCache cache;
  auto start = Clock::now();
  at::Tensor state = options.max_tokens > 0 ? read_prompt(decoder, ids, cache, control) : at::Tensor();
  if (options.max_tokens > 0 && !state.defined()) result.end = GenerationEnd::cancelled;
  for (std::int64_t count = 0; count < options.max_tokens && state.defined();) {
    const at::Tensor logits = decoder.logits(state).cpu();
    const std::int32_t id =
        sampler.choose({logits.data_ptr<float>(), static_cast<std::size_t>(logits.numel())});
    if (count == 0) {
      result.seconds_prompt = seconds_since(start);
      start = Clock::now();
    }
    if (is_end(model, id)) {
      result.end = GenerationEnd::end_token;
      break;
    }
    writer.add(id);
    control.progress("generating", static_cast<double>(++count), static_cast<double>(options.max_tokens),
                     "tokens");
    if (writer.stopped()) {
      result.end = GenerationEnd::stop_text;
      break;
    }
    if (count == options.max_tokens) break;
    if (control.stop_requested()) {
      result.end = GenerationEnd::cancelled;
      break;
    }
    if (cache.length() == decoder.config().context) {
      result.end = GenerationEnd::context;
      break;
    }
    state = decoder.forward(decoder.embed(at::full({1, 1}, id, at::kLong)), &cache);
  }
  if (result.seconds_prompt > 0) result.seconds = seconds_since(start);
  writer.finish(result);
  return result;
}

}  // namespace prism
