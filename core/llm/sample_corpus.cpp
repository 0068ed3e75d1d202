// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/llm/decoder_torch.h"
#include "core/llm/language_model.h"
#include "core/llm/prompt.h"
#include "core/llm/sampler.h"
#include "core/llm/text_stream.h"

#include <algorithm>
#include <utility>

#include <ATen/ATen.h>

namespace prism {
namespace {

/// `count` texts of at most `length` tokens after the prompt, sampled side by side; text i draws from the
/// seed and `first` + i alone.
std::vector<std::vector<std::int32_t>> sample_together(const LanguageModel& model,
                                                       const std::vector<std::int64_t>& prompt,
                                                       std::int64_t count, std::int64_t length,
                                                       std::uint64_t first, const GenerateOptions& options,
                                                       const RunControl& control) {
  const Decoder& decoder = model.decoder();
  const auto rows = static_cast<std::size_t>(count);
  std::vector<std::vector<std::int32_t>> texts(rows);
  std::vector<char> over(rows, 0);
  std::vector<Sampler> samplers;
  for (std::size_t row = 0; row < rows; ++row) {
    samplers.emplace_back(options, mix64(options.seed ^ mix64(first + row)));
  }
  KvCache cache;
  at::Tensor next = at::tensor(prompt, at::kLong).unsqueeze(0).repeat({count, 1});
  for (std::int64_t position = 0; position < length; ++position) {
    control.check();
    const at::Tensor states = decoder.forward(decoder.embed(next), &cache);
    const at::Tensor logits = decoder.logits(states.select(1, states.size(1) - 1)).cpu().contiguous();
    const auto vocabulary = static_cast<std::size_t>(logits.size(1));
    next = at::zeros({count, 1}, at::kLong);
    for (std::size_t row = 0; row < rows; ++row) {
      if (over[row]) continue;
      const std::int32_t id = samplers[row].choose({logits.data_ptr<float>() + row * vocabulary, vocabulary});
      over[row] = is_end(model, id);
      if (over[row]) continue;
      texts[row].push_back(id);
      next[static_cast<std::int64_t>(row)][0] = id;
    }
    if (std::all_of(over.begin(), over.end(), [](char value) { return value != 0; })) break;
  }
  return texts;
}

std::string text_of(const LanguageModel& model, const std::string& prompt,
                    const std::vector<std::int32_t>& ids) {
  TextStream stream({});
  std::string text = prompt + stream.add({});
  for (const std::int32_t id : ids) text += stream.add(bytes_of(model, id));
  text += stream.finish();
  const bool space = prompt.empty() && model.tokenizer().vocabulary().adds_space_prefix;
  return space && text.starts_with(' ') ? text.substr(1) : text;
}

}  // namespace

std::string sample_corpus(const LanguageModel& model, const std::string& prompt, std::int64_t total_tokens,
                          const GenerateOptions& options, std::int64_t batch, const RunControl& control) {
  check_sampling(options);
  if (total_tokens < 1 || batch < 1 || options.max_tokens < 1) {
    throw Error(ErrorCode::usage,
                "a corpus needs at least one token, one text at a time and one token a text");
  }
  const std::vector<std::int64_t> ids = prompt_ids(model, prompt);
  const std::int64_t room = model.config().context - static_cast<std::int64_t>(ids.size()) + 1;
  const std::int64_t length = std::min(options.max_tokens, room);
  std::string corpus;
  std::int64_t done = 0;
  std::uint64_t text = 0;
  int barren = 0;
  while (done < total_tokens) {
    control.progress("sampling text", static_cast<double>(done), static_cast<double>(total_tokens), "tokens");
    const std::int64_t before = done;
    for (std::vector<std::int32_t>& sampled :
         sample_together(model, ids, batch, length, text, options, control)) {
      ++text;
      const auto left = static_cast<std::size_t>(total_tokens - done);
      if (left == 0) break;
      if (sampled.size() > left) sampled.resize(left);
      done += static_cast<std::int64_t>(sampled.size());
      if (!corpus.empty()) corpus += '\n';
      corpus += text_of(model, prompt, sampled);
    }
    // At temperature 0 a model that ends at once would do so for ever.
    barren = done == before ? barren + 1 : 0;
    if (barren == 3) {
      throw Error(ErrorCode::numeric, "the model ends its texts at once, so no corpus can be sampled",
                  model.path());
    }
  }
  return corpus;
}

}  // namespace prism
