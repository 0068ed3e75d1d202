// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace prism {

/// The names most like `wanted` (same last parts, or few letters changed), best first; at most `limit`.
[[nodiscard]] std::vector<std::string> close_names(const std::string& wanted,
                                                   const std::vector<std::string>& names,
                                                   std::size_t limit = 5);

/// "a, b, c" for messages; names are cut to 100 bytes and control characters replaced.
[[nodiscard]] std::string listed(const std::vector<std::string>& names);
/// A name out of a file as it may stand in a message: one line, at most 100 bytes.
[[nodiscard]] std::string shown(const std::string& name);

}  // namespace prism
