// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAction;
class QToolButton;
class QWidget;

namespace prism::widgets {

/// A button that looks and behaves as its action says: text, icon, menu, enabled state. An action with a menu
/// opens it; one with the property "split" (true) does its own work and has the menu at an arrow beside.
[[nodiscard]] QToolButton* make_action_button(QAction* action, bool primary, QWidget* parent);

}  // namespace prism::widgets
