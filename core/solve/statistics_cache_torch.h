// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/solve/statistics_torch.h"

#include <filesystem>
#include <string>

namespace prism {

/// Fills `statistics` (whose identity, sizes and split are set) from NAME.stats. False when the file is
/// missing, damaged, belongs to other data or was collected by others than `makers` (empty = any): then
/// nothing is changed.
[[nodiscard]] bool load_statistics(Statistics& statistics, const std::filesystem::path& file,
                                   const std::string& makers);
/// How many threads (and processes) share out the rows of this statistics: its sums depend on it in their
/// last bits.
[[nodiscard]] std::string makers_of(const Statistics& statistics);
/// Writes NAME.stats atomically; throws Error when that is not possible.
void save_statistics(const Statistics& statistics, const std::filesystem::path& file);

}  // namespace prism
