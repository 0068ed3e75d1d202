// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/prompt.h"

#include "core/base/error.h"

#include <algorithm>
#include <fmt/format.h>

namespace prism {

std::vector<std::int64_t> prompt_ids(const LanguageModel& model, const std::string& prompt) {
  const std::vector<TextToken> tokens = model.tokenizer().tokens(prompt, EncodeOptions{});
  std::vector<std::int64_t> ids;
  for (const TextToken& token : tokens) ids.push_back(token.id);
  // Some tokenizers close every text; one that is to go on must stay open.
  while (ids.size() > 1 && tokens[ids.size() - 1].begin == tokens[ids.size() - 1].end &&
         is_end(model, static_cast<std::int32_t>(ids.back()))) {
    ids.pop_back();
  }
  if (ids.empty()) {
    const std::int32_t bos = model.tokenizer().bos() >= 0 ? model.tokenizer().bos() : model.config().bos;
    if (bos < 0) {
      throw Error(ErrorCode::usage, "the prompt is empty and the model has no token that begins a text",
                  model.path(), "--prompt", "a text");
    }
    ids.push_back(bos);
  }
  if (static_cast<std::int64_t>(ids.size()) > model.config().context) {
    throw Error(ErrorCode::usage,
                fmt::format("the prompt has {} tokens, the context of the model holds {}", ids.size(),
                            model.config().context),
                model.path(), "--prompt", "a shorter prompt");
  }
  return ids;
}

bool is_end(const LanguageModel& model, std::int32_t id) {
  const auto holds = [id](const std::vector<std::int32_t>& ends) {
    return std::find(ends.begin(), ends.end(), id) != ends.end();
  };
  return holds(model.tokenizer().ends()) || holds(model.config().ends);
}

std::string bytes_of(const LanguageModel& model, std::int32_t id) {
  const Vocabulary& vocabulary = model.tokenizer().vocabulary();
  if (id >= vocabulary.size() || vocabulary.tokens[static_cast<std::size_t>(id)].special) return {};
  return model.tokenizer().bytes_of(id);
}

}  // namespace prism
