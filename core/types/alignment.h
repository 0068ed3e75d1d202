// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace prism {

/// A labelled stretch of time, seconds.
struct TierInterval {
  double begin = 0;
  double end = 0;
  std::string text;  ///< UTF-8; empty for silence in most files
  bool operator==(const TierInterval&) const = default;
};

/// A labelled instant, seconds.
struct TierPoint {
  double time = 0;
  std::string text;
  bool operator==(const TierPoint&) const = default;
};

/// One tier: either intervals or points, in the order of the file (ascending in a good one).
struct AlignmentTier {
  std::string name;
  bool point_tier = false;
  double begin = 0;
  double end = 0;
  std::vector<TierInterval> intervals;
  std::vector<TierPoint> points;
  bool operator==(const AlignmentTier&) const = default;
};

/// What is said when: what a TextGrid holds.
struct Alignment {
  double begin = 0;
  double end = 0;
  std::vector<AlignmentTier> tiers;
  bool operator==(const Alignment&) const = default;
};

}  // namespace prism
