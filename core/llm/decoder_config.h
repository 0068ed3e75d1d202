// SPDX-License-Identifier: GPL-3.0-or-later
// llm: decoder-only language models run from their files: forward passes, generation, perplexity,
// activations.
#pragma once

#include "core/model/model.h"

#include <cstdint>
#include <string>
#include <vector>

namespace prism {

/// Which of the supported forms a model has; they differ in biases, norms of q and k, and sliding windows.
enum class DecoderForm { llama, mistral, qwen2, qwen3 };
[[nodiscard]] const char* name_of(DecoderForm form) noexcept;

struct RopeScaling {
  enum class Kind { none, linear, llama3 } kind = Kind::none;
  double factor = 1;
  double low_freq_factor = 1;   ///< llama3
  double high_freq_factor = 4;  ///< llama3
  double original_context = 8192;
};

/// Sizes and constants of a decoder, from config.json or GGUF metadata.
struct DecoderConfig {
  DecoderForm form = DecoderForm::llama;
  std::int64_t width = 0;  ///< hidden_size
  std::int64_t layers = 0;
  std::int64_t heads = 0;
  std::int64_t kv_heads = 0;
  std::int64_t head_width = 0;
  std::int64_t feed_forward = 0;  ///< intermediate_size
  std::int64_t vocabulary = 0;
  std::int64_t context = 0;  ///< max_position_embeddings
  std::int64_t window = 0;   ///< sliding window of attention; 0 = none
  double norm_epsilon = 1e-5;
  double rope_theta = 10000;
  RopeScaling rope_scaling;
  bool tied = false;
  bool interleaved_rope = false;   ///< GGUF Llama: rotary pairs are neighbours, q/k rows being permuted so
  std::int32_t bos = -1;           ///< of the configuration; −1 = none
  std::vector<std::int32_t> ends;  ///< eos ids of the configuration
};

/// Throws Error(unsupported) naming an architecture, activation or scaling kind nobody here knows,
/// Error(format) for sizes that make no sense, Error(mismatch) when shapes of the tensors contradict them.
[[nodiscard]] DecoderConfig decoder_config(const Model& model);

}  // namespace prism
