// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/progress.h"

#include "core/base/error.h"

namespace prism {

void RunControl::check() const {
  if (m_stop.stop_requested()) throw Stopped();
}

void RunControl::progress(const std::string& stage, double done, double total,
                          const std::string& unit) const {
  if (m_sink != nullptr) m_sink->report({stage, done, total, unit});
}

}  // namespace prism
