// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/token_table_model.h"

#include <algorithm>
#include <utility>

#include <QFont>
#include <QStringList>

namespace prism::app {
namespace {

char lower_case(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool contains_ignoring_case(const std::string& text, const std::string& lower_needle) {
  return std::search(text.begin(), text.end(), lower_needle.begin(), lower_needle.end(),
                     [](char a, char b) { return lower_case(a) == b; }) != text.end();
}

}  // namespace

QString className(TokenClass token_class) {
  switch (token_class) {
    case TokenClass::special:
      return TokenTableModel::tr("special");
    case TokenClass::exact:
      return TokenTableModel::tr("exact");
    case TokenClass::normalised:
      return TokenTableModel::tr("normalised");
    case TokenClass::approximated:
      return TokenTableModel::tr("approximated");
    case TokenClass::dropped:
      return TokenTableModel::tr("dropped");
  }
  return {};
}

QString flagNames(std::uint32_t flags) {
  const std::pair<std::uint32_t, QString> names[] = {
      {kWhitespaceOnly, TokenTableModel::tr("whitespace")},
      {kControlCharacters, TokenTableModel::tr("control")},
      {kNotUtf8, TokenTableModel::tr("not UTF-8")},
      {kUnusedName, TokenTableModel::tr("unused")},
      {kUndertrained, TokenTableModel::tr("undertrained")},
      {kSingleByte, TokenTableModel::tr("single byte")},
  };
  QStringList words;
  for (const auto& [bit, name] : names) {
    if ((flags & bit) != 0) words << name;
  }
  return words.join(QStringLiteral(", "));
}

void TokenTableModel::setMap(std::shared_ptr<const VocabularyMap> map,
                             std::shared_ptr<const Vocabulary> upper,
                             std::shared_ptr<const Vocabulary> lower) {
  const bool same_tokens = m_map && map && m_upper == upper && m_lower == lower;
  if (same_tokens) {
    // An edit: the rows stay where the user sees them, only their content changes.
    m_map = std::move(map);
    if (!m_rows.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    return;
  }
  beginResetModel();
  m_map = std::move(map);
  m_upper = std::move(upper);
  m_lower = std::move(lower);
  rebuild();
  endResetModel();
}

void TokenTableModel::setFilter(const TokenFilter& filter) {
  if (filter == m_filter) return;
  beginResetModel();
  m_filter = filter;
  rebuild();
  endResetModel();
}

const TokenPair& TokenTableModel::pairAt(int row) const {
  return m_map->pairs[static_cast<std::size_t>(m_rows[static_cast<std::size_t>(row)])];
}

int TokenTableModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TokenTableModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

std::string TokenTableModel::lowerBytes(const TokenPair& pair) const {
  std::string bytes;
  for (const std::int32_t id : pair.lower) bytes += m_lower->tokens[static_cast<std::size_t>(id)].bytes;
  return bytes;
}

QString TokenTableModel::display(const TokenPair& pair, int column) const {
  switch (column) {
    case UpperId:
      return QString::number(pair.upper);
    case UpperText:
      return QString::fromStdString(printable(m_upper->tokens[static_cast<std::size_t>(pair.upper)].bytes));
    case Class: {
      const QString name = className(pair.token_class);
      return pair.rule.empty() ? name : tr("%1 (%2)").arg(name, QString::fromStdString(pair.rule));
    }
    case LowerIds: {
      QStringList ids;
      for (const std::int32_t id : pair.lower) ids << QString::number(id);
      return ids.join(QStringLiteral(", "));
    }
    case LowerText: {
      QStringList texts;
      for (const std::int32_t id : pair.lower) {
        texts << QString::fromStdString(printable(m_lower->tokens[static_cast<std::size_t>(id)].bytes));
      }
      return texts.join(QStringLiteral(" · "));
    }
    case Flags:
      return flagNames(pair.flags);
    default:
      return {};
  }
}

QVariant TokenTableModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const TokenPair& pair = pairAt(index.row());
  const int column = index.column();
  switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
      return display(pair, column);
    case Qt::CheckStateRole:
      if (column == Use) return pair.excluded ? Qt::Unchecked : Qt::Checked;
      return {};
    case Qt::TextAlignmentRole:
      return QVariant::fromValue(Qt::AlignVCenter |
                                 (column == UpperId || column == LowerIds ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::FontRole:
      if (pair.rule == "override") {
        QFont font;
        font.setBold(true);
        return font;
      }
      return {};
    case Qt::ToolTipRole:
      if (column == Use) return pair.excluded ? tr("Left out of training by you") : tr("May be trained on");
      if (pair.rule == "override") return tr("%1\nPaired by you").arg(display(pair, column));
      return display(pair, column);
    case Qt::AccessibleTextRole:
      if (column == Use) return pair.excluded ? tr("left out") : tr("used");
      return display(pair, column);
    default:
      return {};
  }
}

QVariant TokenTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  switch (section) {
    case UpperId:
      return tr("Upper id");
    case UpperText:
      return tr("Upper token");
    case Class:
      return tr("Class");
    case LowerIds:
      return tr("Lower id");
    case LowerText:
      return tr("Lower token");
    case Flags:
      return tr("Flags");
    case Use:
      return tr("Use");
    default:
      return {};
  }
}

Qt::ItemFlags TokenTableModel::flags(const QModelIndex& index) const {
  Qt::ItemFlags result = QAbstractTableModel::flags(index);
  if (!index.isValid()) return result;
  if (index.column() == LowerIds) result |= Qt::ItemIsEditable;
  if (index.column() == Use) result |= Qt::ItemIsUserCheckable;
  return result;
}

bool TokenTableModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return false;
  const TokenPair& pair = pairAt(index.row());
  if (role == Qt::CheckStateRole && index.column() == Use) {
    Q_EMIT excludeRequested({pair.upper}, value.toInt() == Qt::Unchecked);
    return true;
  }
  if (role != Qt::EditRole || index.column() != LowerIds || value.toString() == display(pair, LowerIds))
    return false;
  std::vector<std::int32_t> lower;
  const QStringList words = value.toString().split(QLatin1Char(','), Qt::SkipEmptyParts);
  for (const QString& word : words) {
    bool is_number = false;
    const int id = word.trimmed().toInt(&is_number);
    if (!is_number || id < 0 || id >= m_lower->size()) {
      Q_EMIT inputRefused(tr("“%1” is no id of the lower vocabulary; ids run from 0 to %2.")
                              .arg(word.trimmed())
                              .arg(m_lower->size() - 1));
      return false;
    }
    lower.push_back(id);
  }
  if (lower.empty()) {
    Q_EMIT excludeRequested({pair.upper}, true);
  } else {
    Q_EMIT overrideRequested(pair.upper, lower);
  }
  return true;
}

void TokenTableModel::sort(int column, Qt::SortOrder order) {
  if (column < 0 || column >= ColumnCount) return;
  Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
  const QModelIndexList before = persistentIndexList();
  std::vector<std::int32_t> tokens;
  for (const QModelIndex& index : before) tokens.push_back(m_rows[static_cast<std::size_t>(index.row())]);
  m_sort_column = column;
  m_sort_order = order;
  sortRows();
  if (!before.isEmpty()) {
    std::vector<int> row_of(m_map->pairs.size(), -1);
    for (std::size_t row = 0; row < m_rows.size(); ++row)
      row_of[static_cast<std::size_t>(m_rows[row])] = static_cast<int>(row);
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i) {
      after << index(row_of[static_cast<std::size_t>(tokens[static_cast<std::size_t>(i)])],
                     before[i].column());
    }
    changePersistentIndexList(before, after);
  }
  Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

bool TokenTableModel::shown(const TokenPair& pair, const std::string& needle, std::int64_t id) const {
  if (m_filter.token_class && pair.token_class != *m_filter.token_class) return false;
  if (m_filter.flags != 0 && (pair.flags & m_filter.flags) == 0) return false;
  if (m_filter.edited_only && pair.rule != "override" && !pair.excluded) return false;
  if (id >= 0) return pair.upper == id;
  if (needle.empty()) return true;
  if (contains_ignoring_case(m_upper->tokens[static_cast<std::size_t>(pair.upper)].bytes, needle))
    return true;
  return std::any_of(pair.lower.begin(), pair.lower.end(), [&](std::int32_t lower) {
    return contains_ignoring_case(m_lower->tokens[static_cast<std::size_t>(lower)].bytes, needle);
  });
}

void TokenTableModel::rebuild() {
  m_rows.clear();
  if (!m_map) return;
  QString text = m_filter.text;
  std::int64_t id = -1;
  if (text.startsWith(QLatin1Char('#'))) {
    bool is_number = false;
    const auto number = text.mid(1).toLongLong(&is_number);
    if (is_number && number >= 0) id = number;
  }
  // The table shows spaces as ␣, so that is what people copy into the filter.
  std::string needle = text.replace(QChar(0x2423), QLatin1Char(' ')).toStdString();
  std::transform(needle.begin(), needle.end(), needle.begin(), lower_case);
  for (const TokenPair& pair : m_map->pairs) {
    if (shown(pair, needle, id)) m_rows.push_back(pair.upper);
  }
  sortRows();
}

void TokenTableModel::sortRows() {
  if (!m_map) return;
  const auto pair = [this](std::int32_t id) -> const TokenPair& {
    return m_map->pairs[static_cast<std::size_t>(id)];
  };
  const auto upper_bytes = [this](std::int32_t id) -> const std::string& {
    return m_upper->tokens[static_cast<std::size_t>(id)].bytes;
  };
  // Partners are put together once a token, not once a comparison.
  std::vector<std::string> lower_texts;
  if (m_sort_column == LowerText) {
    lower_texts.resize(m_map->pairs.size());
    for (const std::int32_t id : m_rows) lower_texts[static_cast<std::size_t>(id)] = lowerBytes(pair(id));
  }
  const auto less = [&](std::int32_t a, std::int32_t b) {
    switch (m_sort_column) {
      case UpperText:
        return upper_bytes(a) < upper_bytes(b);
      case Class:
        return pair(a).token_class < pair(b).token_class;
      case LowerIds:
        return pair(a).lower < pair(b).lower;
      case LowerText:
        return lower_texts[static_cast<std::size_t>(a)] < lower_texts[static_cast<std::size_t>(b)];
      case Flags:
        return pair(a).flags < pair(b).flags;
      case Use:
        return pair(a).excluded < pair(b).excluded;
      default:
        return a < b;
    }
  };
  // Equal rows stay in order of their id whatever was sorted before.
  std::sort(m_rows.begin(), m_rows.end());
  if (m_sort_order == Qt::AscendingOrder) {
    std::stable_sort(m_rows.begin(), m_rows.end(), less);
  } else {
    std::stable_sort(m_rows.begin(), m_rows.end(),
                     [&](std::int32_t a, std::int32_t b) { return less(b, a); });
  }
}

}  // namespace prism::app
