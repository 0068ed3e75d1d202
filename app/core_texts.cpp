// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core_texts.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <QCoreApplication>
#include <QRegularExpression>

namespace prism::app {
namespace {

constexpr const char* kStages[] = {
    QT_TRANSLATE_NOOP("Stage", "statistics"),
    QT_TRANSLATE_NOOP("Stage", "choosing the ridge"),
    QT_TRANSLATE_NOOP("Stage", "solving"),
    QT_TRANSLATE_NOOP("Stage", "backfit"),
    QT_TRANSLATE_NOOP("Stage", "original method"),
    QT_TRANSLATE_NOOP("Stage", "solving for comparison"),
    QT_TRANSLATE_NOOP("Stage", "judging workers"),
    QT_TRANSLATE_NOOP("Stage", "retraining"),
    QT_TRANSLATE_NOOP("Stage", "errors of test rows"),
    QT_TRANSLATE_NOOP("Stage", "test"),
    QT_TRANSLATE_NOOP("Stage", "retrieval"),
    QT_TRANSLATE_NOOP("Stage", "histogram"),
    QT_TRANSLATE_NOOP("Stage", "compare"),
    QT_TRANSLATE_NOOP("Stage", "tokens"),
    QT_TRANSLATE_NOOP("Stage", "loading weights"),
    QT_TRANSLATE_NOOP("Stage", "training gates"),
    QT_TRANSLATE_NOOP("Stage", "rows"),
    QT_TRANSLATE_NOOP("Stage", "values"),
    QT_TRANSLATE_NOOP("Stage", "workers"),
    QT_TRANSLATE_NOOP("Stage", "vocabulary"),
    QT_TRANSLATE_NOOP("Stage", "training"),
    QT_TRANSLATE_NOOP("Stage", "quantising"),
    QT_TRANSLATE_NOOP("Stage", "tensors"),
};

constexpr const char* kGroups[] = {
    QT_TRANSLATE_NOOP("Group", "class: exact"),
    QT_TRANSLATE_NOOP("Group", "class: normalised"),
    QT_TRANSLATE_NOOP("Group", "class: approximated"),
    QT_TRANSLATE_NOOP("Group", "class: special"),
    QT_TRANSLATE_NOOP("Group", "norm: lowest quarter"),
    QT_TRANSLATE_NOOP("Group", "norm: second quarter"),
    QT_TRANSLATE_NOOP("Group", "norm: third quarter"),
    QT_TRANSLATE_NOOP("Group", "norm: highest quarter"),
    QT_TRANSLATE_NOOP("Group", "lower token id: lowest quarter"),
    QT_TRANSLATE_NOOP("Group", "lower token id: second quarter"),
    QT_TRANSLATE_NOOP("Group", "lower token id: third quarter"),
    QT_TRANSLATE_NOOP("Group", "lower token id: highest quarter"),
    QT_TRANSLATE_NOOP("Group", "flag: %1"),
};

// The sentences as the engine formats them, with %1 … for what it fills in.
constexpr const char* kNotes[] = {
    QT_TRANSLATE_NOOP("Note", "No grid of %1 tiles fits %2→%3; %4 workers (%5×%6) are used."),
    QT_TRANSLATE_NOOP("Note", "%1 of %2 tiles would hold only zero padding; %3 workers (%4×%5) are used."),
    QT_TRANSLATE_NOOP(
        "Note",
        "%1 samples carry %2 of %3 experts a position (2·%4 rows each): %5 of the %6 workers of "
        "a cube pipe are used."),
    QT_TRANSLATE_NOOP("Note", "Tiles of %1×%2 do not fit %3→%4; cube pipes use %5×%6."),
    QT_TRANSLATE_NOOP("Note", "%1 positions of %2×%3 are cut over %4 pipes, together one dense map."),
    QT_TRANSLATE_NOOP("Note", "A level of %1×%2 tiles does not fit %3→%4; %5×%6 is used."),
    QT_TRANSLATE_NOOP("Note", "Stopped: %1 of %2 workers are trained, the others are zero."),
    QT_TRANSLATE_NOOP("Note",
                      "The inputs are linearly dependent: the relative ridge was raised from %1 to %2."),
    QT_TRANSLATE_NOOP(
        "Note",
        "Backfit took %1 steps; the largest relative residual of its equations is %2, so it has "
        "not converged."),
    QT_TRANSLATE_NOOP("Note", "Backfit took %1 steps; the largest relative residual of its equations is %2."),
    QT_TRANSLATE_NOOP("Note", "Validation R² of backfit %1, of the joint solution %2: distance %3."),
    QT_TRANSLATE_NOOP("Note", "There are no validation rows: the relative ridge is %1."),
    QT_TRANSLATE_NOOP("Note", "no checkpoint to go on from: the run begins anew"),
    QT_TRANSLATE_NOOP("Note", "The ridge was chosen on %1 of the %2 outputs, drawn at random."),
};

template <std::size_t N>
QString from_table(const char* context, const char* const (&table)[N], const std::string& text) {
  const auto found = std::find(std::begin(table), std::end(table), text);
  return found == std::end(table) ? QString::fromStdString(text)
                                  : QCoreApplication::translate(context, *found);
}

/// The pattern as a regular expression that catches what stands for %1, %2 …
QRegularExpression expression_of(const char* pattern) {
  QString text = QRegularExpression::escape(QString::fromUtf8(pattern));
  static const QRegularExpression place(QStringLiteral("\\\\%\\d"));
  text.replace(place, QStringLiteral("(\\S+?)"));
  return QRegularExpression(QRegularExpression::anchoredPattern(text));
}

}  // namespace

QString stage_text(const std::string& stage) {
  return from_table("Stage", kStages, stage);
}

QString group_text(const std::string& group) {
  constexpr std::string_view kFlag = "flag: ";
  if (group.starts_with(kFlag)) {
    return QCoreApplication::translate("Group", "flag: %1")
        .arg(QString::fromStdString(group.substr(kFlag.size())));
  }
  return from_table("Group", kGroups, group);
}

QString note_text(const std::string& note) {
  const QString text = QString::fromStdString(note);
  for (const char* pattern : kNotes) {
    const QRegularExpressionMatch match = expression_of(pattern).match(text);
    if (!match.hasMatch()) continue;
    QString translated = QCoreApplication::translate("Note", pattern);
    for (int i = 1; i <= match.lastCapturedIndex(); ++i) translated = translated.arg(match.captured(i));
    return translated;
  }
  return text;
}

}  // namespace prism::app
