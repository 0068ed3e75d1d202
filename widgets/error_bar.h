// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include <QString>
#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QToolButton;
class QHBoxLayout;

namespace prism::widgets {

/// A bar above the page that tells what went wrong, where and what to do, without stopping the work. Several
/// messages wait behind each other; the newest is in front. Hidden while there is none.
class ErrorBar final : public QWidget {
  Q_OBJECT

 public:
  enum class Severity { info, warning, error };
  struct Message {
    Severity severity = Severity::error;
    QString sentence;
    QString details;  ///< shown on request, copied with the sentence
    /// More buttons: text and what they do; the message goes after it.
    std::vector<std::pair<QString, std::function<void()>>> actions;
  };

  explicit ErrorBar(QWidget* parent = nullptr);

  /// The same sentence again only comes to the front.
  void show(Message message);
  void showProblem(const QString& sentence, const QString& details = {}) {
    show({Severity::error, sentence, details, {}});
  }
  void dismiss();
  void clear();
  [[nodiscard]] int count() const noexcept { return static_cast<int>(m_messages.size()); }
  [[nodiscard]] QString sentence() const;
  [[nodiscard]] QString details() const;

 Q_SIGNALS:
  void changed();

 protected:
  void changeEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  using QWidget::show;
  void refresh();
  void copy() const;

  std::vector<Message> m_messages;
  QLabel* m_icon;
  QLabel* m_sentence;
  QLabel* m_count;
  QPlainTextEdit* m_details;
  QToolButton* m_details_button;
  QToolButton* m_copy_button;
  QToolButton* m_dismiss_button;
  QHBoxLayout* m_actions;
};

}  // namespace prism::widgets
