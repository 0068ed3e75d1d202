// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speech/metrics.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <numbers>

namespace prism {
namespace {

constexpr int kCoefficients = 13;
const double kDecibels = 10 * std::numbers::sqrt2 / std::numbers::ln10;

enum Step : std::uint8_t { kDiagonal, kDown, kRight };

double distance(const float* a, const float* b, std::int64_t dim) {
  double sum = 0;
  for (std::int64_t i = 0; i < dim; ++i) {
    const double difference = static_cast<double>(a[i]) - static_cast<double>(b[i]);
    sum += difference * difference;
  }
  return std::sqrt(sum);
}

/// Steps of the path, two bits each: a quarter of a byte a pair of frames.
class Steps {
 public:
  Steps(std::int64_t rows, std::int64_t cols)
      : m_cols(cols), m_bits(static_cast<std::size_t>((rows * cols + 3) / 4)) {}
  void set(std::int64_t row, std::int64_t col, Step step) {
    const std::int64_t place = row * m_cols + col;
    m_bits[static_cast<std::size_t>(place / 4)] |= static_cast<std::uint8_t>(step << (place % 4 * 2));
  }
  [[nodiscard]] Step at(std::int64_t row, std::int64_t col) const {
    const std::int64_t place = row * m_cols + col;
    return static_cast<Step>(m_bits[static_cast<std::size_t>(place / 4)] >> (place % 4 * 2) & 3);
  }

 private:
  std::int64_t m_cols;
  std::vector<std::uint8_t> m_bits;
};

}  // namespace

WarpPath warp(const FrameFeatures& a, const FrameFeatures& b) {
  if (a.dim != b.dim) {
    throw Error(ErrorCode::mismatch,
                fmt::format("frames of {} and of {} values cannot be compared", a.dim, b.dim));
  }
  WarpPath path;
  if (a.frames == 0 || b.frames == 0) return path;
  // 256 MiB of steps: 49 minutes of speech against itself would be more than that.
  constexpr std::int64_t kMostPairs = std::int64_t{1} << 30;
  if (a.frames > kMostPairs / b.frames) {
    throw Error(ErrorCode::memory,
                fmt::format("{} frames against {} are too many to warp", a.frames, b.frames), {}, {},
                "single utterances");
  }
  Steps steps(a.frames, b.frames);
  const auto cols = static_cast<std::size_t>(b.frames);
  std::vector<double> above(cols), here(cols);
  for (std::int64_t row = 0; row < a.frames; ++row) {
    for (std::int64_t col = 0; col < b.frames; ++col) {
      const auto at = static_cast<std::size_t>(col);
      double best = std::numeric_limits<double>::infinity();
      Step step = kDiagonal;
      if (row == 0 && col == 0) best = 0;
      if (row > 0 && col > 0) best = above[at - 1];
      if (row > 0 && above[at] < best) {
        best = above[at];
        step = kDown;
      }
      if (col > 0 && here[at - 1] < best) {
        best = here[at - 1];
        step = kRight;
      }
      here[at] = best + distance(a.row(row), b.row(col), a.dim);
      steps.set(row, col, step);
    }
    std::swap(above, here);
  }
  const double total = above.back();
  std::int64_t row = a.frames - 1, col = b.frames - 1;
  for (;;) {
    path.steps.emplace_back(row, col);
    if (row == 0 && col == 0) break;
    const Step step = steps.at(row, col);
    if (step != kRight) --row;
    if (step != kDown) --col;
  }
  std::reverse(path.steps.begin(), path.steps.end());
  path.mean_cost = total / static_cast<double>(path.steps.size());
  return path;
}

FrameFeatures mel_cepstrum(const FrameFeatures& log_mel, int count) {
  if (count < 1 || count > log_mel.dim) {
    throw Error(ErrorCode::usage, fmt::format("{} cepstral coefficients of {} bands", count, log_mel.dim));
  }
  const auto bands = static_cast<std::size_t>(log_mel.dim);
  std::vector<double> basis(static_cast<std::size_t>(count) * bands);
  for (std::size_t k = 0; k < static_cast<std::size_t>(count); ++k) {
    const double scale = std::sqrt((k == 0 ? 1.0 : 2.0) / static_cast<double>(bands));
    for (std::size_t n = 0; n < bands; ++n) {
      const double turn = std::numbers::pi * static_cast<double>(k) * (static_cast<double>(n) + 0.5) /
                          static_cast<double>(bands);
      basis[k * bands + n] = scale * std::cos(turn);
    }
  }
  FrameFeatures cepstrum;
  cepstrum.frames = log_mel.frames;
  cepstrum.dim = count;
  cepstrum.values.resize(static_cast<std::size_t>(log_mel.frames * count));
  for (std::int64_t frame = 0; frame < log_mel.frames; ++frame) {
    const float* from = log_mel.row(frame);
    float* to = cepstrum.row(frame);
    for (std::size_t k = 0; k < static_cast<std::size_t>(count); ++k) {
      double sum = 0;
      for (std::size_t n = 0; n < bands; ++n) sum += basis[k * bands + n] * static_cast<double>(from[n]);
      to[k] = static_cast<float>(sum);
    }
  }
  return cepstrum;
}

MelDistortion mel_distortion(const FrameFeatures& a, const FrameFeatures& b) {
  const auto shape = [](const FrameFeatures& mel) {
    const FrameFeatures all = mel_cepstrum(mel, kCoefficients + 1);
    FrameFeatures kept;  // without the zeroth, which is loudness
    kept.frames = all.frames;
    kept.dim = kCoefficients;
    for (std::int64_t frame = 0; frame < all.frames; ++frame) {
      kept.values.insert(kept.values.end(), all.row(frame) + 1, all.row(frame) + 1 + kCoefficients);
    }
    return kept;
  };
  const FrameFeatures left = shape(a), right = shape(b);
  MelDistortion distortion;
  distortion.path = warp(left, right);
  distortion.db = kDecibels * distortion.path.mean_cost;
  distortion.per_frame_db.reserve(distortion.path.steps.size());
  for (const auto& [i, j] : distortion.path.steps) {
    distortion.per_frame_db.push_back(kDecibels * distance(left.row(i), right.row(j), kCoefficients));
  }
  return distortion;
}

PitchError pitch_error(const PitchTrack& a, const PitchTrack& b, const WarpPath& path, double hop_seconds) {
  const auto hz = [&](const PitchTrack& track, std::int64_t frame) {
    if (track.hz.empty() || !(track.hop_seconds > 0)) return 0.0;
    const double middle = (static_cast<double>(frame) + 0.5) * hop_seconds / track.hop_seconds;
    const auto at = std::min(static_cast<std::size_t>(std::max(middle, 0.0)), track.hz.size() - 1);
    return static_cast<double>(track.hz[at]);
  };
  PitchError error;
  double squares = 0;
  std::int64_t both = 0, one = 0;
  for (const auto& [i, j] : path.steps) {
    const double left = hz(a, i), right = hz(b, j);
    if (left > 0 && right > 0) {
      const double difference = std::log(left / right);
      squares += difference * difference;
      ++both;
    } else if (left > 0 || right > 0) {
      ++one;
    }
  }
  error.frames = static_cast<std::int64_t>(path.steps.size());
  error.log_f0_rmse =
      both > 0 ? std::sqrt(squares / static_cast<double>(both)) : std::numeric_limits<double>::quiet_NaN();
  error.voicing_error = error.frames > 0 ? static_cast<double>(one) / static_cast<double>(error.frames)
                                         : std::numeric_limits<double>::quiet_NaN();
  return error;
}

}  // namespace prism
