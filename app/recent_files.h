// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace prism::app {

/// Lately opened models, adapters and projects, newest first, kept in the user's settings.
class RecentFiles {
 public:
  struct Entry {
    QString path;
    QString kind;  ///< upper, lower, adapter, project
  };
  /// Keeps the newest of equal entries and at most twelve.
  static void add(const QString& path, const QString& kind);
  [[nodiscard]] static QList<Entry> entries();
  static void clear();
};

}  // namespace prism::app
