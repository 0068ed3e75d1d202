// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <utility>

#include <QString>

namespace prism::app {

/// $XDG_DATA_HOME/prism-workbench: sessions, run index; created.
[[nodiscard]] QString data_folder();

/// Folders of the built-in upper and lower model: $PRISM_DEMO_DATA, beside the executable, in the installed
/// share folder, in the source tree; none when it is nowhere.
[[nodiscard]] std::optional<std::pair<QString, QString>> demo_pair();

/// Makes help pages and the program's icon known; they live in a static library.
void load_resources();

/// Markdown of resources/help/ID.md in the interface language when there is one, else English; empty if none.
[[nodiscard]] QString help_text(const QString& id);

}  // namespace prism::app
