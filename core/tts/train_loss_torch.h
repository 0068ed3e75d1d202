// SPDX-License-Identifier: GPL-3.0-or-later
// Inner parts of tts. Not for use outside core/tts and its tests.
#pragma once

#include "core/tts/train.h"
#include "core/tts/train_data_torch.h"

#include <ATen/core/Tensor.h>

namespace prism {

/// Each term as a scalar tensor, unweighted means over what is really there; `total` is their weighted sum.
struct LossTensors {
  at::Tensor total, acoustic, cosine, duration, perceptual;
  [[nodiscard]] SpeechLoss values() const;
};
/// Acoustic: mean squared error of normalised features, or cross-entropy of codec tokens (a nat a token).
/// Cosine: 1 − cosine of normalised frames. Duration: squared error of ln(1 + frames). Perceptual: mean
/// absolute error of the features and of their changes over time, averaged over windows of 1, 2, 4, 8 frames.
[[nodiscard]] LossTensors speech_loss(const ProjectorNet& net, const TrainBatch& batch,
                                      const SpeechTrainOptions& options, DropoutKey& key,
                                      at::Tensor* log_durations = nullptr);

}  // namespace prism
