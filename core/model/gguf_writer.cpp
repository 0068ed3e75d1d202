// SPDX-License-Identifier: GPL-3.0-or-later
// The layout follows the GGUF specification (ggml, docs/gguf.md), version 3.
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/model/tensor_stream.h"
#include "core/model/writers.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <fmt/format.h>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace prism {
namespace {

constexpr std::uint32_t kVersion = 3;
constexpr std::uint64_t kAlignment = 32;
constexpr std::uint32_t kStringType = 8;
constexpr std::size_t kLongestName = 63;
constexpr std::size_t kMostDimensions = 4;

template <typename T>
void put(std::string& out, T value) {
  static_assert(std::endian::native == std::endian::little);
  out.append(reinterpret_cast<const char*>(&value), sizeof(value));
}

void put_string(std::string& out, const std::string& text) {
  put<std::uint64_t>(out, text.size());
  out += text;
}

std::uint64_t padding(std::uint64_t size) {
  return (kAlignment - size % kAlignment) % kAlignment;
}

DType stored_type(const TensorToWrite& tensor) {
  const std::int64_t row = tensor.shape.empty() ? 1 : tensor.shape.back();
  // Blocks must not run over the end of a row.
  if (tensor.rows && row % layout_of(tensor.dtype).block_elements != 0) return DType::f16;
  return tensor.dtype;
}

void check(const TensorToWrite& tensor, const std::filesystem::path& target) {
  const auto refuse = [&](const std::string& reason, const std::string& expected) {
    throw Error(ErrorCode::unsupported,
                fmt::format("GGUF cannot hold tensor \"{}\": {}", tensor.name, reason), target, {}, expected);
  };
  if (tensor.name.empty() || tensor.name.size() > kLongestName) {
    refuse(fmt::format("its name has {} bytes", tensor.name.size()), fmt::format("1 to {}", kLongestName));
  }
  if (tensor.shape.size() > kMostDimensions) {
    refuse(fmt::format("{} dimensions", tensor.shape.size()), fmt::format("at most {}", kMostDimensions));
  }
  if (gguf_type_number(tensor.dtype) < 0) {
    refuse(fmt::format("type {}", name_of(tensor.dtype)), "F32, F16, BF16, Q8_0, Q4_0 or a signed integer");
  }
}

}  // namespace

int gguf_type_number(DType dtype) noexcept {
  constexpr std::array kNumbers{
      std::pair{DType::f32, 0},     std::pair{DType::f16, 1},      std::pair{DType::q4_0, 2},
      std::pair{DType::q4_1, 3},    std::pair{DType::q5_0, 6},     std::pair{DType::q5_1, 7},
      std::pair{DType::q8_0, 8},    std::pair{DType::q8_1, 9},     std::pair{DType::q2_k, 10},
      std::pair{DType::q3_k, 11},   std::pair{DType::q4_k, 12},    std::pair{DType::q5_k, 13},
      std::pair{DType::q6_k, 14},   std::pair{DType::q8_k, 15},    std::pair{DType::iq2_xxs, 16},
      std::pair{DType::iq2_xs, 17}, std::pair{DType::iq3_xxs, 18}, std::pair{DType::iq1_s, 19},
      std::pair{DType::iq4_nl, 20}, std::pair{DType::iq3_s, 21},   std::pair{DType::iq2_s, 22},
      std::pair{DType::iq4_xs, 23}, std::pair{DType::i8, 24},      std::pair{DType::i16, 25},
      std::pair{DType::i32, 26},    std::pair{DType::i64, 27},     std::pair{DType::f64, 28},
      std::pair{DType::iq1_m, 29},  std::pair{DType::bf16, 30},    std::pair{DType::tq1_0, 34},
      std::pair{DType::tq2_0, 35},  std::pair{DType::mxfp4, 39},
  };
  for (const auto& [known, number] : kNumbers) {
    if (known == dtype) return number;
  }
  return -1;
}

std::uint64_t write_gguf(const std::filesystem::path& target, const std::vector<TensorToWrite>& tensors,
                         const std::map<std::string, std::string>& metadata) {
  std::map<std::string, std::string> all = metadata;
  all.try_emplace("general.architecture", "prism");  // readers expect it
  std::string header = "GGUF";
  put(header, kVersion);
  put<std::uint64_t>(header, tensors.size());
  put<std::uint64_t>(header, all.size());
  for (const auto& [key, value] : all) {
    put_string(header, key);
    put(header, kStringType);
    put_string(header, value);
  }
  std::uint64_t offset = 0;
  std::set<std::string> names;
  for (const TensorToWrite& tensor : tensors) {
    check(tensor, target);
    if (!names.insert(tensor.name).second) {
      throw Error(ErrorCode::usage, fmt::format("two tensors named \"{}\"", tensor.name), target, {},
                  "a name of its own for every tensor");
    }
    const DType dtype = stored_type(tensor);
    put_string(header, tensor.name);
    put(header, static_cast<std::uint32_t>(std::max<std::size_t>(tensor.shape.size(), 1)));
    if (tensor.shape.empty()) put<std::int64_t>(header, 1);
    for (auto extent = tensor.shape.rbegin(); extent != tensor.shape.rend(); ++extent) put(header, *extent);
    put(header, static_cast<std::uint32_t>(gguf_type_number(dtype)));
    put(header, offset);
    const std::uint64_t bytes = byte_count(tensor, dtype);
    offset += bytes + padding(bytes);
  }
  header.append(padding(header.size()), '\0');

  AtomicFile file(target, header.size() + offset);
  file.write(header);
  for (const TensorToWrite& tensor : tensors) {
    stream_tensor(tensor, stored_type(tensor), [&](std::span<const std::byte> bytes) { file.write(bytes); });
    file.write(std::string(padding(file.written()), '\0'));
  }
  const std::uint64_t written = file.written();
  file.commit();
  return written;
}

}  // namespace prism
