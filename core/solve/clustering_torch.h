// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/adapter/gate.h"
#include "core/base/progress.h"
#include "core/samples/data.h"
#include "core/solve/statistics_torch.h"

#include <cstdint>
#include <span>
#include <vector>

namespace prism {

/// Clusters of rows by k-means on x divided by each input's spread: k-means++ seeds (Arthur and Vassilvitskii
/// 2007) and Lloyd's steps on a spread-out sample of at most 64 MiB; when there are more rows, one mini-batch
/// pass over all of them (Sculley 2010). Returned as a gate of layout expert whose logits 2·μ·x̃ − ‖μ‖² are
/// highest for the nearest centre. `rows` ascending; same rows and seed, same bytes. Throws Stopped.
[[nodiscard]] Gate cluster_rows(const SampleSource& source, const Statistics& statistics,
                                std::span<const std::int64_t> rows, int clusters, std::uint64_t seed,
                                const RunControl& control);

/// The rows (ascending) of each cluster. Throws Stopped.
[[nodiscard]] std::vector<std::vector<std::int64_t>> rows_by_cluster(const SampleSource& source,
                                                                     const Statistics& statistics,
                                                                     std::span<const std::int64_t> rows,
                                                                     const Gate& clusters,
                                                                     const RunControl& control);

}  // namespace prism
