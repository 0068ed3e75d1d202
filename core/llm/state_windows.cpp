// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/state_windows.h"

#include <algorithm>

namespace prism {

std::vector<StateWindow> plan_windows(std::span<const std::int64_t> wanted, std::int64_t length,
                                      std::int64_t warm_up, std::int64_t floor) {
  warm_up = std::min(warm_up, length - 1);
  std::vector<StateWindow> windows;
  for (std::size_t at = 0; at < wanted.size();) {
    StateWindow window;
    window.begin = std::max(floor, wanted[at] - warm_up);
    window.first = static_cast<std::int64_t>(at);
    while (at < wanted.size() && wanted[at] < window.begin + length) ++at;
    window.count = static_cast<std::int64_t>(at) - window.first;
    window.end = wanted[at - 1] + 1;
    windows.push_back(window);
  }
  return windows;
}

ModelText read_text(const Tokenizer& tokenizer, std::string_view text) {
  ModelText result;
  result.tokens = tokenizer.tokens(text, EncodeOptions{});
  // Added specials are empty ranges: those before the text are repeated in every window, those behind left
  // out.
  const auto is_added = [](const TextToken& token) { return token.begin == token.end; };
  const auto first = std::find_if_not(result.tokens.begin(), result.tokens.end(), is_added);
  for (auto token = result.tokens.begin(); token != first; ++token) {
    if (token->begin == 0 && !text.empty()) result.prefix.push_back(token->id);
  }
  if (text.empty()) {
    // Nothing tells front from back then: a text begins with BOS, if with anything.
    for (const TextToken& token : result.tokens)
      if (token.id == tokenizer.bos()) result.prefix.push_back(token.id);
  }
  result.tokens.erase(result.tokens.begin(), first);
  while (!result.tokens.empty() && is_added(result.tokens.back())) result.tokens.pop_back();
  return result;
}

}  // namespace prism
