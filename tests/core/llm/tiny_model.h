// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/model/model.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace prism::test {

struct TinyTensor {
  std::vector<std::int64_t> shape;
  std::vector<float> values;
};

/// A model in Hugging Face's words, held in memory: random or read from files.
struct TinyModel {
  Json config;
  std::map<std::string, TinyTensor> tensors;

  [[nodiscard]] std::int64_t size(const char* key) const { return config.at(key).get<std::int64_t>(); }
};

/// Random weights in the shapes that `config` asks for; q/k/v biases for Qwen 2, q/k norms for Qwen 3.
TinyModel random_model(const Json& config, std::uint64_t seed);
/// A small configuration of this architecture ("MistralForCausalLM"): two layers, four heads, two of keys.
Json tiny_config(const std::string& architecture);
/// Every tensor of an opened model as f32.
TinyModel read_model(const Model& model);

void write_config(const TinyModel& model, const std::filesystem::path& folder);
/// config.json and model.safetensors, or two shards with their index, or pytorch_model.bin.
enum class Layout { single, sharded, pytorch };
void write_folder(const TinyModel& model, const std::filesystem::path& folder,
                  Layout layout = Layout::single);
/// A GGUF file as converters write it: names of its own, and rows of q and k permuted for the Llama form.
/// `rope_factors` become rope_freqs.weight.
void write_gguf_file(const TinyModel& model, const std::filesystem::path& file,
                     const std::vector<float>& rope_factors = {});

/// The normed last states [positions, hidden_size], by plain loops in double precision that share nothing
/// with the program.
std::vector<double> reference_states(const TinyModel& model, const std::vector<std::int64_t>& ids);
/// Logits of one state.
std::vector<double> reference_logits(const TinyModel& model, const double* state);

}  // namespace prism::test
