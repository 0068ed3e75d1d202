// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace prism::widgets {

/// Top of every page: title, one sentence of what it is for, the two or three main actions at the right.
class PageHeader final : public QWidget {
  Q_OBJECT

 public:
  explicit PageHeader(QWidget* parent = nullptr);
  PageHeader(const QString& title, const QString& sentence, QWidget* parent = nullptr);

  void setTitle(const QString& title);
  void setSentence(const QString& sentence);
  /// A button for an action; one with a menu opens it (see action_button.h). Primary ones have the accent.
  QToolButton* addAction(QAction* action, bool primary = false);
  /// Any other control, right of the sentence.
  void addWidget(QWidget* widget);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void elide();

  QString m_full_sentence;
  QLabel* m_title;
  QLabel* m_sentence;
  QHBoxLayout* m_actions;
};

}  // namespace prism::widgets
