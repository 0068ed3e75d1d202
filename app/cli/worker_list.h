// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/types/plan.h"

#include <string>
#include <vector>

namespace prism::cli {

/// "1,2,10-20" as ascending ids without repetition. Throws Error(usage) for anything else and for workers the
/// plan does not have.
[[nodiscard]] std::vector<int> parse_workers(const std::string& text, const Plan& plan);

}  // namespace prism::cli
