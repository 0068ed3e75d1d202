// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/log.h"

#include <deque>

#include <QAbstractTableModel>
#include <QDateTime>
#include <QSortFilterProxyModel>

namespace prism::app {

/// Lines for the Log dock, oldest first; the oldest ones go when there are too many.
class LogModel final : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { kTime, kLevel, kText, kColumns };
  enum Role { kLevelRole = Qt::UserRole };

  explicit LogModel(QObject* parent = nullptr);
  ~LogModel() override;

  /// Takes over the engine's log sink until destroyed; lines from any thread arrive queued.
  void listen();
  void add(LogLevel level, const QString& text);

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  [[nodiscard]] QString line(int row) const;  ///< "09:12:31  warning  text"

 private:
  struct Line {
    QDateTime time;
    LogLevel level = LogLevel::info;
    QString text;
  };
  std::deque<Line> m_lines;
  LogSink m_previous;
  bool m_listening = false;
};

/// Shows lines of at least one level that contain a text.
class LogFilter final : public QSortFilterProxyModel {
  Q_OBJECT

 public:
  using QSortFilterProxyModel::QSortFilterProxyModel;
  void setLowestLevel(LogLevel level);
  void setText(const QString& text);

 protected:
  bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

 private:
  LogLevel m_lowest = LogLevel::info;
  QString m_text;
};

}  // namespace prism::app
