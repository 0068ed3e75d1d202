// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/adapter/adapter.h"

#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>

namespace prism {

struct AdapterMapOptions {
  std::vector<int> pipes;    ///< those that count, from 0; empty = all
  bool pipe_weights = true;  ///< α applied
  bool clusters = false;     ///< each row goes to the expert of its cluster, whatever gates were trained
                             ///< since; weights that are not finite count as zero
};

/// What an adapter makes of blocks of rows, gates included: forward() in matrix products, for fitting and
/// judging. Holds its own dense copy of the tiles. One lane.
class AdapterMap {
 public:
  explicit AdapterMap(const Adapter& adapter, const AdapterMapOptions& options = {});

  /// x [n, d_in] f32 about mean_x → ŷ [n, d_out] f32 about mean_z.
  [[nodiscard]] at::Tensor operator()(const at::Tensor& centred) const;

 private:
  /// Part of W that one logit switches, or one worker's of kind scale.
  struct Block {
    std::int64_t unit = 0;
    IndexRange rows, cols;
    at::Tensor weight;  ///< f32 [cols, rows], overlap shares folded in
  };
  struct GatedPipe {
    Gate::Kind kind;
    GateRule rule;
    int active = 0;
    bool single = false;  ///< exactly one expert a row, in all row blocks
    double alpha = 1;
    at::Tensor weight, bias;  ///< of the gate
    std::vector<Block> blocks;
  };
  void add_gated(const Adapter& adapter, int pipe, const Gate& gate, double alpha, bool finite_only);
  void apply_single(const GatedPipe& pipe, const at::Tensor& x, const at::Tensor& logits,
                    at::Tensor& y) const;
  void apply_mixture(const GatedPipe& pipe, const at::Tensor& x, const at::Tensor& logits,
                     at::Tensor& y) const;
  void apply_scale(const GatedPipe& pipe, const at::Tensor& x, const at::Tensor& logits, at::Tensor& y) const;

  std::int64_t m_d_out;
  at::Tensor m_linear;  ///< f32 [d_in, d_out] of all pipes without gate; undefined when there is none
  std::vector<GatedPipe> m_gated;
};

/// Expert of each row of centred x (f32): the highest logit of a gate of layout expert.
[[nodiscard]] at::Tensor expert_of(const at::Tensor& weight, const at::Tensor& bias, const at::Tensor& x);
/// A gate's values as tensors: weight [logits, d_in], bias [logits].
[[nodiscard]] at::Tensor weight_of(const Gate& gate);
[[nodiscard]] at::Tensor bias_of(const Gate& gate);

/// Positions 0 … n−1 in groups: those of `keys` (long [n]) equal to 0, to 1, … in ascending order each.
struct Groups {
  at::Tensor order;                ///< long [n]
  std::vector<std::int64_t> ends;  ///< of each group in `order`
  [[nodiscard]] IndexRange range(std::size_t group) const {
    return {group == 0 ? 0 : ends[group - 1], ends[group]};
  }
};
[[nodiscard]] Groups group_rows(const at::Tensor& keys, std::int64_t groups);

}  // namespace prism
