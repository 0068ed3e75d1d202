// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adapter/adapter.h"
#include "core/adapter/adapter_metadata.h"
#include "core/base/error.h"
#include "core/model/writers.h"

#include <algorithm>
#include <fmt/format.h>

namespace prism {

namespace fs = std::filesystem;

namespace {

DType dtype_of(const std::string& word) {
  if (word == "f32") return DType::f32;
  if (word == "f16") return DType::f16;
  if (word == "bf16") return DType::bf16;
  if (word == "q8_0") return DType::q8_0;
  if (word == "q4_0") return DType::q4_0;
  throw Error(ErrorCode::usage, fmt::format("unknown element type \"{}\"", word), {}, {},
              "f32, f16, bf16, q8_0, q4_0");
}

TensorToWrite row_tensor(const std::string& name, std::vector<float> values) {
  TensorToWrite tensor;
  tensor.name = name;
  tensor.shape = {static_cast<std::int64_t>(values.size())};
  tensor.rows = [values = std::move(values)](std::int64_t, std::int64_t, float* out) {
    std::copy(values.begin(), values.end(), out);
  };
  return tensor;
}

TensorToWrite dense_tensor(const Adapter& adapter, DType dtype) {
  TensorToWrite tensor;
  tensor.name = "weight";
  tensor.dtype = dtype;
  tensor.shape = {adapter.plan.d_out, adapter.plan.d_in};
  tensor.rows = [&adapter](std::int64_t first, std::int64_t count, float* out) {
    assemble_rows(adapter, first, count, out);
  };
  return tensor;
}

TensorToWrite tiles_tensor(const TileStore& store, std::size_t pipe, DType dtype) {
  TensorToWrite tensor;
  tensor.name = fmt::format("pipe.{}.tiles", pipe + 1);
  tensor.dtype = dtype;
  tensor.shape = {store.tiles(), store.tile_rows(), store.tile_cols()};
  tensor.rows = [&store](std::int64_t first, std::int64_t count, float* out) {
    for (std::int64_t t = first; t < first + count; ++t) {
      const std::span<const float> tile = store.tile(t);
      out = std::copy(tile.begin(), tile.end(), out);
    }
  };
  return tensor;
}

// Where each tile belongs, as numbers: a state dict has no room for the plan's text. Exact in f32, whose
// integers reach 2^24, for every width a model has.
TensorToWrite layout_tensor(const Adapter& adapter) {
  TensorToWrite tensor;
  tensor.name = "workers";
  tensor.shape = {static_cast<std::int64_t>(adapter.plan.workers.size()), 5};
  tensor.rows = [&adapter](std::int64_t first, std::int64_t count, float* out) {
    for (std::int64_t id = first; id < first + count; ++id) {
      const Worker& worker = adapter.plan.workers[static_cast<std::size_t>(id)];
      *out++ = static_cast<float>(worker.pipe);
      *out++ = static_cast<float>(worker.rows.begin);
      *out++ = static_cast<float>(worker.rows.end);
      *out++ = static_cast<float>(worker.cols.begin);
      *out++ = static_cast<float>(worker.cols.end);
    }
  };
  return tensor;
}

// Which expert of its position each worker is; only where positions have several.
TensorToWrite experts_tensor(const Adapter& adapter) {
  std::vector<float> experts;
  for (const Worker& worker : adapter.plan.workers) experts.push_back(static_cast<float>(worker.expert));
  return row_tensor("experts", std::move(experts));
}

void add_gates(const Adapter& adapter, std::vector<TensorToWrite>& tensors) {
  for (std::size_t p = 0; p < adapter.gates.size(); ++p) {
    const Gate& gate = adapter.gates[p];
    if (gate.empty()) continue;
    TensorToWrite weight;
    weight.name = fmt::format("pipe.{}.gate.weight", p + 1);
    weight.shape = {gate.logits(), adapter.plan.d_in};
    weight.raw = std::as_bytes(std::span(gate.weight));
    tensors.push_back(std::move(weight));
    tensors.push_back(row_tensor(fmt::format("pipe.{}.gate.bias", p + 1), gate.bias));
  }
}

}  // namespace

ExportResult export_adapter(const Adapter& adapter, const fs::path& target, const std::string& dtype,
                            bool assembled) {
  const DType type = dtype_of(dtype);
  const bool npy = target.extension() == ".npy";
  if (npy && !assembled) {
    throw Error(ErrorCode::usage, ".npy holds a single matrix", target, {}, "the assembled form");
  }
  // One row decides whether the map has a dense form at all, before any file is made.
  if (assembled) {
    std::vector<float> probe(static_cast<std::size_t>(adapter.plan.d_in));
    assemble_rows(adapter, 0, 1, probe.data());
  }
  ExportResult result;
  if (npy) {
    fs::path bias = target;
    bias.replace_extension(".bias.npy");
    result.bytes = write_npy(target, dense_tensor(adapter, type));
    result.bytes += write_npy(bias, row_tensor("bias", assemble_bias(adapter)));
    result.tensors = 2;
    return result;
  }
  std::vector<TensorToWrite> tensors;
  if (assembled) {
    tensors.push_back(dense_tensor(adapter, type));
    tensors.push_back(row_tensor("bias", assemble_bias(adapter)));
  } else {
    for (std::size_t p = 0; p < adapter.pipes.size(); ++p) {
      tensors.push_back(tiles_tensor(adapter.pipes[p], p, type));
    }
    tensors.push_back(row_tensor("mean.x", adapter.mean_x));
    tensors.push_back(row_tensor("mean.z", adapter.mean_z));
    tensors.push_back(row_tensor("pipe.weights", adapter.pipe_weights));
    tensors.push_back(layout_tensor(adapter));
    if (!is_linear(adapter)) tensors.push_back(experts_tensor(adapter));
    add_gates(adapter, tensors);
  }
  result.tensors = static_cast<std::int64_t>(tensors.size());
  result.bytes = write_tensors(target, tensors, adapter_metadata(adapter));
  return result;
}

}  // namespace prism
