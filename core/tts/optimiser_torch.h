// SPDX-License-Identifier: GPL-3.0-or-later
// Inner parts of tts. Not for use outside core/tts and its tests.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <ATen/core/Tensor.h>

namespace prism {

using NamedWeights = std::vector<std::pair<std::string, at::Tensor>>;

/// √Σ‖gradient‖² over all weights; gradients above `clip` (0: none) are scaled down to it.
double clip_gradients(const NamedWeights& weights, double clip);
void clear_gradients(const NamedWeights& weights);

/// AdamW (Loshchilov and Hutter 2019); decay on matrices only. On the processor one pass over memory a
/// weight, the same result whatever the number of threads.
class AdamW {
 public:
  AdamW(const NamedWeights& weights, double weight_decay);
  /// `step` counts from 1.
  void step(double learning_rate, std::int64_t step);

  std::vector<at::Tensor> first, second;  ///< moments, in the order of the weights

 private:
  const NamedWeights& m_weights;
  double m_decay;
};

/// Share of the learning rate: a straight warm-up, then half a cosine down to a twentieth at `done` = 1.
[[nodiscard]] double learning_rate_share(std::int64_t step, std::int64_t warmup, double done);

}  // namespace prism
