// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recent_files.h"

#include <QSettings>

namespace prism::app {

namespace {
constexpr int kKept = 12;
const QString kKey = QStringLiteral("recent");
}  // namespace

QList<RecentFiles::Entry> RecentFiles::entries() {
  QList<Entry> entries;
  for (const QString& line : QSettings().value(kKey).toStringList()) {
    const int cut = static_cast<int>(line.indexOf(QLatin1Char(' ')));
    if (cut > 0) entries << Entry{line.mid(cut + 1), line.left(cut)};
  }
  return entries;
}

void RecentFiles::add(const QString& path, const QString& kind) {
  QStringList lines{kind + QLatin1Char(' ') + path};
  for (const Entry& entry : entries()) {
    const QString line = entry.kind + QLatin1Char(' ') + entry.path;
    if (line != lines.front() && lines.size() < kKept) lines << line;
  }
  QSettings().setValue(kKey, lines);
}

void RecentFiles::clear() {
  QSettings().remove(kKey);
}

}  // namespace prism::app
