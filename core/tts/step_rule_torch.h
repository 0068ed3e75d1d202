// SPDX-License-Identifier: GPL-3.0-or-later
// Inner parts of tts. Not for use outside core/tts and its tests.
#pragma once

#include "core/tts/optimiser_torch.h"
#include "core/tts/train.h"

#include <cstdint>
#include <memory>

namespace prism {

/// How weights follow their gradients. `trainer` "adamw": all by AdamW. "primal": matrices lie on a grid of a
/// few values and move along it by votes (core/lowbit), the rest by AdamW.
class StepRule {
 public:
  virtual ~StepRule() = default;
  /// A batch's backward pass is done.
  virtual void gathered() = 0;
  /// Norm of the gradients, scaled down to `clip` where the rule minds their size.
  virtual double norm(double clip) = 0;
  /// `share` of the learning rate; `step` counts from 1.
  virtual void step(double share, std::int64_t step) = 0;
  /// Whether gradients of several batches add up to that of their mean by a factor on the loss.
  [[nodiscard]] virtual bool wants_mean() const = 0;
  /// All it needs to go on, by name, of any type.
  [[nodiscard]] virtual NamedWeights state() const = 0;
  /// Throws Error(format, mismatch) for a state of another rule or shape.
  virtual void restore(const NamedWeights& state, std::int64_t step) = 0;
};

/// `weights` must outlive it; with "primal" they are brought onto the grid at once. Throws Error.
[[nodiscard]] std::unique_ptr<StepRule> make_step_rule(const NamedWeights& weights,
                                                       const SpeechTrainOptions& options);

}  // namespace prism
