// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/llm/language_model.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace prism {

/// Throws Error(usage) naming the option that makes no sense.
void check_sampling(const GenerateOptions& options);

/// Chooses the next token. At temperature 0 the most likely one (the lowest id of equals); otherwise drawn
/// from softmax(logits / temperature), limited to the `top_k` most likely, then to the fewest that make up
/// `top_p`. Same seed, same choices.
class Sampler {
 public:
  Sampler(const GenerateOptions& options, std::uint64_t seed);
  /// Throws Error(numeric) when the largest logit is not finite.
  std::int32_t choose(std::span<const float> logits);

 private:
  double m_temperature;
  std::size_t m_top_k;
  double m_top_p;
  Random m_random;
  std::vector<std::pair<float, std::int32_t>> m_candidates;  ///< weight, id
};

}  // namespace prism
