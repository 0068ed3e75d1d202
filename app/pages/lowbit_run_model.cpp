// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/lowbit_run_model.h"

#include "app/core_texts.h"
#include "app/lowbit_session.h"
#include "core/base/text_format.h"
#include "widgets/numbers.h"
#include "widgets/theme.h"

#include <cmath>

#include <QApplication>
#include <QPixmap>

namespace prism::app {

using widgets::number_text;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kTarget = 0.05;  // a loss within 5 % of fp32's is what the method is after

QString percent(double share) {
  return std::isnan(share) ? QString()
                           : QStringLiteral("%1 %").arg(number_text(std::round(share * 1e4) / 100));
}

}  // namespace

LowBitRunModel::LowBitRunModel(const LowBitSession& session, QObject* parent)
    : QAbstractTableModel(parent), m_session(session) {}

void LowBitRunModel::refresh() {
  if (m_runs == m_session.runs()) {
    if (!m_runs.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    return;
  }
  beginResetModel();
  m_runs = m_session.runs();
  endResetModel();
}

void LowBitRunModel::refreshRun(int serial) {
  const int row = rowOf(serial);
  if (row >= 0) Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

const LabRun* LowBitRunModel::runAt(int row) const {
  return row >= 0 && row < rowCount() ? m_runs[static_cast<std::size_t>(row)].get() : nullptr;
}

int LowBitRunModel::rowOf(int serial) const {
  for (std::size_t row = 0; row < m_runs.size(); ++row) {
    if (m_runs[row]->serial == serial) return static_cast<int>(row);
  }
  return -1;
}

int LowBitRunModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

int LowBitRunModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

QString LowBitRunModel::stateText(const LabRun& run) {
  switch (run.state) {
    case LabRun::State::waiting:
      return tr("waiting");
    case LabRun::State::running: {
      const double all = static_cast<double>(std::max<std::int64_t>(1, run.options.steps));
      return tr("running, %1 %").arg(static_cast<int>(100 * static_cast<double>(run.last.step) / all));
    }
    case LabRun::State::done:
      return tr("done");
    case LabRun::State::stopped:
      return tr("stopped");
    case LabRun::State::failed:
      return tr("failed");
  }
  return {};
}

QString LowBitRunModel::csv() const {
  // English keys: what reads it is a program.
  static const char* const kKeys[ColumnCount] = {"run",
                                                 "state",
                                                 "model",
                                                 "steps",
                                                 "loss",
                                                 "validation_loss",
                                                 "over_fp32",
                                                 "bytes_per_parameter",
                                                 "flip_rate",
                                                 "vote_agreement",
                                                 "values_used",
                                                 "zero_fraction",
                                                 "tokens_per_second",
                                                 "peak_rss_bytes"};
  QString text;
  for (int column = 0; column < ColumnCount; ++column) {
    text += (column > 0 ? QStringLiteral(",") : QString()) + QLatin1String(kKeys[column]);
  }
  text += QStringLiteral(",seed\n");
  for (const auto& run : m_runs) {
    for (int column = 0; column < ColumnCount; ++column) {
      if (column > 0) text += u',';
      text += column <= Size ? widgets::csv_text(textAt(*run, column).toString())
                             : widgets::csv_number(valueAt(*run, column));
    }
    text += QStringLiteral(",%1\n").arg(run->options.seed);
  }
  return text;
}

double LowBitRunModel::valueAt(const LabRun& run, int column) const {
  const LowBitStep& last = run.last;
  const bool any = last.step > 0;
  const bool grid = any && run.lowBit();
  switch (column) {
    case Steps:
      return static_cast<double>(last.step);
    case Loss:
      return any ? last.loss : kNan;
    case Validation:
      return run.validations.empty() ? kNan : run.validations.back().loss;
    case Against: {
      const LabRun* reference = m_session.referenceOf(run);
      if (reference == nullptr || !run.lowBit() || run.state != LabRun::State::done) return kNan;
      return run.validation_loss / reference->validation_loss - 1;
    }
    case Bytes:
      return run.bytesPerParameter();
    case Flips:
      return !grid ? kNan : std::isnan(run.flip_rate) ? last.flip_rate : run.flip_rate;
    case Agreement:
      if (!grid || run.options.update.update != LowBitUpdate::vote) return kNan;
      return std::isnan(run.agreement) ? last.vote_agreement : run.agreement;
    case Used:
      return grid ? last.values_used : kNan;
    case Zero:
      return grid ? last.zero_fraction : kNan;
    case Speed:
      return any ? last.tokens_per_second : kNan;
    case Peak:
      return run.peak_rss > 0 ? static_cast<double>(run.peak_rss) : kNan;
    default:
      return kNan;
  }
}

QVariant LowBitRunModel::textAt(const LabRun& run, int column) const {
  const double value = valueAt(run, column);
  switch (column) {
    case Name:
      return run.name();
    case State:
      return stateText(run);
    case Size:
      return QString::fromStdString(run.options.shape.width != 0 ? "own" : run.options.size);
    case Steps:
      return tr("%1 of %2").arg(widgets::count_text(run.last.step), widgets::count_text(run.options.steps));
    case Against:
      if (std::isnan(value)) return QString();
      // Never colour alone: the mark says whether the target is met.
      return QStringLiteral("%1%2 % %3")
          .arg(value >= 0 ? QStringLiteral("+") : QString(), number_text(std::round(value * 1e3) / 10),
               value <= kTarget ? QStringLiteral("✓") : QStringLiteral("✗"));
    case Flips:
    case Zero:
      return percent(value);
    case Used:
      return std::isnan(value) ? QString()
                               : tr("%1 of %2").arg(static_cast<int>(value)).arg(run.options.grid.levels());
    case Peak:
      return std::isnan(value) ? QString() : QString::fromStdString(format_bytes(run.peak_rss));
    default:
      return std::isnan(value) ? QString() : number_text(value);
  }
}

QVariant LowBitRunModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const LabRun& run = *m_runs[static_cast<std::size_t>(index.row())];
  const int column = index.column();
  switch (role) {
    case Qt::DisplayRole:
      return textAt(run, column);
    case Qt::TextAlignmentRole:
      return QVariant::fromValue(Qt::AlignVCenter | (column <= Size ? Qt::AlignLeft : Qt::AlignRight));
    case Qt::FontRole:
      return widgets::tabular(QApplication::font());
    case Qt::DecorationRole: {
      if (column != Name) return {};
      QPixmap mark(10, 10);  // the colour of its curve
      mark.fill(widgets::series_colour(index.row()));
      return mark;
    }
    case Qt::ForegroundRole:
      if (column == State && run.state == LabRun::State::failed) return widgets::colours().error;
      if (column == Against && !std::isnan(valueAt(run, column))) {
        return valueAt(run, column) <= kTarget ? widgets::colours().good : widgets::colours().warning;
      }
      return {};
    case Qt::ToolTipRole: {
      if (column == State && !run.problem.isEmpty()) return run.problem;
      if (column == Name && !run.notes.empty()) {
        QStringList notes;
        for (const std::string& each : run.notes) notes << note_text(each);
        return notes.join(u'\n');
      }
      const double value = valueAt(run, column);
      return std::isnan(value) ? QVariant() : QVariant(widgets::full_number_text(value));
    }
    default:
      return {};
  }
}

QVariant LowBitRunModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  static const char* const kTitles[ColumnCount] = {
      QT_TR_NOOP("Run"),        QT_TR_NOOP("State"),        QT_TR_NOOP("Model"),
      QT_TR_NOOP("Steps"),      QT_TR_NOOP("Loss"),         QT_TR_NOOP("Validation"),
      QT_TR_NOOP("To fp32"),    QT_TR_NOOP("B / weight"),   QT_TR_NOOP("Flip rate"),
      QT_TR_NOOP("Agreement"),  QT_TR_NOOP("Values used"),  QT_TR_NOOP("Zero"),
      QT_TR_NOOP("Tokens / s"), QT_TR_NOOP("Process peak"),
  };
  static const char* const kTips[ColumnCount] = {
      QT_TR_NOOP("Grid and update; the mark has the colour of its curve"),
      QT_TR_NOOP("What the training is doing"),
      QT_TR_NOOP("Size of the language model"),
      QT_TR_NOOP("Optimiser steps done, of all"),
      QT_TR_NOOP("Training loss of the last step, nats a token"),
      QT_TR_NOOP("Latest validation loss, nats a token"),
      QT_TR_NOOP(
          "Validation loss against the fp32 run on the same data, order, steps and seed; ✓ within 5 %"),
      QT_TR_NOOP("Bytes a low-bit weight: codes, scales, votes and optimiser state, as allocated"),
      QT_TR_NOOP("Share of the low-bit weights that moved in a step, mean over the run"),
      QT_TR_NOOP("Mean share of the votes that agree; 1 is unanimous"),
      QT_TR_NOOP("Table values that any weight has"),
      QT_TR_NOOP("Share of the weights at the value nearest to 0"),
      QT_TR_NOOP("Tokens trained on a second"),
      QT_TR_NOOP("Highest resident memory of the whole program during the run, this window included"),
  };
  if (section < 0 || section >= ColumnCount) return {};
  if (role == Qt::DisplayRole) return tr(kTitles[section]);
  if (role == Qt::ToolTipRole) return tr(kTips[section]);
  if (role == Qt::TextAlignmentRole) {
    return QVariant::fromValue(Qt::AlignVCenter | (section <= Size ? Qt::AlignLeft : Qt::AlignRight));
  }
  return {};
}

}  // namespace prism::app
