// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/pictures.h"

#include "app/cli/paths.h"
#include "core/base/text_format.h"
#include "core/picture/picture.h"
#include "core/workflow/figures_json.h"

#include <algorithm>
#include <fmt/format.h>

namespace prism::cli {
namespace {

ReducedMatrix reduced(const RowReader& rows, const RunControl& control) {
  MatrixReducer reducer(rows.rows(), rows.cols());
  const std::int64_t block = std::clamp<std::int64_t>(
      (std::int64_t{1} << 20) / std::max<std::int64_t>(1, rows.cols()), 1, rows.rows());
  std::vector<float> values(static_cast<std::size_t>(block * rows.cols()));
  for (std::int64_t first = 0; first < rows.rows(); first += block) {
    control.check();
    const std::int64_t count = std::min(block, rows.rows() - first);
    rows.read(first, count, values.data());
    reducer.add(first, count, values.data());
  }
  return reducer.finish();
}

PictureOptions titled(const std::string& title, const RowReader& rows) {
  PictureOptions options;
  options.title = title;
  options.subtitle = fmt::format("{} × {} {}", rows.rows(), rows.cols(), name_of(rows.dtype()));
  return options;
}

std::string title_of(const RowReader& rows) {
  return rows.name().empty() ? rows.path().filename().string() : rows.name();
}

void draw_spectrum(const std::vector<double>& values, const PictureOptions& options,
                   const std::filesystem::path& target) {
  Curve curve{"singular values", "index", "singular value", {}, values};
  for (std::size_t i = 0; i < values.size(); ++i) curve.x.push_back(static_cast<double>(i + 1));
  draw_curves({curve}, {.log_y = true}, options, target);
}

}  // namespace

Files draw_inspection(const RowReader& rows, const TensorStatistics& statistics,
                      const std::vector<double>& singular_values, const std::filesystem::path& target,
                      const RunControl& control) {
  const PictureOptions options = titled(title_of(rows), rows);
  Files files{target, with_suffix(target, "histogram")};
  draw_matrix(reduced(rows, control), Reduction::mean, "value", options, files[0]);
  draw_histogram(statistics.histogram, "value", {}, options, files[1]);
  if (!singular_values.empty()) {
    files.push_back(with_suffix(target, "spectrum"));
    draw_spectrum(singular_values, options, files.back());
  }
  return files;
}

Files draw_tensor(const std::vector<RowReader>& slices, const TensorStatistics& statistics,
                  const std::filesystem::path& folder, const std::string& prefix, const RunControl& control) {
  constexpr std::size_t kMostSlices = 8;
  Files files;
  const auto next = [&](const std::string& name) {
    files.push_back(folder / (prefix + name));
    return files.back();
  };
  for (const char* extension : {".png", ".svg"}) {
    for (std::size_t i = 0; i < std::min(slices.size(), kMostSlices); ++i) {
      control.check();
      const ReducedMatrix matrix = reduced(slices[i], control);
      PictureOptions options = titled(title_of(slices[i]), slices[i]);
      if (slices.size() > 1) options.title += fmt::format(", slice {} of {}", i + 1, slices.size());
      draw_matrix(matrix, Reduction::mean, "value", options, next(fmt::format("_slice{}{}", i, extension)));
      if (i == 0) draw_surface(matrix, "value", options, next(std::string("_surface") + extension));
    }
    PictureOptions options = titled(title_of(slices.front()), slices.front());
    options.subtitle = fmt::format("{} values, mean {}, standard deviation {}", statistics.count,
                                   format_number(statistics.mean), format_number(statistics.std));
    draw_histogram(statistics.histogram, "value", {}, options, next(std::string("_histogram") + extension));
  }
  return files;
}

void draw_workers(const Plan& plan, const ErrorMap& map, Metric metric, const std::filesystem::path& target) {
  const MetricInfo& info = all_metrics()[static_cast<std::size_t>(metric)];
  PictureOptions options;
  options.title = info.label;
  options.subtitle = fmt::format("{} workers, {}→{}", plan.workers.size(), plan.d_in, plan.d_out);
  if (const auto range = shown_range(map, metric)) {
    options.low = range->first;
    options.high = range->second;
  }
  draw_heatmap(plan, map, metric, options, target);
}

}  // namespace prism::cli
