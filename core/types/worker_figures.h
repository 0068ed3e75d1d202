// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace prism {

/// What can be asked of a worker (methods §5). Order is that of WorkerFigures::values.
enum class Metric {
  deviation,    ///< distance from what its solver would give, fraction of ‖Z_i‖²; defines faulty
  gain,         ///< what retraining this tile alone would win, fraction of ‖Z_i‖²
  isolated,     ///< ‖Z_i − X_j W_ij‖ / ‖Z_i‖
  residual,     ///< 1 − R² of the row block
  removal,      ///< error increase when the tile is dropped, fraction of ‖Z_i‖²
  condition,    ///< condition number of G_jj
  norm,         ///< Frobenius norm of the tile
  utilisation,  ///< share of positions at which a router activates it
  generation,   ///< times retrained
  samples,      ///< training rows it was fitted on
  drift,        ///< test over training error of the row block
};
inline constexpr int kMetricCount = 11;

struct MetricInfo {
  Metric metric;
  const char* key;    ///< field name in JSON and CSV
  const char* label;  ///< English, translated by the view
  const char* unit;   ///< "" where there is none
  bool logarithmic;   ///< spans decades: draw on a log scale
  bool higher_is_worse;
};
[[nodiscard]] inline const std::array<MetricInfo, kMetricCount>& all_metrics() {
  static constexpr std::array<MetricInfo, kMetricCount> kMetrics{{
      {Metric::deviation, "deviation", "Deviation", "of |Z|²", true, true},
      {Metric::gain, "gain", "Gain", "of |Z|²", true, true},
      {Metric::isolated, "isolated", "Isolated error", "", false, true},
      {Metric::residual, "residual", "Row residual", "1 − R²", false, true},
      {Metric::removal, "removal", "Removal cost", "of |Z|²", false, false},
      {Metric::condition, "condition", "Condition", "", true, true},
      {Metric::norm, "norm", "Norm", "", false, false},
      {Metric::utilisation, "utilisation", "Utilisation", "share", false, false},
      {Metric::generation, "generation", "Generation", "retrains", false, false},
      {Metric::samples, "samples", "Samples", "rows", false, false},
      {Metric::drift, "drift", "Drift", "test / train", false, true},
  }};
  return kMetrics;
}

/// Figures of one worker; NaN where a figure is unknown.
struct WorkerFigures {
  int id = 0;
  int pipe = 1;
  int row = 0;
  int col = 0;
  int expert = 0;
  std::array<double, kMetricCount> values = unknown();
  bool finite = true;    ///< all weights finite
  bool changed = false;  ///< CRC-32C differs from the one recorded at training
  bool faulty = false;   ///< deviation above threshold, non-finite or changed

  [[nodiscard]] double value(Metric metric) const { return values[static_cast<std::size_t>(metric)]; }
  void set(Metric metric, double value) { values[static_cast<std::size_t>(metric)] = value; }

  static constexpr std::array<double, kMetricCount> unknown() {
    std::array<double, kMetricCount> all{};
    for (double& value : all) value = std::numeric_limits<double>::quiet_NaN();
    return all;
  }
};

/// One step of a heatmap that fills while work goes on; indexed by worker id.
struct ErrorMap {
  std::vector<WorkerFigures> workers;
  std::vector<char> known;  ///< 1 where this worker has been computed
};

}  // namespace prism
