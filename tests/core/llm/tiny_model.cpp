// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/llm/tiny_model.h"

#include "core/base/atomic_file.h"
#include "core/base/random.h"
#include "core/model/writers.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace prism::test {
namespace {

std::vector<TensorToWrite> to_write(const TinyModel& model) {
  std::vector<TensorToWrite> list;
  for (const auto& [name, tensor] : model.tensors) {
    TensorToWrite write;
    write.name = name;
    write.shape = tensor.shape;
    const float* values = tensor.values.data();
    // A vector is one row for the writers.
    const std::int64_t cols = tensor.shape.back();
    write.rows = [values, cols](std::int64_t first, std::int64_t count, float* out) {
      std::copy_n(values + first * cols, count * cols, out);
    };
    list.push_back(std::move(write));
  }
  return list;
}

/// Bytes of a GGUF file, in order.
struct Bytes {
  std::string data;
  template <typename Number>
  void number(Number value) {
    data.append(reinterpret_cast<const char*>(&value), sizeof(value));
  }
  void text(const std::string& value) {
    number<std::uint64_t>(value.size());
    data += value;
  }
  void key(const std::string& name, std::uint32_t value) {
    text(name);
    number<std::uint32_t>(4);
    number(value);
  }
  void key(const std::string& name, float value) {
    text(name);
    number<std::uint32_t>(6);
    number(value);
  }
  void key(const std::string& name, const std::string& value) {
    text(name);
    number<std::uint32_t>(8);
    text(value);
  }
};

std::string gguf_name(const std::string& name) {
  static const std::map<std::string, std::string> kPlain{{"model.embed_tokens.weight", "token_embd.weight"},
                                                         {"model.norm.weight", "output_norm.weight"},
                                                         {"lm_head.weight", "output.weight"}};
  static const std::map<std::string, std::string> kParts{
      {"input_layernorm", "attn_norm"},    {"post_attention_layernorm", "ffn_norm"},
      {"self_attn.q_proj", "attn_q"},      {"self_attn.k_proj", "attn_k"},
      {"self_attn.v_proj", "attn_v"},      {"self_attn.o_proj", "attn_output"},
      {"self_attn.q_norm", "attn_q_norm"}, {"self_attn.k_norm", "attn_k_norm"},
      {"mlp.gate_proj", "ffn_gate"},       {"mlp.up_proj", "ffn_up"},
      {"mlp.down_proj", "ffn_down"}};
  if (const auto plain = kPlain.find(name); plain != kPlain.end()) return plain->second;
  const std::string rest = name.substr(std::string("model.layers.").size());
  const std::size_t dot = rest.find('.');
  const std::size_t last = rest.rfind('.');
  return "blk." + rest.substr(0, dot) + "." + kParts.at(rest.substr(dot + 1, last - dot - 1)) +
         rest.substr(last);
}

/// Row (head, half, pair) moves to (head, pair, half).
std::vector<float> permuted(const TinyTensor& tensor, std::int64_t heads) {
  const std::int64_t rows = tensor.shape[0];
  const std::int64_t cols = static_cast<std::int64_t>(tensor.values.size()) / rows;
  const std::int64_t width = rows / heads;
  std::vector<float> out(tensor.values.size());
  for (std::int64_t row = 0; row < rows; ++row) {
    const std::int64_t head = row / width, inside = row % width;
    const std::int64_t target = head * width + inside % (width / 2) * 2 + inside / (width / 2);
    std::copy_n(tensor.values.data() + row * cols, cols, out.data() + target * cols);
  }
  return out;
}

}  // namespace

Json tiny_config(const std::string& architecture) {
  return {{"architectures", {architecture}},
          {"hidden_size", 24},
          {"intermediate_size", 40},
          {"num_hidden_layers", 2},
          {"num_attention_heads", 4},
          {"num_key_value_heads", 2},
          {"head_dim", 8},
          {"vocab_size", 50},
          {"max_position_embeddings", 64},
          {"rms_norm_eps", 1e-5},
          {"rope_theta", 500.0},
          {"hidden_act", "silu"},
          {"tie_word_embeddings", false},
          {"rope_scaling", nullptr}};
}

