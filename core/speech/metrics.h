// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/types/audio.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace prism {

/// Steps of a dynamic-time-warping path, from (0, 0) to the last frames, and its mean cost.
struct WarpPath {
  std::vector<std::pair<std::int64_t, std::int64_t>> steps;
  double mean_cost = 0;
};
/// Euclidean distance between rows of the same dim; steps (1,0), (0,1), (1,1) of equal weight.
[[nodiscard]] WarpPath warp(const FrameFeatures& a, const FrameFeatures& b);

/// Coefficients 0 … count−1 of the orthonormal DCT-II of each row of the natural-log mel.
[[nodiscard]] FrameFeatures mel_cepstrum(const FrameFeatures& log_mel, int count);

/// Mel-cepstral distortion in dB: 10√2/ln 10 · mean over the warping path of the Euclidean distance of
/// coefficients 1–13 (Kubichek 1993).
struct MelDistortion {
  double db = 0;
  WarpPath path;
  std::vector<double> per_frame_db;  ///< of each step of the path
};
[[nodiscard]] MelDistortion mel_distortion(const FrameFeatures& a, const FrameFeatures& b);

/// Of two tracks along a warping path of frames; NaN where no frame is voiced in both.
struct PitchError {
  double log_f0_rmse = 0;    ///< natural logarithm, frames voiced in both
  double voicing_error = 0;  ///< share of frames voiced in one only
  std::int64_t frames = 0;
};
[[nodiscard]] PitchError pitch_error(const PitchTrack& a, const PitchTrack& b, const WarpPath& path,
                                     double hop_seconds);

}  // namespace prism
