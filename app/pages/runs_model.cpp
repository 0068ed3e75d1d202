// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/runs_model.h"

#include "core/base/text_format.h"
#include "widgets/numbers.h"

#include <cmath>

#include <QApplication>
#include <QDateTime>

namespace prism::app {

void RunsModel::setRows(std::vector<RunRow> rows) {
  beginResetModel();
  m_rows = std::move(rows);
  endResetModel();
}

int RunsModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RunsModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : kColumns;
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) {
    const bool number = section == kSeconds || section == kR2;
    return QVariant::fromValue(Qt::Alignment((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
  }
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case kStarted:
      return tr("Started");
    case kCommand:
      return tr("Command");
    case kOutcome:
      return tr("Outcome");
    case kSeconds:
      return tr("Time");
    case kR2:
      return tr("R²");
    case kFigures:
      return tr("Figures");
    case kId:
      return tr("Run");
    default:
      return {};
  }
}

QVariant RunsModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const RunRow& row = m_rows[static_cast<std::size_t>(index.row())];
  const int column = index.column();
  const bool number = column == kSeconds || column == kR2;
  if (role == Qt::TextAlignmentRole) {
    return QVariant::fromValue(Qt::Alignment((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
  }
  if (role == Qt::FontRole) return widgets::tabular(QApplication::font());
  if (role == kSortRole) {
    if (column == kSeconds) return row.seconds;
    if (column == kR2) return std::isnan(row.r2) ? -1e300 : row.r2;
  } else if (role == Qt::ToolTipRole) {
    if (column == kR2) return std::isnan(row.r2) ? QString() : widgets::full_number_text(row.r2);
    if (column == kSeconds) return tr("%1 s").arg(widgets::full_number_text(row.seconds));
    if (column == kStarted) return row.started;
  } else if (role != Qt::DisplayRole) {
    return {};
  }
  switch (column) {
    case kStarted:
      return role == kSortRole ? row.started
                               : QDateTime::fromString(row.started, Qt::ISODate)
                                     .toLocalTime()
                                     .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    case kCommand:
      return row.command;
    case kOutcome:
      return row.outcome;
    case kSeconds:
      return QString::fromStdString(format_seconds(row.seconds));
    case kR2:
      return std::isnan(row.r2) ? QString() : widgets::number_text(row.r2);
    case kFigures:
      return row.figures;
    case kId:
      return row.id;
    default:
      return {};
  }
}

}  // namespace prism::app
