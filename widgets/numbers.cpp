// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/numbers.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <QFontDatabase>
#include <QFontMetricsF>

namespace prism::widgets {
namespace {

constexpr QChar kMinus(0x2212);
constexpr QChar kThinSpace(0x2009);

/// Locale-free; shortest that reads back when `digits` is negative.
QString plain(double value, std::chars_format format, int digits) {
  char buffer[400];
  const auto end = digits < 0 ? std::to_chars(buffer, buffer + sizeof buffer, value).ptr
                              : std::to_chars(buffer, buffer + sizeof buffer, value, format, digits).ptr;
  return QString::fromLatin1(buffer, static_cast<int>(end - buffer));
}

QString special(double value) {
  if (std::isnan(value)) return QStringLiteral("NaN");
  return value > 0 ? QStringLiteral("∞") : kMinus + QStringLiteral("∞");
}

/// "1.230e+05" → "1.23e5".
QString tidy(QString text) {
  const auto at = text.indexOf(u'e');
  QString mantissa = at < 0 ? text : text.left(at);
  if (mantissa.contains(u'.')) {
    while (mantissa.endsWith(u'0')) mantissa.chop(1);
    if (mantissa.endsWith(u'.')) mantissa.chop(1);
  }
  QString out = mantissa;
  if (at >= 0) out += QStringLiteral("e%1").arg(text.mid(at + 1).toInt());
  return out;
}

}  // namespace

QString number_text(double value) {
  if (!std::isfinite(value)) return special(value);
  if (value == 0) return QStringLiteral("0");
  const double size = std::abs(value);
  QString text;
  if (size >= 1e-3 && size < 99995) {
    const int before = static_cast<int>(std::floor(std::log10(size))) + 1;
    // Up to five whole digits are easier to read than their power of ten.
    text = tidy(plain(value, std::chars_format::fixed, std::max(0, 4 - before)));
  } else {
    text = tidy(plain(value, std::chars_format::scientific, 3));
  }
  return text.replace(u'-', kMinus);
}

QString full_number_text(double value) {
  if (!std::isfinite(value)) return special(value);
  return tidy(plain(value, std::chars_format::general, -1)).replace(u'-', kMinus);
}

QString count_text(std::int64_t value) {
  QString digits = QString::number(value);
  const qsizetype first = value < 0 ? 1 : 0;
  for (qsizetype at = digits.size() - 3; at > first; at -= 3) digits.insert(at, kThinSpace);
  return digits.replace(u'-', kMinus);
}

QString csv_number(double value) {
  if (std::isnan(value)) return {};
  if (std::isinf(value)) return value > 0 ? QStringLiteral("inf") : QStringLiteral("-inf");
  return plain(value, std::chars_format::general, -1);
}

QString csv_text(const QString& text) {
  if (!text.contains(u',') && !text.contains(u'"') && !text.contains(u'\n') && !text.contains(u'\r'))
    return text;
  QString quoted = text;
  return u'"' + quoted.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

QFont tabular(const QFont& font) {
  const QFontMetricsF metrics(font);
  const qreal width = metrics.horizontalAdvance(u'0');
  bool equal = true;
  for (char16_t digit = u'1'; digit <= u'9'; ++digit) {
    equal = equal && std::abs(metrics.horizontalAdvance(digit) - width) < 0.01;
  }
  if (equal) return font;
  QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
  if (font.pointSizeF() > 0) {
    fixed.setPointSizeF(font.pointSizeF());
  } else {
    fixed.setPixelSize(font.pixelSize());
  }
  fixed.setWeight(font.weight());
  return fixed;
}

}  // namespace prism::widgets
