// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adapter/adapter.h"
#include "core/base/error.h"
#include "core/base/random.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>
#include <set>

namespace prism {

namespace {

double deviation_of(const std::vector<float>& values) {
  const double count = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
  double squares = 0;
  for (const float value : values) squares += (value - mean) * (value - mean);
  return std::sqrt(squares / count);
}

std::vector<float> broken(const std::vector<float>& values, Corruption how, Random& random) {
  std::vector<float> result(values);
  switch (how) {
    case Corruption::zero:
      std::fill(result.begin(), result.end(), 0.0F);
      break;
    case Corruption::noise: {
      const double sigma = deviation_of(values);
      for (float& value : result) value = static_cast<float>(value + sigma * random.normal());
      break;
    }
    case Corruption::shuffle: {
      const std::vector<std::int64_t> order = random.permutation(static_cast<std::int64_t>(values.size()));
      for (std::size_t i = 0; i < values.size(); ++i) result[i] = values[static_cast<std::size_t>(order[i])];
      break;
    }
    case Corruption::flip:
      for (float& value : result) value = -value;
      break;
  }
  return result;
}

}  // namespace

Corruption corruption_of(const std::string& word) {
  if (word == "zero") return Corruption::zero;
  if (word == "noise") return Corruption::noise;
  if (word == "shuffle") return Corruption::shuffle;
  if (word == "flip") return Corruption::flip;
  throw Error(ErrorCode::usage, fmt::format("unknown way to break a worker \"{}\"", word), {}, {},
              "zero, noise, shuffle, flip");
}

void corrupt(Adapter& adapter, std::span<const int> workers, Corruption how, std::uint64_t seed) {
  const std::set<int> chosen(workers.begin(), workers.end());
  for (const int id : chosen) (void)adapter.worker(id);  // all ids are good before anything changes
  if (chosen.empty())
    throw Error(ErrorCode::usage, "no workers to break were named", {}, {}, "at least one worker");
  AdapterStep step;
  step.action = "corrupt";
  for (const int id : chosen) {
    // Seeded by worker: breaking one more does not change how the others are broken.
    Random random(mix64(seed) ^ mix64(static_cast<std::uint64_t>(id) + 1));
    replace_tile(adapter, id, broken(tile_values(adapter, id), how, random), step, false);
  }
  adapter.history.push_back(std::move(step));
}

std::vector<int> random_workers(const Adapter& adapter, int count, std::uint64_t seed) {
  const auto total = static_cast<std::int64_t>(adapter.plan.workers.size());
  if (count < 0 || count > total) {
    throw Error(ErrorCode::usage, fmt::format("{} random workers of {}", count, total), {}, {},
                fmt::format("0 to {}", total));
  }
  const std::vector<std::int64_t> order = Random(seed).permutation(total);
  std::vector<int> chosen(order.begin(), order.begin() + count);
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

}  // namespace prism
