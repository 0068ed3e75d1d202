// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/paths.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QStandardPaths>

// Resources of a static library must be asked for by name, outside any namespace.
static void load_app_resources() {
  Q_INIT_RESOURCE(help);
}

namespace prism::app {

QString data_folder() {
  const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
                         QStringLiteral("/prism-workbench");
  QDir().mkpath(folder);
  return folder;
}

std::optional<std::pair<QString, QString>> demo_pair() {
  const QString beside = QCoreApplication::applicationDirPath();
  QStringList folders;
  if (const QString own = qEnvironmentVariable("PRISM_DEMO_DATA"); !own.isEmpty()) folders << own;
  folders << beside + QStringLiteral("/demo") << beside + QStringLiteral("/../share/prism-workbench/demo")
          << beside + QStringLiteral("/../../../resources/demo")
          << beside + QStringLiteral("/../../../../resources/demo");
  for (const QString& folder : folders) {
    for (const auto& [upper, lower] :
         {std::pair{"books-upper", "books-lower"}, std::pair{"upper", "lower"}}) {
      const QDir here(folder);
      const QString first = here.absoluteFilePath(QLatin1String(upper));
      const QString second = here.absoluteFilePath(QLatin1String(lower));
      if (QFileInfo::exists(first + QStringLiteral("/config.json")) &&
          QFileInfo::exists(second + QStringLiteral("/config.json"))) {
        return std::pair{QDir::cleanPath(first), QDir::cleanPath(second)};
      }
    }
  }
  return std::nullopt;
}

void load_resources() {
  load_app_resources();
}

QString help_text(const QString& id) {
  load_resources();
  const QString language = QLocale().name().section(QLatin1Char('_'), 0, 0);
  for (const QString& name :
       {QStringLiteral(":/help/%1/%2.md").arg(language, id), QStringLiteral(":/help/%1.md").arg(id)}) {
    QFile file(name);
    if (file.open(QIODevice::ReadOnly)) return QString::fromUtf8(file.readAll());
  }
  return {};
}

}  // namespace prism::app
