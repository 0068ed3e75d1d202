// SPDX-License-Identifier: GPL-3.0-or-later
// The kinds of sample sources behind open_samples. Not for use outside core/samples.
#pragma once

#include "core/samples/data.h"

#include <memory>

namespace prism {

[[nodiscard]] std::unique_ptr<SampleSource> open_weights(const DataSpec& spec, std::uint64_t seed,
                                                         const RunControl& control);
[[nodiscard]] std::unique_ptr<SampleSource> open_matrices(const DataSpec& spec, std::uint64_t seed);
[[nodiscard]] std::unique_ptr<SampleSource> open_pairs(const DataSpec& spec, std::uint64_t seed);

/// Ascending indices of a random subset of 0 … count − 1; all of them when max_samples is 0 or not smaller.
[[nodiscard]] std::vector<std::int64_t> random_subset(std::int64_t count, std::int64_t max_samples,
                                                      std::uint64_t seed);

}  // namespace prism
