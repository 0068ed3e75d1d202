// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/dtype.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace prism {

/// A tensor to be written: the writer asks for its rows when it gets there, so that nothing need be whole in
/// memory.
struct TensorToWrite {
  std::string name;
  DType dtype = DType::f32;  ///< f32, f16, bf16, u8…; GGUF also q8_0 and q4_0
  std::vector<std::int64_t> shape;
  /// Fills out[count·cols] with rows [first, first + count), cols = elements / shape[0] (a vector is one
  /// row).
  std::function<void(std::int64_t first, std::int64_t count, float* out)> rows;
  /// Instead of `rows`: bytes as they stand in the file (for U8 codes and for already converted data).
  std::span<const std::byte> raw;
};

/// Each writes atomically and returns the bytes written. Types the format lacks throw Error(unsupported).
std::uint64_t write_safetensors(const std::filesystem::path& target,
                                const std::vector<TensorToWrite>& tensors,
                                const std::map<std::string, std::string>& metadata = {});
/// Exactly one tensor.
std::uint64_t write_npy(const std::filesystem::path& target, const TensorToWrite& tensor);
/// A state dict that Python's torch.load opens (zip, pickle protocol 2); F32, F16, BF16.
std::uint64_t write_pytorch(const std::filesystem::path& target, const std::vector<TensorToWrite>& tensors);
/// F32, F16, Q8_0, Q4_0 (rows that do not fill blocks are written as F16). `metadata` values are strings.
std::uint64_t write_gguf(const std::filesystem::path& target, const std::vector<TensorToWrite>& tensors,
                         const std::map<std::string, std::string>& metadata = {});
/// The type's number in GGUF files, −1 for types GGUF lacks.
[[nodiscard]] int gguf_type_number(DType dtype) noexcept;
/// Whether a file of this name can hold the type, given as raw bytes.
[[nodiscard]] bool can_hold(const std::filesystem::path& target, DType dtype);
/// Picks the writer by extension (.safetensors, .npy, .pt, .bin, .gguf); Error(usage) for others.
std::uint64_t write_tensors(const std::filesystem::path& target, const std::vector<TensorToWrite>& tensors,
                            const std::map<std::string, std::string>& metadata = {});

}  // namespace prism
