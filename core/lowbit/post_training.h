// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/adapter/adapter.h"
#include "core/base/progress.h"
#include "core/lowbit/packed.h"
#include "core/lowbit/packed_file.h"
#include "core/model/model.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace prism {

/// One matrix brought onto a grid after training.
struct QuantisedFigures {
  std::string name;
  std::int64_t rows = 0, cols = 0;
  double sqnr_db = 0;
  double zero_fraction = 0;
  int values_used = 0;
  std::uint64_t bytes = 0;
};
struct QuantisedModel {
  std::vector<std::pair<std::string, PackedMatrix>> matrices;
  std::vector<QuantisedFigures> figures;
  double sqnr_db = 0;  ///< over all matrices together
  [[nodiscard]] std::int64_t parameters() const noexcept;
  [[nodiscard]] std::uint64_t bytes() const noexcept;
};

struct QuantiseOptions {
  Grid grid = grid_named("prime13");
  bool embeddings = false;  ///< input embedding and output head too
  std::string tensor;       ///< only this one; empty: all matrices of the blocks
};
/// Every matrix of a model (a tensor of two dimensions and float type whose sides are 16 or more), one at a
/// time in f32. Throws Error(not_found) where there is none, Error(numeric) naming tensor, row and column of
/// a weight that is not finite.
[[nodiscard]] QuantisedModel quantise_model(const Model& model, const QuantiseOptions& options,
                                            const RunControl& control = {});
/// Writes them with the model's other tensors as they are, its config and its tokenizer.
std::uint64_t write_quantised(const Model& model, const QuantisedModel& quantised,
                              const std::filesystem::path& target);

/// Every tile of an adapter, named "pipe.P.worker.N"; scales of each tile's own outputs.
[[nodiscard]] QuantisedModel quantise_adapter(const Adapter& adapter, const Grid& grid,
                                              const RunControl& control = {});
/// The adapter with those tiles in place of its own, for judging what was lost.
[[nodiscard]] Adapter with_tiles(const Adapter& adapter, const QuantisedModel& quantised);

}  // namespace prism
