// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/solve/train.h"
#include "core/types/figures.h"
#include "core/types/histogram.h"
#include "core/types/worker_figures.h"

#include <string>
#include <vector>

namespace prism::cli {

/// The map's test figures beside its baselines, the choice of λ, times, notes.
[[nodiscard]] std::string figures_text(const TrainResult& result);

/// One line of figures a map: columns name, R², cosine, MSE, retrieval.
struct NamedFigures {
  std::string name;
  MapFigures figures;
};
[[nodiscard]] std::string figures_table(const std::vector<NamedFigures>& maps);

/// The first `count` of these workers with what is wrong with them.
[[nodiscard]] std::string workers_table(const ErrorMap& map, const std::vector<int>& ids, std::size_t count);

/// Warns when a tensor holds NaN or infinite values; `what` names it.
void warn_of_not_finite(const std::string& what, const TensorStatistics& statistics);

/// "3, 17, 402"; "none" when empty.
[[nodiscard]] std::string id_list(const std::vector<int>& ids);

}  // namespace prism::cli
