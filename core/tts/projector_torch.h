// SPDX-License-Identifier: GPL-3.0-or-later
// Inner parts of tts. Not for use outside core/tts and its tests.
#pragma once

#include "core/tts/projector.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <ATen/core/Tensor.h>

namespace prism {

/// Utterances side by side, filled up behind their ends; what stands there changes nothing.
struct UnitBatch {
  at::Tensor tokens;        ///< f32 [B, N, llm_width]: the language model's states
  at::Tensor token_counts;  ///< i64 [B], each > 0
  at::Tensor unit_tokens;   ///< i64 [B, U]: whose features a unit carries, −1 = none
  at::Tensor unit_phones;   ///< i64 [B, U]: below `phones`, or `phones` for a label never seen
  at::Tensor unit_counts;   ///< i64 [B], each > 0
  [[nodiscard]] UnitBatch to(const at::Device& device) const;
};

/// What is known of a batch before lengths are.
struct EncodedUnits {
  at::Tensor memory;      ///< [B, N, width]: the tokens, for the frames to attend to
  at::Tensor token_mask;  ///< bool [B, N]
  at::Tensor hidden;      ///< [B, U, width]
  at::Tensor unit_mask;   ///< bool [B, U]
};

/// Centres c_i = Σ_{j≤i} d_j − d_i/2 of units of `durations` [B, U] (frames).
[[nodiscard]] at::Tensor unit_centres(const at::Tensor& durations);
/// Gaussian upsampling [B, frames, U]: softmax over units with frames of −(t + ½ − c_i)²/(2σ_i²) − ln σ_i.
/// Every row sums to 1, units of zero duration get 0 (design audio §3; Shen et al. 2020, eq. 3–4).
[[nodiscard]] at::Tensor gaussian_upsampling(const at::Tensor& durations, const at::Tensor& ranges,
                                             std::int64_t frames);

/// Where dropout's choices come from: key and call number decide them, so that a step can be repeated without
/// any generator's state. On the processor each value is dropped by one byte of a hash.
struct DropoutKey {
  std::uint64_t key = 0;
  std::uint64_t calls = 0;
  bool active = false;
};
[[nodiscard]] at::Tensor dropout(const at::Tensor& values, double share, DropoutKey& key);

/// The network (design audio §3). Weights are leaves of autograd; names are those of a checkpoint.
class ProjectorNet {
 public:
  /// Random weights by `seed`; without one they are left to be set.
  ProjectorNet(const ProjectorConfig& config, std::optional<std::uint64_t> seed);

  [[nodiscard]] const ProjectorConfig& config() const noexcept { return m_config; }
  /// All trained tensors in the order they are used.
  [[nodiscard]] const std::vector<std::pair<std::string, at::Tensor>>& weights() const noexcept {
    return m_weights;
  }
  /// Means and deviations the inputs and targets are normalised by, not trained: "input.mean" [llm_width],
  /// "input.deviation", "target.mean" [target_width], "target.deviation".
  [[nodiscard]] std::vector<std::pair<std::string, at::Tensor>> scales() const;
  void set_scales(at::Tensor input_mean, at::Tensor input_deviation, at::Tensor target_mean,
                  at::Tensor target_deviation);
  /// By name, weights and scales alike; false for a name it does not have. Sizes must fit.
  bool set(const std::string& name, const at::Tensor& value);
  void to(const at::Device& device);

  [[nodiscard]] EncodedUnits encode(const UnitBatch& batch, DropoutKey& key) const;
  /// ln(1 + frames) [B, U].
  [[nodiscard]] at::Tensor log_durations(const EncodedUnits& units, DropoutKey& key) const;
  /// σ [B, U] ≥ ½ of units of these durations [B, U].
  [[nodiscard]] at::Tensor ranges(const EncodedUnits& units, const at::Tensor& durations) const;
  /// Normalised features [B, frames, target_width], or logits [B, frames, codebooks, codebook_size]; rows
  /// behind an utterance's own frames mean nothing. `upsampling` gets the matrix when given.
  [[nodiscard]] at::Tensor decode(const EncodedUnits& units, const at::Tensor& durations, std::int64_t frames,
                                  DropoutKey& key, at::Tensor* upsampling = nullptr) const;
  /// Targets as the loss sees them, and back.
  [[nodiscard]] at::Tensor normalised(const at::Tensor& target) const;
  [[nodiscard]] at::Tensor restored(const at::Tensor& features) const;

 private:
  struct Normal {
    at::Tensor weight, bias;
  };
  struct Linear {
    at::Tensor weight, bias;
  };
  struct Convolution {
    Linear taps;
    int kernel = 3;
  };
  struct UnitBlock {
    Convolution convolution;
    Normal norm;
  };
  struct AttentionBlock {
    Normal before, before_feed;
    Linear query, key, value, out, widen, narrow;
  };
  struct FrameBlock {
    Normal norm;
    Convolution convolution;
    Linear out;
  };
  class Maker;

  [[nodiscard]] at::Tensor unit_blocks(const std::vector<UnitBlock>& blocks, at::Tensor hidden,
                                       const at::Tensor& mask, DropoutKey& key) const;
  [[nodiscard]] at::Tensor attend(const AttentionBlock& block, const at::Tensor& frames,
                                  const EncodedUnits& units) const;

  ProjectorConfig m_config;
  std::vector<std::pair<std::string, at::Tensor>> m_weights;
  Linear m_first, m_second;
  Normal m_first_norm, m_second_norm;
  at::Tensor m_phones;
  std::vector<UnitBlock> m_encoder, m_duration;
  Linear m_duration_out, m_range, m_place;
  std::vector<AttentionBlock> m_attention;
  std::vector<FrameBlock> m_frames;
  Normal m_head_norm;
  Linear m_head;
  at::Tensor m_input_mean, m_input_deviation, m_target_mean, m_target_deviation;
};

}  // namespace prism
