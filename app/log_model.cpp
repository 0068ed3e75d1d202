// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/log_model.h"

#include <mutex>

#include <QMetaObject>

namespace prism::app {

namespace {
constexpr int kKeptLines = 5000;
}  // namespace

LogModel::LogModel(QObject* parent) : QAbstractTableModel(parent) {}

LogModel::~LogModel() {
  if (m_listening) set_log_sink(std::move(m_previous));
}

void LogModel::listen() {
  if (std::exchange(m_listening, true)) return;
  m_previous = set_log_sink([this](LogLevel level, const std::string& text) {
    QMetaObject::invokeMethod(
        this, [this, level, line = QString::fromStdString(text)] { add(level, line); }, Qt::QueuedConnection);
  });
}

void LogModel::add(LogLevel level, const QString& text) {
  if (static_cast<int>(m_lines.size()) >= kKeptLines) {
    beginRemoveRows({}, 0, 0);
    m_lines.pop_front();
    endRemoveRows();
  }
  const int row = rowCount();
  beginInsertRows({}, row, row);
  m_lines.push_back({QDateTime::currentDateTime(), level, text});
  endInsertRows();
}

int LogModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int LogModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : kColumns;
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  switch (section) {
    case kTime:
      return tr("Time");
    case kLevel:
      return tr("Level");
    case kText:
      return tr("Message");
    default:
      return {};
  }
}

QVariant LogModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const Line& line = m_lines[static_cast<std::size_t>(index.row())];
  if (role == kLevelRole) return static_cast<int>(line.level);
  if (role == Qt::ToolTipRole) return line.text;
  if (role != Qt::DisplayRole) return {};
  switch (index.column()) {
    case kTime:
      return line.time.toString(QStringLiteral("HH:mm:ss"));
    case kLevel:
      return line.level == LogLevel::info      ? tr("info")
             : line.level == LogLevel::warning ? tr("warning")
                                               : tr("error");
    case kText:
      return line.text;
    default:
      return {};
  }
}

QString LogModel::line(int row) const {
  const auto cell = [&](int column) { return data(index(row, column), Qt::DisplayRole).toString(); };
  return cell(kTime) + QLatin1String("  ") + cell(kLevel) + QLatin1String("  ") + cell(kText);
}

void LogFilter::setLowestLevel(LogLevel level) {
  m_lowest = level;
  invalidateFilter();
}

void LogFilter::setText(const QString& text) {
  m_text = text;
  invalidateFilter();
}

bool LogFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
  const QModelIndex cell = sourceModel()->index(row, LogModel::kText, parent);
  if (cell.data(LogModel::kLevelRole).toInt() < static_cast<int>(m_lowest)) return false;
  return m_text.isEmpty() || cell.data().toString().contains(m_text, Qt::CaseInsensitive);
}

}  // namespace prism::app
