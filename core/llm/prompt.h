// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/llm/language_model.h"

#include <cstdint>
#include <string>
#include <vector>

namespace prism {

/// Ids of a prompt as the model's texts begin, without an end token behind it. An empty prompt is the
/// beginning-of-text token alone; throws Error(usage) when there is none, or when the context cannot hold
/// the prompt.
[[nodiscard]] std::vector<std::int64_t> prompt_ids(const LanguageModel& model, const std::string& prompt);

/// After which tokens a text is over: those of the tokenizer and of the configuration.
[[nodiscard]] bool is_end(const LanguageModel& model, std::int32_t id);

/// Bytes of a generated token; nothing for special tokens and for ids the tokenizer does not have (rows of
/// padded embeddings).
[[nodiscard]] std::string bytes_of(const LanguageModel& model, std::int32_t id);

}  // namespace prism
