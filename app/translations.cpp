// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace prism::app {

void install_translations(QCoreApplication& application) {
  const QString own = qEnvironmentVariable("PRISM_LANGUAGE");
  const QLocale locale = own.isEmpty() ? QLocale() : QLocale(own);
  const auto install = [&](const QString& name, const QString& folder) {
    auto* translator = new QTranslator(&application);
    if (translator->load(locale, name, QStringLiteral("_"), folder)) {
      QCoreApplication::installTranslator(translator);
      return true;
    }
    delete translator;
    return false;
  };
  // Qt's own words in another language than ours would be worse than English everywhere.
  if (!install(QStringLiteral("prism"), QStringLiteral(":/i18n"))) return;
  install(QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
}

}  // namespace prism::app
