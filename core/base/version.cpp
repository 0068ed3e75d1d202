// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/version.h"

namespace prism {

std::string version() {
  return PRISM_VERSION;
}

}  // namespace prism
