// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QStackedWidget;

namespace prism::app {

/// The same values seen in several ways — pictures and the table behind them — with a line of words above.
class ViewChooser : public QWidget {
  Q_OBJECT

 public:
  explicit ViewChooser(const QString& accessible_name, QWidget* parent = nullptr);

  void addView(const QString& name, QWidget* view);
  [[nodiscard]] int currentView() const;
  void setCurrentView(int view);

 Q_SIGNALS:
  void viewChanged(int view);

 protected:
  /// The line above: what is shown, or the value under the cursor.
  void setNote(const QString& note);

 private:
  QComboBox* m_choice;
  QLabel* m_note;
  QStackedWidget* m_stack;
};

}  // namespace prism::app
