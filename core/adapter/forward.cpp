// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adapter/adapter.h"
#include "core/adapter/gate_weights.h"
#include "core/base/error.h"
#include "core/plan/plan.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
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
  if (!is_linear(adapter)) {
    throw Error(ErrorCode::unsupported, "a pipe whose gates choose workers has no single dense matrix", {},
                {}, "an adapter of linear pipes");
  }
}

// What a tile makes of an input of length one and random direction, in the mean.
double tile_strength(const Adapter& adapter, int id) {
  const Worker& worker = adapter.worker(id);
  const std::vector<float> tile = tile_values(adapter, id);
  OverlapWeights shares;
  if (adapter.plan.remainder == Remainder::overlap) shares = overlap_weights(adapter.plan, worker);
  const auto cols = size_of(worker.cols.size());
  double square = 0;
  for (std::size_t i = 0; i < tile.size(); ++i) {
    const float share = shares.rows.empty() ? 1.0F : shares.rows[i / cols] * shares.cols[i % cols];
    const float value = tile[i] * share;
    square += static_cast<double>(value) * value;
  }
  return static_cast<float>(std::sqrt(square / static_cast<double>(cols)));
}

// What a worker makes of centred inputs, in f64, before any gate or pipe weight.
class TileProduct {
 public:
  TileProduct(const Adapter& adapter, const Worker& worker, const std::vector<float>& centred)
      : m_adapter(adapter), m_worker(worker), m_centred(centred) {
    if (adapter.plan.remainder == Remainder::overlap) m_shares = overlap_weights(adapter.plan, worker);
    m_tile = adapter.tile(worker.id).data();
    m_stride = adapter.plan.pipes.at(size_of(worker.pipe - 1)).tile_cols;
    m_inputs.resize(size_of(worker.cols.size()));
  }

  /// out [rows of the worker]
  void operator()(std::int64_t sample, std::vector<double>& out) {
    const float* input = m_centred.data() + sample * m_adapter.plan.d_in + m_worker.cols.begin;
    for (std::size_t c = 0; c < m_inputs.size(); ++c) {
      m_inputs[c] = m_shares.cols.empty() ? input[c] : input[c] * m_shares.cols[c];
    }
    out.resize(size_of(m_worker.rows.size()));
    for (std::size_t r = 0; r < out.size(); ++r) {
      const float* row = m_tile + static_cast<std::int64_t>(r) * m_stride;
      double sum = 0;
      for (std::size_t c = 0; c < m_inputs.size(); ++c) sum += static_cast<double>(row[c]) * m_inputs[c];
      out[r] = m_shares.rows.empty() ? sum : m_shares.rows[r] * sum;
    }
  }

 private:
  const Adapter& m_adapter;
  const Worker& m_worker;
  const std::vector<float>& m_centred;
  OverlapWeights m_shares;
  const float* m_tile = nullptr;
  std::int64_t m_stride = 0;
  std::vector<float> m_inputs;
};

