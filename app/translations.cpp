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
    } else {
      delete translator;
    }
  };
  install(QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
  install(QStringLiteral("prism"), QStringLiteral(":/i18n"));
}

}  // namespace prism::app
