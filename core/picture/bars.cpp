// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/text_format.h"
#include "core/picture/frame.h"
#include "core/picture/picture.h"

#include <algorithm>
#include <cmath>

namespace prism {

void draw_bars(const std::vector<Bar>& bars, const std::string& value_label, const PictureOptions& options,
               const std::filesystem::path& target) {
  if (bars.empty()) throw Error(ErrorCode::usage, "no bars to draw", target);
  std::vector<double> values{0};  // bars begin at 0, so the axis holds it
  for (const Bar& bar : bars) values.push_back(bar.value);
  Scale x = rounded(scale_of(values, false, 0, 1));
  apply_range(x, options);
  const bool any_highlighted =
      std::any_of(bars.begin(), bars.end(), [](const Bar& bar) { return bar.highlighted; });

  Canvas canvas(target, options.width, options.height, options.scale);
  const Palette& palette = palette_of(options.dark);
  draw_frame(canvas, options);
  const Box body = body_of(options);
  double left = 0;
  for (const Bar& bar : bars) left = std::max(left, canvas.text_width(bar.label, 11) + 12);
  left = std::min(left, body.width / 2);
  const Box plot{body.x + left, body.y + 4, body.width - left - 64, body.height - 44};
  if (plot.width < 16 || plot.height < 16) throw Error(ErrorCode::usage, "the picture is too small", target);
  canvas.fill(plot, palette.base);
  const auto ticks = ticks_of(x, 6);
  const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : 1;
  for (const double tick : ticks) {
    const double at = plot.x + x.place(tick) * plot.width;
    canvas.line({at, plot.y}, {at, plot.bottom()}, {palette.line, 0.75});
    canvas.text({at, plot.bottom() + 14}, tick_label(tick, step), {palette.muted, 10, false, Align::centre});
  }
  canvas.text({plot.x + plot.width / 2, plot.bottom() + 32}, value_label,
              {palette.text, 11, false, Align::centre});

  const double slot = plot.height / static_cast<double>(bars.size());
  const double thick = std::clamp(slot * 0.62, 1.0, 36.0);
  const double zero = plot.x + std::clamp(x.place(0), 0.0, 1.0) * plot.width;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const double middle = plot.y + (static_cast<double>(i) + 0.5) * slot;
    const bool strong = bars[i].highlighted || !any_highlighted;
    canvas.text({plot.x - 8, middle + 4}, bars[i].label,
                {palette.text, 11, bars[i].highlighted, Align::right});
    const double share = x.place(bars[i].value);
    if (!std::isfinite(share)) {
      canvas.text({zero + 6, middle + 4}, format_number(bars[i].value), {palette.muted, 11});
      continue;
    }
    const double end = plot.x + std::clamp(share, 0.0, 1.0) * plot.width;
    canvas.fill_cell({std::min(zero, end), middle - thick / 2, std::fabs(end - zero), thick},
                     strong ? palette.accent : palette.muted);
    const bool negative = end < zero;
    canvas.text({negative ? zero + 6 : end + 6, middle + 4}, format_number(bars[i].value),
                {palette.text, 11, bars[i].highlighted});
  }
  canvas.line({zero, plot.y}, {zero, plot.bottom()}, {palette.muted, 1});
  canvas.finish();
}

}  // namespace prism
