// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/plan.h"
#include "core/solve/adapter_map_torch.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

namespace prism {
namespace {

at::Tensor copy_of(const std::vector<float>& values) {
  at::Tensor out = at::empty({static_cast<std::int64_t>(values.size())}, at::kFloat);
  std::copy(values.begin(), values.end(), out.data_ptr<float>());
  return out;
}

// The stored tile as [cols, rows] with the shares of overlapping cells folded in.
at::Tensor cells_of(const Adapter& adapter, const Worker& worker, bool finite_only) {
  const PipePlan& pipe = adapter.plan.pipes[static_cast<std::size_t>(worker.pipe - 1)];
  // from_blob wants a mutable pointer; the view is only read.
  float* stored = const_cast<float*>(adapter.tile(worker.id).data());
  at::Tensor cells =
      at::from_blob(stored, {worker.rows.size(), worker.cols.size()}, {pipe.tile_cols, 1}, at::kFloat).t();
  if (finite_only) cells = cells.nan_to_num(0.0, 0.0, 0.0);
  if (adapter.plan.remainder != Remainder::overlap) return cells;
  const OverlapWeights shares = overlap_weights(adapter.plan, worker);
  return cells * copy_of(shares.cols).unsqueeze(1) * copy_of(shares.rows).unsqueeze(0);
}

/// y[rows[i]] += alpha·values[i]; no row twice. Torch's own index_add_ takes a call of its own a row.
void add_rows(const at::Tensor& rows, const at::Tensor& values, double alpha, at::Tensor& y) {
  const std::int64_t width = values.size(1);
  const std::int64_t stride = y.stride(0);
  const std::int64_t* row = rows.data_ptr<std::int64_t>();
  const float* from = values.data_ptr<float>();
  float* to = y.data_ptr<float>();
  const auto weight = static_cast<float>(alpha);
  at::parallel_for(0, rows.numel(), 256, [&](std::int64_t first, std::int64_t last) {
    for (std::int64_t i = first; i < last; ++i) {
      float* out = to + row[i] * stride;
      const float* in = from + i * width;
      for (std::int64_t c = 0; c < width; ++c) out[c] += weight * in[c];
    }
  });
}

at::Tensor part(const at::Tensor& matrix, IndexRange rows, IndexRange cols) {
  return matrix.narrow(0, rows.begin, rows.size()).narrow(1, cols.begin, cols.size());
}

}  // namespace

at::Tensor weight_of(const Gate& gate) {
  return copy_of(gate.weight).view({gate.logits(), -1});
}

at::Tensor bias_of(const Gate& gate) {
  return copy_of(gate.bias);
}

at::Tensor expert_of(const at::Tensor& weight, const at::Tensor& bias, const at::Tensor& x) {
  return at::addmm(bias, x, weight.t()).argmax(1);
}

Groups group_rows(const at::Tensor& keys, std::int64_t groups) {
  Groups out;
  out.ends.assign(static_cast<std::size_t>(groups), 0);
  const std::int64_t* key = keys.data_ptr<std::int64_t>();
  for (std::int64_t i = 0; i < keys.numel(); ++i) ++out.ends[static_cast<std::size_t>(key[i])];
  std::partial_sum(out.ends.begin(), out.ends.end(), out.ends.begin());
  std::vector<std::int64_t> next(out.ends.size(), 0);
  std::copy(out.ends.begin(), out.ends.end() - 1, next.begin() + 1);
  out.order = at::empty({keys.numel()}, at::kLong);
  std::int64_t* order = out.order.data_ptr<std::int64_t>();
  for (std::int64_t i = 0; i < keys.numel(); ++i) order[next[static_cast<std::size_t>(key[i])]++] = i;
  return out;
}

AdapterMap::AdapterMap(const Adapter& adapter, const AdapterMapOptions& options)
    : m_d_out(adapter.plan.d_out) {
  std::vector<int> pipes = options.pipes;
  if (pipes.empty()) {
    pipes.resize(adapter.plan.pipes.size());
    std::iota(pipes.begin(), pipes.end(), 0);
  }
  for (const int index : pipes) {
    const auto p = static_cast<std::size_t>(index);
    const double alpha = options.pipe_weights ? static_cast<double>(adapter.pipe_weights[p]) : 1.0;
    const PipePlan& pipe = adapter.plan.pipes[p];
    if (options.clusters && pipe.experts > 1 && p < adapter.experts.size() && !adapter.experts[p].empty()) {
      Gate gate = adapter.experts[p].clusters;
      gate.active = 1;
      add_gated(adapter, index, gate, alpha, true);
    } else if (!options.clusters && p < adapter.gates.size() && !adapter.gates[p].empty()) {
      add_gated(adapter, index, adapter.gates[p], alpha, false);
    } else {
      if (!m_linear.defined()) m_linear = at::zeros({adapter.plan.d_in, m_d_out}, at::kFloat);
      for (int id = pipe.first_worker; id < pipe.first_worker + pipe.workers; ++id) {
        const Worker& worker = adapter.worker(id);
        part(m_linear, worker.cols, worker.rows).add_(cells_of(adapter, worker, options.clusters), alpha);
      }
    }
  }
}

void AdapterMap::add_gated(const Adapter& adapter, int pipe_index, const Gate& gate, double alpha,
                           bool finite_only) {
  const Plan& plan = adapter.plan;
  const PipePlan& pipe = plan.pipes[static_cast<std::size_t>(pipe_index)];
  GatedPipe gated{
      gate.kind, GateRule(pipe, gate.layout), gate.active, false, alpha, weight_of(gate), bias_of(gate), {}};
  const bool by_worker = gate.kind == Gate::Kind::scale || gate.layout == Gate::Layout::worker;
  gated.single = gate.kind == Gate::Kind::mixture && gate.layout == Gate::Layout::expert && gate.active > 0 &&
                 gate.active < 2 * gated.rule.cost(0);
  std::map<std::int64_t, std::size_t> known;
  for (int i = 0; i < pipe.workers; ++i) {
    const Worker& worker = adapter.worker(pipe.first_worker + i);
    if (by_worker) {
      gated.blocks.push_back({gated.rule.unit_of(i), worker.rows, worker.cols,
                              cells_of(adapter, worker, finite_only).contiguous()});
      continue;
    }
    const std::int64_t unit = gated.rule.unit_of(i);
    const auto [found, is_new] = known.try_emplace(unit, gated.blocks.size());
    if (is_new) {
      const IndexRange rows = gate.layout == Gate::Layout::expert ? IndexRange{0, plan.d_out} : worker.rows;
      gated.blocks.push_back({unit, rows, {0, plan.d_in}, at::zeros({plan.d_in, rows.size()}, at::kFloat)});
    }
    Block& block = gated.blocks[found->second];
    part(block.weight, worker.cols,
         {worker.rows.begin - block.rows.begin, worker.rows.end - block.rows.begin})
        .add_(cells_of(adapter, worker, finite_only));
  }
  m_gated.push_back(std::move(gated));
}

at::Tensor AdapterMap::operator()(const at::Tensor& centred) const {
  at::Tensor y =
      m_linear.defined() ? at::mm(centred, m_linear) : at::zeros({centred.size(0), m_d_out}, at::kFloat);
  for (const GatedPipe& pipe : m_gated) {
    const at::Tensor logits = at::addmm(pipe.bias, centred, pipe.weight.t());
    if (pipe.single) {
      apply_single(pipe, centred, logits, y);
    } else if (pipe.kind == Gate::Kind::mixture) {
      apply_mixture(pipe, centred, logits, y);
    } else {
      apply_scale(pipe, centred, logits, y);
    }
  }
  return y;
}

void AdapterMap::apply_single(const GatedPipe& pipe, const at::Tensor& x, const at::Tensor& logits,
                              at::Tensor& y) const {
  const Groups groups = group_rows(logits.argmax(1), static_cast<std::int64_t>(pipe.blocks.size()));
  const at::Tensor sorted = x.index_select(0, groups.order);
  at::Tensor output = at::empty({x.size(0), m_d_out}, at::kFloat);
  for (const Block& block : pipe.blocks) {
    const IndexRange range = groups.range(static_cast<std::size_t>(block.unit));
    if (range.size() == 0) continue;
    at::Tensor part = output.narrow(0, range.begin, range.size());
    at::mm_out(part, sorted.narrow(0, range.begin, range.size()), block.weight);
  }
  add_rows(groups.order, output, pipe.alpha, y);
}

void AdapterMap::apply_mixture(const GatedPipe& pipe, const at::Tensor& x, const at::Tensor& logits,
                               at::Tensor& y) const {
  const std::int64_t units = logits.size(1);
  at::Tensor weights = at::empty({units, logits.size(0)}, at::kFloat);
  {
    at::Tensor by_row = at::empty_like(logits);
    const float* logit = logits.data_ptr<float>();
    float* weight = by_row.data_ptr<float>();
    at::parallel_for(0, logits.size(0), 64, [&](std::int64_t first, std::int64_t last) {
      for (std::int64_t row = first; row < last; ++row) {
        pipe.rule.mixture({logit + row * units, static_cast<std::size_t>(units)}, pipe.active,
                          {weight + row * units, static_cast<std::size_t>(units)});
      }
    });
    weights.copy_(by_row.t());
  }
  for (const Block& block : pipe.blocks) {
    const at::Tensor weight = weights.select(0, block.unit);
    const at::Tensor rows = weight.nonzero().squeeze(1).contiguous();
    if (rows.numel() == 0) continue;
    const at::Tensor input = x.index_select(0, rows).narrow(1, block.cols.begin, block.cols.size());
    at::Tensor output = at::mm(input, block.weight).mul_(weight.index_select(0, rows).unsqueeze(1));
    at::Tensor part = y.narrow(1, block.rows.begin, block.rows.size());
    add_rows(rows, output, pipe.alpha, part);
  }
}

void AdapterMap::apply_scale(const GatedPipe& pipe, const at::Tensor& x, const at::Tensor& logits,
                             at::Tensor& y) const {
  const std::int64_t n = x.size(0);
  const auto workers = static_cast<std::int64_t>(pipe.blocks.size());
  const auto output = [&](const Block& block) {
    return at::mm(x.narrow(1, block.cols.begin, block.cols.size()), block.weight);
  };
  at::Tensor chosen = at::ones({n, workers}, at::kChar);
  if (pipe.active > 0 && pipe.active < workers) {
    at::Tensor scores = at::empty({n, workers}, at::kDouble);
    for (std::int64_t i = 0; i < workers; ++i) {
      const Block& block = pipe.blocks[static_cast<std::size_t>(i)];
      const at::Tensor input = x.narrow(1, block.cols.begin, block.cols.size());
      const double strength = std::sqrt(block.weight.square().sum(at::kDouble).item<double>() /
                                        static_cast<double>(block.cols.size()));
      const at::Tensor norms = input.square().sum(1, false, at::kDouble).sqrt().mul_(strength);
      scores.select(1, i).copy_(norms * logits.select(1, block.unit).abs());
    }
    const double* score = scores.data_ptr<double>();
    auto* choice = reinterpret_cast<char*>(chosen.data_ptr<std::int8_t>());
    const auto count = static_cast<std::size_t>(workers);
    at::parallel_for(0, n, 64, [&](std::int64_t first, std::int64_t last) {
      for (std::int64_t row = first; row < last; ++row) {
        pipe.rule.strongest({score + row * workers, count}, pipe.active, {choice + row * workers, count});
      }
    });
  }
  for (std::int64_t i = 0; i < workers; ++i) {
    const Block& block = pipe.blocks[static_cast<std::size_t>(i)];
    const at::Tensor gate = logits.select(1, block.unit) * chosen.select(1, i);
    y.narrow(1, block.rows.begin, block.rows.size()).add_(output(block).mul_(gate.unsqueeze(1)), pipe.alpha);
  }
}

}  // namespace prism
