// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/picture/frame.h"
#include "core/picture/picture.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace prism {
namespace {

constexpr double kPipeGap = 28;
constexpr double kPipeTitle = 20;
constexpr double kLeastLegend = 180;

const MetricInfo& info_of(Metric metric) {
  return all_metrics()[static_cast<std::size_t>(metric)];
}

const WorkerFigures* figures_of(const ErrorMap& map, int id) {
  const auto index = static_cast<std::size_t>(id);
  if (index >= map.workers.size()) return nullptr;
  if (index < map.known.size() && map.known[index] == 0) return nullptr;
  return &map.workers[index];
}

/// Where the pipes stand: `columns` of them in a row, each `scale` points an element.
struct Arrangement {
  int columns = 1;
  double scale = 0;
};

Arrangement arrange(const Plan& plan, const Box& area) {
  const int count = static_cast<int>(plan.pipes.size());
  Arrangement best;
  for (int columns = 1; columns <= count; ++columns) {
    const int lines = (count + columns - 1) / columns;
    const double wide = (area.width - (columns - 1) * kPipeGap) / columns;
    const double high = (area.height - (lines - 1) * kPipeGap) / lines - kPipeTitle;
    const double scale =
        std::min(wide / static_cast<double>(plan.d_in), high / static_cast<double>(plan.d_out));
    if (scale > best.scale) best = {columns, scale};
  }
  return best;
}

/// The tile on paper; experts share their position as stripes side by side.
Box cell_of(const PipePlan& pipe, const Worker& worker, const Box& frame, double scale) {
  const double left = frame.x + static_cast<double>(worker.cols.begin) * scale;
  const double width = static_cast<double>(worker.cols.size()) * scale;
  const double stripe = width / std::max(pipe.experts, 1);
  return {left + stripe * worker.expert, frame.y + static_cast<double>(worker.rows.begin) * scale, stripe,
          static_cast<double>(worker.rows.size()) * scale};
}

/// Colours one pipe's cells; returns whether any was hatched.
bool draw_cells(Canvas& canvas, const Plan& plan, const PipePlan& pipe, const ErrorMap& figures,
                Metric metric, const Box& frame, double scale, const Legend& legend, const Palette& palette) {
  bool hatched = false;
  for (int id = pipe.first_worker; id < pipe.first_worker + pipe.workers; ++id) {
    const Worker& worker = plan.workers.at(static_cast<std::size_t>(id));
    const Box cell = cell_of(pipe, worker, frame, scale);
    const WorkerFigures* known = figures_of(figures, id);
    const double value = known != nullptr ? known->value(metric) : std::nan("");
    if (std::isnan(value)) {
      canvas.hatch(cell, palette.base, palette.muted);
      hatched = true;
    } else {
      canvas.fill_cell(cell, colour_at(legend.colours, legend.scale.place(value)));
    }
  }
  return hatched;
}

void draw_grid(Canvas& canvas, const Plan& plan, const PipePlan& pipe, const Box& frame, double scale,
               const Palette& palette) {
  // Thin lines between tiles where there is room for them; in denser grids colours speak alone.
  for (int id = pipe.first_worker; id < pipe.first_worker + pipe.workers; ++id) {
    const Box cell = cell_of(pipe, plan.workers.at(static_cast<std::size_t>(id)), frame, scale);
    if (std::min(cell.width, cell.height) < 5) continue;
    canvas.outline(cell, {palette.window, 0.6, false, 0.7});
  }
  canvas.outline(frame, {palette.muted, 0.75});
}

bool draw_faults(Canvas& canvas, const Plan& plan, const PipePlan& pipe, const ErrorMap& figures,
                 const Box& frame, double scale, const Palette& palette) {
  bool any = false;
  for (int id = pipe.first_worker; id < pipe.first_worker + pipe.workers; ++id) {
    const WorkerFigures* known = figures_of(figures, id);
    if (known == nullptr || !known->faulty) continue;
    const Box cell = cell_of(pipe, plan.workers.at(static_cast<std::size_t>(id)), frame, scale);
    const double size = std::clamp(std::min(cell.width, cell.height) * 0.6, 6.0, 16.0);
    draw_cross(canvas, {cell.x + cell.width / 2, cell.y + cell.height / 2}, size, palette);
    any = true;
  }
  return any;
}

std::string pipe_title(const PipePlan& pipe, std::size_t number) {
  std::string title = fmt::format("Pipe {} · {} × {}", number, pipe.grid_rows, pipe.grid_cols);
  if (pipe.experts > 1) title += fmt::format(" · {} experts", pipe.experts);
  return title;
}

}  // namespace

