// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"

#include <string>
#include <vector>

namespace prism::cli {

/// The command line that repeats a run: the recorded one, or for a training started in the window one made of
/// its options. Throws Error(unsupported) for records that tell neither.
[[nodiscard]] std::vector<std::string> arguments_of(const RunRecord& record);

/// Runs it again, in the folder it was run in; the answer is that command's own.
[[nodiscard]] Answer rerun(Context& context, const RunRecord& record);

}  // namespace prism::cli
