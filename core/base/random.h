// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace prism {

/// splitmix64: a good 64-bit mix; also a hash of small integers.
[[nodiscard]] constexpr std::uint64_t mix64(std::uint64_t value) noexcept {
  value += 0x9E3779B97F4A7C15ull;
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ull;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBull;
  return value ^ (value >> 31);
}

/// xoshiro256** (Blackman and Vigna), seeded through splitmix64. The standard library's distributions differ
/// between implementations; these do not.
class Random {
 public:
  explicit Random(std::uint64_t seed);
  std::uint64_t next();
  /// Uniform in [0, bound), bound > 0, without modulo bias.
  std::uint64_t below(std::uint64_t bound);
  /// Uniform in [0, 1).
  double uniform();
  /// Standard normal (Marsaglia's polar method).
  double normal();
  /// A random order of 0 … n−1.
  std::vector<std::int64_t> permutation(std::int64_t n);

 private:
  std::uint64_t m_state[4];
  double m_spare = 0;
  bool m_has_spare = false;
};

}  // namespace prism
