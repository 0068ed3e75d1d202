// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pseudo_locale.h"

#include <algorithm>

#include <QRegularExpression>

namespace prism::app {
namespace {

QChar accented(QChar c) {
  static const QString plain = QStringLiteral("aceiounsyzACEIOUNSYZ");
  static const QString other = QStringLiteral("àçéîöüñšýžÀÇÉÎÖÜÑŠÝŽ");
  const auto at = plain.indexOf(c);
  return at < 0 ? c : other[at];
}

bool untouchable(const QString& source) {
  static const QRegularExpression keys(QStringLiteral("^(Ctrl|Alt|Shift|Meta)\\+|^F\\d+$"));
  return source.contains(keys) || source.contains(QLatin1String("(*"));
}

}  // namespace

QString pseudo_text(const QString& source) {
  if (source.trimmed().isEmpty() || untouchable(source)) return source;
  static const QRegularExpression fixed(QStringLiteral("%(L?\\d+|n)|<[^>]*>|&\\w+;|https?://\\S+"));
  QString text;
  qsizetype done = 0;
  const auto spell = [&](qsizetype end) {
    for (; done < end; ++done) text += accented(source[done]);
  };
  for (auto match = fixed.globalMatch(source); match.hasNext();) {
    const QRegularExpressionMatch found = match.next();
    spell(found.capturedStart());
    text += found.captured();
    done = found.capturedEnd();
  }
  spell(source.size());
  // Words as wide as real ones and with places to break, as a longer language has them.
  const auto missing = std::max<qsizetype>(0, (source.size() * 4 + 9) / 10 - 2);
  QString padding;
  while (padding.size() < missing) padding += padding.size() % 8 == 0 ? u' ' : u'o';
  return QLatin1Char('[') + text + padding + QLatin1Char(']');
}

QString PseudoLocale::translate(const char*, const char* source, const char*, int) const {
  return pseudo_text(QString::fromUtf8(source));
}

}  // namespace prism::app
