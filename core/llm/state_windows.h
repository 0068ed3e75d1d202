// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/llm/language_model.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace prism {

/// A stretch of tokens that a model reads with its context reset, and which of its states are kept.
struct StateWindow {
  std::int64_t begin = 0;  ///< first token
  std::int64_t end = 0;    ///< one past the last
  std::int64_t first = 0;  ///< index into the wanted tokens
  std::int64_t count = 0;  ///< how many of them it gives
};

/// Windows of at most `length` tokens that give the states of `wanted` (ascending indices of tokens from
/// `floor` on). A state has at least `warm_up` tokens before it in its window, or all since `floor`; each is
/// kept once.
[[nodiscard]] std::vector<StateWindow> plan_windows(std::span<const std::int64_t> wanted, std::int64_t length,
                                                    std::int64_t warm_up, std::int64_t floor = 0);

/// A text as a model reads it: what it always begins with (BOS, mostly nothing), then tokens of the text
/// alone.
struct ModelText {
  std::vector<std::int32_t> prefix;
  std::vector<TextToken> tokens;
};
[[nodiscard]] ModelText read_text(const Tokenizer& tokenizer, std::string_view text);

}  // namespace prism
