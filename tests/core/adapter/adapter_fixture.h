// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/adapter/adapter.h"
#include "core/base/atomic_file.h"
#include "core/base/random.h"
#include "core/plan/plan.h"

#include <filesystem>
#include <string>
#include <vector>

namespace prism::test {

inline std::vector<float> random_floats(std::size_t count, std::uint64_t seed) {
  Random random(seed);
  std::vector<float> values(count);
  for (float& value : values) value = static_cast<float>(random.normal());
  return values;
}

/// Cuts a dense W [d_out, d_in] into the tiles of every pipe.
inline void fill_adapter(Adapter& adapter, const std::vector<float>& dense) {
  for (const Worker& worker : adapter.plan.workers) {
    std::vector<float> tile;
    for (std::int64_t r = worker.rows.begin; r < worker.rows.end; ++r) {
      const float* row = dense.data() + r * adapter.plan.d_in;
      tile.insert(tile.end(), row + worker.cols.begin, row + worker.cols.end);
    }
    set_tile(adapter, worker.id, tile);
  }
}

inline Plan plan_of(std::int64_t d_in, std::int64_t d_out, int workers,
                    Remainder remainder = Remainder::variable) {
  PlanOptions options;
  options.d_in = d_in;
  options.d_out = d_out;
  options.workers = workers;
  options.remainder = remainder;
  return make_plan(options);
}

/// An adapter of one pipe whose dense matrix is random_floats(d_out·d_in, seed), with means and a record.
inline Adapter random_adapter(const Plan& plan, std::uint64_t seed = 1) {
  Adapter adapter = make_adapter(plan);
  fill_adapter(adapter, random_floats(static_cast<std::size_t>(plan.d_in * plan.d_out), seed));
  adapter.mean_x = random_floats(static_cast<std::size_t>(plan.d_in), seed + 1);
  adapter.mean_z = random_floats(static_cast<std::size_t>(plan.d_out), seed + 2);
  adapter.lambda = 0.125;
  adapter.record.id = "20260101-000000-abcdef";
  adapter.record.command = "train";
  adapter.identity = {{"upper_vocab", "aa"}, {"statistics", "bb"}};
  for (WorkerRecord& record : adapter.workers) record.samples = 100;
  return adapter;
}

inline std::string bytes_of(const std::filesystem::path& path) {
  return read_file(path);
}

}  // namespace prism::test
