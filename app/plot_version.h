// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace prism::app {

/// Version of QCustomPlot; in a file of its own because its header is heavy.
[[nodiscard]] QString plot_library_version();

}  // namespace prism::app
