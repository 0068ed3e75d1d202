// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/pytorch_globals.h"

#include <array>
#include <utility>

namespace prism {
namespace {

using Makes = PickleGlobal::Makes;

constexpr std::array kGlobals{
    PickleGlobal{"torch", "DoubleStorage"},
    PickleGlobal{"torch", "FloatStorage"},
    PickleGlobal{"torch", "HalfStorage"},
    PickleGlobal{"torch", "BFloat16Storage"},
    PickleGlobal{"torch", "LongStorage"},
    PickleGlobal{"torch", "IntStorage"},
    PickleGlobal{"torch", "ShortStorage"},
    PickleGlobal{"torch", "CharStorage"},
    PickleGlobal{"torch", "ByteStorage"},
    PickleGlobal{"torch", "BoolStorage"},
    PickleGlobal{"torch", "ComplexFloatStorage"},
    PickleGlobal{"torch", "ComplexDoubleStorage"},
    PickleGlobal{"torch", "QInt8Storage"},
    PickleGlobal{"torch", "QUInt8Storage"},
    PickleGlobal{"torch", "QInt32Storage"},
    PickleGlobal{"torch.storage", "UntypedStorage"},
    // Functions that stand for a tensor.
    PickleGlobal{"torch._utils", "_rebuild_tensor_v2"},
    PickleGlobal{"torch._utils", "_rebuild_tensor_v3"},
    PickleGlobal{"torch._utils", "_rebuild_parameter"},
    PickleGlobal{"torch._utils", "_rebuild_parameter_with_state"},
    PickleGlobal{"torch._tensor", "_rebuild_from_type_v2"},
    PickleGlobal{"torch._utils", "_rebuild_qtensor"},
    // Containers.
    PickleGlobal{"collections", "OrderedDict", Makes::dict},
    PickleGlobal{"collections", "defaultdict", Makes::dict},
    PickleGlobal{"collections", "Counter", Makes::dict},
    PickleGlobal{"builtins", "dict", Makes::dict},
    PickleGlobal{"builtins", "list", Makes::list},
    PickleGlobal{"builtins", "set", Makes::list},
    PickleGlobal{"builtins", "frozenset", Makes::list},
    PickleGlobal{"builtins", "tuple", Makes::tuple},
    PickleGlobal{"torch", "Size", Makes::tuple},
    // What training state and options beside the weights are made of.
    PickleGlobal{"builtins", "int"},
    PickleGlobal{"builtins", "float"},
    PickleGlobal{"builtins", "bool"},
    PickleGlobal{"builtins", "str"},
    PickleGlobal{"builtins", "bytes"},
    PickleGlobal{"builtins", "bytearray"},
    PickleGlobal{"builtins", "complex"},
    PickleGlobal{"builtins", "slice"},
    PickleGlobal{"builtins", "range"},
    PickleGlobal{"_codecs", "encode"},
    PickleGlobal{"argparse", "Namespace"},
    PickleGlobal{"torch", "device"},
    PickleGlobal{"torch", "Tensor"},
    PickleGlobal{"torch.nn.parameter", "Parameter"},
    PickleGlobal{"torch.nn.parameter", "Buffer"},
    PickleGlobal{"torch.serialization", "_get_layout"},
    PickleGlobal{"torch", "per_tensor_affine"},
    PickleGlobal{"torch", "per_channel_affine"},
    PickleGlobal{"torch", "strided"},
    PickleGlobal{"torch", "contiguous_format"},
    PickleGlobal{"torch", "float64"},
    PickleGlobal{"torch", "float32"},
    PickleGlobal{"torch", "float16"},
    PickleGlobal{"torch", "bfloat16"},
    PickleGlobal{"torch", "int64"},
    PickleGlobal{"torch", "int32"},
    PickleGlobal{"torch", "int16"},
    PickleGlobal{"torch", "int8"},
    PickleGlobal{"torch", "uint64"},
    PickleGlobal{"torch", "uint32"},
    PickleGlobal{"torch", "uint16"},
    PickleGlobal{"torch", "uint8"},
    PickleGlobal{"torch", "bool"},
    PickleGlobal{"torch", "complex64"},
    PickleGlobal{"torch", "complex128"},
    PickleGlobal{"numpy", "dtype"},
    PickleGlobal{"numpy", "ndarray"},
    PickleGlobal{"numpy.core.multiarray", "scalar"},
    PickleGlobal{"numpy.core.multiarray", "_reconstruct"},
    PickleGlobal{"numpy._core.multiarray", "scalar"},
    PickleGlobal{"numpy._core.multiarray", "_reconstruct"},
};

constexpr std::array<std::pair<std::string_view, DType>, 23> kNames{{
    {"DoubleStorage", DType::f64},    {"float64", DType::f64},
    {"FloatStorage", DType::f32},     {"float32", DType::f32},
    {"HalfStorage", DType::f16},      {"float16", DType::f16},
    {"BFloat16Storage", DType::bf16}, {"bfloat16", DType::bf16},
    {"LongStorage", DType::i64},      {"int64", DType::i64},
    {"IntStorage", DType::i32},       {"int32", DType::i32},
    {"ShortStorage", DType::i16},     {"int16", DType::i16},
    {"CharStorage", DType::i8},       {"int8", DType::i8},
    {"ByteStorage", DType::u8},       {"uint8", DType::u8},
    {"BoolStorage", DType::boolean},  {"bool", DType::boolean},
    {"uint64", DType::u64},           {"uint32", DType::u32},
    {"uint16", DType::u16},
}};

}  // namespace

std::span<const PickleGlobal> pytorch_globals() noexcept {
  return kGlobals;
}

std::optional<DType> pytorch_dtype(std::string_view name) noexcept {
  for (const auto& [known, dtype] : kNames) {
    if (known == name) return dtype;
  }
  return std::nullopt;
}

std::string_view pytorch_storage(DType dtype) noexcept {
  for (const auto& [name, known] : kNames) {
    if (known == dtype && name.ends_with("Storage")) return name;
  }
  return {};
}

}  // namespace prism
