// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/model/close_names.h"
#include "core/model/gguf_metadata.h"

#include <cctype>

namespace prism {
namespace {

constexpr std::int64_t kByteToken = 6;  // "LLAMA_TOKEN_TYPE_BYTE" in tokenizer.ggml.token_type

[[noreturn]] void refuse(const TensorFile& file, const std::string& key, const std::string& reason,
                         const std::string& expected) {
  throw Error(ErrorCode::format, reason, file.files.empty() ? std::filesystem::path() : file.files[0]->path(),
              "metadata \"" + key + "\"", expected);
}

bool is_byte_token(std::string_view text) {
  const auto is_hex = [](char letter) { return std::isxdigit(static_cast<unsigned char>(letter)) != 0; };
  return text.size() == 6 && text.starts_with("<0x") && text.ends_with(">") && is_hex(text[3]) &&
         is_hex(text[4]);
}

void require_length(const TensorFile& file, const std::string& key, std::size_t length,
                    std::uint64_t tokens) {
  if (length != tokens) {
    refuse(file, key, "has " + std::to_string(length) + " elements",
           std::to_string(tokens) + ", one for each token");
  }
}

}  // namespace

void check_gguf_vocabulary(const TensorFile& file) {
  const std::string tokens_key = "tokenizer.ggml.tokens";
  const std::string scores_key = "tokenizer.ggml.scores";
  const std::string types_key = "tokenizer.ggml.token_type";
  if (!file.gguf.contains(tokens_key)) return;
  const auto array = gguf_array(file, tokens_key);
  if (!array || (array->count > 0 && array->type != "string")) {
    refuse(file, tokens_key, "is no array of strings", "an array of strings");
  }
  if (file.gguf.contains(scores_key)) {
    require_length(file, scores_key, gguf_float_array(file, scores_key).size(), array->count);
  }
  std::vector<std::int64_t> types;
  if (file.gguf.contains(types_key)) {
    types = gguf_int_array(file, types_key);
    require_length(file, types_key, types.size(), array->count);
  }
  if (gguf_string(file, "tokenizer.ggml.model").value_or("") == "llama") {
    gguf_each_string(file, tokens_key, [&](std::uint64_t index, std::string_view text) {
      const bool claims_a_byte =
          types.empty() ? text.starts_with("<0x") && text.ends_with(">") : types[index] == kByteToken;
      if (claims_a_byte && !is_byte_token(text)) {
        refuse(file, tokens_key,
               "byte token " + std::to_string(index) + " is spelled \"" + shown(std::string(text)) + "\"",
               "<0x00> to <0xFF>");
      }
    });
  }
  for (const char* key : {"tokenizer.ggml.bos_token_id", "tokenizer.ggml.eos_token_id"}) {
    const auto id = gguf_int(file, key);
    if (id && (*id < 0 || static_cast<std::uint64_t>(*id) >= array->count)) {
      refuse(file, key, "is " + std::to_string(*id),
             "an id below the vocabulary's " + std::to_string(array->count) + " tokens");
    }
  }
}

}  // namespace prism
