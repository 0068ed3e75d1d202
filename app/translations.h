// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QObject;

namespace prism::app {

/// Own and Qt's translations for the user's language; English when there are none. PRISM_LANGUAGE overrides
/// ("de", "ru", "zh_CN"; "pseudo" makes every text longer, to find what is clipped).
void install_translations(QObject& owner);

}  // namespace prism::app
