// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lowbit/vote.h"

#include "core/base/random.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace prism {
namespace {

constexpr int kMostVotes = 127;

/// Uniform in [0, 1), the same for the same seed and place.
double uniform_at(std::uint64_t seed, std::int64_t row, std::size_t col) {
  const std::uint64_t place = (static_cast<std::uint64_t>(row) << 32) + col;
  return static_cast<double>(mix64(seed ^ mix64(place)) >> 11) * 0x1p-53;
}

}  // namespace

GradientSums& GradientSums::operator+=(const GradientSums& other) noexcept {
  absolute += other.absolute;
  squares += other.squares;
  return *this;
}

Moves& Moves::operator+=(const Moves& other) noexcept {
  moved += other.moved;
  voted += other.voted;
  votes += other.votes;
  return *this;
}

GradientSums gradient_sums(std::span<const float> gradient) {
  // Eight sums side by side: one would wait for itself.
  std::array<double, 8> absolute{}, squares{};
  const std::size_t whole = gradient.size() / 8 * 8;
  for (std::size_t i = 0; i < whole; i += 8) {
    for (std::size_t j = 0; j < 8; ++j) {
      const double value = gradient[i + j];
      absolute[j] += std::fabs(value);
      squares[j] += value * value;
    }
  }
  for (std::size_t i = whole; i < gradient.size(); ++i) {
    const double value = gradient[i];
    absolute[0] += std::fabs(value);
    squares[0] += value * value;
  }
  GradientSums sums;
  for (std::size_t j = 0; j < 8; ++j) {
    sums.absolute += absolute[j];
    sums.squares += squares[j];
  }
  return sums;
}

double vote_threshold(const GradientSums& sums, std::int64_t count, double z) {
  const double n = std::max<double>(1, static_cast<double>(count));
  const double mean = sums.absolute / n;
  return mean + z * std::sqrt(std::max(0.0, sums.squares / n - mean * mean));
}

std::int64_t cast_votes(std::span<const float> gradient, float threshold, std::span<std::int8_t> votes) {
  std::int64_t cast = 0;
  for (std::size_t i = 0; i < gradient.size(); ++i) {
    const float g = gradient[i];
    const int vote = (g < -threshold) - (g > threshold);
    cast += vote != 0;
    votes[i] = static_cast<std::int8_t>(std::clamp(votes[i] + vote, -kMostVotes, kMostVotes));
  }
  return cast;
}

double votes_needed(const UpdateOptions& options, std::int64_t micro_batches, double q) {
  const auto n = static_cast<double>(micro_batches);
  if (options.fixed_fraction > 0) return std::max(1.0, options.fixed_fraction * n);
  const double kept = options.vote_momentum;
  return std::max(1.0, options.consensus * std::sqrt(n * q / (1 - kept * kept)));
}

Moves move_row(const Grid& grid, float scale, std::int64_t row, const MoveRule& rule,
               std::span<std::uint8_t> codes, std::span<std::int8_t> votes, std::span<std::uint8_t> rest) {
  const auto last = static_cast<int>(grid.levels()) - 1;
  // Of a weight with code i: the chance of a step from i to i + 1, and of one back, is that of their gap.
  std::array<double, 32> chance{};
  for (int i = 0; i < last; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const double gap = scale * (static_cast<double>(grid.values[at + 1]) - grid.values[at]);
    chance[at] = gap > 0 ? std::clamp(rule.rate / gap, rule.p_min, rule.p_max) : 0;
  }
  Moves moves;
  for (std::size_t c = 0; c < codes.size(); ++c) {
    const int vote = votes[c];
    if (vote != 0) {
      ++moves.voted;
      moves.votes += std::abs(vote);
    }
    const bool resting = !rest.empty() && rest[c] > 0;
    if (resting) --rest[c];
    votes[c] = static_cast<std::int8_t>(rule.keep * vote);
    if (resting || vote == 0 || std::abs(vote) < rule.needed) continue;
    const int code = codes[c], to = code + (vote > 0 ? 1 : -1);
    if (to < 0 || to > last) continue;
    if (uniform_at(rule.seed, row, c) >= chance[static_cast<std::size_t>(std::min(code, to))]) continue;
    codes[c] = static_cast<std::uint8_t>(to);
    votes[c] = 0;
    ++moves.moved;
    if (!rest.empty()) rest[c] = static_cast<std::uint8_t>(rule.cooldown);
  }
  return moves;
}

std::int64_t round_row(const Grid& grid, float scale, std::int64_t row, double step, std::uint64_t seed,
                       std::span<const float> gradient, std::span<std::uint8_t> codes) {
  const auto last = static_cast<int>(grid.levels()) - 1;
  const double shorter = scale > 0 ? step / scale : 0;
  std::int64_t moved = 0;
  for (std::size_t c = 0; c < codes.size(); ++c) {
    const int code = codes[c];
    const double to = grid.values[codes[c]] - shorter * gradient[c];
    if (!std::isfinite(to)) continue;
    int low = code;
    while (low > 0 && grid.values[static_cast<std::size_t>(low)] > to) --low;
    while (low + 1 < last && grid.values[static_cast<std::size_t>(low) + 1] <= to) ++low;
    if (low == last) --low;
    const double below = grid.values[static_cast<std::size_t>(low)];
    const double above = grid.values[static_cast<std::size_t>(low) + 1];
    const double share = std::clamp((to - below) / (above - below), 0.0, 1.0);
    const int chosen = low + (uniform_at(seed, row, c) < share);
    moved += chosen != code;
    codes[c] = static_cast<std::uint8_t>(chosen);
  }
  return moved;
}

std::int64_t requantise_row(const Grid& grid, float scale, std::span<const float> master,
                            std::span<std::uint8_t> codes) {
  const float inverse = scale > 0 ? 1 / scale : 0;
  std::int64_t moved = 0;
  for (std::size_t c = 0; c < codes.size(); ++c) {
    const auto code = static_cast<std::uint8_t>(grid.nearest(master[c] * inverse));
    moved += code != codes[c];
    codes[c] = code;
  }
  return moved;
}

}  // namespace prism
