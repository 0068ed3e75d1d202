// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tts/token_states.h"

#include "core/base/error.h"
#include "core/llm/language_model.h"
#include "core/llm/state_reader_torch.h"

#include <algorithm>
#include <numeric>

#include <ATen/ATen.h>

namespace prism {

TokenStates token_states(const LanguageModel& model, const std::string& text, int layer,
                         const RunControl& control) {
  const std::int64_t wanted_layer = layer_of(model, layer, "layer");
  const ModelText read = read_text(model.tokenizer(), text);
  if (read.tokens.empty()) throw Error(ErrorCode::usage, "the text has no tokens");
  TokenStates result;
  for (const TextToken& token : read.tokens) {
    result.tokens.push_back({static_cast<std::int64_t>(token.begin), static_cast<std::int64_t>(token.end)});
  }
  std::vector<std::int64_t> wanted(read.tokens.size());
  std::iota(wanted.begin(), wanted.end(), 0);
  const StateReader reader(model, read, wanted_layer);
  const std::int64_t window = window_length(model, read, 0);
  const std::vector<StateWindow> windows = plan_windows(wanted, window, warm_up_of(window));
  result.states.frames = static_cast<std::int64_t>(wanted.size());
  result.states.dim = model.config().width;
  result.states.values.reserve(wanted.size() * static_cast<std::size_t>(result.states.dim));
  for (const StateWindow& each : windows) {
    control.check();
    const at::Tensor states = reader.read({&each, 1}, wanted);
    const float* values = states.data_ptr<float>();
    result.states.values.insert(result.states.values.end(), values, values + states.numel());
  }
  return result;
}

}  // namespace prism
