// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/tensor_stream.h"

#include "core/base/error.h"
#include "core/base/floats.h"
#include "core/model/quantise.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fmt/format.h>
#include <vector>

namespace prism {
namespace {

constexpr std::int64_t kBlockElements = 1 << 20;

[[noreturn]] void fail(const TensorToWrite& tensor, ErrorCode code, const std::string& reason) {
  throw Error(code, fmt::format("cannot write tensor \"{}\": {}", tensor.name, reason));
}

void convert(const TensorToWrite& tensor, DType dtype, std::span<const float> values,
             std::vector<std::byte>& out) {
  const DTypeLayout layout = layout_of(dtype);
  out.resize(values.size() / static_cast<std::size_t>(layout.block_elements) *
             static_cast<std::size_t>(layout.block_bytes));
  const auto each = [&](auto to_bits) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const auto bits = to_bits(values[i]);
      std::memcpy(out.data() + i * sizeof(bits), &bits, sizeof(bits));
    }
  };
  if (is_quantised(dtype) &&
      !std::all_of(values.begin(), values.end(), [](float v) { return std::isfinite(v); })) {
    fail(tensor, ErrorCode::numeric, "quantised types cannot hold NaN or infinity");
  }
  switch (dtype) {
    case DType::f64:
      return each([](float value) { return static_cast<double>(value); });
    case DType::f32:
      return each([](float value) { return value; });
    case DType::f16:
      return each([](float value) { return f32_to_f16(value); });
    case DType::bf16:
      return each([](float value) { return f32_to_bf16(value); });
    case DType::q8_0:
      return quantise_q8_0(values.data(), static_cast<std::int64_t>(values.size()), out.data());
    case DType::q4_0:
      return quantise_q4_0(values.data(), static_cast<std::int64_t>(values.size()), out.data());
    default:
      fail(tensor, ErrorCode::unsupported, fmt::format("numbers cannot be written as {}", name_of(dtype)));
  }
}

}  // namespace

std::int64_t element_count(const TensorToWrite& tensor) {
  std::int64_t count = 1;
  for (const std::int64_t extent : tensor.shape) {
    if (extent < 0 || __builtin_mul_overflow(count, extent, &count)) {
      fail(tensor, ErrorCode::usage, "its shape makes no sense");
    }
  }
  return count;
}

std::uint64_t byte_count(const TensorToWrite& tensor, DType dtype) {
  const DTypeLayout layout = layout_of(dtype);
  const std::int64_t elements = element_count(tensor);
  std::uint64_t bytes = 0;
  if (elements % layout.block_elements != 0) {
    fail(tensor, ErrorCode::usage,
         fmt::format("{} elements do not fill blocks of {}", elements, name_of(dtype)));
  }
  if (__builtin_mul_overflow(static_cast<std::uint64_t>(elements / layout.block_elements),
                             static_cast<std::uint64_t>(layout.block_bytes), &bytes)) {
    fail(tensor, ErrorCode::usage, "its shape makes no sense");
  }
  return bytes;
}

void stream_tensor(const TensorToWrite& tensor, DType dtype,
                   const std::function<void(std::span<const std::byte>)>& sink) {
  const std::int64_t elements = element_count(tensor);
  if (!tensor.rows) {
    if (dtype != tensor.dtype || tensor.raw.size() != byte_count(tensor, dtype)) {
      fail(tensor, ErrorCode::usage,
           fmt::format("{} raw bytes were given, {} are needed", tensor.raw.size(),
                       byte_count(tensor, dtype)));
    }
    sink(tensor.raw);
    return;
  }
  if (elements == 0) return;
  const std::int64_t rows = tensor.shape.size() < 2 ? 1 : tensor.shape[0];
  const std::int64_t cols = elements / rows;
  const std::int64_t at_once = std::clamp<std::int64_t>(kBlockElements / cols, 1, rows);
  std::vector<float> values(static_cast<std::size_t>(at_once * cols));
  std::vector<std::byte> bytes;
  for (std::int64_t first = 0; first < rows; first += at_once) {
    const std::int64_t count = std::min(at_once, rows - first);
    tensor.rows(first, count, values.data());
    convert(tensor, dtype, std::span(values).first(static_cast<std::size_t>(count * cols)), bytes);
    sink(bytes);
  }
}

}  // namespace prism
