// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lowbit/post_training.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/memory.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <set>
#include <system_error>

namespace prism {
namespace {

constexpr std::int64_t kLeastSide = 16;

/// Σ w² and Σ (w − ŵ)² of everything so far.
struct Losses {
  double signal = 0, noise = 0;
  [[nodiscard]] double decibels() const {
    if (signal == 0) return 0;
    return noise == 0 ? std::numeric_limits<double>::infinity() : 10 * std::log10(signal / noise);
  }
};

void add(QuantisedModel& into, Losses& losses, const std::string& name, std::span<const float> weights,
         std::int64_t rows, std::int64_t cols, const Grid& grid) {
  PackedMatrix matrix;
  try {
    matrix = quantise_matrix(weights, rows, cols, grid);
  } catch (const Error& error) {
    throw Error(error.code(), "\"" + name + "\": " + error.reason(), {}, error.position(), error.expected());
  }
  std::vector<float> row(static_cast<std::size_t>(cols));
  Losses own;
  for (std::int64_t r = 0; r < rows; ++r) {
    dequantise_rows(matrix, r, 1, row.data());
    for (std::size_t c = 0; c < row.size(); ++c) {
      const double weight = weights[static_cast<std::size_t>(r * cols) + c];
      own.signal += weight * weight;
      own.noise += (weight - row[c]) * (weight - row[c]);
    }
  }
  losses.signal += own.signal;
  losses.noise += own.noise;
  const PackedUse use = packed_use(matrix);
  into.figures.push_back({name, rows, cols, own.decibels(), use.zero_fraction, use.used, matrix.bytes()});
  into.matrices.emplace_back(name, std::move(matrix));
}

bool is_float(DType dtype) {
  return dtype == DType::f32 || dtype == DType::f16 || dtype == DType::bf16 || dtype == DType::f64 ||
         dtype >= DType::q4_0;
}

bool wanted(const Model& model, const TensorInfo& info, const QuantiseOptions& options) {
  if (!options.tensor.empty()) return info.name == options.tensor;
  const bool matrix = info.shape.size() == 2 && info.shape[0] >= kLeastSide && info.shape[1] >= kLeastSide;
  if (!matrix || !is_float(info.dtype)) return false;
  const bool table =
      (model.embedding && info.name == *model.embedding) || (model.lm_head && info.name == *model.lm_head);
  return options.embeddings || !table;
}

std::string worker_name(const Worker& worker) {
  return fmt::format("pipe.{}.worker.{}", worker.pipe, worker.id);
}

}  // namespace

std::int64_t QuantisedModel::parameters() const noexcept {
  std::int64_t sum = 0;
  for (const QuantisedFigures& each : figures) sum += each.rows * each.cols;
  return sum;
}

std::uint64_t QuantisedModel::bytes() const noexcept {
  std::uint64_t sum = 0;
  for (const QuantisedFigures& each : figures) sum += each.bytes;
  return sum;
}

QuantisedModel quantise_model(const Model& model, const QuantiseOptions& options, const RunControl& control) {
  if (!options.tensor.empty()) (void)model.tensors.get(options.tensor);
  QuantisedModel result;
  Losses losses;
  std::vector<float> weights;
  const double all = static_cast<double>(model.tensors.tensors.size());
  double done = 0;
  for (const TensorInfo& info : model.tensors.tensors) {
    control.check();
    control.progress("quantising", done++, all, "tensors");
    if (!wanted(model, info, options)) continue;
    const RowReader reader(model.tensors, info);
    require_memory(static_cast<std::uint64_t>(info.elements()) * 5, "one matrix");
    weights.resize(static_cast<std::size_t>(info.elements()));
    reader.read(0, reader.rows(), weights.data());
    add(result, losses, info.name, weights, reader.rows(), reader.cols(), options.grid);
  }
  if (result.matrices.empty()) {
    throw Error(ErrorCode::not_found, "no matrix to quantise", model.path, {},
                fmt::format("float tensors of two dimensions, {} or more each", kLeastSide));
  }
  result.sqnr_db = losses.decibels();
  return result;
}

std::uint64_t write_quantised(const Model& model, const QuantisedModel& quantised,
                              const std::filesystem::path& target) {
  std::set<std::string> packed;
  for (const auto& [name, matrix] : quantised.matrices) packed.insert(name);
  std::vector<TensorToWrite> others;
  for (const TensorInfo& info : model.tensors.tensors) {
    if (packed.contains(info.name)) continue;
    TensorToWrite tensor;
    tensor.name = info.name;
    tensor.shape = info.shape;
    const bool plain = info.strides.empty() && !info.fortran && !info.big_endian;
    if (plain && can_hold(target, info.dtype)) {
      tensor.dtype = info.dtype;
      tensor.raw = model.tensors.data(info);
    } else {
      const RowReader reader(model.tensors, info);
      const bool vector = info.shape.size() <= 1;
      tensor.rows = [reader, vector](std::int64_t first, std::int64_t count, float* out) {
        reader.read(vector ? 0 : first, vector ? reader.rows() : count, out);
      };
    }
    others.push_back(std::move(tensor));
  }
  std::map<std::string, std::string> metadata;
  std::error_code ignored;
  if (model.tokenizer.extension() == ".json" && std::filesystem::exists(model.tokenizer, ignored))
    metadata["tokenizer"] = read_file(model.tokenizer);
  return write_packed(target, quantised.matrices, others, model.config, metadata);
}

QuantisedModel quantise_adapter(const Adapter& adapter, const Grid& grid, const RunControl& control) {
  QuantisedModel result;
  Losses losses;
  const auto all = static_cast<double>(adapter.plan.workers.size());
  for (const Worker& worker : adapter.plan.workers) {
    control.check();
    control.progress("quantising", worker.id, all, "workers");
    add(result, losses, worker_name(worker), tile_values(adapter, worker.id), worker.rows.size(),
        worker.cols.size(), grid);
  }
  result.sqnr_db = losses.decibels();
  return result;
}

Adapter with_tiles(const Adapter& adapter, const QuantisedModel& quantised) {
  Adapter changed = adapter;
  std::vector<float> values;
  for (std::size_t w = 0; w < quantised.matrices.size(); ++w) {
    const PackedMatrix& matrix = quantised.matrices[w].second;
    values.resize(static_cast<std::size_t>(matrix.rows * matrix.cols));
    dequantise_rows(matrix, 0, matrix.rows, values.data());
    set_tile(changed, adapter.plan.workers[w].id, values);
  }
  return changed;
}

}  // namespace prism
