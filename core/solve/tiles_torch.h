// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/adapter/adapter.h"
#include "core/base/progress.h"
#include "core/solve/statistics_torch.h"
#include "core/types/worker_figures.h"

#include <chrono>
#include <map>
#include <vector>

#include <ATen/core/Tensor.h>

namespace prism {

/// What is known of a tile that was fitted on rows of its own.
struct TileFacts {
  double condition = 0;
  std::int64_t samples = 0;
  double share = 1;  ///< of the training rows: its utilisation
};

/// Cuts solved maps into an adapter's tiles, with each worker's record and figures, and shows the map as it
/// fills.
class TileWriter {
 public:
  TileWriter(Adapter& adapter, const Statistics& statistics, LatestValue<ErrorMap>* live);

  /// Workers of a pipe whose outputs all lie before `end` and that have no tile yet get theirs from W [d_in,
  /// d_out]. `sse` per output (undefined when unknown) gives the row residual.
  void write_outputs(const PipePlan& pipe, std::int64_t end, const at::Tensor& weight, const at::Tensor& sse);
  /// One tile, [inputs, outputs] of its worker.
  void write(const Worker& worker, const at::Tensor& cells);
  void write(const Worker& worker, const at::Tensor& cells, const TileFacts& facts);
  /// 1 − R² of row blocks, for solvers that know it only at the end.
  void set_residuals(const at::Tensor& sse);
  /// Hands the latest map over, at most 30 times a second unless `now`.
  void publish(bool now);

  [[nodiscard]] const ErrorMap& map() const noexcept { return m_map; }
  [[nodiscard]] int written() const noexcept { return m_written; }

 private:
  double condition(IndexRange inputs);
  double residual(IndexRange outputs, const at::Tensor& sse) const;

  Adapter& m_adapter;
  const Statistics& m_statistics;
  LatestValue<ErrorMap>* m_live;
  ErrorMap m_map;
  int m_written = 0;
  at::Tensor m_sst;  ///< f64 [d_out], training rows about their mean
  std::map<std::int64_t, std::map<std::int64_t, double>> m_conditions;
  std::chrono::steady_clock::time_point m_last_tile, m_last_shown;
};

/// W [d_in, d_out] (f64) that the adapter's tiles add up to.
[[nodiscard]] at::Tensor total_map(const Adapter& adapter);

}  // namespace prism
