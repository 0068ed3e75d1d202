// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/llm/decoder_torch.h"
#include "core/llm/rotary.h"
#include "core/model/model.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

namespace prism {

/// A matrix [out, in] as it stands in the mapped file or in memory of our own, with its bias (or none).
struct Projection {
  at::Tensor weight;
  at::Tensor bias;
};

/// Projections of the same input, their outputs side by side: one fused matrix where the weights had to be
/// converted anyway, several where they stay mapped.
struct Projections {
  std::vector<Projection> parts;
  /// The mapped bf16 weights that `parts` were widened from, where there are such: the same numbers in half
  /// the bytes, which is what a single position waits for.
  std::vector<Projection> narrow;
  std::int64_t outputs = 0;
};

struct BlockWeights {
  at::Tensor attention_norm, feed_norm;  ///< f32, like all norms
  at::Tensor q_norm, k_norm;             ///< undefined where the form has none
  Projections qkv, o, gate_up, down;
};

/// Everything of a decoder; immutable after load.
struct DecoderWeights {
  DecoderConfig config;
  at::Device device = at::kCPU;
  at::ScalarType stored = at::kFloat;  ///< type of the matrices
  bool keep_narrow = false;            ///< whether projections keep their narrow form too
  at::ScalarType states = at::kFloat;  ///< type of the states: f32 on the processor, `stored` on CUDA
  at::Tensor embedding;                ///< [vocabulary, width], of any float type
  at::Tensor final_norm;
  Projections head;
  std::vector<BlockWeights> blocks;
  Rotary rotary;
  std::vector<std::shared_ptr<const MappedFile>> files;  ///< those that mapped weights lie in

  /// Throws Error(io) when a mapped file was cut since: reading on would end the program.
  void check_files() const;
  /// One block over x [batch, positions, width], in place; the cache has room.
  void block(at::Tensor& x, KvCache& cache, std::int64_t layer) const;
  /// The blocks for a single position on the processor, in place on x[width]; no Torch operations inside.
  void step(float* x, KvCache& cache, std::int64_t from, std::int64_t to) const;
  /// y[outputs] from x[in]; processor and f32 states only.
  static void multiply(const Projections& projections, const float* x, float* y);
};

/// Throws Error; tensors whose type is not the wanted one are converted once.
[[nodiscard]] std::unique_ptr<DecoderWeights> load_weights(const Model& model, const ModelOptions& options,
                                                           const RunControl& control);

/// x [rows, in] → [rows, outputs]
[[nodiscard]] at::Tensor apply(const Projections& projections, const at::Tensor& x);

}  // namespace prism
