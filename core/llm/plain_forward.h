// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/llm/decoder_config.h"
#include "core/model/model.h"

#include <cstdint>
#include <string>
#include <vector>

namespace prism {

/// A Llama-form decoder as anyone would write it with loops over f32 arrays, the compiler's vectors and
/// OpenMP allowed: what the benchmark compares the decoder with. Nothing else uses it.
class PlainForward {
 public:
  /// Copies all weights as f32. Throws Error(unsupported) for other forms, for biases and for scaled rotary.
  explicit PlainForward(const Model& model);

  /// Logits [vocabulary] after one more token.
  const std::vector<float>& step(std::int32_t id);
  void reset() noexcept { m_position = 0; }

 private:
  struct Block {
    std::vector<float> attention_norm, q, k, v, o, feed_norm, gate, up, down;
    std::vector<float> keys, values;  ///< [context, kv_heads · head_width]
  };
  [[nodiscard]] static std::vector<float> read(const Model& model, const std::string& name);
  void attention(Block& block);

  DecoderConfig m_config;
  std::vector<float> m_embedding, m_final_norm, m_head;
  std::vector<Block> m_blocks;
  std::int64_t m_position = 0;
  std::vector<float> m_x, m_normed, m_q, m_mixed, m_scores, m_gate, m_up, m_logits, m_cosine, m_sine;
};

}  // namespace prism
