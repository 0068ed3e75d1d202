// SPDX-License-Identifier: GPL-3.0-or-later
// picture: draws plain values as PNG or SVG files without a window.
#pragma once

#include "core/types/audio.h"
#include "core/types/colour_map.h"
#include "core/types/figures.h"
#include "core/types/histogram.h"
#include "core/types/plan.h"
#include "core/types/worker_figures.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace prism {

// Every draw_… function picks PNG or SVG by the extension of `target` (Error(usage) for others), writes
// atomically (Error of AtomicFile) and may be called from any thread.

struct PictureOptions {
  std::string title;
  std::string subtitle;              ///< one muted line below the title; may be empty
  int width = 960;                   ///< of the picture, in points
  int height = 600;                  ///< likewise; heatmaps keep cells to scale inside it
  double scale = 2;                  ///< PNG pixels a point
  bool dark = false;                 ///< dark palette instead of the light one
  std::optional<ColourMap> colours;  ///< the picture's own choice when absent
  std::optional<double> low;  ///< of the value range; by default percentiles, so no outlier flattens it
  std::optional<double> high;
};

/// One figure of all workers over the tile grid: every pipe side by side, to scale, outputs downwards;
/// experts of one position as stripes of its cell. Unknown and NaN cells are hatched; faulty workers carry a
/// cross.
void draw_heatmap(const Plan& plan, const ErrorMap& figures, Metric metric, const PictureOptions& options,
                  const std::filesystem::path& target);

/// A matrix reduced to at most `max_side` cells a side; each cell keeps least, greatest and mean value of the
/// block of the source it stands for, so that nothing big needs to be in memory.
struct ReducedMatrix {
  std::int64_t source_rows = 0;
  std::int64_t source_cols = 0;
  int rows = 0;
  int cols = 0;
  std::vector<float> least;     ///< [rows·cols]; NaN where the block has no number
  std::vector<float> greatest;  ///< likewise
  std::vector<float> mean;      ///< likewise, over the block's finite values
};

/// Builds a ReducedMatrix from rows given in any portions, in order.
class MatrixReducer {
 public:
  MatrixReducer(std::int64_t rows, std::int64_t cols, int max_side = 1024);
  /// Rows [first, first + count) of the source, count·cols values; portions may come in any order, each row
  /// once.
  void add(std::int64_t first, std::int64_t count, const float* values);
  [[nodiscard]] ReducedMatrix finish() const;

 private:
  void add_run(std::size_t cell, std::span<const float> values);

  ReducedMatrix m_matrix;
  std::vector<double> m_sums;
  std::vector<std::int64_t> m_counts;
};

enum class Reduction { mean, least, greatest };

/// A matrix as a heatmap, one cell a colour; `value_label` names the colour scale ("weight"). Ranges that
/// hold both signs use the diverging map centred on 0.
void draw_matrix(const ReducedMatrix& matrix, Reduction reduction, const std::string& value_label,
                 const PictureOptions& options, const std::filesystem::path& target);

/// A matrix as a shaded surface seen from above at an angle.
void draw_surface(const ReducedMatrix& matrix, const std::string& value_label, const PictureOptions& options,
                  const std::filesystem::path& target);

struct AxisOptions {
  bool log_x = false;  ///< values that are not positive are left out
  bool log_y = false;
};

/// Curves with axes, ticks and labels at their ends; axis labels are those of the first curve. NaN breaks a
/// curve.
void draw_curves(const std::vector<Curve>& curves, const AxisOptions& axes, const PictureOptions& options,
                 const std::filesystem::path& target);

/// Counts over the bins; values outside and NaN are told in words.
void draw_histogram(const Histogram& histogram, const std::string& value_label, const AxisOptions& axes,
                    const PictureOptions& options, const std::filesystem::path& target);

/// Frames of log mel over time, low bands at the bottom.
struct SpectrogramPanel {
  std::string label;  ///< "reference"
  FrameFeatures mel;
};
/// Panels one below the other over one time axis and one colour range, so that they can be compared by eye.
/// Throws Error(usage) when there are none.
void draw_spectrograms(const std::vector<SpectrogramPanel>& panels, double frames_per_second,
                       const PictureOptions& options, const std::filesystem::path& target);

struct Bar {
  std::string label;
  double value = 0;
  bool highlighted = false;  ///< drawn in the accent colour, the others muted (all accent when none is)
};

/// Horizontal bars with their values written beside them; `value_label` names the axis ("test R²").
void draw_bars(const std::vector<Bar>& bars, const std::string& value_label, const PictureOptions& options,
               const std::filesystem::path& target);

}  // namespace prism
