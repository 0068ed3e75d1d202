// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace prism {

/// "512 B", "1.5 KiB", "2.0 GiB".
[[nodiscard]] std::string format_bytes(std::uint64_t bytes);
/// "0.42 s", "1 min 05 s", "2 h 03 min".
[[nodiscard]] std::string format_seconds(double seconds);
/// "4.1 K", "260 K", "7.2 B": parameter counts.
[[nodiscard]] std::string format_count(double count);
/// Four significant digits, as every table and picture shows numbers; "NaN" and "∞" spelled out.
[[nodiscard]] std::string format_number(double value);

}  // namespace prism
