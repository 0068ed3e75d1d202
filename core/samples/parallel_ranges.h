// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>

namespace prism {

/// Calls work(begin, end) for contiguous parts of [0, count), on as many threads as there are cores (at most
/// 8) when each gets at least `least` items, else here. The first exception of any part is thrown on.
void parallel_ranges(std::int64_t count, std::int64_t least,
                     const std::function<void(std::int64_t begin, std::int64_t end)>& work);

}  // namespace prism
