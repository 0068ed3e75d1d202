// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QTableView;

namespace prism::app {

class LogFilter;
class LogModel;

/// Contents of the Log dock: lines by level and text, copyable.
class LogPanel final : public QWidget {
  Q_OBJECT

 public:
  explicit LogPanel(LogModel& model, QWidget* parent = nullptr);
  void copySelected();

 private:
  LogModel& m_model;
  LogFilter* m_filter;
  QTableView* m_table;
};

}  // namespace prism::app
