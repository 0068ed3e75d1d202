// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace prism::app {

/// What one model wrote behind the prompt, growing while it writes; the prompt's end is shown muted before
/// it.
class ContinuationPanel final : public QWidget {
  Q_OBJECT

 public:
  explicit ContinuationPanel(QWidget* parent = nullptr);

  void setTitle(const QString& title, const QString& tip);
  void setText(const QString& prompt, const QString& continuation);
  void setNote(const QString& note);  ///< at the right of the title: "41 tokens/s"
  [[nodiscard]] QString continuation() const { return m_continuation; }

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void rebuild();

  QLabel* m_title;
  QLabel* m_note;
  QToolButton* m_copy;
  QPlainTextEdit* m_text;
  QString m_prompt, m_continuation;
};

}  // namespace prism::app
