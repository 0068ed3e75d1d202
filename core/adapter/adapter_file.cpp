// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adapter/adapter_metadata.h"
#include "core/base/error.h"
#include "core/base/log.h"
#include "core/model/writers.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fmt/format.h>
#include <set>

namespace prism {

namespace fs = std::filesystem;

namespace {

std::string tiles_name(std::size_t pipe) {
  return fmt::format("pipe.{}.tiles", pipe + 1);
}

constexpr const char* kGate = "gate";
constexpr const char* kClusters = "clusters";

std::string gate_name(std::size_t pipe, const char* which, const char* part) {
  return fmt::format("pipe.{}.{}.{}", pipe + 1, which, part);
}

TensorToWrite vector_tensor(const std::string& name, const std::vector<float>& values) {
  TensorToWrite tensor;
  tensor.name = name;
  tensor.shape = {static_cast<std::int64_t>(values.size())};
  tensor.raw = std::as_bytes(std::span(values));
  return tensor;
}

void add_gate(const Gate& gate, const char* which, std::size_t pipe, std::int64_t d_in,
              std::vector<TensorToWrite>& tensors) {
  if (gate.empty()) return;
  TensorToWrite weight = vector_tensor(gate_name(pipe, which, "weight"), gate.weight);
  weight.shape = {gate.logits(), d_in};
  tensors.push_back(std::move(weight));
  tensors.push_back(vector_tensor(gate_name(pipe, which, "bias"), gate.bias));
}

std::vector<float> read_vector(const TensorFile& tensors, const std::string& name, std::int64_t size,
                               const fs::path& file) {
  const TensorInfo& tensor = plain_tensor(tensors, name, {size}, file);
  std::vector<float> values(static_cast<std::size_t>(size));
  std::memcpy(values.data(), tensors.data(tensor).data(), values.size() * sizeof(float));
  return values;
}

// A gate that is no number would choose at random: refused, unlike a broken tile, which can be repaired.
void read_gate(Gate& gate, const char* which, const Adapter& adapter, const TensorFile& tensors,
               std::size_t pipe, const fs::path& file) {
  const std::int64_t d_in = adapter.plan.d_in;
  const std::int64_t logits = gate_size(adapter.plan.pipes[pipe], gate.layout);
  const std::string name = gate_name(pipe, which, "weight");
  const TensorInfo& tensor = plain_tensor(tensors, name, {logits, d_in}, file);
  gate.bias = read_vector(tensors, gate_name(pipe, which, "bias"), logits, file);
  gate.weight.resize(static_cast<std::size_t>(logits * d_in));
  std::memcpy(gate.weight.data(), tensors.data(tensor).data(), gate.weight.size() * sizeof(float));
  const auto finite = [](float value) { return std::isfinite(value); };
  if (!std::all_of(gate.weight.begin(), gate.weight.end(), finite) ||
      !std::all_of(gate.bias.begin(), gate.bias.end(), finite)) {
    throw Error(ErrorCode::format, "a gate holds values that are not finite", file, name);
  }
}

void warn_of_unknown_tensors(const Adapter& adapter, const TensorFile& tensors, const fs::path& file) {
  std::set<std::string> known{"mean.x", "mean.z"};
  for (std::size_t p = 0; p < adapter.pipes.size(); ++p) known.insert(tiles_name(p));
  for (std::size_t p = 0; p < adapter.gates.size(); ++p) {
    if (adapter.gates[p].empty()) continue;
    known.insert({gate_name(p, kGate, "weight"), gate_name(p, kGate, "bias")});
  }
  for (std::size_t p = 0; p < adapter.experts.size(); ++p) {
    if (adapter.experts[p].empty()) continue;
    known.insert({gate_name(p, kClusters, "weight"), gate_name(p, kClusters, "bias")});
  }
  for (const TensorInfo& tensor : tensors.tensors) {
    if (!known.contains(tensor.name)) {
      log_warning(fmt::format("{}: tensor {} is not used by this version and is left out when saving",
                              file.string(), tensor.name));
    }
  }
}

void warn_of_changed_tiles(const Adapter& adapter, const fs::path& file) {
  const std::vector<int> changed = adapter.changed_workers();
  if (changed.empty()) return;
  constexpr std::size_t kNamed = 16;
  const std::size_t named = std::min(kNamed, changed.size());
  log_warning(
      fmt::format("{}: {} of {} workers changed since training: {}{}", file.string(), changed.size(),
                  adapter.workers.size(),
                  fmt::join(changed.begin(), changed.begin() + static_cast<std::ptrdiff_t>(named), ", "),
                  changed.size() > named ? ", …" : ""));
}

}  // namespace

std::uint64_t save_adapter(const Adapter& adapter, const fs::path& target) {
  std::vector<TensorToWrite> tensors;
  for (std::size_t p = 0; p < adapter.pipes.size(); ++p) {
    const TileStore& store = adapter.pipes[p];
    TensorToWrite tensor;
    tensor.name = tiles_name(p);
    tensor.shape = {store.tiles(), store.tile_rows(), store.tile_cols()};
    tensor.rows = [&store](std::int64_t first, std::int64_t count, float* out) {
      for (std::int64_t t = first; t < first + count; ++t) {
        const std::span<const float> tile = store.tile(t);
        out = std::copy(tile.begin(), tile.end(), out);
      }
    };
    tensors.push_back(std::move(tensor));
  }
  tensors.push_back(vector_tensor("mean.x", adapter.mean_x));
  tensors.push_back(vector_tensor("mean.z", adapter.mean_z));
  for (std::size_t p = 0; p < adapter.gates.size(); ++p) {
    add_gate(adapter.gates[p], kGate, p, adapter.plan.d_in, tensors);
  }
  for (std::size_t p = 0; p < adapter.experts.size(); ++p) {
    add_gate(adapter.experts[p].clusters, kClusters, p, adapter.plan.d_in, tensors);
  }
  // The history may hold a step more than the adapter, never one less: an interruption between the two files
  // then loses no way back. So it is written first when it grows and last when it shrinks.
  const bool grows = adapter.history.size() >= history_length(target) && !adapter.history.empty();
  std::uint64_t bytes = grows ? save_history(adapter, target) : 0;
  bytes += write_safetensors(target, tensors, adapter_metadata(adapter));
  if (!grows) bytes += save_history(adapter, target);
  return bytes;
}

Adapter load_adapter(const fs::path& path) {
  const TensorFile tensors = open_safetensors(path);
  std::size_t steps = 0;
  Adapter adapter = adapter_from_metadata(tensors.metadata, path, steps);
  adapter.mean_x = read_vector(tensors, "mean.x", adapter.plan.d_in, path);
  adapter.mean_z = read_vector(tensors, "mean.z", adapter.plan.d_out, path);
  for (std::size_t p = 0; p < adapter.plan.pipes.size(); ++p) {
    const PipePlan& pipe = adapter.plan.pipes[p];
    const TensorInfo& tensor =
        plain_tensor(tensors, tiles_name(p), {pipe.workers, pipe.tile_rows, pipe.tile_cols}, path);
    if (tensor.offset % alignof(float) != 0) {
      throw Error(ErrorCode::format, "tiles do not start at a multiple of four bytes", path,
                  fmt::format("byte {}", tensor.offset));
    }
    adapter.pipes.emplace_back(tensors.files.at(tensor.file), tensor.offset, pipe.workers, pipe.tile_rows,
                               pipe.tile_cols);
  }
  for (std::size_t p = 0; p < adapter.gates.size(); ++p) {
    if (!adapter.gates[p].empty()) read_gate(adapter.gates[p], kGate, adapter, tensors, p, path);
  }
  for (std::size_t p = 0; p < adapter.experts.size(); ++p) {
    if (!adapter.experts[p].empty()) {
      read_gate(adapter.experts[p].clusters, kClusters, adapter, tensors, p, path);
    }
  }
  warn_of_unknown_tensors(adapter, tensors, path);
  warn_of_changed_tiles(adapter, path);
  load_history(adapter, path, steps);
  return adapter;
}

}  // namespace prism
