// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/utterance_table_model.h"

#include "widgets/icons.h"
#include "widgets/numbers.h"
#include "widgets/theme.h"

#include <map>
#include <utility>

#include <QStringList>

namespace prism::app {

namespace {

QString from(const std::string& text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString all_of(const std::vector<std::string>& texts, const QString& between) {
  QStringList list;
  for (const std::string& text : texts) list << from(text);
  return list.join(between);
}

}  // namespace

void UtteranceTableModel::setDataset(std::shared_ptr<const SpeechDataset> dataset,
                                     std::shared_ptr<const DatasetCheck> check) {
  beginResetModel();
  m_dataset = std::move(dataset);
  m_check = std::move(check);
  m_rows.clear();
  if (m_dataset && m_check) {
    std::map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < m_dataset->utterances.size(); ++i)
      places.emplace(m_dataset->utterances[i].id, i);
    for (const UtteranceCheck& each : m_check->utterances) {
      if (const auto found = places.find(each.id); found != places.end())
        m_rows.push_back({found->second, &each});
    }
  } else if (m_dataset) {
    for (std::size_t i = 0; i < m_dataset->utterances.size(); ++i) m_rows.push_back({i, nullptr});
  }
  endResetModel();
}

const Utterance& UtteranceTableModel::utteranceAt(int row) const {
  return m_dataset->utterances[m_rows[static_cast<std::size_t>(row)].utterance];
}

int UtteranceTableModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int UtteranceTableModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

QVariant UtteranceTableModel::sortValue(const Row& row, int column) const {
  const Utterance& utterance = m_dataset->utterances[row.utterance];
  switch (column) {
    case Suspicion:
      return row.check != nullptr ? row.check->suspicion : -1;
    case Problems:
      return row.check != nullptr ? static_cast<int>(row.check->problems.size()) : 0;
    case Seconds:
      return row.check != nullptr ? row.check->seconds : 0;
    case Rate:
      return row.check != nullptr ? row.check->words_per_second : 0;
    case Aligned:
      return utterance.alignment.empty() ? 0 : 1;
    case Text:
      return from(utterance.text);
    default:
      return from(utterance.id);
  }
}

QVariant UtteranceTableModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const Row& row = m_rows[static_cast<std::size_t>(index.row())];
  const Utterance& utterance = m_dataset->utterances[row.utterance];
  const UtteranceCheck* check = row.check;
  const int column = index.column();
  const bool suspicious = check != nullptr && check->suspicion >= 1;
  if (role == kSortRole) return sortValue(row, column);
  if (role == Qt::TextAlignmentRole) {
    const bool number = column == Suspicion || column == Seconds || column == Rate;
    return QVariant::fromValue(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft));
  }
  if (role == Qt::DecorationRole && column == Play && !utterance.audio.empty())
    return widgets::icon(QStringLiteral("play"), widgets::IconColour::accent);
  if (role == Qt::DecorationRole && column == Suspicion && suspicious)
    return widgets::icon(QStringLiteral("warning"), widgets::IconColour::warning);
  if (role == Qt::AccessibleTextRole && column == Play) return tr("Play %1").arg(from(utterance.id));
  if (role == Qt::ToolTipRole) {
    if (column == Play) return tr("Open and play this recording");
    if (column == Problems && check != nullptr && !check->problems.empty())
      return all_of(check->problems, QStringLiteral("\n"));
    if (column == Text) return from(utterance.text);
    if (column == Aligned) return from(utterance.alignment.string());
    if (column == Suspicion && check != nullptr) return widgets::full_number_text(check->suspicion);
    return from(utterance.audio.string());
  }
  if (role != Qt::DisplayRole) return {};
  switch (column) {
    case Id:
      return from(utterance.id);
    case Suspicion:
      return check != nullptr ? widgets::number_text(check->suspicion) : QStringLiteral("…");
    case Problems:
      if (check == nullptr) return utterance.audio.empty() ? tr("no recording") : QString();
      return check->problems.empty() ? tr("none") : all_of(check->problems, QStringLiteral("; "));
    case Seconds:
      return check != nullptr && check->seconds > 0 ? QString::number(check->seconds, 'f', 2) : QString();
    case Rate:
      return check != nullptr && check->words_per_second > 0
                 ? QString::number(check->words_per_second, 'f', 1)
                 : QString();
    case Aligned:
      return utterance.alignment.empty() ? tr("no") : tr("yes");
    case Text:
      return from(utterance.text).simplified().left(160);
    default:
      return {};
  }
}

QVariant UtteranceTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::ToolTipRole) {
    if (section == Suspicion) return tr("Every problem adds; from 1 on a recording deserves an ear");
    if (section == Rate) return tr("Words a second, without silences where they are known");
    if (section == Aligned) return tr("Whether it has an alignment, which training needs");
    return {};
  }
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case Id:
      return tr("Recording");
    case Suspicion:
      return tr("Suspicion");
    case Problems:
      return tr("Problems");
    case Seconds:
      return tr("Length, s");
    case Rate:
      return tr("Words/s");
    case Aligned:
      return tr("Aligned");
    case Text:
      return tr("Text");
    default:
      return {};
  }
}

}  // namespace prism::app
