// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/translations.h"

#include "app/pseudo_locale.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

// Resources of a static library must be asked for by name, outside any namespace.
static void load_translations() {
  Q_INIT_RESOURCE(i18n);
}

namespace prism::app {

void install_translations(QObject& owner) {
  load_translations();
  const QString folder = QStringLiteral(":/i18n");
  const auto install = [&](const auto&... place) {
    auto* translator = new QTranslator(&owner);
    if (translator->load(place...)) {
      QCoreApplication::installTranslator(translator);
      return true;
    }
    delete translator;
    return false;
  };
  // English too has a file, for its plurals; other languages stand before it.
  install(QStringLiteral("prism_en"), folder);
  const QString own = qEnvironmentVariable("PRISM_LANGUAGE");
  if (own == QLatin1String("pseudo")) {
    QCoreApplication::installTranslator(new PseudoLocale(&owner));
    return;
  }
  if (!own.isEmpty()) QLocale::setDefault(QLocale(own));
  const QLocale locale;
  if (locale.language() == QLocale::English || locale.language() == QLocale::C) return;
  // Qt's own words in another language than ours would be worse than English everywhere.
  if (!install(locale, QStringLiteral("prism"), QStringLiteral("_"), folder)) return;
  install(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
          QLibraryInfo::path(QLibraryInfo::TranslationsPath));
}

}  // namespace prism::app
