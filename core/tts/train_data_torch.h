// SPDX-License-Identifier: GPL-3.0-or-later
// Inner parts of tts. Not for use outside core/tts and its tests.
#pragma once

#include "core/tts/feature_store.h"
#include "core/tts/projector_torch.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

namespace prism {

/// Utterances with what is wanted of them.
struct TrainBatch {
  UnitBatch units;
  at::Tensor durations;  ///< i64 [B, U]
  at::Tensor spoken;     ///< bool [B, U]: units that are no silence
  at::Tensor target;     ///< f32 [B, T, target_width]
  at::Tensor counts;     ///< i64 [B]: frames
  std::int64_t frames = 0;
  [[nodiscard]] TrainBatch to(const at::Device& device) const;
};

/// Chooses and assembles batches. What a step gets follows from seed and number alone.
class TrainData {
 public:
  /// Utterances are split by a seeded choice. Throws Error(usage) when nothing is left to train on.
  TrainData(const FeatureStore& features, double validation_share, int batch, std::uint64_t seed);

  [[nodiscard]] TrainBatch training(std::int64_t number) const;
  /// At most some sixty utterances, in batches of like length.
  [[nodiscard]] std::vector<std::vector<std::int64_t>> validation() const;
  [[nodiscard]] TrainBatch assemble(std::span<const std::int64_t> utterances) const;
  [[nodiscard]] const std::vector<std::int64_t>& train() const noexcept { return m_train; }
  /// 0: the units are tokens.
  [[nodiscard]] std::int64_t phones() const noexcept { return m_phones; }
  /// Means and deviations of the training part, as ProjectorNet::set_scales takes them.
  struct Scales {
    at::Tensor input_mean, input_deviation, target_mean, target_deviation;
  };
  [[nodiscard]] Scales scales() const;

 private:
  [[nodiscard]] std::vector<std::vector<std::int64_t>> epoch(std::int64_t number) const;

  const FeatureStore& m_features;
  std::uint64_t m_seed;
  std::size_t m_batch;
  std::int64_t m_phones = 0;
  std::map<std::string, std::int64_t> m_ids;
  std::vector<std::int64_t> m_train, m_validation;
  std::vector<std::int64_t> m_frames;  ///< of every utterance
  mutable std::int64_t m_epoch_number = -1;
  mutable std::vector<std::vector<std::int64_t>> m_epoch;
};

}  // namespace prism
