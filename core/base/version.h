// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace prism {

/// "0.1.0"
[[nodiscard]] std::string version();

}  // namespace prism
