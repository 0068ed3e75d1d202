// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lowbit/grid.h"

#include "core/base/error.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <numbers>

namespace prism {
namespace {

Error usage(std::string reason, std::string expected) {
  return {ErrorCode::usage, std::move(reason), {}, {}, std::move(expected)};
}

/// 0 and ± each of these.
std::vector<float> symmetric(const std::vector<double>& magnitudes) {
  std::vector<float> values{0.0F};
  for (const double each : magnitudes) {
    values.push_back(static_cast<float>(each));
    values.push_back(static_cast<float>(-each));
  }
  std::sort(values.begin(), values.end());
  return values;
}

double normal_density(double x) {
  return std::exp(-0.5 * x * x) / std::sqrt(2 * std::numbers::pi);
}
double normal_below(double x) {
  return 0.5 * std::erfc(-x / std::numbers::sqrt2);
}
/// Where the standard normal distribution function is p, by halving.
double normal_quantile(double p) {
  double low = -40, high = 40;
  for (int i = 0; i < 200; ++i) {
    const double middle = 0.5 * (low + high);
    (normal_below(middle) < p ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

/// Quantiles of the normal distribution, eight on the positive and seven on the negative side with an exact
/// zero between, the outermost at ±1 (Dettmers et al. 2023, QLoRA, section 3).
std::vector<float> normal_float() {
  constexpr double kOffset = 0.5 * ((1 - 1.0 / 32) + (1 - 1.0 / 30));
  std::vector<float> values{0.0F};
  const double largest = normal_quantile(kOffset);
  for (const int steps : {8, 7}) {
    for (int i = 0; i < steps; ++i) {
      const double p = kOffset + (0.5 - kOffset) * i / steps;
      values.push_back(static_cast<float>((steps == 8 ? 1 : -1) * normal_quantile(p) / largest));
    }
  }
  std::sort(values.begin(), values.end());
  return values;
}

/// Lloyd's iteration on the standard normal density itself.
std::vector<float> lloyd_normal(int levels) {
  std::vector<double> values;
  for (int i = 0; i < levels; ++i) values.push_back(normal_quantile((i + 0.5) / levels));
  for (int round = 0; round < 2000; ++round) {
    double low = -std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double high =
          i + 1 < values.size() ? 0.5 * (values[i] + values[i + 1]) : std::numeric_limits<double>::infinity();
      values[i] = (normal_density(low) - normal_density(high)) / (normal_below(high) - normal_below(low));
      low = high;
    }
  }
  if (levels % 2 == 1) values[static_cast<std::size_t>(levels / 2)] = 0;
  std::vector<float> table;
  for (const double each : values) table.push_back(static_cast<float>(each));
  return table;
}

Grid made(const char* name, int bits, std::vector<float> values) {
  Grid grid;
  grid.name = name;
  grid.bits = bits;
  grid.values = std::move(values);
  return grid;
}

}  // namespace

int Grid::zero() const noexcept {
  int best = 0;
  for (int i = 1; i < levels(); ++i) {
    if (std::fabs(values[static_cast<std::size_t>(i)]) < std::fabs(values[static_cast<std::size_t>(best)]))
      best = i;
  }
  return best;
}

float Grid::largest() const noexcept {
  return std::max(std::fabs(values.front()), std::fabs(values.back()));
}

int Grid::nearest(float value) const noexcept {
  int code = 0;
  for (std::size_t i = 0; i + 1 < values.size(); ++i) code += value > 0.5F * (values[i] + values[i + 1]);
  return code;
}

std::vector<std::string> grid_names() {
  return {"prime13", "prime15", "prime25", "uniform15", "nf4", "lloyd15"};
}

Grid grid_named(const std::string& name) {
  std::vector<double> primes{1, 1.0 / 2, 1.0 / 3, 1.0 / 5, 1.0 / 7, 1.0 / 11};
  if (name == "prime13") return made("prime13", 4, symmetric(primes));
  if (name == "prime15") {
    primes.push_back(1.0 / 13);
    return made("prime15", 4, symmetric(primes));
  }
  if (name == "prime25") {
    for (const double each : {1.0 / 13, 2.0 / 3, 1.0 / 4, 1.0 / 6, 1.0 / 8, 1.0 / 12}) primes.push_back(each);
    return made("prime25", 5, symmetric(primes));
  }
  if (name == "uniform15") {
    std::vector<double> steps;
    for (int i = 1; i <= 7; ++i) steps.push_back(i / 7.0);
    return made("uniform15", 4, symmetric(steps));
  }
  if (name == "nf4") return made("nf4", 4, normal_float());
  if (name == "lloyd15") {
    Grid grid = made("lloyd15", 4, lloyd_normal(15));
    grid.fitted = true;
    return grid;
  }
  std::string known;
  for (const std::string& each : grid_names()) known += (known.empty() ? "" : ", ") + each;
  throw usage("there is no grid \"" + name + "\"", known + ", or a table like -1,-0.5,0,0.5,1");
}

Grid custom_grid(const std::string& name, std::vector<float> values, int bits) {
  if (values.size() < 2) throw usage("a table of fewer than two values", "2 to 32 values");
  if (values.size() > 32) throw usage(fmt::format("a table of {} values", values.size()), "2 to 32 values");
  if (bits == 0) bits = values.size() <= 16 ? 4 : 5;
  if (bits != 4 && bits != 5) throw usage(fmt::format("codes of {} bits", bits), "4 or 5");
  if (values.size() > (std::size_t{1} << bits)) {
    throw usage(fmt::format("{} values are more than {} bits tell apart", values.size(), bits),
                fmt::format("at most {}", 1 << bits));
  }
  for (const float value : values) {
    if (!std::isfinite(value)) throw usage("a table value is not finite", "finite numbers");
  }
  std::sort(values.begin(), values.end());
  if (std::adjacent_find(values.begin(), values.end()) != values.end())
    throw usage("a table holds a value twice", "different values");
  return made(name.c_str(), bits, std::move(values));
}

Grid grid_of(const std::string& text) {
  if (text.find_first_of(",;") == std::string::npos) return grid_named(text);
  std::vector<float> values;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min(text.find_first_of(",;", begin), text.size());
    std::size_t first = begin, last = end;
    while (first < last && text[first] == ' ') ++first;
    while (last > first && text[last - 1] == ' ') --last;
    float value = 0;
    const auto [stop, problem] = std::from_chars(text.data() + first, text.data() + last, value);
    if (problem != std::errc() || stop != text.data() + last) {
      throw usage("\"" + text.substr(first, last - first) + "\" is not a table value",
                  "numbers with commas between");
    }
    values.push_back(value);
    begin = end + 1;
  }
  return custom_grid("custom", std::move(values));
}

Grid lloyd_grid(std::span<const float> samples, int levels) {
  std::vector<float> sorted;
  sorted.reserve(samples.size());
  for (const float each : samples) {
    if (std::isfinite(each)) sorted.push_back(each);
  }
  std::sort(sorted.begin(), sorted.end());
  std::vector<float> distinct = sorted;
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  if (levels < 2 || static_cast<std::int64_t>(distinct.size()) < levels) {
    throw usage(fmt::format("{} different weights for a table of {} values", distinct.size(), levels),
                "at least as many as the table's");
  }
  std::vector<double> sums(sorted.size() + 1, 0.0);
  for (std::size_t i = 0; i < sorted.size(); ++i) sums[i + 1] = sums[i] + sorted[i];
  std::vector<double> values;
  const auto count = static_cast<std::size_t>(levels);
  for (std::size_t i = 0; i < count; ++i) values.push_back(sorted[(2 * i + 1) * sorted.size() / (2 * count)]);
  for (int round = 0; round < 300; ++round) {
    std::size_t begin = 0;
    double moved = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t end =
          i + 1 < count ? static_cast<std::size_t>(
                              std::upper_bound(sorted.begin(), sorted.end(),
                                               static_cast<float>(0.5 * (values[i] + values[i + 1]))) -
                              sorted.begin())
                        : sorted.size();
      if (end > begin) {
        const double mean = (sums[end] - sums[begin]) / static_cast<double>(end - begin);
        moved = std::max(moved, std::fabs(mean - values[i]));
        values[i] = mean;
      }
      begin = std::max(begin, end);
    }
    if (moved < 1e-9) break;
  }
  std::vector<float> table;
  for (const double each : values) table.push_back(static_cast<float>(each));
  std::sort(table.begin(), table.end());
  table.erase(std::unique(table.begin(), table.end()), table.end());
  // Two values that fell together leave room: take the widest gap's middle.
  while (table.size() < count) {
    std::size_t widest = 0;
    for (std::size_t i = 0; i + 1 < table.size(); ++i) {
      if (table[i + 1] - table[i] > table[widest + 1] - table[widest]) widest = i;
    }
    table.insert(table.begin() + static_cast<std::ptrdiff_t>(widest) + 1,
                 0.5F * (table[widest] + table[widest + 1]));
  }
  Grid grid = made("lloyd15", levels <= 16 ? 4 : 5, std::move(table));
  grid.fitted = true;
  return grid;
}

double sqnr_db(std::span<const float> weights, std::span<const float> approximated) {
  double signal = 0, noise = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double weight = weights[i];
    const double lost = weight - approximated[i];
    signal += weight * weight;
    noise += lost * lost;
  }
  if (signal == 0) return 0;
  if (noise == 0) return std::numeric_limits<double>::infinity();
  return 10 * std::log10(signal / noise);
}

}  // namespace prism
