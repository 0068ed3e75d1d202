// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/llm/decoder_config.h"
#include "core/model/model.h"

#include <cstdint>
#include <string>

namespace prism {

/// Where the weights of one block stand; biases are named like their matrices.
struct BlockNames {
  std::string attention_norm, q, k, v, o, q_norm, k_norm, feed_norm, gate, up, down;
};

/// Names of a decoder's tensors as the two families of files write them:
/// "model.layers.0.self_attn.q_proj.weight" (also without "model.") and "blk.0.attn_q.weight".
class TensorNames {
 public:
  /// Throws Error(not_found) when there is no input embedding.
  explicit TensorNames(const Model& model);

  [[nodiscard]] const std::string& embedding() const noexcept { return m_embedding; }
  [[nodiscard]] const std::string& final_norm() const noexcept { return m_final_norm; }
  [[nodiscard]] const std::string& head() const noexcept { return m_head; }
  /// Factors of the rotary frequencies that some GGUF files bring.
  [[nodiscard]] static std::string rope_factors() { return "rope_freqs.weight"; }
  [[nodiscard]] BlockNames block(std::int64_t layer) const;

 private:
  bool m_gguf;
  std::string m_prefix, m_embedding, m_final_norm, m_head;
};

/// "….weight" → "….bias"
[[nodiscard]] std::string bias_of(const std::string& weight);

/// Throws Error(not_found) for a missing tensor, Error(mismatch) naming tensor and field for one whose shape
/// contradicts the configuration.
void check_shapes(const Model& model, const DecoderConfig& config);

}  // namespace prism
