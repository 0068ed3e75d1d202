// SPDX-License-Identifier: GPL-3.0-or-later
// Inner parts of route. Not for use outside core/route.
#pragma once

#include "core/base/progress.h"
#include "core/route/forms.h"
#include "core/solve/statistics_torch.h"

#include <cstdint>
#include <memory>
#include <vector>

#include <ATen/core/Tensor.h>

namespace prism {

/// Centred rows of a source, in memory.
struct Rows {
  at::Tensor x, z;  ///< f32 [rows, d_in], [rows, d_out], about the adapter's means
};
[[nodiscard]] Rows read_rows(const SampleSource& source, const Adapter& adapter,
                             std::span<const std::int64_t> indices);
/// At most `count` of `indices` (0: all), a seeded choice, ascending.
[[nodiscard]] std::vector<std::int64_t> some_rows(std::span<const std::int64_t> indices, std::int64_t count,
                                                  std::uint64_t seed);

/// One pipe's gate while it is trained: on inputs divided by their standard deviations, with Adam's moments.
struct Head {
  at::Tensor weight, bias;  ///< [logits, d_in], [logits]
  at::Tensor weight_m, weight_v, bias_m, bias_v;
};

/// Adam on the mean squared error of the summed output, tiles frozen. Of every batch each rank runs its share
/// of the inputs through the tiles; what that says of their logits comes together, and all take the same
/// step.
class RouterTrainer {
 public:
  RouterTrainer(const Units& units, const std::vector<Gate>& start, const SampleSource& source,
                const Statistics& statistics, const RouteOptions& options, std::vector<int> active);

  /// One pass over the training rows in the order of this epoch (from 0); mean squared error an output value.
  /// Throws Stopped between batches.
  double epoch(int number, const RunControl& control);
  [[nodiscard]] std::vector<Gate> gates() const;
  [[nodiscard]] std::int64_t rows() const noexcept { return static_cast<std::int64_t>(m_rows.size()); }
  [[nodiscard]] bool caching() const noexcept { return m_cached > 0; }

  std::vector<Head> heads;  ///< what a checkpoint holds, with the number of steps
  std::int64_t steps = 0;

 private:
  struct Batch;
  void load(std::int64_t number, Batch& batch) const;
  void bring_together(Batch& batch) const;
  void weigh(Batch& batch) const;
  double errors(Batch& batch, std::int64_t number);
  double direct(Batch& batch, std::int64_t first, std::int64_t count) const;
  double cached(Batch& batch, std::int64_t number, std::int64_t first, std::int64_t count);
  void to_logits(Batch& batch) const;
  void balance_load(const Batch& batch, std::size_t pipe, at::Tensor& gradient);
  void step(const Batch& batch);

  const Units& m_units;
  GroupPtr m_group;
  Forms m_forms;
  const SampleSource& m_source;
  RouteOptions m_options;
  std::vector<int> m_active;
  std::vector<Gate> m_shape;  ///< layouts and kinds
  at::Tensor m_deviation;     ///< of each input
  double m_variance = 1;      ///< Σ over outputs
  std::vector<std::int64_t> m_rows;
  std::int64_t m_batches = 0;
  std::int64_t m_cached = 0;                     ///< batches whose forms are kept
  std::vector<std::unique_ptr<float[]>> m_kept;  ///< of each such batch, once made
};

}  // namespace prism
