// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/plot_version.h"

#include <qcustomplot.h>

namespace prism::app {

QString plot_library_version() {
  return QStringLiteral(QCUSTOMPLOT_VERSION_STR);
}

}  // namespace prism::app
