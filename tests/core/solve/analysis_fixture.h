// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/solve/analysis.h"
#include "core/solve/train.h"
#include "memory_source.h"

#include <cmath>
#include <cstdint>
#include <memory>
#include <vector>

namespace prism::test {

/// Inputs whose covariance has eigenvalues k^−exponent in a random orthonormal basis (0: white), a random
/// linear map and noise. The basis is a product of reflections, so every input mixes all directions.
inline MemorySource correlated_pair(std::int64_t rows, std::int64_t d_in, std::int64_t d_out, double exponent,
                                    double noise, std::uint64_t seed) {
  MemorySource source(rows, d_in, d_out);
  Random random(seed);
  const auto width = static_cast<std::size_t>(d_in);
  constexpr int kReflections = 24;
  std::vector<std::vector<double>> mirrors(kReflections, std::vector<double>(width));
  for (std::vector<double>& mirror : mirrors) {
    double square = 0;
    for (double& value : mirror) square += std::pow(value = random.normal(), 2);
    for (double& value : mirror) value /= std::sqrt(square);
  }
  std::vector<double> map(width * static_cast<std::size_t>(d_out));
  for (double& value : map) value = random.normal();
  std::vector<double> x(width);
  for (std::int64_t row = 0; row < rows; ++row) {
    for (std::size_t i = 0; i < width; ++i) {
      x[i] = random.normal() * std::pow(static_cast<double>(i + 1), -exponent / 2);
    }
    for (const std::vector<double>& mirror : mirrors) {
      double along = 0;
      for (std::size_t i = 0; i < width; ++i) along += mirror[i] * x[i];
      for (std::size_t i = 0; i < width; ++i) x[i] -= 2 * along * mirror[i];
    }
    for (std::int64_t i = 0; i < d_in; ++i)
      source.x_at(row, i) = static_cast<float>(x[static_cast<std::size_t>(i)] + 0.5);
    for (std::int64_t o = 0; o < d_out; ++o) {
      double sum = noise * random.normal() - 0.25;
      for (std::size_t i = 0; i < width; ++i)
        sum += x[i] * map[i * static_cast<std::size_t>(d_out) + static_cast<std::size_t>(o)];
      source.z_at(row, o) = static_cast<float>(sum);
    }
  }
  source.name = "correlated/" + std::to_string(exponent) + "/" + std::to_string(seed);
  return source;
}

/// A trained adapter with what it was trained on.
struct Trained {
  MemorySource source;
  StatisticsPtr statistics;
  Adapter adapter;
};

inline Trained train_on(MemorySource source, const TrainOptions& options) {
  StatisticsOptions wanted;
  wanted.double_precision = options.double_precision;
  StatisticsPtr statistics = collect_statistics(source, wanted);
  Adapter adapter = train(source, statistics, options).adapter;
  return {std::move(source), std::move(statistics), std::move(adapter)};
}

inline std::vector<std::vector<float>> tiles_of(const Adapter& adapter) {
  std::vector<std::vector<float>> tiles;
  for (const Worker& worker : adapter.plan.workers) {
    const auto tile = adapter.tile(worker.id);
    tiles.emplace_back(tile.begin(), tile.end());
  }
  return tiles;
}

/// ‖a − b‖ / ‖b‖
inline double relative_distance(const std::vector<float>& a, const std::vector<float>& b) {
  double away = 0;
  double size = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    away += std::pow(static_cast<double>(a[i]) - b[i], 2);
    size += std::pow(static_cast<double>(b[i]), 2);
  }
  return std::sqrt(away / size);
}

}  // namespace prism::test
