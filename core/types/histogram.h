// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace prism {

/// Equal-width bins over [low, high]; values outside and NaN are counted apart.
struct Histogram {
  double low = 0;
  double high = 0;
  std::vector<std::int64_t> counts;
  std::int64_t below = 0;
  std::int64_t above = 0;
  std::int64_t not_a_number = 0;
};

/// Statistics of all values of a tensor.
struct TensorStatistics {
  std::int64_t count = 0;
  double min = 0;
  double max = 0;
  double mean = 0;
  double std = 0;
  double norm = 0;
  std::int64_t nan_count = 0;
  std::int64_t inf_count = 0;
  Histogram histogram;
};

}  // namespace prism