void draw_heatmap(const Plan& plan, const ErrorMap& figures, Metric metric, const PictureOptions& options,
                  const std::filesystem::path& target) {
  if (plan.pipes.empty() || plan.d_in < 1 || plan.d_out < 1) {
    throw Error(ErrorCode::usage, "a heatmap needs a plan with workers", target);
  }
  const MetricInfo& info = info_of(metric);
  std::vector<double> values;
  for (const Worker& worker : plan.workers) {
    if (const WorkerFigures* known = figures_of(figures, worker.id)) values.push_back(known->value(metric));
  }
  Legend legend;
  legend.colours = options.colours.value_or(ColourMap::viridis);
  legend.scale = scale_of(values, info.logarithmic, 0.02, 0.98);
  apply_range(legend.scale, options);
  legend.label = info.label;
  if (*info.unit != '\0') legend.label += fmt::format("\n{}", info.unit);
  for (const double value : values) {
    legend.clipped_low |= value < legend.scale.low;
    legend.clipped_high |= value > legend.scale.high;
  }
  legend.crossed_label = "faulty";
  legend.hatched_label = "not known";

  const Palette& palette = palette_of(options.dark);
  const Box body = body_of(options);
  const Box area{body.x, body.y, body.width - kLegendWidth - kMargin, body.height};
  const Arrangement grid = arrange(plan, area);
  if (grid.scale <= 0) throw Error(ErrorCode::usage, "the picture is too small for its pipes", target);
  const double wide = static_cast<double>(plan.d_in) * grid.scale;
  const double high = static_cast<double>(plan.d_out) * grid.scale;
  const int lines = (static_cast<int>(plan.pipes.size()) + grid.columns - 1) / grid.columns;
  const double used_width = grid.columns * (wide + kPipeGap) - kPipeGap;
  const double used_height =
      std::max(lines * (high + kPipeTitle + kPipeGap) - kPipeGap, std::min(kLeastLegend, area.height));
  const PictureOptions fitted = cropped(options, used_width + kMargin + kLegendWidth, used_height);
  Canvas canvas(target, fitted.width, fitted.height, fitted.scale);
  draw_frame(canvas, fitted);
  for (std::size_t i = 0; i < plan.pipes.size(); ++i) {
    const PipePlan& pipe = plan.pipes[i];
    const auto column = static_cast<double>(static_cast<int>(i) % grid.columns);
    const auto line = static_cast<double>(static_cast<int>(i) / grid.columns);
    const Box frame{area.x + column * (wide + kPipeGap),
                    area.y + kPipeTitle + line * (high + kPipeTitle + kPipeGap), wide, high};
    canvas.text({frame.x, frame.y - 8}, pipe_title(pipe, i + 1), {palette.text, 11});
    canvas.fill(frame, palette.base);
    legend.hatched |= draw_cells(canvas, plan, pipe, figures, metric, frame, grid.scale, legend, palette);
    draw_grid(canvas, plan, pipe, frame, grid.scale, palette);
    legend.crossed |= draw_faults(canvas, plan, pipe, figures, frame, grid.scale, palette);
  }
  draw_legend(canvas, {area.x + used_width + kMargin, area.y, kLegendWidth, used_height}, legend, palette);
  canvas.finish();
}

}  // namespace prism
