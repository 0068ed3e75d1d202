// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/llm/decoder_torch.h"
#include "core/llm/state_reader_torch.h"

#include <algorithm>
#include <fmt/format.h>

#include <ATen/ATen.h>

namespace prism {
namespace {

constexpr std::int64_t kBatchTokens = 4096;
// Longer windows cost more in attention than the little context they add is worth.
constexpr std::int64_t kLongestWindow = 1024;

}  // namespace

std::int64_t layer_of(const LanguageModel& model, int layer, const char* what) {
  const std::int64_t layers = model.config().layers;
  if (layer >= -1 && layer <= layers) return layer < 0 ? layers : layer;
  throw Error(ErrorCode::usage, fmt::format("{} {} is not a layer of the model", what, layer), model.path(),
              {}, fmt::format("0 to {}, or -1 for the last", layers));
}

StateReader::StateReader(const LanguageModel& model, const ModelText& text, std::int64_t layer)
    : m_model(model), m_text(text), m_layer(layer) {
  const auto bad = std::find_if(text.tokens.begin(), text.tokens.end(), [&](const TextToken& token) {
    return token.id < 0 || token.id >= model.config().vocabulary;
  });
  if (bad == text.tokens.end()) return;
  throw Error(ErrorCode::mismatch,
              fmt::format("its tokenizer gives token {}, but the network has {} rows", bad->id,
                          model.config().vocabulary),
              model.path());
}

at::Tensor StateReader::read(std::span<const StateWindow> windows,
                             std::span<const std::int64_t> wanted) const {
  const at::NoGradGuard no_gradients;
  const auto prefix = static_cast<std::int64_t>(m_text.prefix.size());
  std::int64_t length = 0;
  std::int64_t count = 0;
  for (const StateWindow& window : windows) {
    length = std::max(length, prefix + window.end - window.begin);
    count += window.count;
  }
  const Decoder& decoder = m_model.decoder();
  if (count == 0) return at::empty({0, m_model.config().width}, at::kFloat);

  // Shorter windows are filled up behind their end, where no state that is kept can see it.
  at::Tensor ids = at::zeros({static_cast<std::int64_t>(windows.size()), length}, at::kLong);
  at::Tensor places = at::empty({count}, at::kLong);
  std::int64_t* place = places.data_ptr<std::int64_t>();
  for (std::size_t row = 0; row < windows.size(); ++row) {
    const StateWindow& window = windows[row];
    const std::int64_t start = static_cast<std::int64_t>(row) * length;
    std::int64_t* id = ids.data_ptr<std::int64_t>() + start;
    id = std::copy(m_text.prefix.begin(), m_text.prefix.end(), id);
    for (std::int64_t at = window.begin; at < window.end; ++at)
      *id++ = m_text.tokens[static_cast<std::size_t>(at)].id;
    for (std::int64_t i = 0; i < window.count; ++i)
      *place++ = start + prefix + wanted[static_cast<std::size_t>(window.first + i)] - window.begin;
  }
  at::Tensor states = decoder.embed(ids.to(decoder.device()));
  if (m_layer > 0) states = decoder.forward(states, nullptr, 0, m_layer);
  return states.reshape({-1, states.size(2)})
      .index_select(0, places.to(states.device()))
      .to(at::kCPU, at::kFloat)
      .contiguous();
}

std::size_t StateReader::batch(std::int64_t length) const {
  const auto tokens = length + static_cast<std::int64_t>(m_text.prefix.size());
  return static_cast<std::size_t>(std::max<std::int64_t>(1, kBatchTokens / tokens));
}

std::int64_t window_length(const LanguageModel& model, const ModelText& text, std::int64_t wanted) {
  const std::int64_t room = model.config().context - static_cast<std::int64_t>(text.prefix.size());
  if (wanted <= 0) return std::clamp<std::int64_t>(room, 1, kLongestWindow);
  if (wanted <= room) return wanted;
  throw Error(ErrorCode::usage, fmt::format("a window of {} tokens does not fit the context", wanted),
              model.path(), {}, fmt::format("at most {} tokens", room));
}

std::int64_t warm_up_of(std::int64_t length) {
  return length / 4;
}

}  // namespace prism
