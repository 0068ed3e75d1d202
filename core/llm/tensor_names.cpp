// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/tensor_names.h"

#include "core/base/error.h"
#include "core/model/close_names.h"

#include <fmt/format.h>
#include <string_view>
#include <vector>

namespace prism {
namespace {

constexpr std::string_view kEmbedding = "embed_tokens.weight";

std::string shape_text(const std::vector<std::int64_t>& shape) {
  return fmt::format("[{}]", fmt::join(shape, ", "));
}

/// Compares tensors with what the configuration says, which is told beside the shape.
class Checker {
 public:
  explicit Checker(const Model& model) : m_model(model) {}

  void require(const std::string& name, const std::vector<std::int64_t>& shape, const char* fields) const {
    if (m_model.tensors.find(name) == nullptr) {
      throw Error(ErrorCode::not_found, "the tensor \"" + shown(name) + "\" is missing", m_model.path, {},
                  shape_text(shape) + " by " + fields);
    }
    check(name, shape, fields);
  }
  void check(const std::string& name, const std::vector<std::int64_t>& shape, const char* fields) const {
    const TensorInfo* tensor = m_model.tensors.find(name);
    if (tensor == nullptr || tensor->shape == shape) return;
    throw Error(ErrorCode::mismatch,
                fmt::format("tensor \"{}\" is {}, but {} make it {}", shown(name), shape_text(tensor->shape),
                            fields, shape_text(shape)),
                m_model.path, {}, shape_text(shape));
  }
  /// A matrix and its bias, if it has one.
  void projection(const std::string& name, std::int64_t out, std::int64_t in, const char* fields,
                  bool bias = false) const {
    require(name, {out, in}, fields);
    if (bias) {
      require(bias_of(name), {out}, fields);
    } else {
      check(bias_of(name), {out}, fields);
    }
  }

 private:
  const Model& m_model;
};

}  // namespace

std::string bias_of(const std::string& weight) {
  return weight.substr(0, weight.size() - std::string_view("weight").size()) + "bias";
}

TensorNames::TensorNames(const Model& model) : m_gguf(model.tensors.find("token_embd.weight") != nullptr) {
  if (m_gguf) {
    m_embedding = "token_embd.weight";
    m_final_norm = "output_norm.weight";
    m_head = "output.weight";
    return;
  }
  if (!model.embedding || !model.embedding->ends_with(kEmbedding)) {
    throw Error(ErrorCode::not_found, "has no input embedding under a known name", model.path, {},
                "\"model.embed_tokens.weight\" or \"token_embd.weight\"");
  }
  m_embedding = *model.embedding;
  m_prefix = m_embedding.substr(0, m_embedding.size() - kEmbedding.size());
  m_final_norm = m_prefix + "norm.weight";
  m_head = "lm_head.weight";
}

BlockNames TensorNames::block(std::int64_t layer) const {
  if (m_gguf) {
    const std::string at = fmt::format("blk.{}.", layer);
    return {at + "attn_norm.weight",   at + "attn_q.weight",      at + "attn_k.weight",
            at + "attn_v.weight",      at + "attn_output.weight", at + "attn_q_norm.weight",
            at + "attn_k_norm.weight", at + "ffn_norm.weight",    at + "ffn_gate.weight",
            at + "ffn_up.weight",      at + "ffn_down.weight"};
  }
  const std::string at = fmt::format("{}layers.{}.", m_prefix, layer);
  return {at + "input_layernorm.weight",  at + "self_attn.q_proj.weight",
          at + "self_attn.k_proj.weight", at + "self_attn.v_proj.weight",
          at + "self_attn.o_proj.weight", at + "self_attn.q_norm.weight",
          at + "self_attn.k_norm.weight", at + "post_attention_layernorm.weight",
          at + "mlp.gate_proj.weight",    at + "mlp.up_proj.weight",
          at + "mlp.down_proj.weight"};
}

void check_shapes(const Model& model, const DecoderConfig& config) {
  const TensorNames names(model);
  const Checker checker(model);
  const std::int64_t width = config.width;
  const std::int64_t queries = config.heads * config.head_width;
  const std::int64_t keys = config.kv_heads * config.head_width;
  checker.require(names.embedding(), {config.vocabulary, width}, "vocab_size and hidden_size");
  checker.require(names.final_norm(), {width}, "hidden_size");
  if (!config.tied) checker.require(names.head(), {config.vocabulary, width}, "vocab_size and hidden_size");
  for (std::int64_t layer = 0; layer < config.layers; ++layer) {
    const BlockNames block = names.block(layer);
    const bool biased = config.form == DecoderForm::qwen2;
    const bool normed = config.form == DecoderForm::qwen3;
    checker.require(block.attention_norm, {width}, "hidden_size");
    checker.projection(block.q, queries, width, "num_attention_heads, head_dim and hidden_size", biased);
    checker.projection(block.k, keys, width, "num_key_value_heads, head_dim and hidden_size", biased);
    checker.projection(block.v, keys, width, "num_key_value_heads, head_dim and hidden_size", biased);
    checker.projection(block.o, width, queries, "hidden_size, num_attention_heads and head_dim");
    if (normed) {
      checker.require(block.q_norm, {config.head_width}, "head_dim");
      checker.require(block.k_norm, {config.head_width}, "head_dim");
    } else if (model.tensors.find(block.q_norm) != nullptr) {
      throw Error(ErrorCode::unsupported,
                  fmt::format("tensor \"{}\" is there, which the {} form has not", shown(block.q_norm),
                              name_of(config.form)),
                  model.path);
    }
    checker.require(block.feed_norm, {width}, "hidden_size");
    checker.projection(block.gate, config.feed_forward, width, "intermediate_size and hidden_size");
    checker.projection(block.up, config.feed_forward, width, "intermediate_size and hidden_size");
    checker.projection(block.down, width, config.feed_forward, "hidden_size and intermediate_size");
  }
}

}  // namespace prism
