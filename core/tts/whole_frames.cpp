// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/tts/trained_projector.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace prism {

std::vector<std::int64_t> whole_frames(std::span<const float> predicted, std::span<const SpeechUnit> units,
                                       double speed) {
  if (predicted.size() != units.size()) {
    throw Error(ErrorCode::mismatch,
                fmt::format("{} predicted lengths for {} units", predicted.size(), units.size()));
  }
  if (!(speed > 0) || !std::isfinite(speed)) {
    throw Error(ErrorCode::usage, fmt::format("speed {} is not a factor", speed), {}, {}, "more than 0");
  }
  std::vector<std::int64_t> frames;
  frames.reserve(predicted.size());
  double owed = 0;  // what rounding has left over so far
  for (std::size_t i = 0; i < predicted.size(); ++i) {
    const double wanted = std::max(0.0, static_cast<double>(predicted[i])) / speed + owed;
    const std::int64_t least = units[i].silence ? 0 : 1;
    const std::int64_t given = std::max<std::int64_t>(least, std::llround(wanted));
    // A unit made longer than it should be is not paid for by many that follow.
    owed = std::max(-1.0, wanted - static_cast<double>(given));
    frames.push_back(given);
  }
  return frames;
}

}  // namespace prism
