// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/lowbit/lab.h"

#include <limits>
#include <set>
#include <utility>

namespace prism {

double LowBitComparison::reference() const noexcept {
  for (const LowBitRun& run : runs) {
    if (run.update == LowBitUpdate::fp32) return run.result.validation_loss;
  }
  return std::numeric_limits<double>::quiet_NaN();
}

LowBitComparison compare_low_bit(
    const LowBitCompareOptions& options,
    const std::function<LowBitSink(const std::string& grid, LowBitUpdate update)>& sink_of,
    const RunControl& control) {
  if (options.updates.empty()) throw Error(ErrorCode::usage, "no update rule to compare");
  LowBitComparison comparison;
  const auto run = [&](const Grid& grid, const std::string& name, LowBitUpdate update) {
    if (comparison.stopped) return;
    LowBitTrainOptions train = options.train;
    train.grid = grid;
    train.update.update = update;
    train.output.clear();
    train.folder.clear();
    train.checkpoints.clear();
    train.resume = false;
    LowBitRun done{name, update,
                   train_low_bit(train, sink_of ? sink_of(name, update) : LowBitSink(), control)};
    comparison.stopped = done.result.stopped;
    if (!done.result.stopped) comparison.runs.push_back(std::move(done));
  };
  // The reference first: whatever is stopped later has something to stand beside.
  const std::set<LowBitUpdate> updates(options.updates.begin(), options.updates.end());
  if (updates.contains(LowBitUpdate::fp32)) run(options.train.grid, "f32", LowBitUpdate::fp32);
  for (const Grid& grid : options.grids) {
    for (const LowBitUpdate update : options.updates) {
      if (update != LowBitUpdate::fp32) run(grid, grid.name, update);
    }
  }
  return comparison;
}

}  // namespace prism
