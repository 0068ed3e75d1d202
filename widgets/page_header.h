// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>
#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace prism::widgets {

/// Top of every page: title, one sentence of what it is for, the two or three main actions at the right.
/// Where room is short, the sentence gives way first, then buttons show just their icons, from the left;
/// primary ones keep their text.
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

  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  bool event(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  struct Button {
    QToolButton* button;
    int full = 0;   ///< width with its text
    int small = 0;  ///< width with its icon alone; as full where it must not shrink
  };
  void elide();
  void measure(Button& button);
  void fitButtons();
  [[nodiscard]] int widthBesideButtons() const;

  QString m_full_sentence;
  QLabel* m_title;
  QLabel* m_sentence;
  QHBoxLayout* m_actions;
  std::vector<Button> m_buttons;  ///< from the left
};

}  // namespace prism::widgets
