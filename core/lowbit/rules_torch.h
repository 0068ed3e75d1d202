// SPDX-License-Identifier: GPL-3.0-or-later
// Inner parts of the low-bit optimiser. Not for use outside core/lowbit.
#pragma once

#include "core/lowbit/optimizer_torch.h"
#include "core/lowbit/vote.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

namespace prism {

/// AdamW's moments of one tensor (Loshchilov and Hutter 2019).
struct AdamState {
  at::Tensor m, v;
  explicit AdamState(const at::Tensor& like);
  /// value −= rate·(m̂/(√v̂ + 1e-8) + decay·value), `step` from 1.
  void apply(const at::Tensor& value, const at::Tensor& gradient, double rate, double decay,
             std::int64_t step);
};

/// What all rules are told at a step.
struct StepInput {
  std::int64_t step = 1;
  std::int64_t micro_batches = 1;
  double rate = 1;         ///< share of the learning rates
  std::uint64_t seed = 0;  ///< of this matrix
};

/// One matrix under one update rule.
class MatrixRule {
 public:
  virtual ~MatrixRule() = default;
  [[nodiscard]] virtual at::Tensor weight() const = 0;
  virtual void gather(const at::Tensor& gradient) = 0;
  virtual Moves step(const StepInput& input) = 0;
  [[nodiscard]] virtual std::vector<NamedTensor> state() const = 0;
  [[nodiscard]] virtual UpdateMemory memory() const = 0;
  /// Votes cast since the last step.
  [[nodiscard]] virtual std::int64_t cast() const { return 0; }
  /// Throws Error(usage) for fp32.
  [[nodiscard]] virtual PackedMatrix packed() const = 0;
  [[nodiscard]] virtual bool on_grid() const { return true; }
};

[[nodiscard]] std::unique_ptr<MatrixRule> make_rule(const at::Tensor& weights, const Grid& grid,
                                                    const UpdateOptions& options);

/// Codes and scales that a step changes in place: what all rules on a grid share.
class GridMatrix {
 public:
  GridMatrix(const at::Tensor& weights, const Grid& grid, const UpdateOptions& options);

  [[nodiscard]] at::Tensor dequantised() const;
  [[nodiscard]] PackedMatrix packed() const;
  /// A view of the same memory, valid while this lives.
  [[nodiscard]] PackedMatrix view() const;
  /// Calls change(row, codes one a byte) for every row, in parallel, and packs the row again; sums of Moves.
  template <typename Change>
  Moves each_row(const Change& change);
  /// Scales' gradients of one micro-batch, where scales learn.
  void gather_scales(const at::Tensor& gradient);
  void step_scales(const StepInput& input);

  [[nodiscard]] std::vector<NamedTensor> state() const;
  [[nodiscard]] std::uint64_t bytes() const;        ///< codes, scales, table
  [[nodiscard]] std::uint64_t scale_bytes() const;  ///< what learning scales costs
  [[nodiscard]] const Grid& grid() const noexcept { return m_grid; }
  [[nodiscard]] std::int64_t rows() const noexcept { return m_rows; }
  [[nodiscard]] std::int64_t cols() const noexcept { return m_cols; }
  [[nodiscard]] float scale(std::int64_t row) const;

 private:
  Grid m_grid;
  std::int64_t m_rows, m_cols;
  double m_scale_rate = 0;
  at::Tensor m_codes;   ///< u8 [rows, row bytes]
  at::Tensor m_scales;  ///< f32 [rows]
  at::Tensor m_scale_gradient;
  std::unique_ptr<AdamState> m_scale_adam;
};

}  // namespace prism
