// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

class QAction;
class QLabel;
class QHBoxLayout;

namespace prism::widgets {

/// What an empty page shows: an icon, one line, what to do next and the button that does it.
class EmptyState final : public QWidget {
  Q_OBJECT

 public:
  explicit EmptyState(QWidget* parent = nullptr);
  EmptyState(const QString& icon_name, const QString& title, const QString& sentence,
             QWidget* parent = nullptr);

  void setText(const QString& icon_name, const QString& title, const QString& sentence);
  /// The first is the primary one. Actions are not owned; buttons follow text, icon and enabled state.
  void addAction(QAction* action);

 private:
  void refreshIcon();

  QString m_icon_name;
  QLabel* m_icon;
  QLabel* m_title;
  QLabel* m_sentence;
  QHBoxLayout* m_buttons;
  int m_count = 0;
};

}  // namespace prism::widgets
