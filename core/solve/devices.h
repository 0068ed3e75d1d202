// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace prism {

/// The devices of "cpu", "cuda", "cuda:1" or several of them between commas; the processor may be named
/// twice, as two devices that stand beside each other. Throws Error(usage) for words that name none and for
/// devices that are not there.
[[nodiscard]] std::vector<std::string> devices_of(const std::string& words);

}  // namespace prism
