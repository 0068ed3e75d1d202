// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace prism::app {

/// Where a prompt is written or pasted. Takes any text as it is, up to a limit; Ctrl+Return runs it.
class PromptEdit final : public QPlainTextEdit {
  Q_OBJECT

 public:
  explicit PromptEdit(QWidget* parent = nullptr);

  /// The text without what a text document makes of it: every space kept as typed, lines ended by \n.
  [[nodiscard]] QString prompt() const;
  void setPrompt(const QString& text);
  /// A text with lines too long to be laid out while one types is kept whole and only its beginning shown,
  /// until it is deleted.
  [[nodiscard]] bool holds() const noexcept { return !m_held.isEmpty(); }

 Q_SIGNALS:
  void runRequested();
  /// Something that was pasted or dropped could not be taken (whole); one sentence.
  void textRefused(const QString& sentence);

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  [[nodiscard]] bool canInsertFromMimeData(const QMimeData* source) const override;
  void insertFromMimeData(const QMimeData* source) override;

 private:
  void insertText(const QString& text);

  QString m_held;
};

}  // namespace prism::app
