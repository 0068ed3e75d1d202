// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>
#include <QStringList>

namespace prism::widgets {

enum class IconColour { text, muted, accent, warning, error, good, on_accent };

/// A line icon of this project's set (resources/icons/NAME.svg), drawn in the colours of the theme in use at
/// the moment of painting, sharp at every size and pixel ratio. Unknown names give a null icon.
///
/// Primary buttons of page headers recolour it themselves: give actions the text colour.
///
/// Pages: pair plan workers router inference audio lowbit tensor runs
/// Files: open folder save new recent export copy import delete
/// Work: train stop pause play retrain cancel corrupt compare undo redo refresh search filter
/// View: settings palette zoom-in zoom-out fit full-screen table histogram curves surface grid log jobs
/// inspector Signs: warning error info good help close add remove more up down left right link lock external
[[nodiscard]] QIcon icon(const QString& name, IconColour colour = IconColour::text);
[[nodiscard]] QStringList icon_names();

}  // namespace prism::widgets
