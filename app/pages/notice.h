// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;

namespace prism::app {

/// A line within a page that says why something is missing, with the buttons that help. Hidden while empty.
class Notice final : public QWidget {
  Q_OBJECT

 public:
  explicit Notice(QWidget* parent = nullptr);

  void addAction(QAction* action);
  void setText(const QString& text);  ///< empty hides it

 protected:
  void changeEvent(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  void refreshIcon();
  QLabel* m_icon;
  QLabel* m_text;
  QHBoxLayout* m_row;
};

}  // namespace prism::app
