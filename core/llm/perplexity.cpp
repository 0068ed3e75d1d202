// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/llm/decoder_torch.h"
#include "core/llm/language_model.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include <ATen/ATen.h>

namespace prism {
namespace {

/// Positions computed at once: bounds the memory for states and logits.
constexpr std::int64_t kPiece = 256;

/// Σ −log p over a window: ids[i + 1] is predicted at position i from ids[0 … i].
double window_loss(const Decoder& decoder, const at::Tensor& ids, const RunControl& control) {
  KvCache cache;
  double sum = 0;
  const std::int64_t inputs = ids.numel() - 1;
  for (std::int64_t begin = 0; begin < inputs; begin += kPiece) {
    control.check();
    const std::int64_t count = std::min(kPiece, inputs - begin);
    const at::Tensor input = ids.narrow(0, begin, count).unsqueeze(0);
    const at::Tensor target = ids.narrow(0, begin + 1, count).unsqueeze(1);
    const at::Tensor logits = decoder.logits(decoder.forward(decoder.embed(input), &cache).squeeze(0));
    const at::Tensor own = logits.gather(1, target.to(logits.device())).squeeze(1);
    sum += (at::logsumexp(logits, 1) - own).to(at::kDouble).sum().item<double>();
  }
  return sum;
}

}  // namespace

Perplexity perplexity(const LanguageModel& model, const std::string& text, const PerplexityOptions& options,
                      const RunControl& control) {
  const Decoder& decoder = model.decoder();
  const std::int64_t context = decoder.config().context;
  const std::int64_t window = options.window > 0 ? options.window : context;
  if (window < 2 || window > context) {
    throw Error(ErrorCode::usage, fmt::format("windows of {} tokens cannot be predicted", window),
                model.path(), "--window", fmt::format("2 to {}", context));
  }
  EncodeOptions plain;
  plain.add_special = false;
  const std::vector<std::int32_t> tokens = model.tokenizer().encode(text, plain);
  if (tokens.size() < 2) {
    throw Error(ErrorCode::usage, fmt::format("the text has {} tokens", tokens.size()), model.path(),
                "--text", "at least two");
  }
  const at::Tensor ids = at::tensor(tokens, at::kInt).to(at::kLong);
  Perplexity result;
  double sum = 0;
  std::int64_t windows = 0;
  for (std::int64_t begin = 0; begin < ids.numel(); begin += window) {
    if (options.max_windows > 0 && windows == options.max_windows) break;
    // A window reads `window` tokens and predicts the one behind each: the last of them begins the next.
    const std::int64_t count = std::min(window + 1, ids.numel() - begin);
    if (count < 2) break;  // nothing to predict
    sum += window_loss(decoder, ids.narrow(0, begin, count), control);
    result.tokens += count - 1;
    ++windows;
    control.progress("perplexity", static_cast<double>(begin + count - 1), static_cast<double>(ids.numel()),
                     "tokens");
  }
  result.nats_per_token = sum / static_cast<double>(result.tokens);
  if (!std::isfinite(result.nats_per_token)) {
    throw Error(ErrorCode::numeric,
                "the loss is not finite: the model's weights are damaged, or too large for "
                "the arithmetic",
                model.path());
  }
  result.perplexity = std::exp(result.nats_per_token);
  return result;
}

}  // namespace prism
