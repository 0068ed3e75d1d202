// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/llm/rotary.h"
#include "core/lowbit/lab.h"
#include "core/lowbit/optimizer_torch.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

namespace prism {

/// A decoder of the Llama form while it is trained: block matrices under the optimiser's rule, embedding,
/// head and norms in f32. Weights start from a normal distribution of 1/√inputs (outputs of blocks by
/// 1/√(2·layers) smaller), drawn from the seed.
class TrainedModel {
 public:
  TrainedModel(const LowBitShape& shape, std::int64_t vocabulary, std::int64_t context, const Grid& grid,
               const UpdateOptions& update, std::uint64_t seed);

  /// ids i64 [batch, context + 1] → mean nats per predicted token (a scalar with its graph).
  [[nodiscard]] at::Tensor loss(const at::Tensor& ids);
  [[nodiscard]] LowBitOptimizer& optimizer() noexcept { return *m_optimizer; }
  [[nodiscard]] const LowBitOptimizer& optimizer() const noexcept { return *m_optimizer; }
  /// Embedding, head and norms by their Hugging Face names.
  [[nodiscard]] const std::vector<NamedTensor>& others() const noexcept { return m_others; }
  [[nodiscard]] std::int64_t other_parameters() const noexcept;
  /// config.json
  [[nodiscard]] Json config(std::int32_t end_token) const;

 private:
  at::Tensor block(const at::Tensor& x, std::int64_t layer, const at::Tensor& mask, const at::Tensor& cosine,
                   const at::Tensor& sine);

  LowBitShape m_shape;
  std::int64_t m_vocabulary, m_context;
  Rotary m_rotary;
  std::vector<NamedTensor> m_others;  ///< embedding, head, final norm, then two norms a layer
  std::unique_ptr<LowBitOptimizer> m_optimizer;
};

/// Number of matrices a block has: q, k, v, o, gate, up, down.
inline constexpr std::int64_t kBlockMatrices = 7;

}  // namespace prism
