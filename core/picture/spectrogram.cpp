// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/picture/frame.h"
#include "core/picture/matrix_colours.h"
#include "core/picture/picture.h"

#include <algorithm>
#include <cmath>

namespace prism {
namespace {

constexpr double kTimeRoom = 34;   // for the axis below the last panel
constexpr double kLabelRoom = 18;  // above each panel
constexpr double kLeft = 28;       // for the name of the axis of bands

/// Colours of a panel, the highest band first.
std::vector<Rgb> colours_of(const FrameFeatures& mel, const Legend& legend) {
  std::vector<Rgb> colours;
  colours.reserve(mel.values.size());
  for (std::int64_t band = mel.dim; band-- > 0;) {
    for (std::int64_t t = 0; t < mel.frames; ++t)
      colours.push_back(colour_at(legend.colours, legend.scale.place(mel.row(t)[band])));
  }
  return colours;
}

}  // namespace

void draw_spectrograms(const std::vector<SpectrogramPanel>& panels, double frames_per_second,
                       const PictureOptions& options, const std::filesystem::path& target) {
  std::int64_t longest = 0;
  std::vector<float> all;
  for (const SpectrogramPanel& panel : panels) {
    longest = std::max(longest, panel.mel.frames);
    all.insert(all.end(), panel.mel.values.begin(), panel.mel.values.end());
  }
  if (longest == 0 || !(frames_per_second > 0))
    throw Error(ErrorCode::usage, "there are no frames to draw", target);
  PictureOptions coloured = options;
  coloured.colours = options.colours.value_or(ColourMap::viridis);
  const Legend legend = matrix_legend(all, "log mel", coloured);
  const Palette& palette = palette_of(options.dark);
  const Box body = body_of(options);
  const double width = body.width - kLeft - kLegendWidth - kMargin;
  const double each = (body.height - kTimeRoom) / static_cast<double>(panels.size());
  if (width < 32 || each < kLabelRoom + 16) throw Error(ErrorCode::usage, "the picture is too small", target);
  Canvas canvas(target, options.width, options.height, options.scale);
  draw_frame(canvas, options);
  const Scale time{0, static_cast<double>(longest) / frames_per_second, false};
  double y = body.y;
  for (const SpectrogramPanel& panel : panels) {
    canvas.text({body.x + kLeft, y + kLabelRoom - 6}, panel.label, {palette.text, 11});
    const Box whole{body.x + kLeft, y + kLabelRoom, width, each - kLabelRoom};
    canvas.fill(whole, palette.base);
    if (panel.mel.frames > 0) {
      Box plot = whole;
      plot.width *= static_cast<double>(panel.mel.frames) / static_cast<double>(longest);
      canvas.image(plot, static_cast<int>(panel.mel.dim), static_cast<int>(panel.mel.frames),
                   colours_of(panel.mel, legend));
    }
    canvas.outline(whole, {palette.muted, 0.75});
    canvas.text({body.x + 12, whole.y + whole.height / 2}, "mel band",
                {palette.muted, 10, false, Align::centre, true});
    y += each;
  }
  const std::vector<double> ticks = ticks_of(time, static_cast<int>(width / 90) + 1);
  const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : 1;
  for (const double tick : ticks) {
    const double x = body.x + kLeft + time.place(tick) * width;
    canvas.line({x, y}, {x, y + 4}, {palette.muted, 0.75});
    canvas.text({x, y + 15}, tick_label(tick, step), {palette.muted, 10, false, Align::centre});
  }
  canvas.text({body.x + kLeft + width / 2, y + 30}, "seconds", {palette.text, 11, false, Align::centre});
  draw_legend(canvas,
              {body.x + kLeft + width + kMargin, body.y + kLabelRoom, kLegendWidth, y - body.y - kLabelRoom},
              legend, palette);
  canvas.finish();
}

}  // namespace prism
