// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QLabel;
class QString;
class QWidget;

namespace prism::app {

/// A label that belongs to a field: its "&" is the field's shortcut, `meaning` the tooltip and description of
/// both, and the field gets the text as its accessible name. The caller puts both in a layout.
[[nodiscard]] QLabel* field_label(const QString& text, const QString& meaning, QWidget* field);

}  // namespace prism::app
