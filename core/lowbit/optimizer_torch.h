// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lowbit/packed.h"
#include "core/lowbit/update.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <ATen/core/Tensor.h>

namespace prism {

struct NamedTensor {
  std::string name;
  at::Tensor tensor;
};

/// What a step did to all matrices. Occupancy is empty for fp32.
struct UpdateFigures {
  double flip_rate = 0;       ///< share of low-bit weights that moved
  double vote_agreement = 0;  ///< Σ|votes| over votes cast; 1 = unanimous
  double zero_fraction = 0;
  int values_used = 0;
  std::vector<double> occupancy;  ///< share of weights on each table value (of the first matrix's table)
  std::vector<double> flips;      ///< of each matrix
};

/// Bytes that are allocated, of each group.
struct UpdateMemory {
  std::uint64_t weights = 0;           ///< codes, scales, tables (f32 weights for fp32)
  std::uint64_t working = 0;           ///< f32 copies that a module computes with (adopted leaves only)
  std::uint64_t votes = 0;             ///< int8 buffers, cooldowns
  std::uint64_t optimizer = 0;         ///< masters, moments, gradient sums of the matrices
  std::uint64_t others = 0;            ///< f32 parameters besides
  std::uint64_t others_optimizer = 0;  ///< their moments
};

class MatrixRule;  // rules_torch.h

/// Weight matrices under one update rule of the grid, and all other parameters under AdamW in f32. Two ways
/// to use it:
/// *Adopted leaves* (any module): after each backward pass `gather()` reads and clears the gradients of all
/// tensors; `step()` changes the weights and writes what they now stand for into the leaves.
/// *Owned* (no f32 copy anywhere): `weight(i)` dequantises for one product, `gather_one(i, g)` takes the
/// gradient of one product at once; see low_bit_linear.
/// Everything random comes from the seed, the step and the weight's place. Processor tensors only.
class LowBitOptimizer {
 public:
  /// `matrices` f32 [out, in]: brought onto the grid with a scale an output channel fitted to them (not for
  /// fp32). With `adopt` they are leaves whose values follow; without, their memory is not kept. Throws
  /// Error(usage, numeric).
  LowBitOptimizer(std::vector<NamedTensor> matrices, std::vector<NamedTensor> others, const Grid& grid,
                  const UpdateOptions& options, bool adopt);
  ~LowBitOptimizer();
  LowBitOptimizer(const LowBitOptimizer&) = delete;
  LowBitOptimizer& operator=(const LowBitOptimizer&) = delete;

  [[nodiscard]] std::size_t size() const noexcept { return m_names.size(); }
  [[nodiscard]] const std::vector<std::string>& names() const noexcept { return m_names; }
  [[nodiscard]] std::int64_t low_bit_parameters() const noexcept { return m_parameters; }

  /// The matrix in f32, made anew (fp32: the weights themselves).
  [[nodiscard]] at::Tensor weight(std::size_t matrix) const;
  /// One micro-batch's gradient of one matrix, f32 [out, in].
  void gather_one(std::size_t matrix, const at::Tensor& gradient);
  /// Ends a micro-batch: gradients of adopted leaves and of the others are taken and cleared. Gradients of
  /// the others add up over the micro-batches.
  void gather();
  /// One optimiser step over the micro-batches gathered since the last (their mean for everything but votes).
  /// `rate` is the share of the learning rates (rate_at). Counts steps itself.
  UpdateFigures step(double rate);
  [[nodiscard]] std::int64_t steps() const noexcept { return m_step; }

  [[nodiscard]] UpdateMemory memory() const;
  [[nodiscard]] bool on_grid() const noexcept { return m_options.update != LowBitUpdate::fp32; }
  /// As it stands; throws Error(usage) for fp32.
  [[nodiscard]] PackedMatrix packed(std::size_t matrix) const;

  /// Every tensor of the state between steps, by name; a checkpoint stores them with steps(). Weights of
  /// adopted leaves and the others' own values are the caller's.
  [[nodiscard]] std::vector<NamedTensor> state() const;
  /// Takes the state up again: same names, types and shapes, else Error(mismatch) naming the tensor.
  void restore(const std::vector<NamedTensor>& state, std::int64_t steps);

 private:
  struct Other;
  void step_others(double rate);

  std::vector<std::string> m_names;
  std::vector<std::unique_ptr<MatrixRule>> m_rules;
  std::vector<at::Tensor> m_leaves;  ///< adopted
  std::vector<Other> m_others;
  UpdateOptions m_options;
  std::int64_t m_parameters = 0;
  std::int64_t m_micro_batches = 0;
  std::int64_t m_step = 0;
};

/// y = x · Wᵀ for matrix i of an owning optimiser, x [.., in] → [.., out]. The weights are dequantised for
/// this product and again for its gradient, which goes straight to gather_one: neither is kept.
[[nodiscard]] at::Tensor low_bit_linear(const at::Tensor& x, LowBitOptimizer& optimizer, std::size_t matrix);

}  // namespace prism
