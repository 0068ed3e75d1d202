// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/action_button.h"

#include "widgets/icons.h"

#include <QAction>
#include <QMenu>
#include <QToolButton>

namespace prism::widgets {

QToolButton* make_action_button(QAction* action, bool primary, QWidget* parent) {
  auto* button = new QToolButton(parent);
  // The style sheet of the theme reads these.
  button->setProperty("pageAction", true);
  button->setProperty("primary", primary);
  button->setToolButtonStyle(action->icon().isNull() ? Qt::ToolButtonTextOnly : Qt::ToolButtonTextBesideIcon);
  button->setIconSize(QSize(16, 16));
  button->setFocusPolicy(Qt::StrongFocus);
  button->setDefaultAction(action);
  if (action->menu() != nullptr) {
    button->setPopupMode(action->property("split").toBool() ? QToolButton::MenuButtonPopup
                                                            : QToolButton::InstantPopup);
  }
  const auto follow = [button, action, primary] {
    // The action's icon has the colour of menus; on the accent it would not be seen.
    const QString name = action->icon().name();
    if (primary && !name.isEmpty()) button->setIcon(icon(name, IconColour::on_accent));
    button->setAccessibleName(action->text().remove(u'&'));
    button->setVisible(action->isVisible());
  };
  follow();
  QObject::connect(action, &QAction::changed, button, follow);
  return button;
}

}  // namespace prism::widgets
