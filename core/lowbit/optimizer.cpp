// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/lowbit/optimizer_torch.h"
#include "core/lowbit/rules_torch.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include <ATen/ATen.h>

namespace prism {

struct LowBitOptimizer::Other {
  std::string name;
  at::Tensor tensor;
  AdamState adam;
};

LowBitOptimizer::LowBitOptimizer(std::vector<NamedTensor> matrices, std::vector<NamedTensor> others,
                                 const Grid& grid, const UpdateOptions& options, bool adopt)
    : m_options(options) {
  const at::NoGradGuard no_gradients;
  check_update(options);
  if (m_options.learning_rate == 0) m_options.learning_rate = default_learning_rate(options.update);
  for (NamedTensor& each : matrices) {
    if (each.tensor.dim() != 2 || each.tensor.scalar_type() != at::kFloat || !each.tensor.device().is_cpu()) {
      throw Error(ErrorCode::usage, "\"" + each.name + "\" is no f32 matrix of the processor", {}, {},
                  "[out, in]");
    }
    m_names.push_back(each.name);
    m_rules.push_back(make_rule(each.tensor, grid, m_options));
    m_parameters += each.tensor.numel();
    if (adopt) {
      each.tensor.detach().copy_(m_rules.back()->weight());
      m_leaves.push_back(each.tensor);
    }
    each.tensor = at::Tensor();
  }
  for (NamedTensor& each : others)
    m_others.push_back({each.name, each.tensor, AdamState(each.tensor.detach())});
}

LowBitOptimizer::~LowBitOptimizer() = default;

at::Tensor LowBitOptimizer::weight(std::size_t matrix) const {
  return m_rules[matrix]->weight();
}

void LowBitOptimizer::gather_one(std::size_t matrix, const at::Tensor& gradient) {
  const at::NoGradGuard no_gradients;
  m_rules[matrix]->gather(gradient.detach().contiguous());
}

void LowBitOptimizer::gather() {
  ++m_micro_batches;
  for (std::size_t i = 0; i < m_leaves.size(); ++i) {
    at::Tensor& gradient = m_leaves[i].mutable_grad();
    if (!gradient.defined()) continue;
    gather_one(i, gradient);
    gradient.reset();
  }
}

void LowBitOptimizer::step_others(double rate) {
  for (Other& other : m_others) {
    at::Tensor& gradient = other.tensor.mutable_grad();
    if (!gradient.defined()) continue;
    gradient.div_(static_cast<double>(m_micro_batches));
    other.adam.apply(other.tensor.detach(), gradient.detach(), m_options.other_learning_rate * rate, 0,
                     m_step);
    gradient.reset();
  }
}

UpdateFigures LowBitOptimizer::step(double rate) {
  const at::NoGradGuard no_gradients;
  if (m_micro_batches == 0) throw Error(ErrorCode::usage, "a step without a gradient");
  ++m_step;
  UpdateFigures figures;
  double moved = 0, cast = 0, votes = 0;
  std::vector<double> counts;
  double zeros = 0;
  for (std::size_t i = 0; i < m_rules.size(); ++i) {
    MatrixRule& rule = *m_rules[i];
    StepInput input;
    input.step = m_step;
    input.micro_batches = m_micro_batches;
    input.rate = rate;
    input.seed = mix64(m_options.seed ^ mix64(static_cast<std::uint64_t>(m_step) << 20 ^ i));
    cast += static_cast<double>(rule.cast());
    const Moves moves = rule.step(input);
    if (!m_leaves.empty()) m_leaves[i].detach().copy_(rule.weight());
    if (!rule.on_grid()) continue;
    const PackedMatrix matrix = rule.packed();
    const PackedUse use = packed_use(matrix);
    const double size = static_cast<double>(matrix.rows) * static_cast<double>(matrix.cols);
    moved += static_cast<double>(moves.moved);
    votes += moves.votes;
    zeros += use.zero_fraction * size;
    figures.flips.push_back(static_cast<double>(moves.moved) / size);
    counts.resize(std::max(counts.size(), use.occupancy.size()), 0.0);
    for (std::size_t v = 0; v < use.occupancy.size(); ++v) counts[v] += use.occupancy[v] * size;
  }
  step_others(rate);
  m_micro_batches = 0;
  const double all = std::max<double>(1, static_cast<double>(m_parameters));
  figures.flip_rate = moved / all;
  figures.vote_agreement = cast > 0 ? votes / cast : 0;
  figures.zero_fraction = zeros / all;
  for (const double count : counts) {
    figures.occupancy.push_back(count / all);
    figures.values_used += count > 0;
  }
  return figures;
}

UpdateMemory LowBitOptimizer::memory() const {
  UpdateMemory memory;
  for (const auto& rule : m_rules) {
    const UpdateMemory each = rule->memory();
    memory.weights += each.weights;
    memory.votes += each.votes;
    memory.optimizer += each.optimizer;
  }
  for (const at::Tensor& leaf : m_leaves) memory.working += static_cast<std::uint64_t>(leaf.nbytes());
  for (const Other& other : m_others) {
    memory.others += static_cast<std::uint64_t>(other.tensor.nbytes());
    memory.others_optimizer += static_cast<std::uint64_t>(other.adam.m.nbytes() + other.adam.v.nbytes());
  }
  return memory;
}

PackedMatrix LowBitOptimizer::packed(std::size_t matrix) const {
  const at::NoGradGuard no_gradients;
  return m_rules[matrix]->packed();
}

std::vector<NamedTensor> LowBitOptimizer::state() const {
  std::vector<NamedTensor> all;
  for (std::size_t i = 0; i < m_rules.size(); ++i) {
    for (NamedTensor& each : m_rules[i]->state()) all.push_back({m_names[i] + "#" + each.name, each.tensor});
  }
  for (const Other& other : m_others) {
    all.push_back({other.name + "#m", other.adam.m});
    all.push_back({other.name + "#v", other.adam.v});
  }
  return all;
}

void LowBitOptimizer::restore(const std::vector<NamedTensor>& state, std::int64_t steps) {
  const at::NoGradGuard no_gradients;
  const std::vector<NamedTensor> own = this->state();
  for (const NamedTensor& each : own) {
    const auto found = std::find_if(state.begin(), state.end(),
                                    [&](const NamedTensor& other) { return other.name == each.name; });
    if (found == state.end() || found->tensor.scalar_type() != each.tensor.scalar_type() ||
        found->tensor.sizes() != each.tensor.sizes()) {
      throw Error(ErrorCode::mismatch, "the state of \"" + each.name + "\" is missing or of another shape");
    }
  }
  for (const NamedTensor& each : own) {
    const auto found = std::find_if(state.begin(), state.end(),
                                    [&](const NamedTensor& other) { return other.name == each.name; });
    each.tensor.copy_(found->tensor);
  }
  for (std::size_t i = 0; i < m_leaves.size(); ++i) m_leaves[i].detach().copy_(m_rules[i]->weight());
  m_step = steps;
}

}  // namespace prism
