// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/frame_renderer.h"

#include <algorithm>
#include <cmath>

namespace prism::widgets {

namespace {

constexpr int kHatchPeriod = 5;
constexpr std::int64_t kMostFramesAPixel = 8;  ///< looked at: an hour must be as quick as a sentence
constexpr std::size_t kSampled = 200'000;
constexpr int kColours = 1024;

}  // namespace

std::optional<std::pair<std::int64_t, std::int64_t>> frame_at(const FramePicture& picture, double seconds,
                                                              double height) {
  if (picture.empty() || picture.hop_seconds <= 0 || height < 0 || height >= 1) return std::nullopt;
  const double frame = std::floor((seconds - picture.first_seconds) / picture.hop_seconds);
  if (frame < 0 || frame >= static_cast<double>(picture.values->frames)) return std::nullopt;
  const std::int64_t rows = picture.values->dim;
  const auto from_top = std::min(rows - 1, static_cast<std::int64_t>(height * static_cast<double>(rows)));
  return std::pair(static_cast<std::int64_t>(frame), picture.hz.empty() ? from_top : rows - 1 - from_top);
}

QImage render_frames(const FramePicture& picture, const TimeSpan& span, const QSize& pixels,
                     const ValueScale& scale, QRgb ground, QRgb hatch) {
  QImage image(pixels, QImage::Format_RGB32);
  image.fill(ground);
  if (picture.empty() || picture.hop_seconds <= 0 || pixels.isEmpty()) return image;
  std::vector<QRgb> table(kColours);
  for (int i = 0; i < kColours; ++i) {
    const Rgb rgb = colour_at(scale.map, static_cast<double>(i) / (kColours - 1));
    table[static_cast<std::size_t>(i)] = qRgb(rgb.r, rgb.g, rgb.b);
  }
  const std::int64_t rows = picture.values->dim;
  const std::int64_t frames = picture.values->frames;
  std::vector<std::int64_t> row_of(static_cast<std::size_t>(pixels.height()));
  for (int y = 0; y < pixels.height(); ++y) {
    const std::int64_t from_top = std::min(
        rows - 1, static_cast<std::int64_t>((y + 0.5) / pixels.height() * static_cast<double>(rows)));
    row_of[static_cast<std::size_t>(y)] = picture.hz.empty() ? from_top : rows - 1 - from_top;
  }
  const auto frame_of = [&](double pixel) {
    const double seconds = span.begin + span.length() * pixel / pixels.width();
    return (seconds - picture.first_seconds) / picture.hop_seconds;
  };
  std::vector<float> column(static_cast<std::size_t>(rows));
  std::vector<QRgb> colour(static_cast<std::size_t>(rows));
  for (int x = 0; x < pixels.width(); ++x) {
    const double middle = std::floor(frame_of(x + 0.5));
    if (middle < 0 || middle >= static_cast<double>(frames)) continue;
    const auto first =
        std::clamp(static_cast<std::int64_t>(std::ceil(frame_of(x))), std::int64_t{0}, frames - 1);
    const auto last = std::clamp(static_cast<std::int64_t>(std::floor(frame_of(x + 1))), first, frames - 1);
    const float* source = picture.values->row(static_cast<std::int64_t>(middle));
    std::copy_n(source, rows, column.begin());
    const std::int64_t stride = (last - first) / kMostFramesAPixel + 1;
    if (last > first) {
      for (std::int64_t f = first; f <= last; f += stride) {
        const float* other = picture.values->row(f);
        for (std::int64_t r = 0; r < rows; ++r)
          column[static_cast<std::size_t>(r)] = std::max(column[static_cast<std::size_t>(r)], other[r]);
      }
    }
    for (std::size_t r = 0; r < column.size(); ++r) {
      const double place = scale.place(picture.factor * static_cast<double>(column[r]));
      colour[r] = std::isnan(place) ? 0 : table[static_cast<std::size_t>(place * (kColours - 1) + 0.5)];
    }
    for (int y = 0; y < pixels.height(); ++y) {
      const QRgb found = colour[static_cast<std::size_t>(row_of[static_cast<std::size_t>(y)])];
      reinterpret_cast<QRgb*>(image.scanLine(y))[x] = found != 0                    ? found
                                                      : (x + y) % kHatchPeriod == 0 ? hatch
                                                                                    : ground;
    }
  }
  return image;
}

ValueScale frame_scale(const FramePicture& picture, ColourMap map) {
  ValueScale scale;
  scale.map = map;
  if (picture.empty()) return scale;
  std::vector<float> sample;
  const std::size_t stride = picture.values->values.size() / kSampled + 1;
  for (std::size_t i = 0; i < picture.values->values.size(); i += stride) {
    if (std::isfinite(picture.values->values[i])) sample.push_back(picture.values->values[i]);
  }
  if (sample.empty()) return scale;
  const auto quantile = [&sample](double share) {
    const auto place = static_cast<std::ptrdiff_t>(share * static_cast<double>(sample.size() - 1));
    std::nth_element(sample.begin(), sample.begin() + place, sample.end());
    return static_cast<double>(sample[static_cast<std::size_t>(place)]);
  };
  scale.low = picture.factor * quantile(0.01);
  scale.high = picture.factor * quantile(0.998);
  if (!(scale.high > scale.low)) scale.high = scale.low + 1;
  return scale;
}

}  // namespace prism::widgets
