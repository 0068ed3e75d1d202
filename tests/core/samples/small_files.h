// SPDX-License-Identifier: GPL-3.0-or-later
// Small models and matrices written for tests.
#pragma once

#include "core/base/atomic_file.h"
#include "core/model/writers.h"

#include <filesystem>
#include <string>
#include <vector>

namespace prism::test {

/// rows × cols with value(r, c) = scale·r + c.
inline TensorToWrite matrix(const std::string& name, std::int64_t rows, std::int64_t cols,
                            float scale = 100) {
  TensorToWrite tensor;
  tensor.name = name;
  tensor.shape = {rows, cols};
  tensor.rows = [=](std::int64_t first, std::int64_t count, float* out) {
    for (std::int64_t r = first; r < first + count; ++r)
      for (std::int64_t c = 0; c < cols; ++c) *out++ = scale * static_cast<float>(r) + static_cast<float>(c);
  };
  return tensor;
}

/// A Hugging Face folder: untied head and embedding of `rows` rows, and a byte-level tokenizer.json whose
/// tokens are ASCII without spaces ("Ġ" stands for the space). Further added tokens are special.
inline std::filesystem::path write_model(const std::filesystem::path& folder,
                                         const std::vector<std::string>& tokens,
                                         const std::vector<std::string>& special, std::int64_t rows,
                                         std::int64_t width, std::vector<TensorToWrite> tensors = {}) {
  std::filesystem::create_directory(folder);
  if (tensors.empty())
    tensors = {matrix("lm_head.weight", rows, width, 100),
               matrix("model.embed_tokens.weight", rows, width, -10)};
  write_safetensors(folder / "model.safetensors", tensors);
  std::string vocab;
  for (std::size_t id = 0; id < tokens.size(); ++id)
    vocab += (id == 0 ? "" : ", ") + ("\"" + tokens[id] + "\": ") + std::to_string(id);
  std::string added;
  for (std::size_t i = 0; i < special.size(); ++i)
    added += (i == 0 ? "" : ", ") + ("{\"id\": " + std::to_string(tokens.size() + i) + ", \"content\": \"" +
                                     special[i] + "\", \"special\": true}");
  write_file(folder / "tokenizer.json",
             "{\"added_tokens\": [" + added +
                 "], \"decoder\": {\"type\": \"ByteLevel\"}, \"model\": {\"type\": \"BPE\", "
                 "\"merges\": [], \"vocab\": {" +
                 vocab + "}}}");
  return folder;
}

}  // namespace prism::test
