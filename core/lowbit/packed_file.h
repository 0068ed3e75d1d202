// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/lowbit/packed.h"
#include "core/model/tensor_file.h"
#include "core/model/writers.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace prism {

/// A packed file: safetensors with `NAME.codes` (U8 [rows, row bytes]), `NAME.lut` (F32 [levels]) and
/// `NAME.scales` (F32 [rows]) for each low-bit matrix (a bare matrix has the empty NAME and no dot), and all
/// other tensors at their own type. `__metadata__`: format "prism-packed 1"; `matrices`, JSON
/// {NAME: {rows, cols, bits, grid}}; `config`, the model's config.json where there is one; `run`.
struct PackedFile {
  std::filesystem::path path;
  std::vector<std::pair<std::string, PackedMatrix>> matrices;  ///< by name
  TensorFile tensors;                                          ///< the whole file; keeps the mapping
  std::vector<TensorInfo> others;                              ///< tensors that are not part of a matrix
  Json config = Json::object();                                ///< of the model; empty for bare matrices
  std::map<std::string, std::string> metadata;

  [[nodiscard]] const PackedMatrix* find(const std::string& name) const noexcept;
  [[nodiscard]] std::int64_t low_bit_parameters() const noexcept;
  [[nodiscard]] std::int64_t parameters() const noexcept;      ///< with the others
  [[nodiscard]] std::uint64_t low_bit_bytes() const noexcept;  ///< codes, scales, tables
  [[nodiscard]] std::uint64_t bytes() const noexcept;          ///< of all tensors
};

/// Whether a safetensors file says it is one of these.
[[nodiscard]] bool is_packed(const TensorFile& file);
/// Opens headers, tables and scales; codes stay mapped. Throws Error(format) naming file and tensor: a table
/// unsorted, not finite or larger than its bits; scales missing, not finite, negative or of another count
/// than the rows; codes of the wrong length (odd lengths, truncated); codes beyond the table (all are
/// checked).
[[nodiscard]] PackedFile open_packed(const std::filesystem::path& path);
[[nodiscard]] PackedFile packed_from(TensorFile file, const std::filesystem::path& path);

/// Every tensor for other programs, by the target's extension: matrices dequantised row by row as `dtype`,
/// the others converted to it too. Returns the bytes written. Throws Error.
std::uint64_t export_packed(const PackedFile& file, const std::filesystem::path& target, DType dtype);

/// Returns the bytes written. `others` are written as they are.
std::uint64_t write_packed(const std::filesystem::path& target,
                           const std::vector<std::pair<std::string, PackedMatrix>>& matrices,
                           const std::vector<TensorToWrite>& others = {}, const Json& config = Json::object(),
                           const std::map<std::string, std::string>& metadata = {});

}  // namespace prism
