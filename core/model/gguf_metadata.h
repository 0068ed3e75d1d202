// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/tensor_file.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace prism {

/// What a GGUF array holds, whether or not it is long enough to have been left in the file. Nothing if the
/// key is absent or no array.
struct GgufArray {
  std::string type;  ///< "string", "float", "integer", "bool"; empty for an empty array
  std::uint64_t count = 0;
};
[[nodiscard]] std::optional<GgufArray> gguf_array(const TensorFile& file, const std::string& key);

/// Calls `visit(index, text)` for each string of an array, straight from the mapped file: the view lives only
/// during the call. Errors, here and below: not_found without the key, format when it has another type.
void gguf_each_string(const TensorFile& file, const std::string& key,
                      const std::function<void(std::uint64_t, std::string_view)>& visit);
[[nodiscard]] std::vector<std::string> gguf_string_array(const TensorFile& file, const std::string& key);
/// Elements must be f32 or f64: scores stored as integers are refused.
[[nodiscard]] std::vector<float> gguf_float_array(const TensorFile& file, const std::string& key);
/// Elements of any integer type or bool; u64 beyond 2⁶³−1 is refused.
[[nodiscard]] std::vector<std::int64_t> gguf_int_array(const TensorFile& file, const std::string& key);

/// Scalars with their types checked; nothing if absent.
[[nodiscard]] std::optional<std::string> gguf_string(const TensorFile& file, const std::string& key);
[[nodiscard]] std::optional<std::int64_t> gguf_int(const TensorFile& file, const std::string& key);
[[nodiscard]] std::optional<double> gguf_float(const TensorFile& file, const std::string& key);
[[nodiscard]] std::optional<bool> gguf_bool(const TensorFile& file, const std::string& key);

/// The tokenizer as far as it can be wrong without being read: scores and types of the right type and length,
/// byte tokens <0x00>–<0xFF> well formed, special ids inside the vocabulary. Throws Error naming the key.
void check_gguf_vocabulary(const TensorFile& file);

}  // namespace prism