TinyModel random_model(const Json& config, std::uint64_t seed) {
  TinyModel model{config, {}};
  const std::string architecture = config.at("architectures").at(0).get<std::string>();
  const std::int64_t width = model.size("hidden_size"), head = model.size("head_dim");
  const std::int64_t queries = model.size("num_attention_heads") * head;
  const std::int64_t keys = model.size("num_key_value_heads") * head;
  const std::int64_t feed = model.size("intermediate_size");
  Random random(seed);
  const auto add = [&](const std::string& name, std::vector<std::int64_t> shape, double mean, double spread) {
    TinyTensor tensor{std::move(shape), {}};
    const std::int64_t count =
        std::accumulate(tensor.shape.begin(), tensor.shape.end(), std::int64_t{1}, std::multiplies<>());
    for (std::int64_t i = 0; i < count; ++i) {
      tensor.values.push_back(static_cast<float>(mean + spread * random.normal()));
    }
    model.tensors[name] = std::move(tensor);
  };
  add("model.embed_tokens.weight", {model.size("vocab_size"), width}, 0, 1);
  add("model.norm.weight", {width}, 1, 0.2);
  if (!config.at("tie_word_embeddings").get<bool>()) {
    add("lm_head.weight", {model.size("vocab_size"), width}, 0, 0.3);
  }
  for (std::int64_t layer = 0; layer < model.size("num_hidden_layers"); ++layer) {
    const std::string at = "model.layers." + std::to_string(layer) + ".";
    add(at + "input_layernorm.weight", {width}, 1, 0.2);
    add(at + "post_attention_layernorm.weight", {width}, 1, 0.2);
    add(at + "self_attn.q_proj.weight", {queries, width}, 0, 0.4);
    add(at + "self_attn.k_proj.weight", {keys, width}, 0, 0.4);
    add(at + "self_attn.v_proj.weight", {keys, width}, 0, 0.2);
    add(at + "self_attn.o_proj.weight", {width, queries}, 0, 0.2);
    add(at + "mlp.gate_proj.weight", {feed, width}, 0, 0.2);
    add(at + "mlp.up_proj.weight", {feed, width}, 0, 0.2);
    add(at + "mlp.down_proj.weight", {width, feed}, 0, 0.2);
    const bool all_biased = config.value("attention_bias", false);
    if (architecture == "Qwen2ForCausalLM" || all_biased) {
      add(at + "self_attn.q_proj.bias", {queries}, 0, 0.5);
      add(at + "self_attn.k_proj.bias", {keys}, 0, 0.5);
      add(at + "self_attn.v_proj.bias", {keys}, 0, 0.5);
    }
    if (all_biased) add(at + "self_attn.o_proj.bias", {width}, 0, 0.5);
    if (architecture == "Qwen3ForCausalLM") {
      add(at + "self_attn.q_norm.weight", {head}, 1, 0.2);
      add(at + "self_attn.k_norm.weight", {head}, 1, 0.2);
    }
  }
  return model;
}

TinyModel read_model(const Model& model) {
  TinyModel result{model.config, {}};
  if (!result.config.contains("head_dim")) {
    result.config["head_dim"] = result.size("hidden_size") / result.size("num_attention_heads");
  }
  for (const TensorInfo& info : model.tensors.tensors) {
    TinyTensor tensor{info.shape, std::vector<float>(static_cast<std::size_t>(info.elements()))};
    const RowReader rows(model.tensors, info);
    rows.read(0, rows.rows(), tensor.values.data());
    result.tensors[info.name] = std::move(tensor);
  }
  return result;
}

void write_config(const TinyModel& model, const std::filesystem::path& folder) {
  write_file(folder / "config.json", model.config.dump());
}

void write_folder(const TinyModel& model, const std::filesystem::path& folder, Layout layout) {
  write_config(model, folder);
  const std::vector<TensorToWrite> all = to_write(model);
  if (layout == Layout::pytorch) {
    write_pytorch(folder / "pytorch_model.bin", all);
  } else if (layout == Layout::single) {
    write_safetensors(folder / "model.safetensors", all);
  } else {
    const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
    const std::vector<TensorToWrite> parts[] = {{all.begin(), middle}, {middle, all.end()}};
    Json index{{"metadata", Json::object()}, {"weight_map", Json::object()}};
    for (int part = 0; part < 2; ++part) {
      const std::string name = "model-0000" + std::to_string(part + 1) + "-of-00002.safetensors";
      for (const TensorToWrite& tensor : parts[part]) index["weight_map"][tensor.name] = name;
      write_safetensors(folder / name, parts[part]);
    }
    write_file(folder / "model.safetensors.index.json", index.dump());
  }
}

