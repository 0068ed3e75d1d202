// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/lowbit/rules_torch.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

namespace prism {
namespace {

/// Rows and elements that one task takes; fixed, so that sums do not depend on the number of threads.
constexpr std::int64_t kRows = 16;
constexpr std::int64_t kPart = std::int64_t{1} << 15;

std::uint64_t bytes_of(const at::Tensor& tensor) {
  return tensor.defined() ? static_cast<std::uint64_t>(tensor.nbytes()) : 0;
}

std::span<float> floats(const at::Tensor& tensor) {
  return {tensor.data_ptr<float>(), static_cast<std::size_t>(tensor.numel())};
}

/// Sum over fixed parts of `count`, in their order.
template <typename Sum, typename Each>
Sum sum_of_parts(std::int64_t count, std::int64_t part, const Each& each) {
  const std::int64_t parts = (count + part - 1) / part;
  std::vector<Sum> sums(static_cast<std::size_t>(parts));
  at::parallel_for(0, parts, 1, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t p = begin; p < end; ++p)
      sums[static_cast<std::size_t>(p)] = each(p * part, std::min(part, count - p * part));
  });
  Sum total{};
  for (const Sum& sum : sums) total += sum;
  return total;
}

GradientSums sums_of(const at::Tensor& gradient) {
  const std::span<const float> all = floats(gradient);
  return sum_of_parts<GradientSums>(gradient.numel(), kPart, [&](std::int64_t begin, std::int64_t count) {
    return gradient_sums(all.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(count)));
  });
}

}  // namespace

AdamState::AdamState(const at::Tensor& like) : m(at::zeros_like(like)), v(at::zeros_like(like)) {}

void AdamState::apply(const at::Tensor& value, const at::Tensor& gradient, double rate, double decay,
                      std::int64_t step) {
  constexpr double kFirst = 0.9, kSecond = 0.99, kTiny = 1e-8;
  const auto t = static_cast<double>(step);
  m.mul_(kFirst).add_(gradient, 1 - kFirst);
  v.mul_(kSecond).addcmul_(gradient, gradient, 1 - kSecond);
  const at::Tensor root = (v / (1 - std::pow(kSecond, t))).sqrt_().add_(kTiny);
  if (decay > 0) value.mul_(1 - rate * decay);
  value.addcdiv_(m, root, -rate / (1 - std::pow(kFirst, t)));
}

GridMatrix::GridMatrix(const at::Tensor& weights, const Grid& grid, const UpdateOptions& options)
    : m_rows(weights.size(0)), m_cols(weights.size(1)) {
  const at::Tensor plain = weights.detach().to(at::kFloat).contiguous();
  const PackedMatrix packed = quantise_matrix(floats(plain), m_rows, m_cols, grid);
  m_grid = packed.grid;
  m_codes = at::empty({m_rows, packed.row_bytes()}, at::kByte);
  std::copy(packed.codes.begin(), packed.codes.end(), m_codes.data_ptr<std::uint8_t>());
  m_scales = at::empty({m_rows}, at::kFloat);
  std::copy(packed.scales.begin(), packed.scales.end(), m_scales.data_ptr<float>());
  if (options.learn_scales) {
    m_scale_rate = options.other_learning_rate;
    m_scale_gradient = at::zeros({m_rows}, at::kFloat);
    m_scale_adam = std::make_unique<AdamState>(m_scales);
  }
}

PackedMatrix GridMatrix::view() const {
  PackedMatrix matrix;
  matrix.grid = m_grid;
  matrix.rows = m_rows;
  matrix.cols = m_cols;
  matrix.codes = {m_codes.data_ptr<std::uint8_t>(), static_cast<std::size_t>(m_codes.numel())};
  matrix.scales = {m_scales.data_ptr<float>(), static_cast<std::size_t>(m_rows)};
  return matrix;
}

