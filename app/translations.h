// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QCoreApplication;

namespace prism::app {

/// Own and Qt's translations for the user's language; English when there are none. PRISM_LANGUAGE overrides.
void install_translations(QCoreApplication& application);

}  // namespace prism::app
