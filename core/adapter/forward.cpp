// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adapter/adapter.h"
#include "core/base/error.h"
#include "core/plan/plan.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace prism {

namespace {

std::size_t size_of(std::int64_t count) {
  return static_cast<std::size_t>(count);
}

double pipe_weight(const Adapter& adapter, const Worker& worker) {
  return adapter.pipe_weights.at(size_of(worker.pipe - 1));
}

void require_linear(const Adapter& adapter) {
  for (const PipePlan& pipe : adapter.plan.pipes) {
    if (pipe.experts > 1) {
      throw Error(ErrorCode::unsupported, "a pipe with several experts a position has no single dense matrix",
                  {}, {}, "an adapter of linear pipes");
    }
  }
}

}  // namespace

void forward(const Adapter& adapter, const float* x, std::int64_t samples, float* y,
             std::span<const int> active) {
  const Plan& plan = adapter.plan;
  const bool overlapping = plan.remainder == Remainder::overlap;
  // Sums over workers in f64: the result must not depend on how finely the map is cut.
  std::vector<double> sums(size_of(samples * plan.d_out), 0.0);
  std::vector<float> inputs;
  const auto add_worker = [&](const Worker& worker) {
    const PipePlan& pipe = plan.pipes.at(size_of(worker.pipe - 1));
    const float* tile = adapter.tile(worker.id).data();
    const OverlapWeights shares = overlapping ? overlap_weights(plan, worker) : OverlapWeights{};
    const std::int64_t cols = worker.cols.size();
    inputs.resize(size_of(samples * cols));
    for (std::int64_t s = 0; s < samples; ++s) {
      for (std::int64_t c = 0; c < cols; ++c) {
        const std::int64_t column = worker.cols.begin + c;
        const float centred = x[s * plan.d_in + column] - adapter.mean_x[size_of(column)];
        inputs[size_of(s * cols + c)] = overlapping ? centred * shares.cols[size_of(c)] : centred;
      }
    }
    for (std::int64_t r = 0; r < worker.rows.size(); ++r) {
      const double share = overlapping ? shares.rows[size_of(r)] : 1.0;
      const float* row = tile + r * pipe.tile_cols;
      for (std::int64_t s = 0; s < samples; ++s) {
        const float* input = inputs.data() + s * cols;
        double sum = 0;
        for (std::int64_t c = 0; c < cols; ++c) sum += static_cast<double>(row[c]) * input[c];
        sums[size_of(s * plan.d_out + worker.rows.begin + r)] += pipe_weight(adapter, worker) * share * sum;
      }
    }
  };
  if (active.empty()) {
    for (const Worker& worker : plan.workers) add_worker(worker);
  } else {
    for (const int id : active) add_worker(adapter.worker(id));
  }
  for (std::int64_t s = 0; s < samples; ++s) {
    for (std::int64_t o = 0; o < plan.d_out; ++o) {
      y[s * plan.d_out + o] =
          static_cast<float>(sums[size_of(s * plan.d_out + o)] + adapter.mean_z[size_of(o)]);
    }
  }
}

void assemble_rows(const Adapter& adapter, std::int64_t first, std::int64_t count, float* out) {
  require_linear(adapter);
  const Plan& plan = adapter.plan;
  const bool overlapping = plan.remainder == Remainder::overlap;
  std::vector<double> sums(size_of(count * plan.d_in), 0.0);
  for (const Worker& worker : plan.workers) {
    const std::int64_t begin = std::max(worker.rows.begin, first);
    const std::int64_t end = std::min(worker.rows.end, first + count);
    if (begin >= end) continue;
    const PipePlan& pipe = plan.pipes.at(size_of(worker.pipe - 1));
    const OverlapWeights shares = overlapping ? overlap_weights(plan, worker) : OverlapWeights{};
    const float* tile = adapter.tile(worker.id).data();
    for (std::int64_t r = begin; r < end; ++r) {
      const float* row = tile + (r - worker.rows.begin) * pipe.tile_cols;
      const double share =
          pipe_weight(adapter, worker) * (overlapping ? shares.rows[size_of(r - worker.rows.begin)] : 1.0F);
      double* sum = sums.data() + (r - first) * plan.d_in + worker.cols.begin;
      for (std::int64_t c = 0; c < worker.cols.size(); ++c) {
        sum[c] += share * (overlapping ? shares.cols[size_of(c)] : 1.0F) * row[c];
      }
    }
  }
  std::transform(sums.begin(), sums.end(), out, [](double value) { return static_cast<float>(value); });
}

namespace {

// Rows of a few mebibytes at a time: summing in f64 must not double the memory of a large vocabulary's
// matrix.
std::int64_t rows_at_once(const Plan& plan) {
  return std::max<std::int64_t>(1, (std::int64_t{1} << 20) / plan.d_in);
}

}  // namespace

std::vector<float> assemble_bias(const Adapter& adapter) {
  const Plan& plan = adapter.plan;
  const std::int64_t block = rows_at_once(plan);
  std::vector<float> bias(adapter.mean_z);
  std::vector<float> rows(size_of(block * plan.d_in));
  for (std::int64_t first = 0; first < plan.d_out; first += block) {
    const std::int64_t count = std::min(block, plan.d_out - first);
    assemble_rows(adapter, first, count, rows.data());
    for (std::int64_t r = 0; r < count; ++r) {
      double sum = 0;
      for (std::int64_t c = 0; c < plan.d_in; ++c) {
        sum += static_cast<double>(rows[size_of(r * plan.d_in + c)]) * adapter.mean_x[size_of(c)];
      }
      bias[size_of(first + r)] = static_cast<float>(adapter.mean_z[size_of(first + r)] - sum);
    }
  }
  return bias;
}

void assemble(const Adapter& adapter, std::vector<float>& weight, std::vector<float>& bias) {
  const Plan& plan = adapter.plan;
  weight.resize(size_of(plan.d_out * plan.d_in));
  const std::int64_t block = rows_at_once(plan);
  for (std::int64_t first = 0; first < plan.d_out; first += block) {
    assemble_rows(adapter, first, std::min(block, plan.d_out - first), weight.data() + first * plan.d_in);
  }
  bias = assemble_bias(adapter);
}

}  // namespace prism