PackedMatrix GridMatrix::packed() const {
  struct Copies {
    at::Tensor codes, scales;
  };
  auto copies = std::make_shared<Copies>(Copies{m_codes.clone(), m_scales.clone()});
  PackedMatrix matrix = view();
  matrix.codes = {copies->codes.data_ptr<std::uint8_t>(), matrix.codes.size()};
  matrix.scales = {copies->scales.data_ptr<float>(), matrix.scales.size()};
  matrix.memory = std::move(copies);
  return matrix;
}

at::Tensor GridMatrix::dequantised() const {
  const at::Tensor out = at::empty({m_rows, m_cols}, at::kFloat);
  const PackedMatrix matrix = view();
  at::parallel_for(0, m_rows, kRows, [&](std::int64_t begin, std::int64_t end) {
    dequantise_rows(matrix, begin, end - begin, out.data_ptr<float>() + begin * m_cols);
  });
  return out;
}

template <typename Change>
Moves GridMatrix::each_row(const Change& change) {
  const std::int64_t stride = m_codes.size(1);
  auto* codes = m_codes.data_ptr<std::uint8_t>();
  return sum_of_parts<Moves>(m_rows, kRows, [&](std::int64_t first, std::int64_t count) {
    std::vector<std::uint8_t> row(static_cast<std::size_t>(m_cols));
    Moves moves;
    for (std::int64_t r = first; r < first + count; ++r) {
      unpack_codes(codes + r * stride, m_cols, m_grid.bits, row.data());
      moves += change(r, std::span(row));
      pack_codes(row.data(), m_cols, m_grid.bits, codes + r * stride);
    }
    return moves;
  });
}

float GridMatrix::scale(std::int64_t row) const {
  return m_scales.data_ptr<float>()[row];
}

// dL/dscale of a row is the sum of its gradients times its table values.
void GridMatrix::gather_scales(const at::Tensor& gradient) {
  if (m_scale_adam == nullptr) return;
  m_scale_gradient.add_(dequantised().mul_(gradient).sum(1).div_(m_scales));
}

// On the logarithm: a scale of any size moves by the same share, and never through zero.
void GridMatrix::step_scales(const StepInput& input) {
  if (m_scale_adam == nullptr) return;
  m_scale_gradient.mul_(m_scales).div_(static_cast<double>(input.micro_batches));
  const at::Tensor logarithm = m_scales.log();
  m_scale_adam->apply(logarithm, m_scale_gradient, m_scale_rate * input.rate, 0, input.step);
  m_scales.copy_(logarithm.exp_());
  m_scale_gradient.zero_();
}

std::vector<NamedTensor> GridMatrix::state() const {
  std::vector<NamedTensor> all{{"codes", m_codes}, {"scales", m_scales}};
  if (m_scale_adam != nullptr) {
    all.push_back({"scales.m", m_scale_adam->m});
    all.push_back({"scales.v", m_scale_adam->v});
  }
  return all;
}

std::uint64_t GridMatrix::bytes() const {
  return bytes_of(m_codes) + bytes_of(m_scales) + m_grid.values.size() * sizeof(float);
}

std::uint64_t GridMatrix::scale_bytes() const {
  return m_scale_adam == nullptr
             ? 0
             : bytes_of(m_scale_gradient) + bytes_of(m_scale_adam->m) + bytes_of(m_scale_adam->v);
}

namespace {

/// No float copy: an int8 counter a weight.
class VoteRule final : public MatrixRule {
 public:
  VoteRule(const at::Tensor& weights, const Grid& grid, const UpdateOptions& options)
      : m_options(options), m_matrix(weights, grid, options) {
    m_votes = at::zeros({m_matrix.rows(), m_matrix.cols()}, at::kChar);
    if (options.cooldown > 0) m_rest = at::zeros({m_matrix.rows(), m_matrix.cols()}, at::kByte);
  }
  at::Tensor weight() const override { return m_matrix.dequantised(); }
  std::int64_t cast() const override { return m_cast; }

