// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/writers.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json.h"
#include "core/model/close_names.h"
#include "core/model/pytorch_globals.h"
#include "core/model/tensor_stream.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

namespace prism {
namespace {

std::span<const std::byte> bytes_of(const std::uint64_t& value) {
  return std::as_bytes(std::span(&value, 1));
}

/// NumPy's code of an element type; empty for types NumPy lacks.
std::string numpy_code(DType dtype) {
  switch (dtype) {
    case DType::f64:
      return "<f8";
    case DType::f32:
      return "<f4";
    case DType::f16:
      return "<f2";
    case DType::i64:
      return "<i8";
    case DType::i32:
      return "<i4";
    case DType::i16:
      return "<i2";
    case DType::i8:
      return "|i1";
    case DType::u64:
      return "<u8";
    case DType::u32:
      return "<u4";
    case DType::u16:
      return "<u2";
    case DType::u8:
      return "|u1";
    case DType::boolean:
      return "|b1";
    default:
      return {};
  }
}

std::string ending_of(const std::filesystem::path& target) {
  std::string extension = target.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return extension;
}

}  // namespace

bool can_hold(const std::filesystem::path& target, DType dtype) {
  const std::string ending = ending_of(target);
  if (ending == ".safetensors") return !is_quantised(dtype);
  if (ending == ".gguf") return gguf_type_number(dtype) >= 0;
  if (ending == ".pt" || ending == ".pth" || ending == ".bin") return !pytorch_storage(dtype).empty();
  return ending == ".npy" && !numpy_code(dtype).empty();
}

std::uint64_t write_safetensors(const std::filesystem::path& target,
                                const std::vector<TensorToWrite>& tensors,
                                const std::map<std::string, std::string>& metadata) {
  // Widest types first, so that with a padded header every tensor is aligned to its elements.
  std::vector<const TensorToWrite*> order;
  for (const TensorToWrite& tensor : tensors) order.push_back(&tensor);
  std::stable_sort(order.begin(), order.end(), [](const TensorToWrite* a, const TensorToWrite* b) {
    return layout_of(a->dtype).block_bytes > layout_of(b->dtype).block_bytes;
  });
  Json header = Json::object();
  if (!metadata.empty()) header["__metadata__"] = metadata;
  std::uint64_t end = 0;
  for (const TensorToWrite* tensor : order) {
    if (is_quantised(tensor->dtype)) {
      throw Error(ErrorCode::unsupported,
                  fmt::format("safetensors cannot hold tensor \"{}\" as {}", shown(tensor->name),
                              name_of(tensor->dtype)),
                  target, {}, "a plain type such as F32, F16 or BF16");
    }
    if (tensor->name == "__metadata__" || header.contains(tensor->name)) {
      throw Error(ErrorCode::usage, fmt::format("two entries named \"{}\"", shown(tensor->name)), target, {},
                  "a name of its own for every tensor");
    }
    const std::uint64_t begin = end;
    end += byte_count(*tensor, tensor->dtype);
    header[tensor->name] = {{"dtype", std::string(name_of(tensor->dtype))},
                            {"shape", tensor->shape},
                            {"data_offsets", {begin, end}}};
  }
  std::string text = dump_json(header);
  text.append((8 - text.size() % 8) % 8, ' ');

  AtomicFile file(target, 8 + text.size() + end);
  file.write(bytes_of(text.size()));
  file.write(text);
  for (const TensorToWrite* tensor : order) {
    stream_tensor(*tensor, tensor->dtype, [&](std::span<const std::byte> bytes) { file.write(bytes); });
  }
  const std::uint64_t written = file.written();
  file.commit();
  return written;
}

std::uint64_t write_npy(const std::filesystem::path& target, const TensorToWrite& tensor) {
  const std::string code = numpy_code(tensor.dtype);
  if (code.empty()) {
    throw Error(ErrorCode::unsupported, fmt::format("NumPy has no type {}", name_of(tensor.dtype)), target,
                {}, "F64, F32, F16, an integer type or BOOL");
  }
  std::string shape;
  for (const std::int64_t extent : tensor.shape)
    shape += fmt::format("{}{}", shape.empty() ? "" : ", ", extent);
  if (tensor.shape.size() == 1) shape += ',';  // else Python takes it for a number in parentheses
  std::string header = fmt::format("{{'descr': '{}', 'fortran_order': False, 'shape': ({}), }}", code, shape);
  // Magic, version and length take ten bytes; NumPy aligns data to 64 and ends the header with a newline.
  header.append((64 - (10 + header.size() + 1) % 64) % 64, ' ');
  header += '\n';
  std::string start("\x93NUMPY\x01\x00", 8);
  start += static_cast<char>(header.size() & 0xFF);
  start += static_cast<char>(header.size() >> 8);

  AtomicFile file(target, start.size() + header.size() + byte_count(tensor, tensor.dtype));
  file.write(start + header);
  stream_tensor(tensor, tensor.dtype, [&](std::span<const std::byte> bytes) { file.write(bytes); });
  const std::uint64_t written = file.written();
  file.commit();
  return written;
}

std::uint64_t write_tensors(const std::filesystem::path& target, const std::vector<TensorToWrite>& tensors,
                            const std::map<std::string, std::string>& metadata) {
  const std::string extension = ending_of(target);
  if (extension == ".safetensors") return write_safetensors(target, tensors, metadata);
  if (extension == ".gguf") return write_gguf(target, tensors, metadata);
  if (extension == ".pt" || extension == ".pth" || extension == ".bin") return write_pytorch(target, tensors);
  if (extension == ".npy") {
    if (tensors.size() != 1) {
      throw Error(ErrorCode::usage, fmt::format("a .npy file holds one tensor, not {}", tensors.size()),
                  target, {}, "a name that ends in .safetensors, .gguf or .pt");
    }
    return write_npy(target, tensors.front());
  }
  throw Error(ErrorCode::usage,
              fmt::format("cannot tell the format from the ending \"{}\"", shown(extension)), target, {},
              ".safetensors, .npy, .pt, .bin or .gguf");
}

}  // namespace prism
