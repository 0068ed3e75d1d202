// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/metric_text.h"

#include <QCoreApplication>

namespace prism::widgets {
namespace {

// Only for lupdate: the texts of all_metrics(), which knows no Qt.
[[maybe_unused]] constexpr const char* kTexts[] = {
    QT_TRANSLATE_NOOP("Metric", "Deviation"),      QT_TRANSLATE_NOOP("Metric", "Gain"),
    QT_TRANSLATE_NOOP("Metric", "Isolated error"), QT_TRANSLATE_NOOP("Metric", "Row residual"),
    QT_TRANSLATE_NOOP("Metric", "Removal cost"),   QT_TRANSLATE_NOOP("Metric", "Condition"),
    QT_TRANSLATE_NOOP("Metric", "Norm"),           QT_TRANSLATE_NOOP("Metric", "Utilisation"),
    QT_TRANSLATE_NOOP("Metric", "Generation"),     QT_TRANSLATE_NOOP("Metric", "Samples"),
    QT_TRANSLATE_NOOP("Metric", "Drift"),          QT_TRANSLATE_NOOP("Metric", "of |Z|²"),
    QT_TRANSLATE_NOOP("Metric", "1 − R²"),         QT_TRANSLATE_NOOP("Metric", "share"),
    QT_TRANSLATE_NOOP("Metric", "retrains"),       QT_TRANSLATE_NOOP("Metric", "rows"),
    QT_TRANSLATE_NOOP("Metric", "test / train"),
};

}  // namespace

QString metric_label(Metric metric) {
  return QCoreApplication::translate("Metric", info_of(metric).label);
}

QString metric_unit(Metric metric) {
  const char* unit = info_of(metric).unit;
  return *unit == '\0' ? QString() : QCoreApplication::translate("Metric", unit);
}

}  // namespace prism::widgets