  void gather(const at::Tensor& gradient) override {
    const std::span<const float> all = floats(gradient);
    const auto threshold =
        static_cast<float>(vote_threshold(sums_of(gradient), gradient.numel(), m_options.z));
    const std::span votes(m_votes.data_ptr<std::int8_t>(), all.size());
    m_cast +=
        sum_of_parts<std::int64_t>(gradient.numel(), kPart, [&](std::int64_t begin, std::int64_t count) {
          const auto first = static_cast<std::size_t>(begin), size = static_cast<std::size_t>(count);
          return cast_votes(all.subspan(first, size), threshold, votes.subspan(first, size));
        });
    m_matrix.gather_scales(gradient);
  }

  Moves step(const StepInput& input) override {
    const std::int64_t cols = m_matrix.cols();
    const double possible = static_cast<double>(input.micro_batches) * static_cast<double>(m_votes.numel());
    MoveRule rule;
    rule.needed = votes_needed(m_options, input.micro_batches, static_cast<double>(m_cast) / possible);
    rule.rate = m_options.learning_rate * input.rate;
    rule.p_min = m_options.p_min;
    rule.p_max = m_options.p_max;
    rule.keep = m_options.vote_momentum;
    rule.cooldown = m_options.cooldown;
    rule.seed = input.seed;
    auto* votes = m_votes.data_ptr<std::int8_t>();
    auto* rest = m_rest.defined() ? m_rest.data_ptr<std::uint8_t>() : nullptr;
    const auto width = static_cast<std::size_t>(cols);
    const Moves moves = m_matrix.each_row([&](std::int64_t row, std::span<std::uint8_t> codes) {
      return move_row(m_matrix.grid(), m_matrix.scale(row), row, rule, codes, {votes + row * cols, width},
                      rest == nullptr ? std::span<std::uint8_t>() : std::span(rest + row * cols, width));
    });
    m_matrix.step_scales(input);
    m_cast = 0;
    return moves;
  }

  std::vector<NamedTensor> state() const override {
    std::vector<NamedTensor> all = m_matrix.state();
    all.push_back({"votes", m_votes});
    if (m_rest.defined()) all.push_back({"rest", m_rest});
    return all;
  }
  UpdateMemory memory() const override {
    UpdateMemory memory;
    memory.weights = m_matrix.bytes();
    memory.votes = bytes_of(m_votes) + bytes_of(m_rest);
    memory.optimizer = m_matrix.scale_bytes();
    return memory;
  }
  PackedMatrix packed() const override { return m_matrix.packed(); }

 private:
  UpdateOptions m_options;
  GridMatrix m_matrix;
  at::Tensor m_votes, m_rest;
  std::int64_t m_cast = 0;
};

/// A gradient step rounded at random; the sum of a step's gradients is all it keeps.
class RoundingRule final : public MatrixRule {
 public:
  RoundingRule(const at::Tensor& weights, const Grid& grid, const UpdateOptions& options)
      : m_options(options), m_matrix(weights, grid, options) {
    m_sum = at::zeros({m_matrix.rows(), m_matrix.cols()}, at::kFloat);
  }
  at::Tensor weight() const override { return m_matrix.dequantised(); }
  void gather(const at::Tensor& gradient) override {
    m_sum.add_(gradient);
    m_matrix.gather_scales(gradient);
  }
  // Over the root mean square of the matrix's gradient, so that the learning rate is a weight's movement.
  Moves step(const StepInput& input) override {
    const double rms = std::sqrt(sums_of(m_sum).squares / static_cast<double>(m_sum.numel()));
    const double step = rms > 0 && std::isfinite(rms) ? m_options.learning_rate * input.rate / rms : 0;
    const std::int64_t cols = m_matrix.cols();
    const auto* sum = m_sum.data_ptr<float>();
    const Moves moves = m_matrix.each_row([&](std::int64_t row, std::span<std::uint8_t> codes) {
      Moves moved;
      moved.moved = round_row(m_matrix.grid(), m_matrix.scale(row), row, step, input.seed,
                              {sum + row * cols, static_cast<std::size_t>(cols)}, codes);
      return moved;
    });
    m_matrix.step_scales(input);
    m_sum.zero_();
    return moves;
  }
  std::vector<NamedTensor> state() const override { return m_matrix.state(); }
  UpdateMemory memory() const override {
    UpdateMemory memory;
    memory.weights = m_matrix.bytes();
    memory.optimizer = bytes_of(m_sum) + m_matrix.scale_bytes();
    return memory;
  }
  PackedMatrix packed() const override { return m_matrix.packed(); }

