// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/field_label.h"

#include <QLabel>

namespace prism::app {

QLabel* field_label(const QString& text, const QString& meaning, QWidget* field) {
  auto* label = new QLabel(text);
  label->setBuddy(field);
  label->setToolTip(meaning);
  field->setToolTip(meaning);
  field->setAccessibleName(QString(text).remove(u'&'));
  field->setAccessibleDescription(meaning);
  return label;
}

}  // namespace prism::app
