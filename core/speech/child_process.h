// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <functional>
#include <string>
#include <vector>

namespace prism {

/// Runs a program (found in PATH) in a process group of its own and hands over each line that it or its
/// children print, ended by a line feed or a carriage return. Returns its exit status (128 + signal when it
/// was killed). A stop request ends the whole group, kindly and after two seconds by force, and throws
/// Stopped. Throws Error(not_found) when there is no such program.
int run_child(const std::vector<std::string>& command, const std::function<void(const std::string&)>& line,
              const RunControl& control = {});

}  // namespace prism