 private:
  UpdateOptions m_options;
  GridMatrix m_matrix;
  at::Tensor m_sum;
};

/// AdamW on f32 weights: themselves the weights (fp32), or masters that codes are rounded from (qat).
class AdamRule final : public MatrixRule {
 public:
  AdamRule(const at::Tensor& weights, const Grid& grid, const UpdateOptions& options)
      : m_options(options),
        m_master(weights.detach().to(at::kFloat).contiguous().clone()),
        m_sum(at::zeros_like(m_master)),
        m_adam(m_master) {
    if (options.update == LowBitUpdate::qat) m_matrix = std::make_unique<GridMatrix>(m_master, grid, options);
  }
  at::Tensor weight() const override { return m_matrix ? m_matrix->dequantised() : m_master; }
  bool on_grid() const override { return m_matrix != nullptr; }
  void gather(const at::Tensor& gradient) override {
    m_sum.add_(gradient);
    if (m_matrix) m_matrix->gather_scales(gradient);
  }
  Moves step(const StepInput& input) override {
    m_sum.div_(static_cast<double>(input.micro_batches));
    m_adam.apply(m_master, m_sum, m_options.learning_rate * input.rate, m_options.weight_decay, input.step);
    m_sum.zero_();
    if (!m_matrix) return {};
    m_matrix->step_scales(input);
    const std::int64_t cols = m_matrix->cols();
    const auto* master = m_master.data_ptr<float>();
    return m_matrix->each_row([&](std::int64_t row, std::span<std::uint8_t> codes) {
      Moves moved;
      moved.moved = requantise_row(m_matrix->grid(), m_matrix->scale(row),
                                   {master + row * cols, static_cast<std::size_t>(cols)}, codes);
      return moved;
    });
  }
  std::vector<NamedTensor> state() const override {
    std::vector<NamedTensor> all;
    if (m_matrix) all = m_matrix->state();
    all.push_back({"master", m_master});
    all.push_back({"m", m_adam.m});
    all.push_back({"v", m_adam.v});
    return all;
  }
  UpdateMemory memory() const override {
    UpdateMemory memory;
    memory.optimizer = bytes_of(m_sum) + bytes_of(m_adam.m) + bytes_of(m_adam.v);
    if (m_matrix) {
      memory.weights = m_matrix->bytes();
      memory.optimizer += bytes_of(m_master) + m_matrix->scale_bytes();
    } else {
      memory.weights = bytes_of(m_master);
    }
    return memory;
  }
  PackedMatrix packed() const override {
    if (!m_matrix) throw Error(ErrorCode::usage, "f32 weights have no codes", {}, {}, "vote, sr or qat");
    return m_matrix->packed();
  }

 private:
  UpdateOptions m_options;
  at::Tensor m_master, m_sum;
  AdamState m_adam;
  std::unique_ptr<GridMatrix> m_matrix;
};

}  // namespace

std::unique_ptr<MatrixRule> make_rule(const at::Tensor& weights, const Grid& grid,
                                      const UpdateOptions& options) {
  switch (options.update) {
    case LowBitUpdate::vote:
      return std::make_unique<VoteRule>(weights, grid, options);
    case LowBitUpdate::sr:
      return std::make_unique<RoundingRule>(weights, grid, options);
    case LowBitUpdate::qat:
    case LowBitUpdate::fp32:
      break;
  }
  return std::make_unique<AdamRule>(weights, grid, options);
}

}  // namespace prism
