// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

namespace prism::app {

/// Reads NAME.prismproj (or an autosave). Throws Error: format, or unsupported for a version of the future,
/// which is left untouched.
[[nodiscard]] QJsonObject read_project(const QString& path);
/// Atomic. Throws Error.
void write_project(const QString& path, const QJsonObject& project);

}  // namespace prism::app
