// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/run_history_model.h"

#include "widgets/numbers.h"

namespace prism::app {

namespace {

constexpr qsizetype kCell = 120;
constexpr qsizetype kTip = 2000;

QString one_line(const QString& text) {
  return text.left(kCell).simplified() + (text.size() > kCell ? QStringLiteral("…") : QString());
}

}  // namespace

void RunHistoryModel::setRuns(const std::vector<InferenceRun>& runs) {
  beginResetModel();
  m_rows.clear();
  for (const InferenceRun& run : runs) {
    Row row;
    row.cells[Started] = QString(run.started).replace(u'T', u' ');
    row.cells[Prompt] = one_line(run.prompt);
    row.cells[Upper] = one_line(run.upper_text);
    row.cells[Lower] = one_line(run.lower_text);
    row.cells[Alone] = one_line(run.alone_text);
    row.cells[Adapter] =
        run.second_name.isEmpty() ? run.adapter_name : tr("%1 and %2").arg(run.adapter_name, run.second_name);
    row.cells[Speed] = widgets::number_text(run.tokens_per_second);
    if (run.stopped) row.cells[Started] += tr(" (stopped)");
    row.whole = run.text().left(kTip);
    m_rows.push_back(std::move(row));
  }
  endResetModel();
}

int RunHistoryModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RunHistoryModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunHistoryModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const Row& row = m_rows[static_cast<std::size_t>(index.row())];
  if (role == Qt::DisplayRole) return row.cells[index.column()];
  if (role == Qt::ToolTipRole) return row.whole;
  if (role == Qt::TextAlignmentRole && index.column() == Speed) {
    return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
  }
  return {};
}

QVariant RunHistoryModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  switch (section) {
    case Started:
      return tr("Started");
    case Prompt:
      return tr("Prompt");
    case Upper:
      return tr("Upper by itself");
    case Lower:
      return tr("Lower through the adapter");
    case Alone:
      return tr("Lower by itself");
    case Adapter:
      return tr("Adapter");
    case Speed:
      return tr("Tokens/s");
    default:
      return {};
  }
}

}  // namespace prism::app