// Weight of each worker of one pipe, [samples, workers of the pipe]; zero where it is not active. With a list
// of workers the gates weigh those and no others, whatever the budget.
std::vector<double> worker_weights(const Adapter& adapter, std::size_t pipe_index,
                                   const std::vector<float>& centred, std::int64_t samples,
                                   std::span<const int> active) {
  const PipePlan& pipe = adapter.plan.pipes[pipe_index];
  const std::size_t workers = size_of(pipe.workers);
  std::vector<char> listed(workers, active.empty() ? 1 : 0);
  for (const int id : active) {
    const int index = adapter.worker(id).id - pipe.first_worker;
    if (index >= 0 && index < pipe.workers) listed[size_of(index)] = 1;
  }
  std::vector<double> weights(size_of(samples) * workers, 0.0);
  if (adapter.gates.empty() || adapter.gates[pipe_index].empty()) {
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = listed[i % workers];
    return weights;
  }
  const Gate& gate = adapter.gates[pipe_index];
  const GateRule rule(pipe, gate.layout);
  const int budget = active.empty() ? gate.active : 0;
  std::vector<char> allowed(gate.bias.size(), 0);
  for (int i = 0; i < pipe.workers; ++i) allowed[size_of(rule.unit_of(i))] |= listed[size_of(i)];
  std::vector<float> logits(gate.bias.size());
  std::vector<float> shares(gate.bias.size());
  std::vector<char> chosen(workers, 1);
  std::vector<double> scores(workers);
  std::vector<double> strengths;
  if (gate.kind == Gate::Kind::scale && budget > 0 && budget < pipe.workers) {
    for (int i = 0; i < pipe.workers; ++i) strengths.push_back(tile_strength(adapter, pipe.first_worker + i));
  }
  for (std::int64_t s = 0; s < samples; ++s) {
    const std::size_t first = size_of(s * adapter.plan.d_in);
    gate_logits(gate, std::span(centred).subspan(first, size_of(adapter.plan.d_in)), logits);
    if (gate.kind == Gate::Kind::mixture) {
      for (std::size_t unit = 0; unit < logits.size(); ++unit) {
        if (allowed[unit] == 0) logits[unit] = -std::numeric_limits<float>::infinity();
      }
      rule.mixture(logits, budget, shares);
    } else {
      shares = logits;
      if (budget > 0 && budget < pipe.workers) {
        for (int i = 0; i < pipe.workers; ++i) {
          const Worker& worker = adapter.worker(pipe.first_worker + i);
          double square = 0;
          for (std::int64_t c = worker.cols.begin; c < worker.cols.end; ++c) {
            square += static_cast<double>(centred[first + size_of(c)]) * centred[first + size_of(c)];
          }
          scores[size_of(i)] =
              std::fabs(logits[size_of(rule.unit_of(i))]) * strengths[size_of(i)] * std::sqrt(square);
        }
        rule.strongest(scores, budget, chosen);
      }
    }
    for (int i = 0; i < pipe.workers; ++i) {
      if (listed[size_of(i)] == 0 || chosen[size_of(i)] == 0) continue;
      weights[size_of(s) * workers + size_of(i)] = shares[size_of(rule.unit_of(i))];
    }
  }
  return weights;
}

}  // namespace

bool is_linear(const Adapter& adapter) {
  return std::all_of(adapter.plan.pipes.begin(), adapter.plan.pipes.end(),
                     [](const PipePlan& pipe) { return pipe.experts == 1; }) &&
         std::all_of(adapter.gates.begin(), adapter.gates.end(),
                     [](const Gate& gate) { return gate.empty(); });
}

void forward(const Adapter& adapter, const float* x, std::int64_t samples, float* y,
             std::span<const int> active) {
  const Plan& plan = adapter.plan;
  std::vector<float> centred(size_of(samples * plan.d_in));
  for (std::size_t i = 0; i < centred.size(); ++i) {
    centred[i] = x[i] - adapter.mean_x[i % size_of(plan.d_in)];
  }
  // Sums over workers in f64: the result must not depend on how finely the map is cut.
  std::vector<double> sums(size_of(samples * plan.d_out), 0.0);
  std::vector<double> output;
  for (std::size_t p = 0; p < plan.pipes.size(); ++p) {
    const PipePlan& pipe = plan.pipes[p];
    const std::vector<double> weights = worker_weights(adapter, p, centred, samples, active);
    for (int i = 0; i < pipe.workers; ++i) {
      const Worker& worker = plan.workers[size_of(pipe.first_worker + i)];
      TileProduct product(adapter, worker, centred);
      for (std::int64_t s = 0; s < samples; ++s) {
        const double weight = weights[size_of(s * pipe.workers + i)];
        if (weight == 0) continue;
        product(s, output);
        double* sum = sums.data() + s * plan.d_out + worker.rows.begin;
        for (std::size_t r = 0; r < output.size(); ++r) {
          sum[r] += pipe_weight(adapter, worker) * weight * output[r];
        }
      }
    }
  }
  for (std::int64_t s = 0; s < samples; ++s) {
    for (std::int64_t o = 0; o < plan.d_out; ++o) {
      y[s * plan.d_out + o] =
          static_cast<float>(sums[size_of(s * plan.d_out + o)] + adapter.mean_z[size_of(o)]);
    }
  }
}

std::vector<double> gate_weights(const Adapter& adapter, std::span<const float> centred) {
  const std::vector<float> input(centred.begin(), centred.end());
  std::vector<double> weights;
  for (std::size_t p = 0; p < adapter.plan.pipes.size(); ++p) {
    const std::vector<double> of_pipe = worker_weights(adapter, p, input, 1, {});
    weights.insert(weights.end(), of_pipe.begin(), of_pipe.end());
  }
  return weights;
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
