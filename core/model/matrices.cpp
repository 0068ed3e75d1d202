// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/matrices.h"

#include "core/model/close_names.h"
#include "core/model/model_config.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace prism {
namespace {

// Full names first: they are sure. Then endings, for models inside models ("language_model.…").
constexpr std::array<std::string_view, 24> kEmbeddings{
    "model.embed_tokens.weight",
    "token_embd.weight",
    "transformer.wte.weight",
    "wte.weight",
    "gpt_neox.embed_in.weight",
    "model.decoder.embed_tokens.weight",
    "decoder.embed_tokens.weight",
    "model.language_model.embed_tokens.weight",
    "language_model.model.embed_tokens.weight",
    "transformer.word_embeddings.weight",
    "transformer.embedding.word_embeddings.weight",
    "word_embeddings.weight",
    "tok_embeddings.weight",
    "model.tok_embeddings.weight",
    "bert.embeddings.word_embeddings.weight",
    "roberta.embeddings.word_embeddings.weight",
    "embeddings.word_embeddings.weight",
    "shared.weight",
    "model.shared.weight",
    "backbone.embeddings.weight",
    "backbone.embedding.weight",
    "rwkv.embeddings.weight",
    "transformer.embd.wte.weight",
    "embed_tokens.weight",
};
constexpr std::array<std::string_view, 5> kEmbeddingEndings{".embed_tokens.weight", ".wte.weight",
                                                            ".word_embeddings.weight",
                                                            ".tok_embeddings.weight", ".embed_in.weight"};
constexpr std::array<std::string_view, 14> kHeads{
    "lm_head.weight",
    "output.weight",
    "embed_out.weight",
    "model.lm_head.weight",
    "transformer.lm_head.weight",
    "language_model.lm_head.weight",
    "model.language_model.lm_head.weight",
    "transformer.output_layer.weight",
    "lm_head.linear.weight",
    "decoder.output_projection.weight",
    "model.output.weight",
    "head.weight",
    "cls.predictions.decoder.weight",
    "lm_head.decoder.weight",
};
constexpr std::array<std::string_view, 3> kHeadEndings{".lm_head.weight", ".embed_out.weight",
                                                       ".output_layer.weight"};

bool is_matrix(const TensorInfo& tensor) {
  return tensor.shape.size() == 2 && tensor.shape[0] > 0 && tensor.shape[1] > 0;
}

const TensorInfo* find_named(const TensorFile& file, std::span<const std::string_view> names,
                             std::span<const std::string_view> endings) {
  for (const std::string_view name : names) {
    const TensorInfo* tensor = file.find(std::string(name));
    if (tensor != nullptr && is_matrix(*tensor)) return tensor;
  }
  for (const std::string_view ending : endings) {
    const TensorInfo* found = nullptr;
    bool unique = true;
    for (const TensorInfo& tensor : file.tensors) {
      if (!is_matrix(tensor) || !tensor.name.ends_with(ending)) continue;
      unique = found == nullptr;
      found = &tensor;
    }
    // Several (an encoder's and a decoder's): the user has to say which.
    if (found != nullptr && unique) return found;
  }
  return nullptr;
}

}  // namespace

void find_matrices(Model& model) {
  const TensorFile& file = model.tensors;
  // A file with one tensor is that matrix: what extract-head writes, or a bare .npy.
  if (file.tensors.size() == 1 && file.gguf.empty()) {
    model.lm_head = model.embedding = file.tensors.front().name;
    model.vocab_size = file.tensors.front().rows();
    return;
  }
  const TensorInfo* embedding = find_named(file, kEmbeddings, kEmbeddingEndings);
  const TensorInfo* head = find_named(file, kHeads, kHeadEndings);
  // "output" and "head" are common names: without the embedding's width they mean something else.
  if (head != nullptr && embedding != nullptr && head->cols() != embedding->cols() &&
      (head->name == "output.weight" || head->name == "head.weight")) {
    head = nullptr;
  }
  const auto says_tied = config_flag(text_config(model.config), "tie_word_embeddings");
  if (embedding != nullptr) {
    model.embedding = embedding->name;
    // Some files keep a copy of the tied matrix under the head's name.
    if (says_tied.value_or(head == nullptr)) {
      model.tied = true;
      head = embedding;
    }
  }
  if (head != nullptr) {
    model.lm_head = head->name;
  } else if (embedding != nullptr) {
    model.warnings.push_back(
        "the configuration says that the head is not tied to the embedding, but no head was found");
  }
  const TensorInfo* rows = head != nullptr ? head : embedding;
  if (rows != nullptr) {
    model.vocab_size = rows->rows();
  } else if (const auto size = model.config.find("vocab_size");
             size != model.config.end() && size->is_number_integer()) {
    model.vocab_size = size->get<std::int64_t>();  // a vocabulary without weights
  }
}

std::string list_of_matrices(const TensorFile& file, std::size_t limit) {
  std::vector<const TensorInfo*> matrices;
  for (const TensorInfo& tensor : file.tensors) {
    if (is_matrix(tensor)) matrices.push_back(&tensor);
  }
  std::stable_sort(matrices.begin(), matrices.end(),
                   [](const TensorInfo* a, const TensorInfo* b) { return a->bytes > b->bytes; });
  std::string text;
  for (const TensorInfo* matrix : std::span(matrices).first(std::min(limit, matrices.size()))) {
    if (!text.empty()) text += ", ";
    text += shown(matrix->name) + " [" + std::to_string(matrix->rows()) + ", " +
            std::to_string(matrix->cols()) + "]";
  }
  if (matrices.size() > limit) text += " and " + std::to_string(matrices.size() - limit) + " more";
  return text.empty() ? "none; there is no matrix in it" : text;
}

}  // namespace prism