void write_gguf_file(const TinyModel& model, const std::filesystem::path& file,
                     const std::vector<float>& rope_factors) {
  static const std::map<std::string, std::string> kFamilies{{"LlamaForCausalLM", "llama"},
                                                            {"MistralForCausalLM", "llama"},
                                                            {"Qwen2ForCausalLM", "qwen2"},
                                                            {"Qwen3ForCausalLM", "qwen3"}};
  const std::string family = kFamilies.at(model.config.at("architectures").at(0).get<std::string>());
  struct Entry {
    std::string name;
    std::vector<std::int64_t> shape;
    std::vector<float> values;
  };
  std::vector<Entry> entries;
  for (const auto& [name, tensor] : model.tensors) {
    std::vector<float> values = tensor.values;
    if (family == "llama" && name.find(".q_proj.") != std::string::npos) {
      values = permuted(tensor, model.size("num_attention_heads"));
    } else if (family == "llama" && name.find(".k_proj.") != std::string::npos) {
      values = permuted(tensor, model.size("num_key_value_heads"));
    }
    entries.push_back({gguf_name(name), tensor.shape, std::move(values)});
  }
  if (!rope_factors.empty()) {
    entries.push_back({"rope_freqs.weight", {static_cast<std::int64_t>(rope_factors.size())}, rope_factors});
  }
  Bytes keys;
  std::uint64_t count = 0;
  const auto add = [&](const std::string& name, const auto& value) {
    keys.key(name, value);
    ++count;
  };
  add("general.architecture", family);
  for (const auto& [key, field] : {std::pair("block_count", "num_hidden_layers"),
                                   {"embedding_length", "hidden_size"},
                                   {"feed_forward_length", "intermediate_size"},
                                   {"attention.head_count", "num_attention_heads"},
                                   {"attention.head_count_kv", "num_key_value_heads"},
                                   {"attention.key_length", "head_dim"},
                                   {"rope.dimension_count", "head_dim"},
                                   {"attention.sliding_window", "sliding_window"},
                                   {"context_length", "max_position_embeddings"},
                                   {"vocab_size", "vocab_size"}}) {
    const auto found = model.config.find(field);
    if (found != model.config.end() && found->is_number())
      add(family + "." + key, found->get<std::uint32_t>());
  }
  add(family + ".attention.layer_norm_rms_epsilon", model.config.at("rms_norm_eps").get<float>());
  add(family + ".rope.freq_base", model.config.at("rope_theta").get<float>());
  const Json scaling = model.config.value("rope_scaling", Json());
  if (scaling.is_object() && scaling.value("rope_type", "") == "linear") {
    add(family + ".rope.scaling.type", std::string("linear"));
    add(family + ".rope.scaling.factor", scaling.at("factor").get<float>());
  }
  Bytes infos;
  std::string data;
  for (const Entry& entry : entries) {
    infos.text(entry.name);
    infos.number(static_cast<std::uint32_t>(entry.shape.size()));
    for (auto extent = entry.shape.rbegin(); extent != entry.shape.rend(); ++extent) infos.number(*extent);
    infos.number<std::uint32_t>(0);  // F32
    infos.number<std::uint64_t>(data.size());
    data.append(reinterpret_cast<const char*>(entry.values.data()), entry.values.size() * sizeof(float));
    data.resize((data.size() + 31) / 32 * 32);
  }
  Bytes whole;
  whole.data = "GGUF";
  whole.number<std::uint32_t>(3);
  whole.number<std::uint64_t>(entries.size());
  whole.number<std::uint64_t>(count);
  whole.data += keys.data + infos.data;
  whole.data.resize((whole.data.size() + 31) / 32 * 32);
  write_file(file, whole.data + data);
}

}  // namespace prism::test
