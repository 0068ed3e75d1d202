// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/samples/data.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace prism::test {

/// Pairs held in memory, split by row number.
class MemorySource final : public SampleSource {
 public:
  MemorySource(std::int64_t rows, std::int64_t d_in, std::int64_t d_out)
      : x(static_cast<std::size_t>(rows * d_in)),
        z(static_cast<std::size_t>(rows * d_out)),
        m_rows(rows),
        m_d_in(d_in),
        m_d_out(d_out) {}

  std::int64_t size() const override { return m_rows; }
  std::int64_t d_in() const override { return m_d_in; }
  std::int64_t d_out() const override { return m_d_out; }
  Domain domain() const override { return Domain::matrices; }
  void read(std::span<const std::int64_t> indices, float* to_x, float* to_z) const override {
    for (const std::int64_t index : indices) {
      to_x = std::copy_n(x.data() + index * m_d_in, m_d_in, to_x);
      to_z = std::copy_n(z.data() + index * m_d_out, m_d_out, to_z);
    }
  }
  std::uint64_t split_key(std::int64_t index) const override {
    return mix64(static_cast<std::uint64_t>(index));
  }
  SampleFigures describe(std::int64_t index) const override {
    SampleFigures figures;
    figures.index = index;
    figures.upper = "row " + std::to_string(index);
    return figures;
  }
  std::int64_t candidates() const override { return 0; }
  void read_candidates(std::int64_t, std::int64_t, float*) const override {}
  std::string candidate_text(std::int64_t) const override { return {}; }
  std::int64_t truth_of(std::int64_t) const override { return -1; }
  std::string identity() const override { return name; }

  float& x_at(std::int64_t row, std::int64_t col) { return x[static_cast<std::size_t>(row * m_d_in + col)]; }
  float& z_at(std::int64_t row, std::int64_t col) { return z[static_cast<std::size_t>(row * m_d_out + col)]; }

  std::vector<float> x, z;
  std::string name = "memory";

 private:
  std::int64_t m_rows, m_d_in, m_d_out;
};

/// Normal inputs, a random linear map and noise of standard deviation `noise` (signal 1).
inline MemorySource linear_pair(std::int64_t rows, std::int64_t d_in, std::int64_t d_out, double noise,
                                std::uint64_t seed) {
  MemorySource source(rows, d_in, d_out);
  Random random(seed);
  std::vector<double> map(static_cast<std::size_t>(d_in * d_out));
  for (double& value : map) value = random.normal() / std::sqrt(static_cast<double>(d_in));
  for (std::int64_t row = 0; row < rows; ++row) {
    for (std::int64_t i = 0; i < d_in; ++i) source.x_at(row, i) = static_cast<float>(random.normal());
    for (std::int64_t o = 0; o < d_out; ++o) {
      double sum = noise * random.normal();
      for (std::int64_t i = 0; i < d_in; ++i) {
        sum += static_cast<double>(source.x_at(row, i)) * map[static_cast<std::size_t>(i * d_out + o)];
      }
      source.z_at(row, o) = static_cast<float>(sum);
    }
  }
  return source;
}

}  // namespace prism::test
