// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/llm/decoder_config.h"
#include "core/llm/language_model.h"

#include <cstdint>
#include <memory>
#include <vector>

#include <ATen/core/Tensor.h>

namespace prism {

struct DecoderWeights;  // weights_torch.h

/// Keys and values of the positions seen so far, one entry a layer; belongs to one batch of sequences.
class KvCache {
 public:
  [[nodiscard]] std::int64_t length() const noexcept { return m_length; }
  void truncate(std::int64_t length);  ///< forgets later positions; at 0 another batch may begin

 private:
  friend class Decoder;
  friend struct DecoderWeights;
  /// Room for `count` more positions of a layer; grows geometrically up to `limit`.
  void reserve(std::size_t layer, std::int64_t batch, std::int64_t count, std::int64_t limit,
               const DecoderWeights& weights);

  std::vector<at::Tensor> m_keys, m_values;  ///< [batch, kv_heads, capacity, head_width]
  std::int64_t m_length = 0;
};

/// The network alone. Layers count from 0 (the embedding's output) to config().layers (the output of the last
/// block after the final norm: what the head reads); layer l in between is the output of block l before any
/// norm. Immutable after load: concurrent calls need caches of their own. No gradients.
class Decoder {
 public:
  /// Weights stay mapped where the file's dtype is the one wanted, and are converted once otherwise. On the
  /// processor bf16 weights are widened exactly inside the products: states and sums are f32 there.
  /// Weights that are not finite are warned about where they are converted. Throws Error, Stopped.
  [[nodiscard]] static std::shared_ptr<const Decoder> load(const Model& model, const ModelOptions& options,
                                                           const RunControl& control = {});
  ~Decoder();

  [[nodiscard]] const DecoderConfig& config() const noexcept;
  [[nodiscard]] at::Device device() const;
  [[nodiscard]] at::ScalarType dtype() const;  ///< of states: f32 on the processor, that of weights on CUDA
  [[nodiscard]] at::ScalarType weight_dtype() const;

  /// ids [batch, positions] i64 → [batch, positions, width]. Throws Error(usage) for ids outside.
  [[nodiscard]] at::Tensor embed(const at::Tensor& ids) const;
  /// States of `layer` carried on: from the input of block `from` (0: embeddings) through to layer `to` (−1:
  /// the last, normed). With a cache the states are the positions after those in it, and it grows (a cache
  /// belongs to one range of blocks). Any float type and device is taken. Throws Error(usage) beyond the
  /// context.
  [[nodiscard]] at::Tensor forward(const at::Tensor& states, KvCache* cache = nullptr, std::int64_t from = 0,
                                   std::int64_t to = -1) const;
  /// [.., width] normed states → logits [.., vocabulary] in f32.
  [[nodiscard]] at::Tensor logits(const at::Tensor& states) const;

 private:
  explicit Decoder(std::unique_ptr<DecoderWeights> weights);
  std::unique_ptr<DecoderWeights> m_weights;
};

}  // namespace prism
