// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/model/rows.h"
#include "core/model/tensor_file.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace prism {

/// An opened model: a Hugging Face directory (sharded or not), or one file of any format.
struct Model {
  std::filesystem::path path;
  TensorFile tensors;
  Json config = Json::object();  ///< config.json, or the same fields read out of GGUF metadata; may be empty
  std::string architecture;      ///< "LlamaForCausalLM", GGUF "llama"; empty if unknown
  std::filesystem::path tokenizer;  ///< file that holds the vocabulary (tokenizer.json, tokenizer.model, the
                                    ///< GGUF itself); empty if none
  std::optional<std::string> lm_head;    ///< tensor name; the embedding's when tied
  std::optional<std::string> embedding;  ///< tensor name
  bool tied = false;
  std::int64_t vocab_size = 0;  ///< rows of head or embedding; 0 if neither
  std::vector<std::string> warnings;

  [[nodiscard]] std::int64_t parameters() const noexcept;
  [[nodiscard]] std::uint64_t bytes() const noexcept;  ///< of all tensors
  /// Rows of the output head [vocab, d]; throws Error(not_found) that lists the matrices there are and names
  /// --layer-name. `layer_name` overrides the search.
  [[nodiscard]] RowReader head(const std::string& layer_name = {}) const;
  [[nodiscard]] RowReader input_embedding(const std::string& layer_name = {}) const;
};

/// Opens headers only. Directory: config.json, *.safetensors with or without index, or pytorch_model*.bin.
/// config.json is checked against tensor shapes (Error(mismatch) naming both). A bare .npy has one tensor "".
[[nodiscard]] Model open_model(const std::filesystem::path& path);

/// One line of the Pair page's list of models.
struct FoundModel {
  std::filesystem::path path;
  std::string name;  ///< "org/name" for the Hugging Face cache, else the folder or file name
  std::uint64_t bytes = 0;
  std::string problem;  ///< why it cannot be opened; empty if it can
};
/// The Hugging Face cache ($HF_HUB_CACHE, $HF_HOME/hub, ~/.cache/huggingface/hub) and `folders`, two levels
/// deep.
[[nodiscard]] std::vector<FoundModel> find_models(const std::vector<std::filesystem::path>& folders,
                                                  const RunControl& control = {});

}  // namespace prism
