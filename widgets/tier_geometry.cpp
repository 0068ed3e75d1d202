// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tier_geometry.h"

#include <algorithm>
#include <cmath>

namespace prism::widgets {

namespace {
constexpr double kTouching = 1e-6;  ///< seconds: files round their times
}  // namespace

std::size_t first_shown(const std::vector<TierInterval>& intervals, double seconds) {
  const auto found = std::partition_point(intervals.begin(), intervals.end(),
                                          [&](const TierInterval& each) { return each.end <= seconds; });
  return static_cast<std::size_t>(found - intervals.begin());
}

int interval_at(const std::vector<TierInterval>& intervals, double seconds) {
  const std::size_t at = first_shown(intervals, seconds);
  return at < intervals.size() && intervals[at].begin <= seconds ? static_cast<int>(at) : -1;
}

bool is_boundary(const std::vector<TierInterval>& intervals, int boundary) {
  if (boundary < 0 || boundary + 1 >= static_cast<int>(intervals.size())) return false;
  const auto at = static_cast<std::size_t>(boundary);
  return std::abs(intervals[at].end - intervals[at + 1].begin) < kTouching;
}

std::optional<int> boundary_near(const std::vector<TierInterval>& intervals, double seconds,
                                 double tolerance) {
  std::optional<int> best;
  double nearest = tolerance;
  const auto first = static_cast<int>(first_shown(intervals, seconds - tolerance));
  for (int i = first; i < static_cast<int>(intervals.size()); ++i) {
    const double end = intervals[static_cast<std::size_t>(i)].end;
    if (end > seconds + tolerance) break;
    if (is_boundary(intervals, i) && std::abs(end - seconds) <= nearest) {
      nearest = std::abs(end - seconds);
      best = i;
    }
  }
  return best;
}

double moved_boundary(const std::vector<TierInterval>& intervals, int boundary, double to, double step,
                      double least) {
  const auto at = static_cast<std::size_t>(boundary);
  double low = intervals[at].begin + least;
  double high = intervals[at + 1].end - least;
  if (step > 0) {
    // A hair of room: multiples of a hop are not exact.
    low = std::ceil(low / step - 1e-6) * step;
    high = std::floor(high / step + 1e-6) * step;
    to = std::round(to / step) * step;
  }
  if (low > high) return intervals[at].end;
  return std::clamp(to, low, high);
}

}  // namespace prism::widgets
