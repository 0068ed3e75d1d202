// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/tensor_file.h"

#include "core/base/error.h"
#include "core/model/close_names.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

namespace prism {
namespace {

bool begins_with(std::span<const std::byte> bytes, std::string_view magic, std::size_t offset = 0) {
  return bytes.size() >= offset + magic.size() &&
         std::memcmp(bytes.data() + offset, magic.data(), magic.size()) == 0;
}

/// A length of a plausible header, then JSON. Blanks are allowed so that the reader itself can warn.
bool looks_like_safetensors(std::span<const std::byte> bytes) {
  if (bytes.size() < 9) return false;
  std::uint64_t length = 0;
  std::memcpy(&length, bytes.data(), 8);
  const auto first = static_cast<char>(bytes[8]);
  return length <= 100'000'000 && (first == '{' || first == ' ');
}

}  // namespace

std::int64_t TensorInfo::elements() const noexcept {
  std::int64_t product = 1;
  for (const std::int64_t extent : shape) product *= extent;
  return product;
}

std::int64_t TensorInfo::rows() const noexcept {
  return shape.empty() ? 1 : shape.front();
}

std::int64_t TensorInfo::cols() const noexcept {
  std::int64_t product = 1;
  for (std::size_t axis = 1; axis < shape.size(); ++axis) product *= shape[axis];
  return product;
}

const TensorInfo* TensorFile::find(const std::string& name) const noexcept {
  const auto place = std::lower_bound(tensors.begin(), tensors.end(), name,
                                      [](const TensorInfo& a, const std::string& b) { return a.name < b; });
  return place != tensors.end() && place->name == name ? &*place : nullptr;
}

const TensorInfo& TensorFile::get(const std::string& name) const {
  if (const TensorInfo* tensor = find(name); tensor != nullptr) return *tensor;
  std::vector<std::string> names;
  names.reserve(tensors.size());
  for (const TensorInfo& tensor : tensors) names.push_back(tensor.name);
  const std::filesystem::path file = files.empty() ? std::filesystem::path() : files.front()->path();
  throw Error(ErrorCode::not_found, "has no tensor \"" + shown(name) + "\"", file, {},
              names.empty() ? std::string("a file with tensors")
                            : "one of its tensors, such as " + listed(close_names(name, names)));
}

std::span<const std::byte> TensorFile::data(const TensorInfo& tensor) const {
  const MappedFile& file = *files.at(tensor.file);
  if (tensor.offset > file.size() || tensor.bytes > file.size() - tensor.offset) {
    throw Error(ErrorCode::io, "tensor \"" + shown(tensor.name) + "\" lies outside the file", file.path(),
                "offset " + std::to_string(tensor.offset));
  }
  return file.bytes().subspan(tensor.offset, tensor.bytes);
}

std::optional<TensorSize> checked_size(DType dtype, const std::vector<std::int64_t>& shape) {
  std::int64_t product = 1;
  bool empty = false;
  for (const std::int64_t extent : shape) {
    if (extent < 0) return std::nullopt;
    empty = empty || extent == 0;
    if (extent != 0 && __builtin_mul_overflow(product, extent, &product)) return std::nullopt;
  }
  const DTypeLayout layout = layout_of(dtype);
  std::int64_t bytes = 0;
  if (__builtin_mul_overflow(product / layout.block_elements, std::int64_t{layout.block_bytes}, &bytes)) {
    return std::nullopt;
  }
  return empty ? TensorSize{} : TensorSize{product, bytes};
}

TensorFile open_tensor_file(const std::filesystem::path& path) {
  const auto file = MappedFile::open(path);
  const auto bytes = file->bytes();
  if (begins_with(bytes, "GGUF") || begins_with(bytes, "FUGG")) return open_gguf(path);
  if (begins_with(bytes, "\x93NUMPY")) return open_npy(path);
  // Zip checkpoints, and the older pickle and tar ones, about which the reader has its own word.
  if (begins_with(bytes, "PK\x03\x04") || begins_with(bytes, "\x80\x02") ||
      begins_with(bytes, "ustar", 257)) {
    return open_pytorch(path);
  }
  if (looks_like_safetensors(bytes)) return open_safetensors(path);
  // Nothing tells: the name decides whose message is the helpful one.
  const std::string extension = path.extension().string();
  if (extension == ".safetensors") return open_safetensors(path);
  if (extension == ".gguf") return open_gguf(path);
  if (extension == ".npy") return open_npy(path);
  if (extension == ".pt" || extension == ".pth" || extension == ".bin") return open_pytorch(path);
  throw Error(ErrorCode::unsupported, "is in no format this program knows", path, "offset 0",
              "safetensors, GGUF, a PyTorch zip checkpoint or NumPy .npy");
}

}  // namespace prism
