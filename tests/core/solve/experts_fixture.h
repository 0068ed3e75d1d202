// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "memory_source.h"

#include <cmath>
#include <cstdint>
#include <vector>

namespace prism::test {

/// z = x·W_r + noise, where r is the region of x: `regions` centres far apart, a linear map each.
inline MemorySource piecewise_pair(std::int64_t rows, std::int64_t d_in, std::int64_t d_out, int regions,
                                   std::uint64_t seed) {
  MemorySource source(rows, d_in, d_out);
  Random random(seed);
  const auto normals = [&](std::int64_t count, double scale) {
    std::vector<double> values(static_cast<std::size_t>(count));
    for (double& value : values) value = scale * random.normal();
    return values;
  };
  const std::vector<double> centres = normals(regions * d_in, 4);
  const std::vector<double> common = normals(d_in * d_out, 0.5);
  const std::vector<double> own = normals(regions * d_in * d_out, 1);
  for (std::int64_t row = 0; row < rows; ++row) {
    const auto region = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(regions)));
    for (std::int64_t i = 0; i < d_in; ++i) {
      source.x_at(row, i) =
          static_cast<float>(centres[static_cast<std::size_t>(region * d_in + i)] + random.normal());
    }
    for (std::int64_t o = 0; o < d_out; ++o) {
      double sum = 0.3 * random.normal();
      for (std::int64_t i = 0; i < d_in; ++i) {
        const double weight = common[static_cast<std::size_t>(i * d_out + o)] +
                              own[static_cast<std::size_t>((region * d_in + i) * d_out + o)];
        sum += source.x_at(row, i) * weight;
      }
      source.z_at(row, o) = static_cast<float>(sum);
    }
  }
  source.name = "piecewise/" + std::to_string(rows) + "/" + std::to_string(seed);
  return source;
}

}  // namespace prism::test
