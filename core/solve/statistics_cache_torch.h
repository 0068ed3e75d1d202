// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/solve/statistics_torch.h"

#include <filesystem>

namespace prism {

/// Fills `statistics` (whose identity, sizes and split are set) from NAME.stats. False when the file is
/// missing, damaged, belongs to other data or was collected with another number of threads (0 = any): then
/// nothing is changed.
[[nodiscard]] bool load_statistics(Statistics& statistics, const std::filesystem::path& file, int threads);
/// Writes NAME.stats atomically; throws Error when that is not possible.
void save_statistics(const Statistics& statistics, const std::filesystem::path& file);

}  // namespace prism
