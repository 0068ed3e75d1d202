// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/types/audio.h"
#include "widgets/time_axis.h"
#include "widgets/value_scale.h"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <QImage>
#include <QString>
#include <QStringList>

namespace prism::widgets {

/// Values of each frame and row with what they mean: a spectrogram, the weights of an upsampling.
struct FramePicture {
  std::shared_ptr<const FrameFeatures> values;
  double hop_seconds = 0;    ///< a frame's length
  double first_seconds = 0;  ///< where frame 0 begins
  double factor = 1;         ///< shown values are those of the features times this (natural log to dB)
  QString quantity;          ///< "level"
  QString unit;              ///< "dB"
  std::vector<double> hz;    ///< of each row, ascending; row 0 is then at the bottom
  QStringList labels;        ///< of each row, else; row 0 is then at the top

  [[nodiscard]] bool empty() const noexcept { return !values || values->frames == 0 || values->dim == 0; }
  [[nodiscard]] double value(std::int64_t frame, std::int64_t row) const {
    return factor * static_cast<double>(values->row(frame)[row]);
  }
};

/// Frame and row at a time and a height (0 at the top, 1 at the bottom).
[[nodiscard]] std::optional<std::pair<std::int64_t, std::int64_t>> frame_at(const FramePicture& picture,
                                                                            double seconds, double height);
/// The picture over a span: each pixel shows the cell under its middle, or the greatest of some of the frames
/// it covers where they are narrower than a pixel. Outside the frames it is `ground`; NaN is hatched.
[[nodiscard]] QImage render_frames(const FramePicture& picture, const TimeSpan& span, const QSize& pixels,
                                   const ValueScale& scale, QRgb ground, QRgb hatch);
/// 1st to 99.8th percentile of a sample of the values, so that silence and one loud frame do not flatten the
/// rest.
[[nodiscard]] ValueScale frame_scale(const FramePicture& picture, ColourMap map);

}  // namespace prism::widgets
