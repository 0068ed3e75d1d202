// SPDX-License-Identifier: GPL-3.0-or-later
// model: reads model files of every format, lazily, and finds the matrices that matter in them.
#pragma once

#include "core/base/json.h"
#include "core/base/mapped_file.h"
#include "core/model/dtype.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace prism {

/// One tensor inside a file: no data, only where they are.
struct TensorInfo {
  std::string name;
  DType dtype = DType::f32;
  std::vector<std::int64_t>
      shape;                 ///< row-major, slowest first (GGUF's order is turned round); [] is a scalar
  std::uint64_t offset = 0;  ///< of the first byte in `file`
  std::uint64_t bytes = 0;
  std::size_t file = 0;     ///< index into TensorFile::files
  bool fortran = false;     ///< column-major data (.npy, strided .pt): shape is logical, data transposed
  bool big_endian = false;  ///< elements stand with their highest byte first (.npy)
  /// Element strides when the data is neither row- nor column-major (views in .pt); empty otherwise.
  std::vector<std::int64_t> strides;

  [[nodiscard]] std::int64_t elements() const noexcept;
  [[nodiscard]] std::int64_t rows() const noexcept;  ///< shape[0], or 1 for scalars
  [[nodiscard]] std::int64_t cols() const noexcept;  ///< elements / rows
};

/// What a file (or a set of shards) holds. Opening reads headers only; data stay mapped.
struct TensorFile {
  std::string format;  ///< "safetensors", "gguf", "pytorch", "npy"
  std::vector<std::shared_ptr<const MappedFile>> files;
  std::vector<TensorInfo> tensors;              ///< sorted by name
  std::map<std::string, std::string> metadata;  ///< safetensors __metadata__, scalar GGUF keys as text
  Json gguf = Json::object();         ///< GGUF metadata with types kept; arrays longer than 64 only as
                                      ///< {"array":type,"count":n,"offset":o}
  std::vector<std::string> warnings;  ///< accepted but worth telling (reliability.md "W")

  [[nodiscard]] const TensorInfo* find(const std::string& name) const noexcept;
  /// Throws Error(not_found) listing close names.
  [[nodiscard]] const TensorInfo& get(const std::string& name) const;
  /// Raw bytes of a tensor in the mapped file.
  [[nodiscard]] std::span<const std::byte> data(const TensorInfo& tensor) const;
};

/// Elements and bytes of a tensor; nothing when an extent is negative or the product (zeros left out, so that
/// no part of it overflows either) or the bytes exceed 2⁶³−1. Partial blocks are rounded down.
struct TensorSize {
  std::int64_t elements = 0;
  std::int64_t bytes = 0;
};
[[nodiscard]] std::optional<TensorSize> checked_size(DType dtype, const std::vector<std::int64_t>& shape);

/// Opens by content, not by name: .safetensors, .gguf, zip checkpoint, .npy. Throws Error naming file,
/// position and what was expected; a format nobody knows lists the known ones.
[[nodiscard]] TensorFile open_tensor_file(const std::filesystem::path& path);
[[nodiscard]] TensorFile open_safetensors(const std::filesystem::path& path);
[[nodiscard]] TensorFile open_gguf(const std::filesystem::path& path);
[[nodiscard]] TensorFile open_npy(const std::filesystem::path& path);
/// Zip checkpoints of torch.save. State dicts in dicts, lists and tuples get dotted names
/// ("model.head.weight"); a bare tensor is named "". The CRC-32 of data.pkl is checked, and of records up to
/// 64 KiB (16 MiB in all): checking big ones would mean reading them whole. Unknown names and opcodes of the
/// pickle throw Error(unsupported).
[[nodiscard]] TensorFile open_pytorch(const std::filesystem::path& path);

}  // namespace prism
