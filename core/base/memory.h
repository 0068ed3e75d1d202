// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace prism {

/// Memory that could be taken without swapping, within the process's and its control group's limits; bytes.
[[nodiscard]] std::uint64_t available_memory();
/// Highest resident set of this process so far; bytes.
[[nodiscard]] std::uint64_t peak_resident_bytes();
[[nodiscard]] std::uint64_t resident_bytes();
/// Counts the peak anew from here on, where the system lets us.
void reset_peak_resident();
/// Throws Error(memory) naming `purpose` and both sizes when `bytes` more cannot be had.
void require_memory(std::uint64_t bytes, const std::string& purpose);

}  // namespace prism
