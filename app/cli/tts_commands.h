// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"

namespace prism::cli {

// One file a command; each adds itself under `tts`.

}  // namespace prism::cli
