// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model_config.h"

#include "core/base/error.h"
#include "core/model/close_names.h"
#include "core/model/gguf_metadata.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <initializer_list>
#include <string_view>

namespace prism {
namespace {

constexpr std::int64_t kMostLayers = 4096;
constexpr std::int64_t kLargestSize = std::int64_t{1} << 31;

struct Field {
  std::string key;
  std::int64_t value;
};

/// The first of these keys that is there, as a positive size. Lists (one number a layer) and null are left
/// alone.
std::optional<Field> size_field(const Json& config, std::initializer_list<const char*> keys,
                                const std::filesystem::path& source, std::int64_t most = kLargestSize) {
  for (const char* key : keys) {
    const auto found = config.find(key);
    if (found == config.end() || found->is_null() || found->is_array()) continue;
    const std::string position = fmt::format("\"{}\"", key);
    const std::string expected = "a whole number from 1 to " + std::to_string(most);
    if (!found->is_number_integer()) {
      throw Error(ErrorCode::format, "is " + shown(dump_json(*found)), source, position, expected);
    }
    // Unsigned numbers beyond the signed range wrap to negative ones, which are refused as well.
    const auto value = found->get<std::int64_t>();
    if (value < 1 || value > most) {
      throw Error(ErrorCode::format, "is " + dump_json(*found), source, position, expected);
    }
    return Field{key, value};
  }
  return std::nullopt;
}

bool has_any(const Json& config, std::initializer_list<const char*> keys) {
  return std::any_of(keys.begin(), keys.end(), [&](const char* key) {
    const auto found = config.find(key);
    return found != config.end() && !found->is_null();
  });
}

std::string shape_text(const TensorInfo& tensor) {
  std::string text;
  for (const std::int64_t extent : tensor.shape) text += (text.empty() ? "" : ", ") + std::to_string(extent);
  return "tensor \"" + shown(tensor.name) + "\" is [" + text + "]";
}

void require_extent(const TensorInfo& tensor, std::size_t axis, const Field& field,
                    const std::filesystem::path& source) {
  if (tensor.shape.size() != 2 || tensor.shape[axis] == field.value) return;
  throw Error(ErrorCode::mismatch,
              "\"" + field.key + "\" is " + std::to_string(field.value) + ", but " + shape_text(tensor),
              source, "\"" + field.key + "\"",
              std::to_string(field.value) + (axis == 0 ? " rows" : " columns"));
}

bool is_float(DType dtype) {
  return dtype != DType::u8 && dtype != DType::i8 && dtype != DType::i32 && dtype != DType::u32 &&
         dtype != DType::boolean;
}

/// One more than the highest layer number in names such as "model.layers.11.…"; 0 without such names.
std::int64_t layers_in(const TensorFile& file) {
  static constexpr std::array<std::string_view, 4> kPrefixes{"model.layers.", "blk.", "transformer.h.",
                                                             "gpt_neox.layers."};
  std::int64_t layers = 0;
  for (const TensorInfo& tensor : file.tensors) {
    for (const std::string_view prefix : kPrefixes) {
      if (!tensor.name.starts_with(prefix)) continue;
      std::int32_t number = -1;
      const char* begin = tensor.name.data() + prefix.size();
      const auto [end, problem] = std::from_chars(begin, tensor.name.data() + tensor.name.size(), number);
      if (problem == std::errc() && number >= 0) layers = std::max(layers, std::int64_t{number} + 1);
    }
  }
  return layers;
}

}  // namespace

const Json& text_config(const Json& config) {
  for (const char* key : {"text_config", "llm_config", "language_config"}) {
    const auto found = config.find(key);
    if (found != config.end() && found->is_object() && found->contains("hidden_size")) return *found;
  }
  return config;
}

std::optional<bool> config_flag(const Json& config, const std::string& key) {
  const auto found = config.find(key);
  if (found == config.end() || !found->is_boolean()) return std::nullopt;
  return found->get<bool>();
}

Json config_of_gguf(const TensorFile& file) {
  Json config = Json::object();
  const std::string architecture = gguf_string(file, "general.architecture").value_or("");
  if (architecture.empty()) return config;
  config["model_type"] = architecture;
  struct Pair {
    const char* gguf;
    const char* hugging_face;
  };
  static constexpr std::array kScalars{
      Pair{"block_count", "num_hidden_layers"},
      Pair{"embedding_length", "hidden_size"},
      Pair{"feed_forward_length", "intermediate_size"},
      Pair{"attention.head_count", "num_attention_heads"},
      Pair{"attention.head_count_kv", "num_key_value_heads"},
      Pair{"attention.key_length", "head_dim"},
      Pair{"attention.layer_norm_rms_epsilon", "rms_norm_eps"},
      Pair{"attention.layer_norm_epsilon", "layer_norm_eps"},
      Pair{"attention.sliding_window", "sliding_window"},
      Pair{"rope.freq_base", "rope_theta"},
      Pair{"context_length", "max_position_embeddings"},
      Pair{"expert_count", "num_local_experts"},
      Pair{"expert_used_count", "num_experts_per_tok"},
      Pair{"vocab_size", "vocab_size"},
  };
  for (const Pair& pair : kScalars) {
    const auto found = file.gguf.find(architecture + "." + pair.gguf);
    if (found != file.gguf.end() && !found->is_object()) config[pair.hugging_face] = *found;
  }
  for (const auto& [key, field] : {std::pair("bos", "bos_token_id"), std::pair("eos", "eos_token_id")}) {
    const auto id = gguf_int(file, "tokenizer.ggml." + std::string(key) + "_token_id");
    if (id) config[field] = *id;
  }
  if (!config.contains("vocab_size")) {
    if (const auto tokens = gguf_array(file, "tokenizer.ggml.tokens")) config["vocab_size"] = tokens->count;
  }
  if (file.find("token_embd.weight") != nullptr) {
    config["tie_word_embeddings"] = file.find("output.weight") == nullptr;
  }
  return config;
}

void check_config(const Model& model, const std::filesystem::path& source) {
  const Json& config = text_config(model.config);
  const auto hidden = size_field(config, {"hidden_size", "n_embd", "d_model"}, source);
  const auto heads = size_field(config, {"num_attention_heads", "n_head"}, source);
  const auto layers = size_field(config, {"num_hidden_layers", "n_layer"}, source, kMostLayers);
  const auto vocabulary = size_field(config, {"vocab_size"}, source);
  const bool has_head_size =
      has_any(config, {"head_dim", "d_kv", "qk_nope_head_dim", "kv_channels", "attention_head_size"});
  if (hidden && heads && !has_head_size && hidden->value % heads->value != 0) {
    throw Error(ErrorCode::format,
                "\"" + hidden->key + "\" " + std::to_string(hidden->value) + " is not divided by \"" +
                    heads->key + "\" " + std::to_string(heads->value),
                source, "\"" + heads->key + "\"", "a divisor");
  }
  if (const std::int64_t found = layers_in(model.tensors); layers && found > 0 && found < layers->value) {
    throw Error(ErrorCode::mismatch,
                "\"" + layers->key + "\" is " + std::to_string(layers->value) + ", but the tensors make up " +
                    std::to_string(found) + " layers",
                source, "\"" + layers->key + "\"");
  }
  // Some models embed in fewer dimensions than they compute in.
  auto width = size_field(config, {"word_embed_proj_dim", "embedding_size"}, source);
  if (!width) width = hidden;
  for (const auto& name : {model.embedding, model.lm_head}) {
    const TensorInfo* tensor = name ? model.tensors.find(*name) : nullptr;
    if (tensor == nullptr || !is_float(tensor->dtype)) continue;
    if (width) require_extent(*tensor, 1, *width, source);
    if (vocabulary) require_extent(*tensor, 0, *vocabulary, source);
  }
  for (const char* name : {"model.layers.0.self_attn.q_proj.weight", "model.layers.0.mlp.gate_proj.weight",
                           "blk.0.attn_q.weight", "blk.0.ffn_gate.weight"}) {
    const TensorInfo* tensor = model.tensors.find(name);
    // Packed integers of quantised checkpoints have shapes of their own.
    if (tensor != nullptr && hidden && is_float(tensor->dtype)) require_extent(*tensor, 1, *hidden, source);
  }
}

}  // namespace prism
